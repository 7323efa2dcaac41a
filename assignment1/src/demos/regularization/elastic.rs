//! Both penalties at once: the elastic net.
//!
//! Source: Zou and Hastie, *Regularization and variable selection via the elastic net* (2005).

use crate::penalties::{L1, L2};
use common::by_hand::{Penalty, Tensor};

/// The sum of an L1 and an L2 penalty.
#[derive(Debug, Clone, Copy)]
pub struct Elastic {
    /// The absolute values.
    pub l1: L1,
    /// The squares.
    pub l2: L2,
}

impl Penalty for Elastic {
    fn loss(&self, value: Tensor<1>) -> Tensor<1> {
        self.l1.loss(value.clone()) + self.l2.loss(value)
    }

    fn gradient(&self, value: Tensor<1>) -> Tensor<1> {
        self.l1.gradient(value.clone()) + self.l2.gradient(value)
    }
}
