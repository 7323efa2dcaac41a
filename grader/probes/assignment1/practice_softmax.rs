//! What is asked of the practice in `assignment1/src/softmax.rs` with inputs that nobody has seen.

use assignment1::softmax::Softmax;
use common::by_hand::Layer;
use probe::Case;

/// a1.softmax.backward
pub fn softmax_backward(case: &mut Case) {
    let [batch, classes] = case.sizes([2..=6, 3..=8]);
    let mut layer = Softmax::default();
    layer.forward(case.normal("logits of an earlier pass", [batch, classes]));
    layer.forward(case.normal("logits", [batch, classes]));
    let grad = layer.backward(case.normal("gradient", [batch, classes]));
    case.give("gradient of the logits", grad);
}
