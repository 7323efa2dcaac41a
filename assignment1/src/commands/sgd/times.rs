//! When each batch size reached which accuracy: the table and the figures of `sgd`.

use crate::learner::ByHand;
use common::error::Result;
use common::figures::{Scale, Spread, SpreadCurve, curves_with_spread};
use common::learner::Part;
use common::plots;
use common::run::Run;
use common::statistics::Summary;
use common::study::{Reached, Study};
use common::table::Table;

/// The test accuracies whose times are compared.
const BOUNDS: [(f64, &str); 2] = [(0.90, "90"), (0.98, "98")];

/// When the trainings of one batch size reached one accuracy.
pub(super) struct Times {
    pub(super) batch_size: usize,
    pub(super) percent: &'static str,
    reached: Vec<Option<Reached>>,
}

impl Times {
    pub(super) fn epochs(&self) -> Summary {
        self.over_seeds(|reached| reached.round as f64)
    }

    pub(super) fn seconds(&self) -> Summary {
        self.over_seeds(|reached| reached.seconds)
    }

    /// Over the seeds, if all of them got there: a mean of the quick ones would flatter.
    fn over_seeds(&self, value: impl Fn(&Reached) -> f64) -> Summary {
        let values: Option<Vec<f64>> = self
            .reached
            .iter()
            .map(|r| r.as_ref().map(&value))
            .collect();
        Summary::of(&values.unwrap_or_default())
    }
}

/// Every batch size with every bound, in the study's order.
pub(super) fn of(study: &Study<ByHand>) -> Vec<Times> {
    let batch_size = |case: &str| case.trim_start_matches("batch ").parse().unwrap_or(0);
    let cases = study.cases().into_iter();
    cases
        .flat_map(|case| {
            BOUNDS.map(|(bound, percent)| Times {
                batch_size: batch_size(case),
                percent,
                reached: study
                    .history()
                    .first_at_least(case, Part::Test, "accuracy", bound),
            })
        })
        .collect()
}

/// One line for each batch size; a dash where not every seed got there.
pub(super) fn table(study: &Study<ByHand>, times: &[Times]) -> Table {
    let mut table = Table::new([
        "batch",
        "test accuracy",
        "epochs to 90 %",
        "seconds",
        "epochs to 98 %",
        "seconds",
    ]);
    let cell = |value: Summary, digits: usize| match value.mean.is_finite() {
        true => format!("{:.digits$}", value.mean),
        false => "-".into(),
    };
    for (case, bounds) in study.cases().into_iter().zip(times.chunks(BOUNDS.len())) {
        let accuracy = Summary::of(&study.history().last(case, Part::Test, "accuracy"));
        let (mean, deviation) = (accuracy.mean, accuracy.standard_deviation);
        let mut cells = vec![
            case.trim_start_matches("batch ").to_owned(),
            format!("{mean:.3} ± {deviation:.3}"),
        ];
        for time in bounds {
            cells.extend([cell(time.epochs(), 1), cell(time.seconds(), 3)]);
        }
        table.row(cells);
    }
    table
}

/// Draws everything into the run's folder.
pub(super) fn draw(run: &Run, study: &Study<ByHand>, times: &[Times]) -> Result<()> {
    let seeds = format!(
        "mean ± standard deviation of {} seeds",
        times.first().map_or(0, |time| time.reached.len())
    );
    let against_batch_size = |title: &str, y_label: &str, value: fn(&Times) -> Summary| {
        let curves = BOUNDS.map(|(_, percent)| {
            let (there, missing): (Vec<&Times>, Vec<&Times>) = times
                .iter()
                .filter(|time| time.percent == percent)
                .partition(|time| value(time).mean.is_finite());
            SpreadCurve {
                name: format!("{percent} % test accuracy"),
                points: there
                    .into_iter()
                    .map(|time| (time.batch_size as f64, Spread::from(value(time))))
                    .collect(),
                missing: missing
                    .into_iter()
                    .map(|time| time.batch_size as f64)
                    .collect(),
            }
        });
        let (x, y) = (Scale::Log, Scale::Log);
        curves_with_spread(title, &seeds, "batch size", y_label, &curves, x, y)
    };
    let epochs = against_batch_size("Epochs to an accuracy", "epochs", Times::epochs);
    run.save_figure("epochs-to-accuracy", &epochs)?;
    let seconds = against_batch_size(
        "Seconds to an accuracy",
        "seconds of training",
        Times::seconds,
    );
    run.save_figure("seconds-to-accuracy", &seconds)?;
    // Neighbours differ little: every second size, and the full batch.
    let all = study.cases();
    let mut cases: Vec<&str> = all.iter().copied().step_by(2).collect();
    cases.extend(all.last().filter(|last| !cases.contains(last)));
    for metric in ["accuracy", "loss"] {
        let figure = plots::study(study.history(), &cases, Part::Test, metric, Scale::Log);
        run.save_figure(metric, &figure)?;
    }
    Ok(())
}
