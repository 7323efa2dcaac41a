use crate::layers::{identity, images, linear, normed};
use crate::{assert_close, device, matrix};
use assignment2::vgg::Vgg;
use burn::module::Module;
use burn::tensor::Tensor;

/// A network of these stages for images `[channels, height, width]` of three classes, with numbers that can be
/// written down.
fn network(stages: &[&[usize]], image: [usize; 3]) -> Vgg {
    let mut network = Vgg::of(stages, image, 3, &device());
    network.stages.iter_mut().flatten().for_each(normed);
    linear(&mut network.linear);
    network
}

fn maps<const N: usize, const C: usize, const H: usize, const W: usize>(
    values: [[[[f64; W]; H]; C]; N],
) -> Tensor<4> {
    Tensor::from_data(values, &device())
}

const FEATURES: &str = "each layer is convolution, batch normalisation, ReLU, in this order; the pool stands behind the \
                        last layer of each stage";

#[test]
fn vgg_features_of_two_stages() {
    let features = network(&[&[2], &[3, 2]], [2, 5, 4]).features(images([2, 2, 5, 4]));
    let expected = [
        [[[0.667_599_32], [0.294_819_20]], [[2.109_762_59]; 2]],
        [
            [[1.061_661_34], [0.412_704_23]],
            [[2.034_888_17], [2.008_765_44]],
        ],
    ];
    assert_close(features, maps(expected), FEATURES);
}

#[test]
fn vgg_features_in_training_are_normalised_by_the_batch() {
    let network = network(&[&[2], &[3, 2]], [2, 5, 4]).train();
    let features = network.features(images([2, 2, 5, 4]).autodiff());
    let expected = [
        [[[0.841_632_71], [0.793_446_95]], [[2.127_331_15]; 2]],
        [
            [[1.736_616_11], [1.382_576_45]],
            [[1.788_887_39], [0.546_208_68]],
        ],
    ];
    assert_close(features.without_autodiff(), maps(expected), FEATURES);
}

#[test]
fn vgg_features_of_one_layer() {
    let features = network(&[&[3]], [1, 4, 3]).features(images([1, 1, 4, 3]));
    let expected = [[
        [[0.375_000_62, 1.399_995_50], [1.499_995_00; 2]],
        [[1.576_802_52; 2], [3.031_182_21; 2]],
        [[0.875_042_45; 2]; 2],
    ]];
    let hint = "one convolution with its bias, normalised, ReLU, one pool";
    assert_close(features, maps(expected), hint);
}

#[test]
fn vgg_features_pool_looks_at_nine_pixels_and_keeps_every_second_place() {
    let mut network = Vgg::of(&[&[1]], [1, 4, 5], 3, &device());
    identity(&mut network.stages[0][0]);
    // What the untrained normalisation divides by.
    let scale = (1.0 + 1e-5_f64).sqrt();
    let image = [
        [1.0, 2.0, 0.0, -7.0, 4.0],
        [-9.0, 3.0, 0.5, -1.0, -2.0],
        [-8.0, -2.0, -1.0, -3.0, -4.0],
        [-6.0, -5.0, -3.0, 8.0, 6.0],
    ];
    let features = network.features(maps([[image]])) * scale;
    let hint = "3x3 max pooling, stride 2, padding 1: the middles of its windows are pixels 1, 3, 5 of a row, and of 4x5 \
                pixels 2x3 are left; ReLU makes 0 of what is negative everywhere in a window";
    assert_close(features, maps([[[[3.0, 3.0, 4.0], [3.0, 8.0, 8.0]]]]), hint);
}

#[test]
fn vgg_features_pool_once_a_stage() {
    let sides = |stages: &[&[usize]]| {
        let features = network(stages, [1, 8, 6]).features(images([1, 1, 8, 6]));
        features.dims()
    };
    let hint = "a pool behind the last layer of each stage, and only there";
    assert_eq!(sides(&[&[2, 2, 2]]), [1, 2, 4, 3], "\nhint: {hint}");
    assert_eq!(sides(&[&[2], &[3], &[2]]), [1, 2, 1, 1], "\nhint: {hint}");
}

const CLASSIFY: &str = "the maps of each image as one row, then the linear layer and nothing more: logits may be negative \
                        and need not add up to 1, because the loss has the softmax inside";

#[test]
fn vgg_classify_of_maps_of_two_pixels() {
    let network = network(&[&[2]], [1, 4, 2]);
    let expected = [
        [0.625, -0.225, 0.575],
        [0.55, 0.125, -0.575],
        [0.8, -0.175, 0.225],
    ];
    let logits = network.classify(images([3, 2, 2, 1]));
    assert_close(logits, matrix(expected), CLASSIFY);
}

#[test]
fn vgg_classify_of_single_pixels() {
    let mut network = Vgg::of(&[&[3]], [1, 2, 2], 4, &device());
    linear(&mut network.linear);
    let expected = [[0.225, 0.075, 0.2, -1.05], [-0.175, 0.175, 0.25, -1.05]];
    let logits = network.classify(images([2, 3, 1, 1]));
    assert_close(logits, matrix(expected), CLASSIFY);
}

#[test]
fn vgg_classify_judges_each_image_by_itself() {
    let network = network(&[&[2]], [1, 4, 2]);
    let all = images([3, 2, 2, 1]);
    let alone = network.classify(all.clone().narrow(0, 1, 1));
    let hint = "an image has the same logits in every batch: is something taken over the batch, dimension 0?";
    assert_close(alone, matrix([[0.55, 0.125, -0.575]]), hint);
}

#[test]
fn vgg_classify_of_zeros_is_the_bias() {
    let network = network(&[&[2]], [1, 4, 2]);
    let logits = network.classify(images([2, 2, 2, 1]) * 0.0);
    assert_close(
        logits,
        matrix([[-0.1, 0.0, 0.1]; 2]),
        "the bias belongs to every row",
    );
}
