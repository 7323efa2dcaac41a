//! A training that is watched while it learns wrong labels by heart, and what early stopping would do.

use super::elastic::Elastic;
use super::stopping::{Stopping, measured};
use super::wrong_labels::WrongLabels;
use crate::penalties::{L1, L2};
use crate::sgd::Sgd;
use crate::staff::MlpTraining;
use crate::staff::recipe::Recipe;
use common::by_hand::Optimizer;
use common::data::Data;
use common::error::Result;
use common::learner::{Learner, Snapshot, Start};
use serde::Deserialize;

/// Weights smaller than this count as none.
const NEGLIGIBLE: f64 = 1e-3;

/// A training of a network under watch.
pub struct Watched {
    pub(super) learner: MlpTraining,
    /// Whether the network has dropout.
    pub(super) is_thinned: bool,
    how: How,
    pub(super) wrong: WrongLabels,
    pub(super) stopping: Stopping,
}

/// All that the coming steps depend on.
pub struct WatchedState(Snapshot, How, Stopping);

/// How a training goes on.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct How {
    /// Learning rate.
    pub lr: f64,
    /// Strength of the L2 penalty.
    pub l2: f64,
    /// Strength of the L1 penalty.
    pub l1: f64,
    /// Epochs without a lower validation loss after which early stopping would stop.
    pub patience: usize,
}

impl Watched {
    /// A training of this recipe's network from its start on the whole training part of `noisy`, whose
    /// examples are some of those of `clean`.
    pub fn new(
        recipe: &Recipe,
        (noisy, clean): (Data<2>, &Data<2>),
        how: How,
        start: &Start,
    ) -> Self {
        let (wrong, examples) = (WrongLabels::new(&noisy, clean), noisy.train.len());
        let optimizer = Optimizer::new(Sgd, how.lr);
        let mut watched = Self {
            learner: recipe.training(optimizer, (noisy, examples), start),
            is_thinned: recipe.dropout > 0.0,
            how,
            wrong,
            stopping: Stopping::default(),
        };
        watched.set(how);
        watched
    }

    /// Goes on in another way.
    pub fn set(&mut self, how: How) {
        self.how = how;
        self.learner.set_learning_rate(how.lr);
        self.learner.set_penalty(Elastic {
            l1: L1 { strength: how.l1 },
            l2: L2 { strength: how.l2 },
        });
    }

    /// One update.
    ///
    /// # Errors
    /// Those of a step.
    pub fn step(&mut self) -> Result<()> {
        self.learner.step()?;
        self.stopping.measure(&mut self.learner, self.how.patience)
    }

    /// The state in numbers: losses, accuracies, and as shares the gap between accuracies on training and
    /// validation, the wrong labels that the network repeats and the weights that count as none.
    ///
    /// # Errors
    /// Those of measuring.
    pub fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let [losses, accuracies] = measured(&mut self.learner)?;
        let weights = self.learner.weights();
        let small = weights.iter().filter(|weight| weight.abs() < NEGLIGIBLE);
        let repeated = self.wrong.repeated(&mut self.learner) as f64;
        Ok(vec![
            ("train_loss", losses[0]),
            ("validation_loss", losses[1]),
            ("test_loss", losses[2]),
            ("train_accuracy", accuracies[0]),
            ("validation_accuracy", accuracies[1]),
            ("test_accuracy", accuracies[2]),
            ("gap", accuracies[0] - accuracies[1]),
            (
                "wrong_repeated",
                repeated / self.wrong.count().max(1) as f64,
            ),
            ("sparsity", small.count() as f64 / weights.len() as f64),
        ])
    }

    /// Keeps the state.
    ///
    /// # Errors
    /// If a part of it cannot be kept.
    pub fn save(&mut self) -> Result<WatchedState> {
        let snapshot = self.learner.snapshot()?;
        Ok(WatchedState(snapshot, self.how, self.stopping.clone()))
    }

    /// Goes back to a state.
    ///
    /// # Errors
    /// If a part of it cannot be taken back.
    pub fn load(&mut self, WatchedState(snapshot, how, stopping): &WatchedState) -> Result<()> {
        self.learner.restore(snapshot)?;
        self.stopping = stopping.clone();
        self.set(*how);
        Ok(())
    }
}
