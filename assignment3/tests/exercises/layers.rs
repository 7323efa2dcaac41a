//! Layers whose weights follow a pattern, for the networks of the public tests.

use crate::device;
use burn::module::Param;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Tensor, TensorData};
use common::layers::Conv2d;
use common::ops::Window;

/// A tensor whose elements follow from their places, row by row.
fn pattern<const D: usize>(shape: [usize; D], element: impl Fn(usize) -> f64) -> Tensor<D> {
    let elements = (0..shape.iter().product()).map(element);
    let data = TensorData::new(elements.collect::<Vec<_>>(), shape);
    Tensor::from_data(data, &device())
}

/// -0.5, 0.2, -0.2, 0.5, … up to ±0.5, row by row.
fn weight<const D: usize>(shape: [usize; D]) -> Param<Tensor<D>> {
    Param::from_tensor(pattern(shape, |place| {
        ((place * 7 % 11) as f64 - 5.0) / 10.0
    }))
}

/// -0.1, 0, 0.1, 0.2, …
fn bias(size: usize) -> Option<Param<Tensor<1>>> {
    let bias = pattern([size], |place| 0.1 * place as f64 - 0.1);
    Some(Param::from_tensor(bias))
}

/// A fully connected layer with this weight and this bias.
pub fn linear(from: usize, to: usize) -> Linear {
    let mut layer = LinearConfig::new(from, to).init(&device());
    (layer.weight, layer.bias) = (weight([from, to]), bias(to));
    layer
}

/// A convolution with this weight and this bias.
pub fn convolution(shape: [usize; 4], window: Window) -> Conv2d {
    let mut layer = Conv2d::new(shape, window, &device());
    (layer.weight, layer.bias) = (weight(shape), bias(shape[0]));
    layer
}

/// A layer with the weights -0.5, -0.25, 0, 0.25, 0.5, -0.5, … row by row, and the biases 0, 0.1, 0.2, …
pub fn ramp(mut layer: Linear) -> Linear {
    let shape @ [_, columns] = layer.weight.dims();
    let weight = pattern(shape, |place| ((place % 5) as f64 - 2.0) * 0.25);
    layer.weight = Param::from_tensor(weight);
    layer.bias = Some(Param::from_tensor(pattern([columns], |place| {
        0.1 * place as f64
    })));
    layer
}
