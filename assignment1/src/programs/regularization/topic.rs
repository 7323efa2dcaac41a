//! The questions of `regularization`, each with a file of its own.

use super::case::{Case, Cases};
use super::{Regularization, batch_norm, initialization, inputs, overfitting};
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

impl Topic {
    pub(super) fn cases(self, settings: &Regularization) -> Vec<Case> {
        match self {
            Self::Overfitting => overfitting::cases(settings),
            Self::Inputs => inputs::cases(settings),
            Self::Initialization => initialization::cases(settings),
            Self::BatchNorm => batch_norm::cases(),
        }
    }

    pub(super) fn draw(self, of: &Regularization, run: &Run, study: &mut Cases) -> Result<()> {
        match self {
            Self::Overfitting => overfitting::draw(of, run, study),
            Self::Inputs => inputs::draw(of, run, study),
            Self::Initialization => initialization::draw(of, run, study),
            Self::BatchNorm => batch_norm::draw(of, run, study),
        }
    }
}
