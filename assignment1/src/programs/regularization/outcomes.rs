//! What comes out of `regularization`: the numbers of every case, and its table.

use super::case::{Case, Cases, Trained};
use common::program::prelude::*;

/// Weights smaller than this count as none at all.
pub(super) const NEGLIGIBLE: f64 = 1e-3;

/// The weights of the model that counts, without biases, gains and shifts.
pub(super) fn weights(learner: &mut Trained) -> Result<Vec<f64>> {
    learner.with_best(|learner| Ok(learner.weights()))
}

/// The share of weights that count as none.
pub(super) fn sparsity(weights: &[f64]) -> f64 {
    let small = weights.iter().filter(|weight| weight.abs() < NEGLIGIBLE);
    small.count() as f64 / weights.len() as f64
}

/// A number that has bounds, one for each seed, in a figure.
pub(super) fn bounded(values: &[f64]) -> Spread {
    Spread::within_extremes(Summary::of(values))
}

/// Accuracy over the epochs, a curve for each of these cases.
pub(super) fn curves(study: &Cases, title: &str, part: Part, cases: &[Case]) -> Plot {
    let named = cases.iter().map(|case| (case, case.label));
    study.plot(title, part, "accuracy", named)
}

/// The table, and the numbers of it that are no metric of both parts. The models that count are the
/// last ones, of early stopping the best ones.
pub(super) fn tell(run: &mut Run, study: &mut Cases) -> Result<()> {
    let mut table = Table::new(["", "training", "validation", "test", "gap", "|w| < 0.001"]);
    for case in study.cases().to_vec() {
        let accuracies = [Part::Train, Part::Test];
        let [train, test] = accuracies.map(|part| study.last(&case, part, "accuracy"));
        let (mut validation, mut sparsities, mut best_epochs) = (vec![], vec![], vec![]);
        for (learner, test) in study.learners_of(&case).zip(&test) {
            let accuracy = learner.evaluate(Part::Validation)?.get("accuracy");
            let accuracy = accuracy.filter(|_| test.is_finite());
            validation.push(accuracy.unwrap_or(f64::NAN));
            sparsities.push(sparsity(&weights(learner)?));
            best_epochs.extend(learner.best_epoch().map(|epoch| epoch as f64));
        }
        // Less the accuracy on those held out, whose labels are as noisy.
        let pairs = train.iter().zip(&validation);
        let gaps: Vec<f64> = pairs.map(|(train, held_out)| train - held_out).collect();
        table.row([
            case.name.clone(),
            cell(&train),
            cell(&validation),
            cell(&test),
            decimals(Summary::of(&gaps).mean, 3),
            decimals(Summary::of(&sparsities).mean, 3),
        ]);
        let name = identifier(&case.name);
        run.record(format!("validation_{name}_accuracy"), validation);
        run.record(format!("{name}_gap"), gaps);
        run.record(format!("{name}_sparsity"), sparsities);
        if !best_epochs.is_empty() {
            run.record(format!("{name}_best_epoch"), best_epochs);
        }
    }
    run.set_table(table);
    Ok(())
}

/// Mean and standard deviation, or how many trainings came to nothing.
fn cell(values: &[f64]) -> String {
    match values.iter().filter(|value| !value.is_finite()).count() {
        0 => Summary::of(values).to_string(),
        diverged => format!("{diverged} of {} diverged", values.len()),
    }
}
