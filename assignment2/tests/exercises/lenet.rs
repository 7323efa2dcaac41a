use crate::layers::{convolution, images, linear, pattern};
use crate::{assert_close, device, matrix};
use assignment2::lenet::LeNet;
use burn::module::{Module, Param};
use burn::nn::{DropoutConfig, LinearConfig};
use burn::tensor::Tensor;
use common::layers::{Conv2d, MaxPool2d};
use common::ops::Window;

/// Two and three maps, a hidden layer of four, three classes, for images of one channel and 8x4 pixels.
fn network(dropout: f64) -> LeNet {
    let shapes = [[2, 1, 5, 5], [3, 2, 5, 5]];
    let mut network = LeNet {
        convolutions: shapes.map(|shape| Conv2d::new(shape, Window::padded(2), &device())),
        pool: MaxPool2d::new(2, Window::padded(0).every(2)),
        linear: [[6, 4], [4, 3]].map(|[from, to]| LinearConfig::new(from, to).init(&device())),
        dropout: DropoutConfig::new(dropout).init(),
    };
    network.convolutions.iter_mut().for_each(convolution);
    network.linear.iter_mut().for_each(linear);
    network
}

const FEATURES: &str =
    "convolution, ReLU, pool, and the same once more with the second convolution";

#[test]
fn lenet_features_of_two_images() {
    let features = network(0.0).features(images([2, 1, 5, 4]));
    let expected = [
        [[[0.685]], [[0.54]], [[1.585]]],
        [[[0.765]], [[0.865]], [[0.93]]],
    ];
    assert_close(features, Tensor::from_data(expected, &device()), FEATURES);
}

#[test]
fn lenet_features_are_a_quarter_as_high_and_wide() {
    let dims = |shape| network(0.0).features(images(shape)).dims();
    let hint = "two pools of 2x2 with stride 2, the convolutions keep height and width; odd sizes are rounded down";
    assert_eq!(dims([1, 1, 8, 12]), [1, 3, 2, 3], "\nhint: {hint}");
    assert_eq!(dims([2, 1, 7, 4]), [2, 3, 1, 1], "\nhint: {hint}");
}

#[test]
fn lenet_features_are_never_negative() {
    let mut network = network(0.0);
    network.convolutions[1].bias = Some(Param::from_tensor(pattern([3], |_| -100.0)));
    let features = network.features(images([1, 1, 8, 4]));
    let hint = "a bias of -100 makes every number behind the second convolution negative: ReLU leaves 0 of them";
    assert_close(features, Tensor::zeros([1, 3, 2, 1], &device()), hint);
}

const CLASSIFY: &str =
    "the maps as a row, hidden layer, ReLU, dropout, output layer; the softmax is in the loss";

#[test]
fn lenet_classify_of_two_images() {
    let logits = network(0.5).classify(images([2, 3, 2, 1]));
    let expected = [[-0.1875, 0.1025, -0.0475], [0.2375, 0.025, -0.325]];
    assert_close(logits, matrix(expected), CLASSIFY);
}

#[test]
fn lenet_classify_judges_each_image_by_itself() {
    let alone = network(0.5).classify(images([2, 3, 2, 1]).narrow(0, 1, 1));
    let hint = "an image has the same logits in every batch: is something taken over the batch, dimension 0?";
    assert_close(alone, matrix([[0.2375, 0.025, -0.325]]), hint);
}

#[test]
fn lenet_classify_drops_hidden_numbers_in_training() {
    // The output layer passes 40 hidden numbers on, which are 1 + j / 4 without dropout.
    let mut network = network(0.5);
    let mut hidden = LinearConfig::new(1, 40).init(&device());
    hidden.weight = Param::from_tensor(pattern([1, 40], |place| place as f64 / 4.0));
    hidden.bias = Some(Param::from_tensor(pattern([40], |_| 1.0)));
    let mut output = LinearConfig::new(40, 40).init(&device());
    let identity = pattern([40, 40], |place| f64::from(u8::from(place % 41 == 0)));
    output.weight = Param::from_tensor(identity);
    output.bias = Some(Param::from_tensor(pattern([40], |_| 0.0)));
    network.linear = [hidden, output];
    let maps = Tensor::<4>::ones([1, 1, 1, 1], &device()).autodiff();
    let logits = network.train().classify(maps).into_data();
    let kept: Vec<bool> = logits
        .iter::<f64>()
        .enumerate()
        .map(|(place, logit)| {
            let doubled = 2.0 + place as f64 / 2.0;
            let is_kept = (logit - doubled).abs() < 1e-4;
            assert!(
                is_kept || logit == 0.0,
                "output {place} is {logit}\nhint: dropout of one half leaves a hidden number out or doubles it, and \
                 stands between hidden and output layer"
            );
            is_kept
        })
        .collect();
    let hint =
        "in training dropout leaves about half of the hidden numbers out; is it there at all?";
    assert!(
        kept.contains(&false) && kept.contains(&true),
        "\nhint: {hint}"
    );
}
