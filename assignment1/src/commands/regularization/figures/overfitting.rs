//! What helps against wrong labels: accuracies, weights, decision boundaries.

use super::{Drawing, within_extremes};
use crate::commands::regularization::cases::{Case, Topic};
use crate::commands::regularization::results::{NEGLIGIBLE, Outcome};
use crate::commands::regularization::workbench::Workbench;
use common::error::Result;
use common::figures::{BarSeries, Sample, Scale, ValueRange, bars, histograms, panels};
use common::learner::Part;
use common::plots;
use common::statistics::Summary;

impl Drawing<'_> {
    pub(super) fn overfitting(&mut self) -> Result<()> {
        let results = self.of(Topic::Overfitting);
        let cases: Vec<&Case> = results.iter().map(|(case, _)| *case).collect();
        let names: Vec<String> = cases.iter().map(|case| case.label.clone()).collect();
        let series = |name: &str, values: fn(&Outcome) -> &[f64]| BarSeries {
            name: name.into(),
            values: results
                .iter()
                .map(|(_, outcome)| within_extremes(Summary::of(values(outcome))))
                .collect(),
        };
        let wrong = format!(
            "{:.0} % of the training labels are wrong",
            100.0 * self.config.label_noise
        );
        let both = [
            series("training labels", |outcome| &outcome.train),
            series("test, right labels", |outcome| &outcome.test),
        ];
        let note = format!("{wrong}; {}", self.seeds);
        let (fitted, whole) = (ValueRange::Fitted, ValueRange::FromZero);
        let figure = bars(
            "What helps against wrong labels",
            &note,
            "accuracy",
            &names,
            &both,
            fitted,
        );
        self.run.save_figure("01-overfitting", &figure)?;
        for (name, part) in [
            ("02-overfitting-test", Part::Test),
            ("03-overfitting-training", Part::Train),
        ] {
            let title = match part {
                Part::Test => "Accuracy on the test set, all labels right",
                _ => "Accuracy on the training set, as labelled",
            };
            self.run
                .save_figure(name, &self.curves(title, part, &cases))?;
        }
        let samples: Vec<Sample> = results
            .iter()
            .take(3)
            .map(|(case, outcome)| Sample {
                name: case.label.clone(),
                values: outcome.weights.clone(),
            })
            .collect();
        let title = format!("Weights after training, seed {}", self.run.shared.seed);
        let figure = histograms(&title, "weight", &samples, Scale::Log);
        self.run.save_figure("04-weights", &figure)?;
        let sparsity = [series("weights of all layers", |outcome| &outcome.sparsity)];
        let label = format!("share of weights below {NEGLIGIBLE}");
        let figure = bars("Sparsity", &self.seeds, &label, &names, &sparsity, whole);
        self.run.save_figure("05-sparsity", &figure)?;
        self.boundaries(&cases)
    }

    /// Of examples in the plane: what each case makes of it, with the first seed.
    fn boundaries(&mut self, cases: &[&Case]) -> Result<()> {
        let workbench = Workbench::new(self.config, self.run, self.run.shared.seed)?;
        let mut maps = Vec::new();
        for case in cases {
            let data = workbench.data(case);
            if data.features() != 2 {
                return Ok(());
            }
            let training = self.study.trainings_of(&case.name).next();
            let learner = training.expect("every case has a seed").learner();
            maps.push(learner.with_best(|learner| {
                let logits = |points| learner.logits(points);
                Ok(plots::boundary_between(
                    &case.label,
                    ["x", "y"],
                    &data,
                    logits,
                ))
            })?);
        }
        let title = "Decision boundaries among wrong labels";
        self.run
            .save_figure("06-boundaries", &panels(title, 2, &maps))
    }
}
