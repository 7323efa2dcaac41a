//! When each batch size reached which accuracy: the numbers and the figures of `sgd`.

use crate::staff::MlpTraining;
use common::plots::capitalized;
use common::program::prelude::*;
use common::study::Reached;
use std::fmt;

/// A batch size that is compared, in examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch(pub usize);

impl fmt::Display for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "batch {}", self.0)
    }
}

/// The test accuracies whose times are compared.
const BOUNDS: [(f64, &str); 2] = [(0.90, "90"), (0.98, "98")];

/// What time is counted in.
const CLOCKS: [(&str, fn(&Reached) -> f64); 2] = [
    ("epochs", |reached| reached.round as f64),
    ("seconds", |reached| reached.seconds),
];

/// Times and a line of the table for each batch size; a dash where not every seed got there.
pub(super) fn tell(run: &mut Run, study: &Study<Batch, MlpTraining>) {
    let [epochs, seconds] = ["epochs to", "seconds to"];
    let columns =
        BOUNDS.map(|(_, percent)| [epochs, seconds].map(|to| format!("{to} {percent} %")));
    let first = ["batch", "test accuracy"].map(String::from);
    let mut table = Table::new(first.into_iter().chain(columns.into_iter().flatten()));
    for batch in study.cases() {
        let accuracy = Summary::of(&study.last(batch, Part::Test, "accuracy"));
        let mut cells = vec![batch.0.to_string(), accuracy.to_string()];
        for (bound, percent) in BOUNDS {
            for (digits, (unit, clock)) in [1, 3].into_iter().zip(CLOCKS) {
                let times = study.first_accuracy(batch, bound).of_all(clock);
                cells.push(decimals(Summary::of(&times).mean, digits));
                let name = format!("{unit}_to_{percent}_batch_{}", batch.0);
                run.record(name, Measured::Mean(times));
            }
        }
        table.row(cells);
    }
    run.set_table(table);
}

/// Draws everything into the run's folder.
pub(super) fn draw(run: &Run, study: &Study<Batch, MlpTraining>) -> Result<()> {
    for (unit, clock) in CLOCKS {
        let title = format!("{} to an accuracy", capitalized(unit));
        let plot = Plot::new(title).note(study.note()).x("batch size").y(unit);
        let plot = BOUNDS
            .into_iter()
            .fold(plot.log_x().log_y(), |plot, (bound, percent)| {
                let times = |batch: &&Batch| study.first_accuracy(batch, bound).of_all(clock);
                let (there, missing): (Vec<&Batch>, Vec<&Batch>) = study
                    .cases()
                    .iter()
                    .partition(|batch| !times(batch).is_empty());
                let points = there
                    .iter()
                    .map(|batch| (batch.0 as f64, Spread::of(&times(batch))));
                plot.spread(format!("{percent} % test accuracy"), points)
                    .missing(missing.iter().map(|batch| batch.0 as f64))
            });
        run.save_figure(&format!("{unit}-to-accuracy"), &plot.figure())?;
    }
    // Neighbours differ little: every second size, and the full batch.
    let last = study.cases().last();
    let some = study.cases().iter().enumerate();
    let some = some.filter(|(place, batch)| place.is_multiple_of(2) || Some(*batch) == last);
    let some: Vec<&Batch> = some.map(|(_, batch)| batch).collect();
    for metric in ["accuracy", "loss"] {
        let named = some.iter().map(|batch| (*batch, batch.to_string()));
        let plot = study.plot(format!("Test {metric}"), Part::Test, metric, named);
        run.save_figure(metric, &plot.log_x().figure())?;
    }
    Ok(())
}
