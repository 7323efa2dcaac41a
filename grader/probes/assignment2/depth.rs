//! What is asked of `assignment2/src/depth.rs` with inputs that nobody has seen.

use assignment2::depth::Block;
use burn::module::{Module, Param};
use burn::nn::activation::ActivationConfig;
use burn::nn::{BatchNormConfig, LinearConfig};
use burn::tensor::Tensor;
use probe::Case;

/// a2.depth.block
pub fn depth_block(case: &mut Case) {
    let [batch, inputs, width] = case.sizes([3..=7, 2..=5, 3..=6]);
    let (mut evaluated, mut trained, mut arrived) = (Vec::new(), Vec::new(), Vec::new());
    for has_norm in [false, true] {
        for has_skip in [false, true] {
            let input = case.normal("input", [batch, width]);
            let block = block(case, [width, width], [has_norm, has_skip]);
            evaluated.push(block.forward(input.clone()));
            // In training, normalisation is by mean and variance of the batch.
            let input = input.autodiff().require_grad();
            let output = block.train().forward(input.clone());
            trained.push(output.clone().without_autodiff());
            let sent = case.normal("gradient of the output", [batch, width]);
            let gradients = (output * sent.autodiff()).sum().backward();
            let none = Tensor::zeros([batch, width], case.device());
            arrived.push(input.grad(&gradients).unwrap_or(none));
        }
        // The first block of a network: another width, and no skip.
        let input = case.normal("input of another width", [batch, inputs]);
        let first = block(case, [inputs, width], [has_norm, false]);
        evaluated.push(first.forward(input));
    }
    case.give("outputs", Tensor::cat(evaluated, 0));
    case.give("outputs in training", Tensor::cat(trained, 0));
    case.give("gradients of the input", Tensor::cat(arrived, 0));
}

// A block whose norm scales and shifts, so that it is seen where it has met no batch yet.
fn block(case: &mut Case, [inputs, width]: [usize; 2], [has_norm, has_skip]: [bool; 2]) -> Block {
    let mut affine = LinearConfig::new(inputs, width).init(case.device());
    affine.weight = Param::from_tensor(case.spread("weight", [inputs, width], 0.5));
    affine.bias = Some(Param::from_tensor(case.spread("bias", [width], 0.5)));
    let norm = has_norm.then(|| {
        let mut norm = BatchNormConfig::new(width).init(case.device());
        norm.gamma = Param::from_tensor(case.between("gamma", [width], 0.5..2.0));
        norm.beta = Param::from_tensor(case.normal("beta", [width]));
        norm
    });
    let activation = [ActivationConfig::Tanh, ActivationConfig::Sigmoid][case.number() % 2].clone();
    Block {
        affine,
        norm,
        activation: activation.init(case.device()),
        has_skip,
    }
}
