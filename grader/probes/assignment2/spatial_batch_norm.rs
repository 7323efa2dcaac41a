//! What is asked of `assignment2/src/spatial_batch_norm.rs` with inputs that nobody has seen.

use assignment2::spatial_batch_norm::SpatialBatchNorm;
use common::by_hand::{Layer, Mode, Tensor};
use probe::Case;

const TRAINING: Mode = Mode::Training { step: 3 };

/// a2.spatial_batch_norm.forward
pub fn spatial_batch_norm_forward(case: &mut Case) {
    let shape = shape(case);
    let mut layer = layer(case, shape[1]);
    layer.set_mode(TRAINING);
    let first = layer.forward(maps(case, shape));
    case.give("output in training", first);
    case.give("running mean", layer.running_mean.clone());
    case.give("running variance", layer.running_variance.clone());
    // The averages so far have a share in the next ones, of a batch of another size.
    let [batch, channels, height, width] = shape;
    layer.forward(maps(case, [batch + 1, channels, width, height]));
    case.give("running mean of two batches", layer.running_mean.clone());
    let variance = layer.running_variance.clone();
    case.give("running variance of two batches", variance);
    layer.set_mode(Mode::Evaluation);
    let one = layer.forward(maps(case, [1, channels, height, width]));
    case.give("output in evaluation", one);
    case.give("running mean after it", layer.running_mean.clone());
    let variance = layer.running_variance.clone();
    case.give("running variance after it", variance);
    // So little spread that ε counts.
    layer.set_mode(TRAINING);
    let flat = case.spread("input of little spread", shape, 3e-3);
    case.give("output of little spread in training", layer.forward(flat));
    layer.running_variance = case.between("small running variance", [channels], 1e-6..1e-5);
    layer.set_mode(Mode::Evaluation);
    let flat = case.spread("another one", shape, 3e-3);
    case.give("output of little spread in evaluation", layer.forward(flat));
}

/// a2.spatial_batch_norm.backward
pub fn spatial_batch_norm_backward(case: &mut Case) {
    for (name, mode) in [("training", TRAINING), ("evaluation", Mode::Evaluation)] {
        let shape = shape(case);
        let mut layer = layer(case, shape[1]);
        layer.set_mode(mode);
        // Backward belongs to the last forward pass.
        layer.forward(maps(case, shape));
        layer.forward(maps(case, shape));
        let grad = layer.backward(case.normal("gradient", shape));
        case.give(&format!("input gradient in {name}"), grad);
        case.give(&format!("gain gradient in {name}"), layer.gain.grad.clone());
        let shift = layer.shift.grad.clone();
        case.give(&format!("shift gradient in {name}"), shift);
    }
}

/// a2.spatial_batch_norm.forward
pub fn spatial_batch_norm_forward_for_backward(case: &mut Case) {
    let shape = shape(case);
    let mut layer = layer(case, shape[1]);
    layer.set_mode(TRAINING);
    layer.forward(maps(case, shape));
    layer.forward(maps(case, shape));
    let grad = layer.backward(case.normal("gradient", shape));
    case.give("what backward makes of it", grad);
}

/// a2.spatial_batch_norm.forward (f32)
pub fn spatial_batch_norm_forward_in_f32(case: &mut Case) {
    let [channels, height, width] = case.sizes([2..=4, 2..=4, 3..=6]);
    let mut layer = SpatialBatchNorm::new(channels, case.device());
    layer.set_mode(TRAINING);
    // Squares of numbers near 500 have no digits left for a spread of 0.1.
    let input = case.spread("input, less 500", [3, channels, height, width], 0.1) + 500.0;
    case.give_within("output in training", layer.forward(input), 0.05);
}

fn shape(case: &mut Case) -> [usize; 4] {
    case.sizes([2..=4, 2..=5, 2..=4, 3..=6])
}

// A layer that has learned and measured something.
fn layer(case: &mut Case, channels: usize) -> SpatialBatchNorm {
    let mut layer = SpatialBatchNorm::new(channels, case.device());
    layer.gain.value = case.away_from_zero("gain", [channels]);
    layer.shift.value = case.away_from_zero("shift", [channels]);
    layer.running_mean = case.normal("running mean", [channels]);
    layer.running_variance = case.between("running variance", [channels], 0.5..3.0);
    layer
}

// Maps whose channels have means and spreads of their own.
fn maps(case: &mut Case, shape: [usize; 4]) -> Tensor<4> {
    let channels = [1, shape[1], 1, 1];
    let spread = case.between("spread of the channels", channels, 0.3..3.0);
    let mean = case.normal("mean of the channels", channels);
    case.normal("input, scaled and shifted by these", shape) * spread + mean
}
