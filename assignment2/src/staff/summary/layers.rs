//! Layers one after the other, each with the shape that the one before leaves.

use super::Row;
use burn::module::Param;
use burn::nn::{BatchNorm, Linear};
use burn::tensor::Tensor;
use common::layers::{Conv2d, ConvNorm, MaxPool2d};

/// A way through a network: the shape of one image where it has come to, and the layers passed.
#[derive(Debug, Clone)]
pub struct Layers {
    /// Of one image, without the batch.
    pub shape: Vec<usize>,
    /// The part of the network in which it is.
    pub part: String,
    /// What was passed.
    pub rows: Vec<Row>,
}

/// What a row has beside names and shapes.
#[derive(Default)]
struct Costs {
    weight: Option<Vec<usize>>,
    parameters: usize,
    of_norm: usize,
    multiply_adds: usize,
    /// Tensors of the output's shape.
    outputs: usize,
}

impl Layers {
    /// At the beginning, an image or a row of features.
    pub fn from(shape: &[usize]) -> Self {
        Self {
            shape: shape.into(),
            part: String::new(),
            rows: Vec::new(),
        }
    }

    /// A convolution and ReLU.
    pub fn conv(&mut self, name: &str, convolution: &Conv2d) {
        self.convolution(name, convolution, None);
    }

    /// A convolution, batch normalisation and ReLU.
    pub fn conv_norm(&mut self, name: &str, layer: &ConvNorm) {
        self.convolution(name, &layer.convolution, Some(&layer.norm));
    }

    fn convolution(&mut self, name: &str, convolution: &Conv2d, norm: Option<&BatchNorm>) {
        let [out, channels, rows, columns] = convolution.weight.dims();
        assert_eq!(self.shape[0], channels, "{name} takes other channels");
        let window = convolution.window;
        let along =
            |side: usize, kernel: usize| 1 + (side + 2 * window.padding - kernel) / window.stride;
        let output = vec![
            out,
            along(self.shape[1], rows),
            along(self.shape[2], columns),
        ];
        let weights = out * channels * rows * columns;
        let bias = convolution.bias.as_ref().map_or(0, count);
        let costs = Costs {
            weight: Some(vec![out, channels, rows, columns]),
            parameters: weights + bias,
            of_norm: norm.map_or(0, |norm| count(&norm.gamma) + count(&norm.beta)),
            multiply_adds: weights * output[1] * output[2],
            outputs: 2 + usize::from(norm.is_some()),
        };
        self.add(name, output, costs);
    }

    /// Max pooling.
    pub fn pool(&mut self, name: &str, pool: &MaxPool2d) {
        let along = |axis: usize| {
            let room = self.shape[1 + axis] + 2 * pool.window.padding - pool.size;
            1 + room / pool.window.stride
        };
        self.without_weight(name, vec![self.shape[0], along(0), along(1)]);
    }

    /// One number of each map: its mean, or its largest.
    pub fn globally(&mut self, name: &str) {
        self.without_weight(name, vec![self.shape[0]]);
    }

    /// A linear layer of all numbers, with ReLU behind it or without.
    pub fn linear(&mut self, name: &str, linear: &Linear, has_relu: bool) {
        let [from, to] = linear.weight.dims();
        let numbers: usize = self.shape.iter().product();
        assert_eq!(numbers, from, "{name} takes other features");
        self.shape = vec![from];
        let costs = Costs {
            weight: Some(vec![from, to]),
            parameters: from * to + linear.bias.as_ref().map_or(0, count),
            multiply_adds: from * to,
            outputs: 1 + usize::from(has_relu),
            ..Costs::default()
        };
        self.add(name, vec![to], costs);
    }

    /// A layer that learns nothing and leaves a tensor of this shape, of one image.
    pub fn without_weight(&mut self, name: &str, output: Vec<usize>) {
        let costs = Costs {
            outputs: 1,
            ..Costs::default()
        };
        self.add(name, output, costs);
    }

    fn add(&mut self, name: &str, output: Vec<usize>, costs: Costs) {
        let name = match self.part.is_empty() {
            true => name.into(),
            false => format!("{} {name}", self.part),
        };
        let part = match self.part.is_empty() {
            true => name.clone(),
            false => self.part.clone(),
        };
        let input = std::mem::replace(&mut self.shape, output.clone());
        self.rows.push(Row {
            name,
            part,
            input,
            activations: costs.outputs * output.iter().product::<usize>(),
            output,
            weight: costs.weight,
            parameters: costs.parameters,
            of_norm: costs.of_norm,
            multiply_adds: costs.multiply_adds,
        });
    }
}

/// How many numbers a vector has.
fn count(parameter: &Param<Tensor<1>>) -> usize {
    parameter.dims()[0]
}
