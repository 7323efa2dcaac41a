//! Stochastic gradient descent: a small step against the gradient.
//!
//! w ← w - η ∂L/∂w   (1)
//!
//! With the whole training set as the batch this is gradient descent; with a part of it, the
//! gradient is an estimate and the method stochastic.
//!
//! Source: Robbins and Monro, *A stochastic approximation method*, Ann. Math. Stat. 22 (1951).
//! Read next: `training.rs`.

use common::by_hand::{AnyParameter, Tensor};

/// Plain stochastic gradient descent.
#[derive(Debug, Clone)]
pub struct Sgd {
    /// η, the learning rate; positive.
    pub learning_rate: f64,
}

impl Sgd {
    /// Changes every parameter by its gradient.
    pub fn step(&self, parameters: Vec<(String, &mut dyn AnyParameter)>) {
        for (_, parameter) in parameters {
            parameter.update(&mut |value, grad| self.update(value, grad));
        }
    }

    /// **Exercise a1.sgd.update** (3 points): equation (1) for one flattened parameter.
    ///
    /// # Shapes
    /// - value, grad, output: `[elements]`
    pub fn update(&self, value: Tensor<1>, grad: Tensor<1>) -> Tensor<1> {
        value - grad * self.learning_rate
    }
}
