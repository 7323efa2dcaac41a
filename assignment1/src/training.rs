//! One step of training, written out: the loop body that frameworks hide.
//!
//! An epoch goes once through the training set in a new random order σ, in batches of B:
//!
//! batch k = examples σ(kB), σ(kB + 1), …, σ(min(kB + B, N) - 1)   (1)
//!
//! and for every batch a step goes forward, measures, goes backward and updates:
//!
//! logits → loss → ∂loss/∂logits → ∂loss/∂parameters → parameters   (2)
//!
//! What is reported of a model is the share of examples whose largest logit is at their class:
//!
//! accuracy = (1/N) #{ i : argmax_k z_ik = argmax_k t_ik }   (3)
//!
//! Source: Goodfellow, Bengio and Courville, *Deep Learning* (2016), sections 6.5 and 8.1.3.
//! Read next, for practice: `optimizers.rs`.

use crate::cross_entropy::CrossEntropy;
use crate::mlp::Mlp;
use common::by_hand::{Int, Optimizer, Tensor};

/// **Exercise a1.training.minibatch** (4 points): equation (1), the examples of batch `batch`.
///
/// `order` is σ. The last batch of an epoch may be smaller; every example is in one batch.
pub fn minibatch(order: &[usize], batch: usize, batch_size: usize) -> &[usize] {
    let start = batch * batch_size;
    let end = (start + batch_size).min(order.len());
    &order[start..end]
}

/// **Exercise a1.training.step** (5 points): sequence (2). Returns the loss before the update.
///
/// # Shapes
/// - inputs: `[batch, features]`
/// - targets: `[batch, class]`, one-hot
/// - output: `[1]`
pub fn step(
    network: &mut Mlp,
    loss: &mut CrossEntropy,
    optimizer: &mut Optimizer,
    inputs: Tensor<2>,
    targets: Tensor<2>,
) -> Tensor<1> {
    let logits = network.forward(inputs);
    let value = loss.forward(logits, targets);
    network.backward(loss.backward());
    optimizer.step(network.parameters_mut());
    value
}

/// **Exercise a1.training.accuracy** (2 points): equation (3), as a fraction of 1.
///
/// # Shapes
/// - logits: `[batch, class]`
/// - labels: `[batch]`, class indices
pub fn accuracy(logits: Tensor<2>, labels: Tensor<1, Int>) -> f64 {
    let examples = labels.dims()[0];
    let predictions = logits.argmax(1).squeeze_dim::<1>(1); // [batch]
    let correct: i64 = predictions.equal(labels).int().sum().into_scalar();
    correct as f64 / examples as f64
}
