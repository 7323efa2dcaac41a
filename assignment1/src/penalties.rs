//! Penalties: large weights cost something.
//!
//! A term Ω that grows with the weights is added to the loss, and its gradient to theirs. Two terms,
//! for a strength λ:
//!
//! | penalty | Ω | ∂Ω/∂w_i | |
//! |---|---|---|---|
//! | [`L2`] | (λ/2) Σ_i w_i² | λ w_i | (1) |
//! | [`L1`] | λ Σ_i \|w_i\| | λ sign(w_i), 0 where w_i = 0 | (2) |
//!
//! The half in (1) is a convention: with it λ is the share of a weight that a step at rate 1 takes
//! away, and for plain gradient descent the penalty is a *decay* of the weights,
//!
//! w ← w - η (∂L/∂w + λ w) = (1 - η λ) w - η ∂L/∂w   (3)
//!
//! (1) pulls a weight the less the smaller it is: all weights shrink, and none becomes 0. (2) pulls
//! with the same force everywhere: what the loss needs less than λ ends at 0, or, in steps of η λ,
//! within a step of it. At w = 0 the term has no derivative; 0 lies between the slopes of both sides and
//! leaves a weight that is 0 alone.
//!
//! | symbol | here | shape or range |
//! |---|---|---|
//! | w | `value`, one parameter flattened | `[elements]` |
//! | λ | `strength` | ≥ 0 |
//!
//! Biases, gains and shifts are left free: [`Optimizer`](common::by_hand::Optimizer) asks for the
//! gradient of the weights alone.
//!
//! Sources: Krogh and Hertz, *A simple weight decay can improve generalization* (1992) for (1) and (3);
//! Tibshirani, *Regression shrinkage and selection via the lasso* (1996) for (2).
//! Read next: `initialization.rs`.

use common::by_hand::{Penalty, Tensor};

/// Half the sum of the squares, equation (1).
#[derive(Debug, Clone, Copy)]
pub struct L2 {
    /// λ
    pub strength: f64,
}

impl Penalty for L2 {
    /// **Exercise a1.penalties.l2_loss** (practice): Ω of equation (1).
    fn loss(&self, value: Tensor<1>) -> Tensor<1> {
        value.square().sum() * (self.strength / 2.0)
    }

    /// **Exercise a1.penalties.l2_gradient** (practice): ∂Ω/∂w of equation (1).
    fn gradient(&self, value: Tensor<1>) -> Tensor<1> {
        value * self.strength
    }
}

/// The sum of the absolute values, equation (2).
#[derive(Debug, Clone, Copy)]
pub struct L1 {
    /// λ
    pub strength: f64,
}

impl Penalty for L1 {
    /// **Exercise a1.penalties.l1_loss** (practice): Ω of equation (2).
    fn loss(&self, value: Tensor<1>) -> Tensor<1> {
        value.abs().sum() * self.strength
    }

    /// **Exercise a1.penalties.l1_gradient** (practice): ∂Ω/∂w of equation (2).
    fn gradient(&self, value: Tensor<1>) -> Tensor<1> {
        value.sign() * self.strength
    }
}
