//! Layers and images with numbers that can be written down, for the tests of the networks.

use crate::{device, vector};
use burn::module::{Param, RunningState};
use burn::nn::Linear;
use burn::tensor::{Tensor, TensorData};
use common::layers::{Conv2d, ConvNorm};

/// Elements that follow from their place, row by row.
pub fn pattern<const D: usize>(shape: [usize; D], element: impl Fn(usize) -> f64) -> Tensor<D> {
    let elements = (0..shape.iter().product()).map(element);
    let data = TensorData::new(elements.collect::<Vec<_>>(), shape);
    Tensor::from_data(data, &device())
}

/// -1.5, -0.25, 1, -1, 0.25, 1.5, … up to ±1.5, pixel by pixel.
pub fn images(shape: [usize; 4]) -> Tensor<4> {
    pattern(shape, |place| ((place * 5 % 13) as f64 - 6.0) / 4.0)
}

/// -0.5, 0.2, -0.2, 0.5, … up to ±0.5, row by row.
fn weight<const D: usize>(shape: [usize; D]) -> Param<Tensor<D>> {
    Param::from_tensor(pattern(shape, |place| {
        ((place * 7 % 11) as f64 - 5.0) / 10.0
    }))
}

/// -0.1, 0, 0.1, 0.2, …
fn bias(size: usize) -> Param<Tensor<1>> {
    Param::from_tensor(pattern([size], |place| 0.1 * place as f64 - 0.1))
}

/// The layer with these weights and biases.
pub fn linear(layer: &mut Linear) {
    layer.weight = weight(layer.weight.dims());
    layer.bias = Some(bias(layer.weight.dims()[1]));
}

/// The layer with these weights and, if it has one, this bias.
pub fn convolution(layer: &mut Conv2d) {
    layer.weight = weight(layer.weight.dims());
    layer.bias = layer.bias.is_some().then(|| bias(layer.weight.dims()[0]));
}

/// The same, and a normalisation that has seen the mean 0.2 j - 0.1 and the variance 1 + j / 2 of map j, scales it by
/// 1 + j / 4 with the signs in turn, and shifts it by 0.5 - j / 4.
pub fn normed(layer: &mut ConvNorm) {
    convolution(&mut layer.convolution);
    let maps = layer.norm.gamma.dims();
    let sign = |map: usize| if map.is_multiple_of(2) { 1.0 } else { -1.0 };
    let of = |element: fn(f64) -> f64| pattern(maps, move |map| element(map as f64));
    let scale = pattern(maps, |map| sign(map) * (1.0 + map as f64 / 4.0));
    layer.norm.gamma = Param::from_tensor(scale);
    layer.norm.beta = Param::from_tensor(of(|map| 0.5 - map / 4.0));
    layer.norm.running_mean = RunningState::new(of(|map| 0.2 * map - 0.1));
    layer.norm.running_var = RunningState::new(of(|map| 1.0 + map / 2.0));
}

/// One map that comes out as it goes in: only the middle of the window counts, and nothing is normalised.
pub fn identity(layer: &mut ConvNorm) {
    let middle = pattern([1, 1, 3, 3], |place| if place == 4 { 1.0 } else { 0.0 });
    layer.convolution.weight = Param::from_tensor(middle);
    layer.convolution.bias = Some(Param::from_tensor(vector([0.0])));
}
