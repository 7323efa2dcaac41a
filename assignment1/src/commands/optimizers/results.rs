//! What `optimizers` tells at its end.

use super::OptimizersConfig;
use super::contestants::Contestant;
use crate::learner::ByHand;
use crate::surfaces::Surface;
use common::learner::Part;
use common::run::Run;
use common::statistics::{Summary, median};
use common::study::Study;
use common::table::Table;

/// The test accuracy whose time is compared.
const BOUND: f64 = 0.98;

const COLUMNS: [&str; 8] = [
    "",
    "rate",
    "epochs to 98 %",
    "training loss",
    "test accuracy",
    "steps on bowl",
    "on Rosenbrock",
    "range test",
];

/// The table, and the numbers of it that are no metric.
pub(super) fn tell(
    run: &mut Run,
    config: &OptimizersConfig,
    study: &Study<ByHand>,
    contestants: &[Contestant],
) {
    let mut table = Table::new(COLUMNS);
    for case in study.cases() {
        let contestant = contestants.iter().find(|c| c.name.to_string() == case);
        let mut find = |name: &str, value: Option<f64>| {
            let case = case.to_lowercase().replace([' ', '-'], "_");
            run.find(format!("{case}_{name}"), value.unwrap_or(f64::NAN));
            value
        };
        let summary = |part, metric| Summary::of(&study.history().last(case, part, metric));
        let loss = summary(Part::Train, "loss").mean;
        let accuracy = summary(Part::Test, "accuracy");
        let epochs = find("epochs_to_98", epochs_to_bound(study, case));
        let rate = contestant.map_or(config.shared.lr, |c| config.rates(c.name).network);
        let mut cells = vec![
            case.to_owned(),
            // Rounded, because a factor may have made 0.30000000000000004 of it.
            ((1e9 * rate).round() / 1e9).to_string(),
            whole(epochs),
            format!("{loss:.4}"),
            format!("{:.3} ± {:.3}", accuracy.mean, accuracy.standard_deviation),
        ];
        for (name, surface) in [("bowl", Surface::Bowl), ("rosenbrock", Surface::Rosenbrock)] {
            cells.push(contestant.map_or(String::new(), |contestant| {
                let steps = contestant.steps(surface).map(|steps| steps as f64);
                whole(find(&format!("{name}_steps"), steps))
            }));
        }
        cells.push(contestant.map_or(String::new(), |contestant| {
            let rate = find("range_test_rate", contestant.suggested_rate());
            rate.map_or("none".into(), |rate| format!("{rate:.2}"))
        }));
        table.row(cells);
    }
    run.show(table);
}

/// The median over the seeds of the epochs until the test accuracy is first at [`BOUND`], if most
/// get there.
fn epochs_to_bound(study: &Study<ByHand>, case: &str) -> Option<f64> {
    let reached = study
        .history()
        .first_at_least(case, Part::Test, "accuracy", BOUND);
    let epochs: Vec<f64> = reached.iter().flatten().map(|at| at.round as f64).collect();
    median(&epochs).filter(|_| 2 * epochs.len() > reached.len())
}

fn whole(number: Option<f64>) -> String {
    number.map_or("never".into(), |number| format!("{number:.0}"))
}
