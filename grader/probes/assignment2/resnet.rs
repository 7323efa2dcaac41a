//! What is asked of `assignment2/src/resnet.rs` with inputs that nobody has seen.

use assignment2::resnet::Block;
use burn::module::{Module, Param, RunningState};
use probe::Case;

/// a2.resnet.block
pub fn resnet_block(case: &mut Case) {
    let [batch, channels, height, width] = case.sizes([2..=4, 2..=4, 3..=7, 2..=6]);
    let mut block = Block::new(channels, case.device());
    for layer in &mut block.layers {
        let (shape, maps) = (layer.convolution.weight.dims(), [channels]);
        let deviation = 1.0 / ((9 * channels) as f64).sqrt();
        layer.convolution.weight = Param::from_tensor(case.spread("weight", shape, deviation));
        layer.norm.gamma = Param::from_tensor(case.between("gamma", maps, 0.5..2.0));
        layer.norm.beta = Param::from_tensor(case.spread("beta", maps, 0.5));
        layer.norm.running_mean = RunningState::new(case.spread("running mean", maps, 0.5));
        layer.norm.running_var = RunningState::new(case.between("variance", maps, 0.5..2.0));
    }
    let input = case.normal("input", [batch, channels, height, width]);
    case.give("output", block.forward(input.clone()));
    case.give("output for one image", block.forward(input.narrow(0, 1, 1)));
    // In training, normalisation is by mean and variance of the batch.
    let input = case.normal("training input", [batch, channels, height, width]);
    let output = block.train().forward(input.autodiff());
    case.give("output in training", output.without_autodiff());
}
