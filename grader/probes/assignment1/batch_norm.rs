//! What is asked of `assignment1/src/batch_norm.rs` with inputs that nobody has seen. Features have a mean far
//! from 0 and a small spread, so that it shows where ε stands.

use assignment1::batch_norm::{BatchNorm, running_statistics};
use common::by_hand::{Layer, Mode, Parameter, Tensor};
use probe::Case;

/// A layer in the middle of a training.
fn layer(case: &mut Case, features: usize) -> BatchNorm {
    let mut layer = BatchNorm::new(features, case.device());
    layer.gain = Parameter::new(case.away_from_zero("gain", [features]));
    layer.shift = Parameter::new(case.normal("shift", [features]));
    layer.running_mean = case.between("running mean", [features], 1.0..2.0);
    layer.running_variance = case.between("running variance", [features], 0.001..0.004);
    layer
}

/// A batch in which every feature is near its own mean.
fn batch(case: &mut Case, [batch, features]: [usize; 2]) -> Tensor<2> {
    let means = case.between("means of the features", [1, features], 1.0..2.0);
    means + case.spread("input, less these means", [batch, features], 0.04)
}

/// a1.batch_norm.running_statistics
pub fn batch_norm_running_statistics(case: &mut Case) {
    let features = case.size(2..=8);
    let running = case.normal("running", [features]);
    let of_batch = case.normal("batch", [features]);
    case.give("new average", running_statistics(running, of_batch));
}

/// a1.batch_norm.forward
pub fn batch_norm_forward(case: &mut Case) {
    let [examples, features] = case.sizes([4..=9, 2..=6]);
    let mut layer = layer(case, features);
    for step in 0..2 {
        layer.set_mode(Mode::Training { step });
        let output = layer.forward(batch(case, [examples, features]));
        if step == 1 {
            case.give("output in training", output);
        }
    }
    layer.set_mode(Mode::Evaluation);
    let output = layer.forward(batch(case, [examples + 1, features]));
    case.give("output in evaluation", output);
    // Read here, because an evaluation leaves them alone.
    case.give("running mean", layer.running_mean);
    case.give("running variance", layer.running_variance);
}

/// a1.batch_norm.backward
pub fn batch_norm_backward(case: &mut Case) {
    let [examples, features] = case.sizes([4..=9, 2..=6]);
    let mut layer = layer(case, features);
    for (mode, name, examples) in [
        (Mode::Training { step: 0 }, "training", examples),
        (Mode::Evaluation, "evaluation", examples + 1),
    ] {
        layer.set_mode(mode);
        layer.forward(batch(case, [examples + 2, features]));
        layer.forward(batch(case, [examples, features]));
        let grad = layer.backward(case.normal("gradient", [examples, features]));
        case.give(&format!("input gradient in {name}"), grad);
        case.give(&format!("gain gradient in {name}"), layer.gain.grad.clone());
        case.give(
            &format!("shift gradient in {name}"),
            layer.shift.grad.clone(),
        );
    }
}

/// a1.batch_norm.forward
pub fn batch_norm_forward_for_backward(case: &mut Case) {
    let [examples, features] = case.sizes([4..=9, 2..=6]);
    let mut layer = layer(case, features);
    layer.set_mode(Mode::Training { step: 0 });
    layer.forward(batch(case, [examples + 2, features]));
    layer.forward(batch(case, [examples, features]));
    let grad = layer.backward(case.normal("gradient", [examples, features]));
    case.give("what backward makes of it", grad);
}

/// a1.batch_norm.forward (f32)
pub fn batch_norm_forward_in_f32(case: &mut Case) {
    let [examples, features] = case.sizes([6..=12, 2..=6]);
    let mut layer = BatchNorm::new(features, case.device());
    layer.set_mode(Mode::Training { step: 0 });
    // Squares of numbers near 500 have no digits left for a spread of 0.1.
    let input = case.spread("input, less 500", [examples, features], 0.1) + 500.0;
    case.give_within("output in training", layer.forward(input), 0.05);
}
