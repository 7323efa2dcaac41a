//! What is asked of `assignment1/src/linear.rs` with inputs that nobody has seen.

use assignment1::linear::Linear;
use common::by_hand::{Layer, Tensor};
use probe::Case;

/// a1.linear.forward
pub fn linear_forward(case: &mut Case) {
    let [batch, inputs, outputs] = case.sizes([2..=7, 1..=5, 2..=6]);
    let mut layer = layer(case, [inputs, outputs]);
    let several = layer.forward(case.normal("input", [batch, inputs]));
    let one = layer.forward(case.spread("one input", [1, inputs], 15.0));
    case.give("output", Tensor::cat(vec![several, one], 0));
}

/// a1.linear.forward
pub fn linear_forward_for_backward(case: &mut Case) {
    let layer = behind_the_last_batch(case);
    case.give("what backward makes of it", layer.weight.grad);
}

/// a1.linear.gradients
pub fn linear_gradients(case: &mut Case) {
    let layer = behind_the_last_batch(case);
    case.give("weight gradient", layer.weight.grad);
    // A sum of both signs may nearly vanish, and what f32 took from its terms does not.
    case.give_within("bias gradient", layer.bias.grad, 1e-6);
}

// A layer that has seen three batches and stored the gradients of the first and of the last.
fn behind_the_last_batch(case: &mut Case) -> Linear {
    let [before, batch, inputs, outputs] = case.sizes([1..=7, 2..=7, 1..=5, 2..=6]);
    let mut layer = layer(case, [inputs, outputs]);
    layer.forward(case.normal("input before", [before, inputs]));
    layer.backward_parameters(case.normal("gradient before", [before, outputs]));
    layer.forward(case.normal("input unused", [batch, inputs]));
    layer.forward(case.normal("input", [batch, inputs]));
    layer.backward_parameters(case.normal("gradient", [batch, outputs]));
    layer
}

/// a1.linear.backward
pub fn linear_backward(case: &mut Case) {
    let [before, batch, inputs, outputs] = case.sizes([1..=7, 2..=7, 1..=5, 2..=6]);
    let mut layer = layer(case, [inputs, outputs]);
    layer.forward(case.normal("input before", [before, inputs]));
    let first = layer.backward(case.normal("gradient before", [before, outputs]));
    layer.forward(case.normal("input", [batch, inputs]));
    let second = layer.backward(case.normal("gradient", [batch, outputs]));
    case.give("input gradients", Tensor::cat(vec![first, second], 0));
    let stored = [layer.weight.grad.reshape([-1]), layer.bias.grad];
    case.give("stored gradients", Tensor::<1>::cat(stored.into(), 0));
}

// A layer whose bias is not zero.
fn layer(case: &mut Case, [inputs, outputs]: [usize; 2]) -> Linear {
    let mut layer = Linear::with_weight(case.normal("weight", [inputs, outputs]));
    layer.bias.value = case.normal("bias", [outputs]);
    layer
}
