//! What is asked of `assignment2/src/inception.rs` with inputs that nobody has seen.

use assignment2::inception::{Block, Widths};
use burn::module::{Module, Param, RunningState};
use probe::Case;

/// a2.inception.block
pub fn inception_block(case: &mut Case) {
    let [batch, channels, height, width] = case.sizes([2..=4, 2..=4, 3..=7, 2..=6]);
    let [one, reduced, three, pool] = case.sizes([1..=3, 1..=3, 2..=4, 1..=4]);
    let widths = Widths {
        one,
        three: [reduced, three],
        five: [case.size(1..=3), case.size(1..=3)],
        pool,
    };
    let mut block = Block::new(channels, widths, case.device());
    let first = [&mut block.one, &mut block.pooled].into_iter();
    for layer in first.chain(&mut block.three).chain(&mut block.five) {
        let shape = layer.convolution.weight.dims();
        let (maps, inputs) = ([shape[0]], shape[1] * shape[2] * shape[3]);
        let deviation = 1.0 / (inputs as f64).sqrt();
        layer.convolution.weight = Param::from_tensor(case.spread("weight", shape, deviation));
        layer.convolution.bias = Some(Param::from_tensor(case.spread("bias", maps, 0.5)));
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
