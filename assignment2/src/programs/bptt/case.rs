//! The cases that `bptt` compares.

use crate::staff::recurrent::Cell;

/// One network, of which every seed makes a training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// One of the cells that are compared.
    Cell(Cell),
    /// A plain network with a large W_h.
    Large {
        /// Whether its gradients are.
        clipped: bool,
    },
}

impl Case {
    /// All cases, in the order of figures and tables.
    pub(super) fn all(cells: &[Cell]) -> impl Iterator<Item = Self> + '_ {
        let large = [true, false].map(|clipped| Self::Large { clipped });
        cells.iter().copied().map(Self::Cell).chain(large)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Cell(cell) => cell.name(),
            Self::Large { clipped: true } => "large RNN clipped",
            Self::Large { clipped: false } => "large RNN unclipped",
        }
    }

    /// What its gradients are shortened to, where it is not one that is left alone.
    pub(super) fn max_norm(self, max_norm: f64) -> f64 {
        match self {
            Self::Large { clipped: false } => f64::INFINITY,
            _ => max_norm,
        }
    }
}
