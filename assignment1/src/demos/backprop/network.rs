//! Two inputs, two hidden units, two classes: weights and examples that one can compute with by hand.

use crate::activations::{Activation, NEGATIVE_SLOPE};
use crate::linear::Linear;
use common::by_hand::{Device, Stream, Tensor, TensorData};
use common::learner::Start;

/// Weights and biases of both layers, in this order, all of them tenths.
pub struct Network {
    /// W row by row and b of the first layer, then of the second.
    pub weights: [f64; 12],
    /// The examples.
    pub inputs: Vec<[f64; 2]>,
    /// Their classes.
    pub classes: Vec<usize>,
    /// What h is of z.
    pub activation: Activation,
    /// The name of what is planted.
    pub bug: String,
    device: Device,
}

/// Examples that are drawn, however many are asked for: the first is the same then.
pub const MOST: usize = 4;

impl Network {
    /// Draws weights and examples, until no z is near the kink of a ReLU or where tanh is flat.
    pub fn draw((activation, bug): (Activation, String), examples: usize, start: &Start) -> Self {
        let tenth = |stream: &mut Stream| {
            let size = (1 + stream.below(9)) as f64 / 10.0;
            if stream.below(2) == 0 { size } else { -size }
        };
        for attempt in 0.. {
            let mut stream = start.streams.at("network", attempt);
            let weights: [f64; 12] = std::array::from_fn(|_| tenth(&mut stream));
            let example = |_| ([0, 1].map(|_| tenth(&mut stream)), stream.below(2));
            let (mut inputs, mut classes): (Vec<_>, Vec<_>) = (0..MOST).map(example).unzip();
            let z = |x: &[f64; 2], unit: usize| {
                x[0] * weights[unit] + x[1] * weights[2 + unit] + weights[4 + unit]
            };
            let is_moderate = |x: &[f64; 2]| {
                [0, 1]
                    .iter()
                    .all(|unit| (0.1..1.2).contains(&z(x, *unit).abs()))
            };
            if inputs.iter().all(is_moderate) {
                inputs.truncate(examples);
                classes.truncate(examples);
                let device = start.device.clone();
                return Self {
                    weights,
                    inputs,
                    classes,
                    activation,
                    bug,
                    device,
                };
            }
        }
        unreachable!("there are attempts without end")
    }

    /// f'(z), where h = f(z).
    pub fn slope(&self, z: f64, h: f64) -> f64 {
        match self.activation {
            Activation::Relu => f64::from(u8::from(z > 0.0)),
            Activation::LeakyRelu => {
                if z > 0.0 {
                    1.0
                } else {
                    NEGATIVE_SLOPE
                }
            }
            Activation::Tanh => 1.0 - h * h,
            Activation::Sigmoid => h * (1.0 - h),
        }
    }

    fn tensor<const D: usize>(&self, values: Vec<f64>, shape: [usize; D]) -> Tensor<D> {
        Tensor::from_data(TensorData::new(values, shape), &self.device)
    }

    /// All weights and biases, shape `[12]`.
    pub fn parameters(&self) -> Tensor<1> {
        self.tensor(self.weights.to_vec(), [12])
    }

    /// Inputs and targets, both of shape `[examples, 2]`.
    pub fn data(&self) -> [Tensor<2>; 2] {
        let shape = [self.inputs.len(), 2];
        let targets = self
            .classes
            .iter()
            .flat_map(|class| [0, 1].map(|it| f64::from(u8::from(it == *class))));
        [self.inputs.as_flattened().to_vec(), targets.collect()]
            .map(|values| self.tensor(values, shape))
    }

    /// The two layers with these weights and biases, shape `[12]`.
    pub fn layers(&self, weights: Tensor<1>) -> [Linear; 2] {
        [0, 6].map(|first| {
            let part = |from: usize, count| weights.clone().narrow(0, first + from, count);
            let mut layer = Linear::with_weight(part(0, 4).reshape([2, 2]));
            layer.bias.value = part(4, 2);
            layer
        })
    }
}
