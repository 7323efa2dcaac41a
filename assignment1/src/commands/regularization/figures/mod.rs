//! The figures of `regularization`, numbered in the order in which they are best read.

mod initialization;
mod overfitting;

use super::cases::{Case, RATES, Topic};
use super::results::Outcome;
use super::{Learner, RegularizationConfig, Workbench};
use common::error::Result;
use common::figures::{Figure, Scale, Spread, SpreadCurve, curves_with_spread};
use common::learner::Part;
use common::run::Run;
use common::statistics::Summary;
use common::study::Study;

/// Draws everything into the run's folder.
pub(super) fn draw(
    run: &Run,
    config: &RegularizationConfig,
    cases: &[Case],
    outcomes: &[Outcome],
    study: &mut Study<Learner>,
) -> Result<()> {
    let mut drawing = Drawing {
        run,
        config,
        results: cases.iter().zip(outcomes).collect(),
        study,
        seeds: format!("mean ± standard deviation of {} seeds", config.seeds),
    };
    for topic in &config.topics {
        match topic {
            Topic::Overfitting => drawing.overfitting()?,
            Topic::Inputs => drawing.inputs()?,
            Topic::Initialization => drawing.initialization()?,
            Topic::BatchNorm => drawing.rates()?,
        }
    }
    Ok(())
}

/// Mean and standard deviation, cut at the extremes: no accuracy is above 1 and no size below 0.
fn within_extremes(summary: Summary) -> Spread {
    let (mean, deviation) = (summary.mean, summary.standard_deviation);
    Spread {
        mean,
        low: (mean - deviation).max(summary.min),
        high: (mean + deviation).min(summary.max),
    }
}

struct Drawing<'a> {
    run: &'a Run,
    config: &'a RegularizationConfig,
    results: Vec<(&'a Case, &'a Outcome)>,
    study: &'a mut Study<Learner>,
    /// What error bars and bands are.
    seeds: String,
}

impl<'a> Drawing<'a> {
    fn of(&self, topic: Topic) -> Vec<(&'a Case, &'a Outcome)> {
        let results = self.results.iter().copied();
        results.filter(|(case, _)| case.topic == topic).collect()
    }

    /// A metric over the epochs, a curve for each case.
    fn curves(&self, title: &str, part: Part, cases: &[&Case]) -> Figure {
        let history = self.study.history();
        let mut curves: Vec<SpreadCurve> = Vec::new();
        for case in cases {
            let points = history.curve(&case.name, part, "accuracy").into_iter();
            // Before the first epoch all of them guess, and the axis would have to reach there.
            let trained = points.filter(|point| point.round > 0);
            let points = trained.map(|point| (point.round as f64, within_extremes(point.summary)));
            let points: Vec<(f64, Spread)> = points.collect();
            let diverged = points.iter().any(|(_, accuracy)| accuracy.mean.is_nan());
            let name = match diverged {
                true => format!("{} (diverges)", case.label),
                false => case.label.clone(),
            };
            // The later of two equal curves would hide the earlier one.
            match curves.iter_mut().find(|known| known.points == points) {
                Some(known) => known.name = format!("{} and {name}", known.name),
                None => curves.push(SpreadCurve {
                    name,
                    points,
                    missing: Vec::new(),
                }),
            }
        }
        let (label, linear) = (format!("{part} accuracy"), Scale::Linear);
        curves_with_spread(title, &self.seeds, "epoch", &label, &curves, linear, linear)
    }

    fn inputs(&self) -> Result<()> {
        let cases: Vec<&Case> = self
            .of(Topic::Inputs)
            .iter()
            .map(|(case, _)| *case)
            .collect();
        let title = format!("The scale of the inputs, rate {}", self.config.shared.lr);
        self.run
            .save_figure("07-inputs", &self.curves(&title, Part::Test, &cases))
    }

    fn rates(&self) -> Result<()> {
        let results = self.of(Topic::BatchNorm);
        let guess = 1.0
            / Workbench::new(self.config, self.run, self.run.shared.seed)?
                .clean
                .classes
                .len() as f64;
        let curves = ["without", "with"].map(|label| {
            let of_label = results.iter().filter(|(case, _)| case.label == label);
            SpreadCurve {
                name: format!("{label} batch norm"),
                points: of_label
                    .zip(RATES)
                    .map(|((_, outcome), rate)| {
                        let accuracy = outcome.test.iter();
                        let accuracy =
                            accuracy.map(|test| if test.is_finite() { *test } else { guess });
                        let summary = Summary::of(&accuracy.collect::<Vec<_>>());
                        (rate, within_extremes(summary))
                    })
                    .collect(),
                missing: Vec::new(),
            }
        });
        let note = format!(
            "a training that diverges counts as guessing; {}",
            self.seeds
        );
        let title = "Batch normalisation allows larger steps";
        let (x, y) = (Scale::Log, Scale::Linear);
        let figure = curves_with_spread(
            title,
            &note,
            "learning rate",
            "test accuracy",
            &curves,
            x,
            y,
        );
        self.run.save_figure("10-rates", &figure)
    }
}
