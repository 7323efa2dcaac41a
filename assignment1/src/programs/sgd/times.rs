//! When each batch size reached which accuracy: the numbers and the figures of `sgd`.

use crate::staff::MlpTraining;
use common::plots::capitalized;
use common::program::prelude::*;
use common::study::Reached;

/// The test accuracies whose times are compared.
const BOUNDS: [(f64, &str); 2] = [(0.90, "90"), (0.98, "98")];

type Clock = fn(&Reached) -> f64;

/// What time is counted in.
const CLOCKS: [(&str, Clock); 2] = [
    ("epochs", |reached| reached.round as f64),
    ("seconds", |reached| reached.seconds),
];

/// Times and a line of the table for each batch size; a dash where not every seed got there.
pub(super) fn tell(run: &mut Run, study: &Study<usize, MlpTraining>) {
    let mut table = Table::new([
        "batch",
        "test accuracy",
        "epochs to 90 %",
        "s",
        "to 98 %",
        "s",
    ]);
    for size in study.cases() {
        let accuracy = study.summary(size, Part::Test, "accuracy");
        let mut cells = vec![size.to_string(), accuracy.to_string()];
        for (bound, percent) in BOUNDS {
            for (digits, (unit, clock)) in [1, 3].into_iter().zip(CLOCKS) {
                let times = study.first_accuracy(size, bound).of_all(clock);
                cells.push(decimals(Summary::of(&times).mean, digits));
                run.record(format!("{unit}_to_{percent}_batch_{size}"), times);
            }
        }
        table.row(cells);
    }
    run.set_table(table);
}

/// Draws everything into the run's folder.
pub(super) fn draw(run: &Run, study: &Study<usize, MlpTraining>) -> Result<()> {
    for (unit, clock) in CLOCKS {
        let title = format!("{} to an accuracy", capitalized(unit));
        let plot = Plot::new(title).note(study.note()).x("batch size").y(unit);
        let plot = plot.log_x().log_y().each(BOUNDS, |plot, (bound, percent)| {
            let (mut points, mut missing) = (Vec::new(), Vec::new());
            for size in study.cases() {
                match study.first_accuracy(size, bound).of_all(clock) {
                    times if times.is_empty() => missing.push(*size as f64),
                    times => points.push((*size as f64, Spread::from(Summary::of(&times)))),
                }
            }
            let plot = plot.spread(format!("{percent} % test accuracy"), points);
            plot.missing(missing)
        });
        run.save_figure(&format!("{unit}-to-accuracy"), &plot.figure())?;
    }
    for metric in ["accuracy", "loss"] {
        // Neighbours differ little: every second size, and the full batch.
        let last = study.cases().last();
        let cases = study.named().enumerate();
        let some = cases.filter(|(place, (size, _))| place % 2 == 0 || Some(*size) == last);
        let some = some.map(|(_, case)| case);
        let plot = study.plot(format!("Test {metric}"), Part::Test, metric, some);
        run.save_figure(metric, &plot.log_x().figure())?;
    }
    Ok(())
}
