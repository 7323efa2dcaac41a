//! Every gradient of what is written by hand for images against central differences, in f64.

use assignment2::convolution::{Convolution, Window};
use assignment2::pooling::MaxPooling;
use assignment2::spatial_batch_norm::SpatialBatchNorm;
use common::by_hand::{AnyParameter, Content, Device, Layer, Mode, Streams, Tensor};
use common::gradcheck::{largest_difference, numeric_gradient, relative_error, use_f64};
use std::sync::LazyLock;

/// In this process everything is f64.
static DEVICE: LazyLock<Device> = LazyLock::new(|| {
    let mut device = Device::flex();
    use_f64(&mut device);
    device
});

/// The largest relative error of a gradient that is right; a wrong one is 1e-3 or more off.
const BOUND: f64 = 1e-6;

fn normal<const D: usize>(name: &str, shape: [usize; D]) -> Tensor<D> {
    let mut stream = Streams::new(42).stream(name);
    stream.normal_tensor(shape, 1.0, &DEVICE)
}

#[track_caller]
fn assert_right<const D: usize>(name: &str, [analytic, numeric]: [&Tensor<D>; 2]) {
    let error = relative_error(analytic, numeric);
    let place = largest_difference(analytic, numeric, &analytic.dims());
    assert!(
        error <= BOUND,
        "\nhint: the tests of tests/exercises show the same in numbers to follow by hand\n\
         {name}, {place}\noff by {error:.1e} (relative)"
    );
}

/// Checks the gradients of a layer's input and of its parameters. What is differentiated depends on every
/// output, each with its own weight.
#[track_caller]
fn check(layer: &mut dyn Layer<4, 4>, input: Tensor<4>) {
    let output = layer.forward(input.clone());
    let weights = normal("weights of the outputs", output.dims());
    let analytic = layer.backward(weights.clone());
    let sum = |layer: &mut dyn Layer<4, 4>, input: Tensor<4>| -> f64 {
        (layer.forward(input) * weights.clone()).sum().into_scalar()
    };
    let numeric = numeric_gradient(&input, |input| sum(layer, input));
    assert_right("input", [&analytic, &numeric]);
    let found: Vec<_> = parameters(layer)
        .into_iter()
        .map(|(name, parameter)| (name, parameter.flat_value(), parameter.flat_grad()))
        .collect();
    for (number, (name, value, analytic)) in found.into_iter().enumerate() {
        let mut at = |value: Tensor<1>| {
            let (_, parameter) = parameters(layer).swap_remove(number);
            parameter.update(&mut |_, _| value.clone());
            sum(layer, input.clone())
        };
        let numeric = numeric_gradient(&value, &mut at);
        at(value);
        assert_right(name, [&analytic, &numeric]);
    }
}

fn parameters(layer: &mut dyn Layer<4, 4>) -> Vec<(&'static str, &mut dyn AnyParameter)> {
    let contents = layer.contents().into_iter();
    let parameters =
        contents.filter_map(|(name, content): (_, Content)| Some((name, content.parameter()?)));
    parameters.collect()
}

/// Every number differs from every other by 0.01 or more, so that no shift of one changes which is the largest.
fn without_ties(shape: [usize; 4]) -> Tensor<4> {
    let order = Streams::new(42)
        .stream("order")
        .permutation(shape.iter().product());
    let values: Vec<f64> = order
        .into_iter()
        .map(|place| 0.01 * place as f64 - 1.0)
        .collect();
    Tensor::<1>::from_data(&*values, &*DEVICE).reshape(shape)
}

#[test]
fn convolution_backward_matches_central_differences() {
    for (image, kernel, [stride, padding]) in [
        ([1, 1, 1, 1], [1, 1, 1, 1], [1, 0]),
        ([2, 2, 4, 5], [3, 2, 3, 3], [1, 1]),
        ([2, 1, 6, 5], [2, 1, 2, 3], [2, 0]),
        ([1, 3, 5, 4], [2, 3, 3, 2], [3, 2]),
        ([3, 2, 4, 4], [2, 2, 4, 4], [1, 0]),
    ] {
        let mut layer = Convolution::with_weight(normal("weight", kernel));
        layer.bias.value = normal("bias", [kernel[0]]);
        (layer.window.stride, layer.window.padding) = (stride, padding);
        check(&mut layer, normal("input", image));
    }
}

#[test]
fn pooling_backward_matches_central_differences() {
    for (image, size, [stride, padding]) in [
        ([2, 2, 4, 6], [2, 2], [2, 0]),
        ([1, 2, 5, 5], [3, 3], [2, 1]),
        ([2, 1, 5, 4], [3, 2], [1, 1]),
        ([1, 1, 7, 5], [2, 3], [3, 0]),
    ] {
        let mut layer = MaxPooling::new(Window {
            size,
            stride,
            padding,
        });
        check(&mut layer, without_ties(image));
    }
}

#[test]
fn spatial_batch_norm_backward_matches_central_differences() {
    for shape in [[4, 1, 2, 2], [1, 3, 3, 4], [5, 2, 1, 3], [3, 4, 2, 1]] {
        let channels = [shape[1]];
        let mut layer = SpatialBatchNorm::new(shape[1], &DEVICE);
        layer.gain.value = normal("gain", channels);
        layer.shift.value = normal("shift", channels);
        layer.running_mean = normal("mean", channels);
        layer.running_variance = normal("variance", channels).square() + 0.1;
        check(&mut layer, normal("input", shape));
        layer.set_mode(Mode::Training { step: 0 });
        check(&mut layer, normal("input", shape));
    }
}
