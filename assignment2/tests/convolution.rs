//! Convolution, max pooling and batch normalisation of maps beside Burn's: values and gradients, with the same
//! weights.

use assignment2::convolution::{Convolution, Window, col2im, im2col};
use assignment2::pooling::MaxPooling;
use assignment2::spatial_batch_norm::{EPSILON, MOMENTUM, SpatialBatchNorm};
use burn::module::{Module, Param};
use burn::nn::BatchNormConfig;
use burn::tensor::module::{conv2d, max_pool2d};
use burn::tensor::ops::{ConvOptions, MaxPoolOptions};
use common::by_hand::{Device, Layer, Mode, Streams, Tensor};

fn device() -> Device {
    Device::flex()
}

fn normal<const D: usize>(name: &str, shape: [usize; D]) -> Tensor<D> {
    let mut stream = Streams::new(42).stream(name);
    stream.normal_tensor(shape, 1.0, &device())
}

/// A tensor that autodiff follows.
fn tracked<const D: usize>(tensor: &Tensor<D>) -> Tensor<D> {
    tensor.clone().autodiff().require_grad()
}

/// Both agree as far as the rounding to f32 allows.
#[track_caller]
fn assert_same<const D: usize>(by_hand: Tensor<D>, by_burn: Tensor<D>) {
    assert_eq!(by_hand.dims(), by_burn.dims());
    let largest: f64 = by_burn.clone().abs().max().into_scalar();
    let difference: f64 = (by_hand - by_burn).abs().max().into_scalar();
    assert!(
        difference <= 1e-5 * largest.max(1.0),
        "they differ by {difference:e}"
    );
}

/// Images `[batch, in, height, width]`, kernels `[out, in, K_h, K_w]`, stride and padding.
const CASES: [([usize; 4], [usize; 4], [usize; 2]); 8] = [
    ([1, 1, 1, 1], [1, 1, 1, 1], [1, 0]),
    ([2, 3, 8, 8], [4, 3, 3, 3], [1, 1]),
    ([3, 2, 7, 9], [5, 2, 5, 5], [1, 2]),
    ([2, 1, 9, 6], [3, 1, 3, 2], [2, 0]),
    ([2, 4, 8, 11], [2, 4, 2, 3], [3, 1]),
    ([4, 2, 5, 5], [3, 2, 5, 5], [1, 0]),
    ([1, 3, 6, 7], [2, 3, 1, 1], [2, 0]),
    ([2, 2, 4, 4], [2, 2, 3, 3], [2, 2]),
];

#[test]
fn convolution_and_its_gradients_are_burns() {
    for (image, kernel, [stride, padding]) in CASES {
        let (input, weight) = (normal("input", image), normal("weight", kernel));
        let bias = normal("bias", [kernel[0]]);
        let mut layer = Convolution::with_weight(weight.clone());
        layer.bias.value = bias.clone();
        (layer.window.stride, layer.window.padding) = (stride, padding);
        let output = layer.forward(input.clone());

        let [x, w] = [tracked(&input), tracked(&weight)];
        let b = tracked(&bias);
        let options = ConvOptions::new([stride; 2], [padding; 2], [1; 2], 1);
        let burns = conv2d(x.clone(), w.clone(), Some(b.clone()), options);
        assert_same(output.clone(), burns.clone().without_autodiff());

        let grad = normal("gradient", output.dims());
        let gradients = (burns * grad.clone().autodiff()).sum().backward();
        assert_same(layer.backward(grad), x.grad(&gradients).unwrap());
        assert_same(layer.weight.grad, w.grad(&gradients).unwrap());
        assert_same(layer.bias.grad, b.grad(&gradients).unwrap());
    }
}

/// Images, window, stride and padding.
const POOLED: [([usize; 4], [usize; 2], [usize; 2]); 6] = [
    ([1, 1, 2, 2], [2, 2], [2, 0]),
    ([2, 3, 8, 8], [2, 2], [2, 0]),
    ([2, 3, 32, 32], [3, 3], [2, 1]),
    ([3, 2, 7, 9], [3, 3], [1, 0]),
    ([2, 4, 7, 6], [2, 3], [3, 1]),
    ([2, 2, 5, 5], [5, 5], [1, 2]),
];

