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
//! with ε = 1e-6 against a division by zero. One factor for all keeps the direction in which the loss falls fastest.
//! Two ways that are in use as well change it. Each gradient g_k can be shortened by its own norm,
//!
//! c_k = min(1, θ / (‖g_k‖ + ε)),  g_k ← c_k g_k   (3)
//!
//! as Burn's optimisers clip: the large gradient of one parameter does not make the steps of all others small. Or each
//! element is cut off by itself,
//!
//! g ← min(max(g, -θ), θ)   (4)
//!
//! Clipping stands between the backward pass and the step of the optimiser. Before it there is no gradient,
//! and after the step there is no use for one.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | g, g_k | `gradients`, one of them | one `[elements]` a parameter |
//! | ‖g‖ | output of [`norm`] | `[1]` |
//! | θ | `max_norm`, `largest` | a positive number |
//!
//! Norm and factor stay tensors. A number read back from the device would make every step wait for it.
//!
//! Sources: Pascanu, Mikolov and Bengio, *On the difficulty of training recurrent neural networks* (2013),
//! algorithm 1, for (2), and section 3.2 for (4), where it is Mikolov's; ε and the minimum are those of PyTorch's `clip_grad_norm_`.
//! Read next: `lstm.rs`.

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

/// **Exercise a2.clipping.each_norm** (practice): equation (3), the gradients in the order in which they came.
///
/// # Shapes
/// - gradients, output: at least one, each `[elements]` of its own
pub fn each_norm(gradients: Vec<Tensor<1>>, max_norm: f64) -> Vec<Tensor<1>> {
    let clip = |gradient: Tensor<1>| {
        let own = gradient.clone().square().sum().sqrt(); // [1]
        gradient * ((own + 1e-6).recip() * max_norm).clamp_max(1.0)
    };
    gradients.into_iter().map(clip).collect()
}

/// **Exercise a2.clipping.by_value** (practice): equation (4), the gradients in the order in which they came.
///
/// # Shapes
/// - gradients, output: at least one, each `[elements]` of its own
pub fn by_value(gradients: Vec<Tensor<1>>, largest: f64) -> Vec<Tensor<1>> {
    let clip = |gradient: Tensor<1>| gradient.clamp_min(-largest).clamp_max(largest);
    gradients.into_iter().map(clip).collect()
}
