use crate::{assert_close, device, matrix, vector};
use assignment2::depth::Block;
use burn::module::{Module, Param};
use burn::nn::activation::{Activation, ActivationConfig};
use burn::nn::{BatchNorm, BatchNormConfig, LinearConfig};

/// W = [[1, -1], [0.5, 2]] and b = [0.5, -0.25], without norm and without a skip.
fn block(activation: ActivationConfig) -> Block {
    let mut affine = LinearConfig::new(2, 2).init(&device());
    affine.weight = Param::from_tensor(matrix([[1.0, -1.0], [0.5, 2.0]]));
    affine.bias = Some(Param::from_tensor(vector([0.5, -0.25])));
    Block {
        affine,
        norm: None,
        activation: activation.init(&device()),
        has_skip: false,
    }
}

/// Scales by 2 and -1, shifts by 0.5 and 0.25.
fn norm() -> Option<BatchNorm> {
    let mut norm = BatchNormConfig::new(2).init(&device());
    norm.gamma = Param::from_tensor(vector([2.0, -1.0]));
    norm.beta = Param::from_tensor(vector([0.5, 0.25]));
    Some(norm)
}

const INPUT: [[f64; 2]; 3] = [[1.0, 2.0], [-1.0, 0.5], [0.5, -1.0]];

/// tanh of [[2.5, 2.75], [-0.25, 1.75], [0.5, -2.75]].
const PLAIN: [[f64; 2]; 3] = [
    [0.986_614_298_2, 0.991_859_724_6],
    [-0.244_918_662_4, 0.941_375_538_5],
    [0.462_117_157_3, -0.991_859_724_6],
];

#[test]
fn depth_block_without_norm_and_skip_is_a_layer() {
    let output = block(ActivationConfig::Tanh).forward(matrix(INPUT));
    let hint =
        "equations (1) and (2): affine, then the activation; without `has_skip` nothing is added";
    assert_close(output, matrix(PLAIN), hint);
}

#[test]
fn depth_block_with_a_skip_adds_its_input_behind_the_activation() {
    let mut block = block(ActivationConfig::Tanh);
    block.has_skip = true;
    let expected = [0, 1, 2].map(|row| [0, 1].map(|unit| INPUT[row][unit] + PLAIN[row][unit]));
    let hint = "equation (2): h + φ(n), not φ(h + n)";
    assert_close(block.forward(matrix(INPUT)), matrix(expected), hint);
}

#[test]
fn depth_block_normalises_between_affine_and_activation() {
    let mut block = block(ActivationConfig::Sigmoid);
    block.norm = norm();
    let hint = "equation (1): the norm of what the affine map gives, then the activation";
    // Mean 0 and variance 1 were never measured otherwise: n = γ z + β.
    let expected = [
        [0.995_929_760_9, 0.075_859_143_9],
        [0.500_000_625_0, 0.182_426_828_8],
        [0.817_573_730_5, 0.952_573_505_6],
    ];
    assert_close(block.forward(matrix(INPUT)), matrix(expected), hint);
    // In training it is the mean and the variance of this batch.
    block.has_skip = true;
    let output = block.train().forward(matrix(INPUT).autodiff());
    let expected = [
        [1.961_882_942_5, 2.341_694_481_8],
        [-0.819_102_015_1, 0.940_850_100_6],
        [0.945_725_812_7, -0.161_994_156_4],
    ];
    assert_close(output.without_autodiff(), matrix(expected), hint);
}

#[test]
fn depth_block_may_change_the_width() {
    let block = Block {
        affine: LinearConfig::new(2, 3).init(&device()),
        norm: None,
        activation: Activation::Relu(burn::nn::Relu),
        has_skip: false,
    };
    assert_eq!(block.forward(matrix(INPUT)).dims(), [3, 3]);
}

#[test]
fn depth_block_with_a_skip_passes_the_gradient_that_its_weights_do_not() {
    let mut block = block(ActivationConfig::Relu);
    block.affine.weight = Param::from_tensor(matrix([[0.0, 0.0], [0.0, 0.0]]));
    block.has_skip = true;
    let input = matrix(INPUT).autodiff().require_grad();
    let gradient = [[1.0, -2.0], [0.5, 3.0], [-1.0, 0.25]];
    let loss = (block.train().forward(input.clone()) * matrix(gradient).autodiff()).sum();
    let arrived = input
        .grad(&loss.backward())
        .expect("the input is part of the output");
    let hint =
        "where W is 0, a block with a skip is the identity: add the input itself, with its graph";
    assert_close(arrived, matrix(gradient), hint);
}
