//! Clipping by the global norm: a gradient that is too long is shortened, and keeps its direction.
//!
//! All gradients of a network, one after the other, are one long vector. Its length is the global norm,
//!
//! ‖g‖ = √(Σ over all gradients, over all elements of g²)   (1)
//!
//! and where that exceeds the largest norm allowed, θ, every gradient is multiplied by the same factor:
//!
//! c = min(1, θ / (‖g‖ + ε)),  g ← c g   (2)
//!
//! with ε = 1e-6 against a division by zero. One factor for all: clipped each by its own norm, the gradients
//! would no longer point where the loss falls fastest.
//!
//! Clipping stands between the backward pass and the step of the optimiser. Before it there is no gradient,
//! and after the step there is no use for one.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | g | `gradients` | one `[elements]` a parameter |
//! | ‖g‖ | output of [`norm`] | `[1]` |
//! | θ | `max_norm` | a positive number |
//!
//! Norm and factor stay tensors. A number read back from the device would make every step wait for it.
//!
//! Sources: Pascanu, Mikolov and Bengio, *On the difficulty of training recurrent neural networks* (2013),
//! algorithm 1; ε and the minimum are those of PyTorch's `clip_grad_norm_`.

use common::by_hand::Tensor;

/// **Exercise a2.clipping.norm** (2 points): equation (1).
///
/// # Shapes
/// - gradients: at least one, each `[elements]` of its own
/// - output: `[1]`
pub fn norm(gradients: &[Tensor<1>]) -> Tensor<1> {
    let squares = gradients
        .iter()
        .map(|gradient| gradient.clone().square().sum());
    let sum = squares.reduce(|sum, square| sum + square);
    sum.expect("a network has parameters").sqrt()
}

/// **Exercise a2.clipping.global_norm** (3 points): equation (2), the gradients in the order in which they
/// came.
///
/// # Shapes
/// - gradients, output: at least one, each `[elements]` of its own
pub fn global_norm(gradients: Vec<Tensor<1>>, max_norm: f64) -> Vec<Tensor<1>> {
    let factor = ((norm(&gradients) + 1e-6).recip() * max_norm).clamp_max(1.0); // [1]
    let gradients = gradients.into_iter();
    gradients
        .map(|gradient| gradient * factor.clone())
        .collect()
}
