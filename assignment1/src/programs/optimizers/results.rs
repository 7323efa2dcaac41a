//! What `optimizers` tells at its end.

use super::contestants::{Case, Contestant, SURFACES};
use crate::staff::MlpTraining;
use common::program::prelude::*;

/// The test accuracy whose time is compared.
const BOUND: f64 = 0.98;

/// The table, and the numbers of it that are no metric.
pub(super) fn tell(
    run: &mut Run,
    study: &Study<Case, MlpTraining>,
    contestants: &[Contestant],
    lr: f64,
) {
    let mut table = Table::new([
        "",
        "rate",
        "epochs to 98 %",
        "training loss",
        "test accuracy",
        "steps on bowl",
        "on Rosenbrock",
        "range test",
    ]);
    for (case, name) in study.named() {
        let mut record = |what: &str, measured: Measured| {
            let value = measured.value();
            run.record(format!("{}_{what}", identifier(name)), measured);
            value
        };
        let epochs = study.first_accuracy(case, BOUND);
        let epochs = Measured::Median(epochs.of_most(|reached| reached.round as f64));
        let contestant = contestants.iter().find(|it| Case::Rule(it.rule) == *case);
        let rate = contestant.map_or(lr, |contestant| contestant.rates.network);
        let mut cells = vec![
            name.to_owned(),
            // Rounded, because a factor may have made 0.30000000000000004 of it.
            ((1e9 * rate).round() / 1e9).to_string(),
            whole(record("epochs_to_98", epochs)),
            decimals(study.summary(case, Part::Train, "loss").mean, 4),
            study.summary(case, Part::Test, "accuracy").to_string(),
        ];
        if let Some(contestant) = contestant {
            for ((surface, what), path) in SURFACES.iter().zip(&contestant.paths) {
                let steps = surface.arrival(path).map_or(f64::NAN, |steps| steps as f64);
                cells.push(whole(record(&format!("{what}_steps"), steps.into())));
            }
            let rate = contestant.suggested_rate.unwrap_or(f64::NAN);
            cells.push(decimals(record("range_test_rate", rate.into()), 2));
        }
        cells.resize(8, String::new());
        table.row(cells);
    }
    run.set_table(table);
}

fn whole(number: f64) -> String {
    match number.is_finite() {
        true => format!("{number:.0}"),
        false => "never".into(),
    }
}