#[track_caller]
fn assert_pools_as_burn(input: Tensor<4>, size: [usize; 2], [stride, padding]: [usize; 2]) {
    let mut layer = MaxPooling::new(Window {
        size,
        stride,
        padding,
    });
    let output = layer.forward(input.clone());
    let x = tracked(&input);
    let options = MaxPoolOptions::new(size)
        .with_stride([stride; 2])
        .with_padding_pairs([(padding, padding); 2]);
    let burns = max_pool2d(x.clone(), options);
    assert_same(output.clone(), burns.clone().without_autodiff());
    let grad = normal("gradient", output.dims());
    let gradients = (burns * grad.clone().autodiff()).sum().backward();
    assert_same(layer.backward(grad), x.grad(&gradients).unwrap());
}

#[test]
fn pooling_and_its_gradient_are_burns() {
    for (image, size, places) in POOLED {
        assert_pools_as_burn(normal("input", image), size, places);
    }
}

#[test]
fn pooling_decides_ties_as_burn() {
    for (image, size, places) in POOLED {
        // Behind ReLU half of all numbers are 0, and the others are one of few.
        let coarse = (normal("input", image) * 1.5).round().clamp_min(0.0);
        assert_pools_as_burn(coarse, size, places);
    }
}

#[test]
fn spatial_batch_norm_and_its_gradients_are_burns() {
    let shape = [5, 3, 4, 6];
    let (gain, shift) = (normal("gain", [3]), normal("shift", [3]));
    let mut layer = SpatialBatchNorm::new(3, &device());
    (layer.gain.value, layer.shift.value) = (gain.clone(), shift.clone());
    let config = BatchNormConfig::new(3)
        .with_epsilon(EPSILON)
        .with_momentum(MOMENTUM);
    let mut burns = config.init(&device().autodiff());
    burns.gamma = Param::from_data(gain.to_data(), &device().autodiff());
    burns.beta = Param::from_data(shift.to_data(), &device().autodiff());
    layer.set_mode(Mode::Training { step: 0 });
    for batch in 0..3 {
        let input = normal(&format!("batch {batch}"), shape) * 2.0 + 0.7;
        let x = tracked(&input);
        let (by_hand, by_burn) = (layer.forward(input), burns.forward(x.clone()));
        assert_same(by_hand, by_burn.clone().without_autodiff());
        let grad = normal("gradient", shape);
        let gradients = (by_burn * grad.clone().autodiff()).sum().backward();
        assert_same(layer.backward(grad), x.grad(&gradients).unwrap());
        let [gain, shift] = [&burns.gamma, &burns.beta].map(|of| of.grad(&gradients).unwrap());
        assert_same(layer.gain.grad.clone(), gain);
        assert_same(layer.shift.grad.clone(), shift);
    }
    let running = [&burns.running_mean, &burns.running_var];
    let [mean, variance] = running.map(|of| of.value_sync().without_autodiff());
    assert_same(layer.running_mean.clone(), mean);
    assert_same(layer.running_variance.clone(), variance);

    layer.set_mode(Mode::Evaluation);
    let input = normal("input", [1, 3, 2, 2]);
    let (by_hand, by_burn) = (layer.forward(input.clone()), burns.valid().forward(input));
    assert_same(by_hand, by_burn);
}

#[test]
fn the_columns_have_the_shape_that_is_written_and_collect_what_they_copied() {
    for (image, kernel, [stride, padding]) in CASES {
        let window = Window {
            size: [kernel[2], kernel[3]],
            stride,
            padding,
        };
        let input = normal("input", image);
        let columns = im2col(input.clone(), window, 0.0);
        let places: usize = window.places([image[2], image[3]]).iter().product();
        assert_eq!(
            columns.dims(),
            [image[0], image[1], kernel[2] * kernel[3], places]
        );
        // ⟨im2col x, y⟩ = ⟨x, col2im y⟩: one undoes the sums of the other.
        let others = normal("others", columns.dims());
        let left: f64 = (columns * others.clone()).sum().into_scalar();
        let back = col2im(others, window, [image[2], image[3]]);
        let right: f64 = (input * back).sum().into_scalar();
        assert!(
            (left - right).abs() <= 1e-4 * left.abs().max(1.0),
            "{left} and {right}"
        );
    }
}

#[test]
#[should_panic(expected = "a window of 5 does not fit into 4 pixels")]
fn a_window_larger_than_the_image_is_refused() {
    Window::of([3, 5]).places([4, 4]);
}

#[test]
#[should_panic(expected = "a padding of 2 is more than half of a window of [4, 3]")]
fn a_window_that_could_lie_on_padding_alone_is_refused() {
    MaxPooling::new(Window {
        size: [4, 3],
        stride: 1,
        padding: 2,
    });
}
