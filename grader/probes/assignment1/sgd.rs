//! What is asked of `assignment1/src/sgd.rs` with inputs that nobody has seen.

use assignment1::sgd::Sgd;
use common::by_hand::{Memory, Tensor, UpdateRule};
use probe::Case;

/// a1.sgd.update
pub fn sgd_update(case: &mut Case) {
    let elements = case.size(2..=8);
    let (mut value, mut memory) = (case.normal("value", [elements]), Memory::default());
    let mut values = Vec::new();
    // A rule that remembered something would differ from the second step on.
    for step in 1..=3 {
        memory.step = step;
        let rate = case.number_in("learning rate", 0.1..0.8);
        let grad = case.normal("gradient", [elements]);
        value = Sgd.update(rate, value, grad, &mut memory);
        values.push(value.clone());
    }
    case.give("values", Tensor::cat(values, 0));
}
