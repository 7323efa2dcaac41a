//! What is asked of the ReLU in `assignment1/src/activations.rs` with inputs that nobody has seen.

use assignment1::activations::Relu;
use common::by_hand::{Layer, Tensor};
use probe::Case;

/// a1.relu.forward
pub fn relu_forward(case: &mut Case) {
    let [batch, features] = case.sizes([3..=7, 2..=6]);
    let mut relu = Relu::default();
    let several = relu.forward(with_zeros(case, [batch, features]));
    let one = relu.forward(with_zeros(case, [1, features]));
    case.give("output", Tensor::cat(vec![several, one], 0));
}

/// a1.relu.forward
pub fn relu_forward_for_backward(case: &mut Case) {
    let gradient = gradient_of_the_last_batch(case);
    case.give("what backward makes of it", gradient);
}

/// a1.relu.backward
pub fn relu_backward(case: &mut Case) {
    let gradient = gradient_of_the_last_batch(case);
    case.give("input gradient", gradient);
}

// The gradient behind the last of three batches, of which only the first had been asked for its own.
fn gradient_of_the_last_batch(case: &mut Case) -> Tensor<2> {
    let [batch, features] = case.sizes([3..=7, 2..=6]);
    let mut relu = Relu::default();
    relu.forward(case.normal("input before", [batch, features]));
    relu.backward(case.normal("gradient before", [batch, features]));
    relu.forward(case.normal("input unused", [batch, features]));
    // What is exactly 0 has the slope of the left side: the file says so.
    relu.forward(with_zeros(case, [batch, features]));
    relu.backward(case.normal("gradient", [batch, features]))
}

// Numbers from well below 0 to well above 6; the first of each row is 0.
fn with_zeros(case: &mut Case, [batch, features]: [usize; 2]) -> Tensor<2> {
    let zeros = Tensor::zeros([batch, 1], case.device());
    let others = case.spread("numbers", [batch, features - 1], 6.0);
    case.tensor("input", Tensor::cat(vec![zeros, others], 1))
}
