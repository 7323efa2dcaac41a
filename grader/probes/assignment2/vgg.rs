//! What is asked of `assignment2/src/vgg.rs` with inputs that nobody has seen.

use assignment2::vgg::Vgg;
use burn::module::{Module, Param, RunningState};
use burn::nn::Linear;
use burn::optim::{AdamConfig, GradientsParams};
use burn::tensor::{Int, Tensor, activation};
use common::layers::ConvNorm;
use probe::Case;

/// a2.vgg.features
pub fn vgg_features(case: &mut Case) {
    let [batch, channels, height, width] = case.sizes([2..=4, 1..=3, 5..=9, 4..=9]);
    let [first, second, third, fourth] = case.sizes([2..=3, 2..=4, 1..=3, 2..=4]);
    let stages: [&[usize]; 3] = [&[first], &[second, third], &[fourth, first, second]];
    // Later cases begin with a stage of several layers.
    let stages = &stages[case.number() % 2..][..1 + (case.number() + 1) % 2];
    let mut network = Vgg::of(stages, [channels, height, width], 2, case.device());
    for layer in network.stages.iter_mut().flatten() {
        normed(case, layer);
    }
    let images = case.normal("images", [batch, channels, height, width]);
    case.give("features", network.features(images.clone()));
    case.give(
        "features of one image",
        network.features(images.narrow(0, 1, 1)),
    );
    // In training, normalisation is by mean and variance of the batch.
    let images = case.normal("training images", [batch, channels, height, width]);
    let features = network.train().features(images.autodiff());
    case.give("features in training", features.without_autodiff());
}

/// a2.vgg.classify
pub fn vgg_classify(case: &mut Case) {
    let [batch, channels, classes] = case.sizes([2..=4, 2..=5, 2..=6]);
    let [height, width] = case.sizes([1..=3, 2..=3]);
    let image = [1, 2 * height, 2 * width];
    let mut network = Vgg::of(&[&[channels]], image, classes, case.device());
    linear(case, &mut network.linear);
    let maps = case.normal("maps", [batch, channels, height, width]);
    case.give("logits", network.classify(maps.clone()));
    case.give(
        "logits of one image",
        network.classify(maps.narrow(0, 0, 1)),
    );
}

/// a2.cnn.images (result)
pub fn cnn_images(case: &mut Case) {
    let device = case.device().clone();
    let mut network = Vgg::of(&[&[8], &[16, 16]], [1, 8, 8], PATTERNS, &device);
    for layer in network.stages.iter_mut().flatten() {
        normed(case, layer);
    }
    linear(case, &mut network.linear);
    let mut network = network.train();
    let mut optimizer = AdamConfig::new().init();
    for _ in 0..60 {
        let (images, labels) = patterns(case, 32);
        let labels: Vec<i64> = labels.into_iter().map(|label| label as i64).collect();
        let labels = Tensor::<1, Int>::from_data(&*labels, &device).autodiff();
        let maps = network.features(images.autodiff());
        let logits = activation::log_softmax(network.classify(maps), 1);
        let loss = logits.gather(1, labels.unsqueeze_dim(1)).mean().neg();
        let gradients = GradientsParams::from_grads(loss.backward(), &network);
        network = optimizer.step(0.01, network, gradients);
    }
    let network = network.valid();
    let (images, labels) = patterns(case, 240);
    let logits = network.classify(network.features(images));
    case.give_accuracy("logits", logits, (&labels, 0.9));
}

const PATTERNS: usize = 4;

// Noisy images of 8x8 with stripes across, stripes down, a chessboard, or a diagonal, shifted at random.
fn patterns(case: &mut Case, count: usize) -> (Tensor<4>, Vec<usize>) {
    let labels: Vec<usize> = (0..count).map(|_| case.below(PATTERNS)).collect();
    let mut values = Vec::with_capacity(count * 64);
    for &label in &labels {
        let shift = case.below(4);
        for place in 0..64 {
            let (y, x) = (place / 8 + shift, place % 8);
            let on = match label {
                0 => y / 2 % 2,
                1 => (x + shift) / 2 % 2,
                2 => (y / 2 + x / 2) % 2,
                _ => (y + x) / 2 % 2,
            };
            values.push(on as f64);
        }
    }
    let images = case.from_numbers("patterns", &values, [count, 1, 8, 8]);
    (images + case.spread("noise", [count, 1, 8, 8], 0.5), labels)
}

// Weights that keep the size of what goes through; normalisation has seen other images, scales and shifts.
fn normed(case: &mut Case, layer: &mut ConvNorm) {
    let shape = layer.convolution.weight.dims();
    let [out, inputs] = [shape[0], shape[1] * shape[2] * shape[3]];
    let deviation = 1.0 / (inputs as f64).sqrt();
    layer.convolution.weight = Param::from_tensor(case.spread("weight", shape, deviation));
    layer.convolution.bias = Some(Param::from_tensor(case.spread("bias", [out], 0.5)));
    layer.norm.gamma = Param::from_tensor(case.between("gamma", [out], 0.5..2.0));
    layer.norm.beta = Param::from_tensor(case.spread("beta", [out], 0.5));
    layer.norm.running_mean = RunningState::new(case.spread("running mean", [out], 0.5));
    layer.norm.running_var = RunningState::new(case.between("running variance", [out], 0.5..2.0));
}

fn linear(case: &mut Case, layer: &mut Linear) {
    let [from, to] = layer.weight.dims();
    let deviation = 1.0 / (from as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", [from, to], deviation));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.5)));
}
