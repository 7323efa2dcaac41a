//! The cases that `vanishing` compares.

use super::Vanishing;
use crate::staff::deep::Activation;
use common::program::prelude::*;

/// What is done about gradients that vanish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Nothing
    Plain,
    /// Batch normalisation of every layer
    Norm,
    /// Every layer but the first adds its input
    Skip,
    /// Both
    Both,
}

impl Remedy {
    /// As figures and tables spell it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Norm => "norm",
            Self::Skip => "skip",
            Self::Both => "norm and skip",
        }
    }

    pub(super) fn has_norm(self) -> bool {
        matches!(self, Self::Norm | Self::Both)
    }

    pub(super) fn has_skip(self) -> bool {
        matches!(self, Self::Skip | Self::Both)
    }
}

/// One network, of which every seed makes a training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    pub(super) activation: Activation,
    pub(super) remedy: Remedy,
    pub(super) depth: usize,
}

impl Case {
    /// All cases, those of a kind from shallow to deep.
    pub(super) fn all(settings: &Vanishing) -> impl Iterator<Item = Self> + '_ {
        let kinds = settings.activations.iter().flat_map(|activation| {
            let remedies = settings.remedies.iter();
            remedies.map(move |remedy| (*activation, *remedy))
        });
        kinds.flat_map(|(activation, remedy)| {
            let depths = settings.depths.iter();
            depths.map(move |depth| Self {
                activation,
                remedy,
                depth: *depth,
            })
        })
    }

    /// Its name among all cases: `tanh norm 20`.
    pub(super) fn name(self) -> String {
        format!("{} {}", self.kind(), self.depth)
    }

    /// Its name without the depth.
    pub(super) fn kind(self) -> String {
        format!("{} {}", self.activation.name(), self.remedy.name())
    }
}
