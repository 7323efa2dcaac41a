//! What is asked of the practice in `assignment1/src/activations.rs` with inputs that nobody has seen.

use assignment1::activations::{LeakyRelu, Sigmoid, Tanh};
use common::by_hand::{Layer, Tensor};
use probe::Case;

/// a1.leaky_relu.forward
pub fn leaky_relu_forward(case: &mut Case) {
    let [batch, features] = case.sizes([1..=5, 2..=7]);
    let half = case.away_from_zero(
        "inputs, and the same with the other sign",
        [batch, features],
    );
    let both = Tensor::cat(vec![half.clone(), -half], 0);
    case.give("output", LeakyRelu::default().forward(both));
}

/// a1.leaky_relu.backward
pub fn leaky_relu_backward(case: &mut Case) {
    let [batch, features] = case.sizes([1..=4, 2..=6]);
    let mut layer = LeakyRelu::default();
    for name in ["input gradient", "input gradient, with zeros in the input"] {
        let half = case.away_from_zero(
            "inputs, and the same with the other sign",
            [batch, features],
        );
        let middle = match name {
            "input gradient" => half.clone() * 2.0,
            _ => half.zeros_like(),
        };
        layer.forward(Tensor::cat(vec![half.clone(), middle, -half], 0));
        let grad = layer.backward(case.normal("gradient", [3 * batch, features]));
        case.give(name, grad);
    }
}

/// a1.tanh.forward
pub fn tanh_forward(case: &mut Case) {
    let [batch, features] = case.sizes([1..=6, 2..=7]);
    let input = case.away_from_zero("input", [batch, features]);
    case.give("output", Tanh::default().forward(input));
    let far = case.from_numbers(
        "input far from 0",
        &[-800.0, -25.0, 0.6, 25.0, 800.0],
        [1, 5],
    );
    case.give("output far from 0", Tanh::default().forward(far));
}

/// a1.tanh.backward
pub fn tanh_backward(case: &mut Case) {
    let [batch, features] = case.sizes([2..=6, 3..=7]);
    let mut layer = Tanh::default();
    layer.forward(case.normal("input of an earlier pass", [batch, features]));
    layer.forward(case.away_from_zero("input", [batch, features]));
    let grad = layer.backward(case.normal("gradient", [batch, features]));
    case.give("input gradient", grad);
}

/// a1.sigmoid.forward
pub fn sigmoid_forward(case: &mut Case) {
    let [batch, features] = case.sizes([1..=6, 2..=7]);
    let input = case.away_from_zero("input", [batch, features]);
    case.give("output", Sigmoid::default().forward(input));
    let far = case.from_numbers(
        "input far from 0",
        &[-800.0, -25.0, 0.6, 25.0, 800.0],
        [1, 5],
    );
    case.give("output far from 0", Sigmoid::default().forward(far));
}

/// a1.sigmoid.backward
pub fn sigmoid_backward(case: &mut Case) {
    let [batch, features] = case.sizes([2..=6, 3..=7]);
    let mut layer = Sigmoid::default();
    layer.forward(case.normal("input of an earlier pass", [batch, features]));
    layer.forward(case.away_from_zero("input", [batch, features]));
    let grad = layer.backward(case.normal("gradient", [batch, features]));
    case.give("input gradient", grad);
}

// What backward makes of what forward has kept, of the last of two batches.
fn kept(case: &mut Case, layer: &mut impl Layer) {
    let [before, batch, features] = case.sizes([1..=6, 1..=6, 2..=7]);
    layer.forward(case.normal("input of an earlier pass", [before, features]));
    layer.forward(case.away_from_zero("input", [batch, features]));
    let grad = layer.backward(case.normal("gradient", [batch, features]));
    case.give("what backward makes of it", grad);
}

/// a1.leaky_relu.forward
pub fn leaky_relu_forward_for_backward(case: &mut Case) {
    kept(case, &mut LeakyRelu::default());
}

/// a1.tanh.forward
pub fn tanh_forward_for_backward(case: &mut Case) {
    kept(case, &mut Tanh::default());
}

/// a1.sigmoid.forward
pub fn sigmoid_forward_for_backward(case: &mut Case) {
    kept(case, &mut Sigmoid::default());
}
