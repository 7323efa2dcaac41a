use crate::layers::{images, normed};
use crate::{assert_close, device};
use assignment2::resnet::Block;
use burn::module::Module;
use burn::tensor::Tensor;

fn block() -> Block {
    let mut block = Block::new(2, &device());
    block.layers.iter_mut().for_each(normed);
    block
}

const BLOCK: &str = "x + relu(norm(conv(relu(norm(conv(x)))))): the input is added to what comes out of the second ReLU";

#[test]
fn resnet_block_of_two_images() {
    let expected = [
        [
            [
                [-0.881_444_26, 2.167_567_57, 1.0],
                [-0.133_224_33, 0.414_104_04, 1.813_531_05],
            ],
            [
                [0.138_174_31, 1.882_176_59, -1.25],
                [0.918_108_18, 1.311_477_58, -0.403_334_60],
            ],
        ],
        [
            [
                [0.5, 0.577_641_02, 1.999_857_08],
                [1.0, 0.536_357_34, 0.486_061_13],
            ],
            [
                [1.5, 1.583_607_03, 1.680_997_03],
                [-0.895_466_97, 2.186_983_91, 2.131_309_63],
            ],
        ],
    ];
    let output = block().forward(images([2, 2, 2, 3]));
    assert_close(output, Tensor::from_data(expected, &device()), BLOCK);
}

#[test]
fn resnet_block_in_training_is_normalised_by_the_batch() {
    let expected = [
        [
            [
                [-1.192_581_80, 2.213_083_84, 1.0],
                [-0.459_186_05, 0.497_744_67, 1.5],
            ],
            [
                [-0.352_985_67, 2.000_665_63, -1.25],
                [0.511_449_72, 1.25, -0.75],
            ],
        ],
        [
            [
                [0.5, 0.056_286_91, 1.506_081_41],
                [1.0, 0.179_072_53, 0.398_985_85],
            ],
            [
                [1.5, 1.667_142_63, 1.469_400_90],
                [-1.25, 2.213_004_47, 1.951_329_90],
            ],
        ],
    ];
    let output = block().train().forward(images([2, 2, 2, 3]).autodiff());
    let expected = Tensor::from_data(expected, &device());
    assert_close(output.without_autodiff(), expected, BLOCK);
}

#[test]
fn resnet_block_whose_layers_give_nothing_is_the_identity() {
    let mut block = block();
    // A scale of 0 and a shift below 0: ReLU leaves nothing of it.
    let last = &mut block.layers[1].norm;
    last.gamma = last.gamma.clone().map(|gamma| gamma * 0.0);
    last.beta = last.beta.clone().map(|beta| beta * 0.0 - 1.0);
    let input = images([1, 2, 3, 3]);
    let hint = "negative numbers too: the way around the layers has no function of its own, and the sum none behind it";
    assert_close(block.forward(input.clone()), input, hint);
}
