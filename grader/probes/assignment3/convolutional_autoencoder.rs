//! What is asked of `assignment3/src/convolutional_autoencoder.rs` with inputs that nobody has seen.

use assignment3::convolutional_autoencoder::{ConvolutionalAutoencoder, upsample};
use burn::module::Param;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::Tensor;
use common::layers::Conv2d;
use common::ops::Window;
use probe::Case;

/// a3.convolutional_autoencoder.upsample
pub fn convolutional_autoencoder_upsample(case: &mut Case) {
    let [batch, count, height, width] = case.sizes([1..=3, 2..=4, 2..=5, 3..=6]);
    let maps = case.normal("maps", [batch, count, height, width]);
    case.give("upsampled", upsample(maps));
}

/// a3.convolutional_autoencoder.decode
pub fn convolutional_autoencoder_decode(case: &mut Case) {
    let [code, first, second, channels] = case.sizes([2..=4, 2..=5, 2..=4, 1..=3]);
    let [high, wide, several] = case.sizes([1..=2, 2..=3, 2..=4]);
    let flat = second * high * wide;
    let (halving, keeping) = (Window::padded(1).every(2), Window::padded(1));
    let network = ConvolutionalAutoencoder {
        down: [[first, channels], [second, first]].map(|shape| convolution(case, shape, halving)),
        to_code: linear(case, [flat, code]),
        from_code: linear(case, [code, flat]),
        up: [[first, second], [channels, first]].map(|shape| convolution(case, shape, keeping)),
        size: [4 * high, 4 * wide],
    };
    let images = [several, 1].map(|count| network.decode(case.normal("codes", [count, code])));
    case.give("images", Tensor::cat(images.into(), 0));
}

fn convolution(case: &mut Case, [to, from]: [usize; 2], window: Window) -> Conv2d {
    let shape = [to, from, 3, 3];
    let mut layer = Conv2d::new(shape, window, case.device());
    let deviation = 1.0 / ((9 * from) as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", shape, deviation));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.5)));
    layer
}

fn linear(case: &mut Case, [from, to]: [usize; 2]) -> Linear {
    let mut layer = LinearConfig::new(from, to).init(case.device());
    layer.weight = Param::from_tensor(case.normal("weight", [from, to]));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.5)));
    layer
}
