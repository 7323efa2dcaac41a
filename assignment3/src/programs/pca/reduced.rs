//! Principal components, the number of which decides what is lost.

use super::figures;
use crate::pca::Form;
use crate::staff::Reduction;
use common::program::prelude::*;

/// Finds the components, says what is lost with each number of them, and draws; `shape` is that of examples that are
/// images.
pub(super) fn run(
    run: &mut Run,
    data: Data<2>,
    shape: Option<[usize; 3]>,
    (form, components): (Option<Form>, usize),
) -> Result<()> {
    let reduction = Reduction::new(data, form, components)?;
    run.make_folder()?;
    let (explained, data) = (reduction.explained(), &reduction.data);
    let mut table = Table::new(["COMPONENTS", "EXPLAINED", "TRAIN ERROR", "TEST ERROR"]);
    let mut errors = Vec::new();
    for count in counts(components) {
        let [train, test] = [&data.train, &data.test].map(|set| reduction.error(count, set));
        let share = format!("{:.1} %", 100.0 * explained[count - 1]);
        let [train_text, test_text] = [train, test].map(|error| format!("{error:.5}"));
        table.row([count.to_string(), share, train_text, test_text]);
        errors.push((count, [train, test]));
    }
    let [train, test] = errors[errors.len() - 1].1;
    run.record("explained_variance", explained[components - 1]);
    run.record("train_reconstruction_error", train);
    run.record("test_reconstruction_error", test);
    run.set_table(table);
    run.explain(in_words(&reduction, &explained));
    match run.wants_figures() {
        true => figures::draw(run, &reduction, (&errors, shape)),
        false => Ok(()),
    }
}

/// The numbers of components that are shown: 1, 2, 5, 10, 20, 50, … and the last.
pub(super) fn counts(last: usize) -> Vec<usize> {
    let powers = std::iter::successors(Some(1_usize), |power| power.checked_mul(10));
    let round = powers.flat_map(|power| [1, 2, 5].map(|digit| digit * power));
    let mut counts: Vec<usize> = round.take_while(|count| *count < last).collect();
    counts.push(last);
    counts
}

/// What was done, and how much of the variance the components hold.
fn in_words(reduction: &Reduction, explained: &[f64]) -> String {
    let (examples, features) = (reduction.data.train.len(), reduction.data.features());
    let found = match reduction.form {
        Form::Covariance => format!("covariance matrix, {features} x {features}"),
        Form::Gram => format!("Gram matrix, {examples} x {examples}"),
    };
    let shares =
        [0.5, 0.9, 0.99].map(|share| (share, explained.iter().position(|sum| *sum >= share)));
    let reached = shares.iter().filter_map(|(share, place)| {
        let (percent, count) = (100.0 * share, (*place)? + 1);
        Some(format!("{percent:.0} % in {count}"))
    });
    let reached: Vec<String> = reached.collect();
    let reached = match reached.is_empty() {
        true => "less than 50 %".into(),
        false => reached.join(", "),
    };
    format!(
        "{examples} training examples of {features} features; components from the {found}.\n\
         Of the variance they hold {reached}.\n\
         Errors are squared, mean over examples and features."
    )
}
