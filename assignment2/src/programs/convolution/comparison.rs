//! The forms of `convolution` beside each other, in numbers.

use crate::staff::forms::{Cost, FORMS, Form, Task};
use common::program::prelude::*;

/// What the result keeps.
pub(super) fn record(run: &mut Run, task: &Task, costs: &[Cost]) {
    let largest = differences(costs).into_iter().fold(0.0, f64::max);
    run.record("multiply_adds", task.multiply_adds() as f64);
    run.record("largest_difference", largest);
    for ((form, _), cost) in FORMS.into_iter().zip(costs) {
        run.record(format!("milliseconds_{}", short_name(form)), cost.median());
    }
}

/// How a form is called among the numbers of a result.
fn short_name(form: Form) -> &'static str {
    match form {
        Form::Loops => "loops",
        Form::Columns => "im2col",
        Form::Burn => "burn",
        Form::Kernel => "kernel",
    }
}

/// How far the output of each form is from that of the loops, the first of them, at most.
fn differences(costs: &[Cost]) -> Vec<f64> {
    let apart = |cost: &Cost| -> f64 {
        let difference = cost.output.clone() - costs[0].output.clone();
        difference.abs().max().into_scalar()
    };
    costs.iter().map(apart).collect()
}

/// Time, work and memory of each form, and how far it is from the loops.
pub(super) fn table(task: &Task, costs: &[Cost]) -> Table {
    let mut table = Table::new([
        "FORM",
        "MS",
        "MULTIPLY-ADDS",
        "PER S",
        "MEMORY",
        "DIFFERENCE",
    ]);
    let products = task.multiply_adds() as f64;
    for ((form, name), (cost, apart)) in FORMS.into_iter().zip(costs.iter().zip(differences(costs)))
    {
        let memory = match form {
            Form::Loops => "0".into(),
            Form::Columns => format!("{:.1} MiB", task.columns() as f64 / f64::from(1 << 20)),
            Form::Burn | Form::Kernel => "tiles".into(),
        };
        let rate = products / cost.median() / 1e6;
        table.row([
            name.into(),
            decimals(cost.median(), 2),
            format!("{:.1} M", products / 1e6),
            format!("{rate:.1} G"),
            memory,
            match form {
                Form::Loops => "-".into(),
                _ => format!("{apart:.0e}"),
            },
        ]);
    }
    table
}
