//! Stochastic gradient descent: a small step against the gradient.
//!
//! w ← w - η ∂L/∂w   (1)
//!
//! With the whole training set as the batch this is gradient descent; with a part of it, the
//! gradient is an estimate and the method stochastic.
//!
//! Source: Robbins and Monro, *A stochastic approximation method*, Ann. Math. Stat. 22 (1951).
//! Read next: `training.rs`.

use common::by_hand::{Memory, Tensor, UpdateRule};

/// Plain stochastic gradient descent.
#[derive(Debug, Clone, Copy)]
pub struct Sgd;

impl UpdateRule for Sgd {
    /// **Exercise a1.sgd.update** (2 points): equation (1) for one flattened parameter. There is
    /// nothing to remember.
    fn update(
        &self,
        learning_rate: f64,
        value: Tensor<1>,
        grad: Tensor<1>,
        _memory: &mut Memory,
    ) -> Tensor<1> {
        value - grad * learning_rate
    }
}
