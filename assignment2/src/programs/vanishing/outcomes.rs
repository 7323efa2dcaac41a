//! What comes out of `vanishing`: its numbers, its table, and the measurement beside the theory.

use super::Vanishing;
use super::case::Case;
use super::first::{First, last, log_ratios};
use super::watched::Watched;
use crate::staff::inside::factor;
use crate::staff::mean_field;
use common::program::prelude::*;

/// A row for each kind of network at its greatest depth: by what a layer multiplies the gradient, in theory
/// and measured, and what is reached there and at the least depth.
pub(super) fn tell(
    settings: &Vanishing,
    run: &mut Run,
    study: &mut Study<Case, Watched>,
) -> Result<()> {
    let first = First::of(settings, &run.start)?;
    let cases = study.cases().to_vec();
    let (least, most) = (
        settings.depths[0],
        settings.depths[settings.depths.len() - 1],
    );
    let accuracy = |depth: usize| format!("test, {depth}");
    let mut table = Table::new([
        format!("{most} layers"),
        "theory: a layer".into(),
        "start: a layer".into(),
        "start: first / last".into(),
        "end: first / last".into(),
        accuracy(least),
        accuracy(most),
    ]);
    for of_kind in cases.chunks(settings.depths.len()) {
        let (shallow, deep) = (of_kind[0], of_kind[of_kind.len() - 1]);
        let theory = mean_field::ratio(&settings.design(deep));
        let starts = first.log_ratios(&deep);
        let start = Summary::of(&starts).mean;
        let end = Summary::of(&log_ratios(&last(study, &deep))).mean;
        let power = |exponent: f64| match exponent.is_finite() {
            true => format!("1e{exponent:+.1}"),
            false => "-".into(),
        };
        let mut cells = vec![
            deep.kind(),
            decimals(factor(theory, most), 3),
            decimals(factor(10.0_f64.powf(start), most), 3),
            power(start),
            power(end),
        ];
        for case in [shallow, deep] {
            cells.push(cell(&study.last(&case, Part::Test, "accuracy")));
        }
        table.row(cells);
        let name = identifier(&deep.name());
        run.record(format!("{name}_log10_ratio"), starts);
        run.record(format!("{name}_log10_ratio_in_theory"), theory.log10());
    }
    run.set_table(table);
    run.explain(format!(
        "\"A layer\": by what the length of the gradient is multiplied on its way back through one layer, for \
         networks\nof {most}. Theory is that of wide layers before the first step (mean field). \
         \"First / last\": what the first layer\ngets of the gradient of the last. Test: accuracy after \
         {} epochs at depth {least} and {most}.",
        settings.length.epochs,
    ));
    Ok(())
}

/// Mean and standard deviation, or how many trainings came to nothing.
fn cell(values: &[f64]) -> String {
    match values.iter().filter(|value| !value.is_finite()).count() {
        0 => Summary::of(values).to_string(),
        diverged => format!("{diverged} of {} diverged", values.len()),
    }
}
