//! Cross-entropy: how surprised the network is by the right answers.
//!
//! For a batch of B examples with logits z and one-hot targets t, p = softmax(z):
//!
//! L = - (1/B) Σ_i Σ_k t_ik ln p_ik   (1)
//!
//! ln of a softmax needs no division and never meets ln 0 (the log-sum-exp trick):
//!
//! ln p_ik = (z_ik - m_i) - ln Σ_j exp(z_ij - m_i),  m_i = max_j z_ij   (2)
//!
//! The loss takes logits and has the softmax in it, because together they have a short gradient:
//!
//! ∂L/∂z = (p - t) / B   (3)
//!
//! The division by B happens here and nowhere else, so a learning rate means the same for every
//! batch size. A network that knows nothing starts near ln(classes): 0.693 for two, 2.303 for ten.
//!
//! Source: Goodfellow, Bengio and Courville, *Deep Learning* (2016), sections 3.13 and 6.2.2.3.
//! Read next: `mlp.rs`.

use common::by_hand::{Tensor, assert_shape};

/// Softmax and cross-entropy in one: from logits to the mean loss of a batch, in nats.
#[derive(Debug, Default)]
pub struct CrossEntropy {
    /// (p, t) of the last forward pass.
    last: Option<(Tensor<2>, Tensor<2>)>,
}

impl CrossEntropy {
    /// **Exercise a1.cross_entropy.forward** (5 points): equations (1) and (2).
    ///
    /// # Shapes
    /// - logits: `[batch, class]`
    /// - targets: `[batch, class]`, one-hot
    /// - output: `[1]`
    pub fn forward(&mut self, logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
        let [batch, classes] = logits.dims();
        assert_shape!(targets, [batch, classes]);
        let largest = logits.clone().max_dim(1); // [batch, 1]
        let shifted = logits - largest; // [batch, class]
        let exponentials = shifted.clone().exp();
        let total = exponentials.clone().sum_dim(1); // [batch, 1]
        let log_probabilities = shifted - total.clone().log(); // equation (2)
        let loss = (targets.clone() * log_probabilities).sum() / -(batch as f64);
        self.last = Some((exponentials / total, targets));
        loss
    }

    /// **Exercise a1.cross_entropy.backward** (5 points): equation (3).
    ///
    /// # Shapes
    /// - output: `[batch, class]`, the gradient with respect to the logits
    pub fn backward(&mut self) -> Tensor<2> {
        let (probabilities, targets) = self.last.take().expect("backward follows forward");
        let batch = targets.dims()[0];
        (probabilities - targets) / batch as f64
    }
}
