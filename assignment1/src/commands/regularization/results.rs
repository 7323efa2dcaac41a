//! What comes out of `regularization`: the numbers of every case, and its table.

use super::Learner;
use super::cases::Case;
use crate::learner::ByHand;
use common::error::Result;
use common::learner::{Learner as _, Part};
use common::run::Run;
use common::statistics::Summary;
use common::study::{Study, identifier};
use common::table::Table;

/// Weights smaller than this count as none at all.
pub(super) const NEGLIGIBLE: f64 = 1e-3;

/// What one case comes to, a number for each seed.
pub(super) struct Outcome {
    /// Accuracy, not a number where the training diverged.
    pub(super) train: Vec<f64>,
    pub(super) validation: Vec<f64>,
    pub(super) test: Vec<f64>,
    /// The share of weights whose absolute value is below [`NEGLIGIBLE`].
    pub(super) sparsity: Vec<f64>,
    /// The weights of the first seed.
    pub(super) weights: Vec<f64>,
    /// The epoch whose model counts, where that is not the last one.
    best_epoch: Vec<f64>,
}

impl Outcome {
    /// Accuracy on the examples learned from, less that on those held out, whose labels are as noisy.
    fn gaps(&self) -> Vec<f64> {
        let pairs = self.train.iter().zip(&self.validation);
        pairs
            .map(|(train, validation)| train - validation)
            .collect()
    }
}

/// Measures the models that count: the last ones, of early stopping the best ones.
pub(super) fn of(cases: &[Case], study: &mut Study<Learner>) -> Result<Vec<Outcome>> {
    cases
        .iter()
        .map(|case| {
            let accuracy = |part| study.history().last(&case.name, part, "accuracy");
            let mut outcome = Outcome {
                train: accuracy(Part::Train),
                test: accuracy(Part::Test),
                validation: Vec::new(),
                sparsity: Vec::new(),
                weights: Vec::new(),
                best_epoch: Vec::new(),
            };
            for (seed, training) in study.trainings_of(&case.name).enumerate() {
                let learner = training.learner();
                let metrics = learner.evaluate(Part::Validation)?;
                let accuracy = metrics.get("accuracy");
                let accuracy = accuracy.filter(|_| outcome.test[seed].is_finite());
                outcome.validation.push(accuracy.unwrap_or(f64::NAN));
                let weights = learner.with_best(|learner| Ok(weights(learner)))?;
                let small = weights.iter().filter(|weight| weight.abs() < NEGLIGIBLE);
                let share = small.count() as f64 / weights.len() as f64;
                outcome.sparsity.push(share);
                let best_epoch = learner.best_epoch().map(|epoch| epoch as f64);
                outcome.best_epoch.extend(best_epoch);
                if outcome.weights.is_empty() {
                    outcome.weights = weights;
                }
            }
            Ok(outcome)
        })
        .collect()
}

/// All weights of a network, without biases, gains and shifts.
fn weights(learner: &mut ByHand) -> Vec<f64> {
    let parameters = learner.network().parameters_mut().into_iter();
    let matrices = parameters.filter(|parameter| parameter.shape().len() == 2);
    matrices
        .flat_map(|matrix| matrix.to_data().iter::<f64>().collect::<Vec<_>>())
        .collect()
}

/// The table, and the numbers of it that are no metric of both parts.
pub(super) fn tell(run: &mut Run, cases: &[Case], outcomes: &[Outcome]) {
    let mut table = Table::new(["", "training", "validation", "test", "gap", "|w| < 0.001"]);
    for (case, outcome) in cases.iter().zip(outcomes) {
        let name = identifier(&case.name);
        let gap = Summary::of(&outcome.gaps()).mean;
        let sparsity = Summary::of(&outcome.sparsity).mean;
        let validation = Summary::of(&outcome.validation).mean;
        run.find(format!("validation_{name}_accuracy"), validation);
        run.find(format!("{name}_gap"), gap);
        run.find(format!("{name}_sparsity"), sparsity);
        if !outcome.best_epoch.is_empty() {
            let best_epoch = Summary::of(&outcome.best_epoch).mean;
            run.find(format!("{name}_best_epoch"), best_epoch);
        }
        table.row([
            case.name.clone(),
            cell(&outcome.train),
            cell(&outcome.validation),
            cell(&outcome.test),
            plain(gap),
            plain(sparsity),
        ]);
    }
    run.show(table);
}

fn plain(value: f64) -> String {
    match value.is_finite() {
        true => format!("{value:.3}"),
        false => "-".into(),
    }
}

/// Mean and standard deviation, or how many trainings came to nothing.
fn cell(values: &[f64]) -> String {
    let diverged = values.iter().filter(|value| !value.is_finite()).count();
    if diverged > 0 {
        return format!("{diverged} of {} diverged", values.len());
    }
    let Summary {
        mean,
        standard_deviation,
        ..
    } = Summary::of(values);
    format!("{mean:.3} ± {standard_deviation:.3}")
}
