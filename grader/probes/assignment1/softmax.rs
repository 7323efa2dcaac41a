//! What is asked of `forward` in `assignment1/src/softmax.rs` with inputs that nobody has seen.

use assignment1::softmax::Softmax;
use common::by_hand::{Layer, Tensor};
use probe::Case;

/// a1.softmax.forward
pub fn softmax_forward(case: &mut Case) {
    let [batch, classes] = case.sizes([2..=6, 2..=7]);
    let mut softmax = Softmax::default();
    let rows = case.spread("row", [batch, 1], 3.0);
    let logits = case.normal("logits", [batch, classes]) + rows;
    let one = case.spread("logits of one example", [1, classes], 2.0);
    let probabilities = [softmax.forward(logits), softmax.forward(one)];
    case.give("probabilities", Tensor::cat(probabilities.into(), 0));
}

/// a1.softmax.forward (f32)
pub fn softmax_forward_of_large_logits(case: &mut Case) {
    let classes = case.size(3..=7);
    // exp overflows in the first row and is rounded to 0 in the second; in the third one logit is far above
    // the others. In f64 too.
    let far = case.number_in("far", 2400.0..4000.0);
    let [first, second] = ["high", "low"].map(|name| case.normal(name, [1, classes]));
    let third = case.one_hot("one high", [1, classes]) * far;
    let logits = Tensor::cat(vec![first + far, second - far, third], 0);
    // A logarithm of the sum that has been added to 4000 has lost 0.0003 in f32.
    let probabilities = Softmax::default().forward(logits);
    case.give_within("probabilities of large logits", probabilities, 1e-3);
}
