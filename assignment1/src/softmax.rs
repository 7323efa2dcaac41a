//! Softmax: from logits to probabilities.
//!
//! For one example with logits z:
//!
//! p_k = exp(z_k) / Σ_j exp(z_j)   (1)
//!
//! exp overflows for large z. Subtracting the largest logit from all of them changes no p_k:
//!
//! p_k = exp(z_k - m) / Σ_j exp(z_j - m),  m = max_j z_j   (2)
//!
//! Every p_k depends on every z_j, so backward is a full Jacobian, which collapses to
//!
//! ∂L/∂z_k = p_k (g_k - Σ_j g_j p_j),  g = ∂L/∂p   (3)
//!
//! Training does not use this layer: [`CrossEntropy`](crate::cross_entropy::CrossEntropy) takes
//! logits and has the softmax in it. A network that ends in a softmax *and* is trained with
//! that loss squashes its outputs twice and can never be sure of anything.
//!
//! Source: Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 6.2.2.3.
//! Read next: `cross_entropy.rs`.

use common::by_hand::{Layer, Tensor};

/// Turns each row of logits into probabilities.
#[derive(Debug, Default)]
pub struct Softmax {
    /// p of the last forward pass.
    output: Option<Tensor<2>>,
}

impl Layer for Softmax {
    /// **Exercise a1.softmax.forward** (3 points): equation (2), for every row of the batch.
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        let largest = input.clone().max_dim(1); // [batch, 1]
        let exponentials = (input - largest).exp(); // [batch, class]
        let output = exponentials.clone() / exponentials.sum_dim(1);
        self.output = Some(output.clone());
        output
    }

    /// **Exercise a1.softmax.backward** (practice): equation (3).
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        let output = self.output.take().expect("backward follows forward");
        let mean = (grad_output.clone() * output.clone()).sum_dim(1); // [batch, 1]
        output * (grad_output - mean)
    }
}
