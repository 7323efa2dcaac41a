//! The questions of `regularization`.

use common::program::prelude::*;

/// A question that some of the cases answer together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Penalties, dropout, early stopping and batch normalisation against wrong labels
    Overfitting,
    /// What the scale of the inputs does to a training
    Inputs,
    /// First weights in a network of 16 hidden layers
    Initialization,
    /// Which learning rates a network can take with batch normalisation and without
    BatchNorm,
}
