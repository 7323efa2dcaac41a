//! How far a signal gets in a deep network: the size of activations and gradients, layer by layer.
//!
//! The size of a tensor t of n elements is its root mean square,
//!
//! |t| = √((1/n) Σ_i t_i²)   (1)
//!
//! Forward, the hidden layers' outputs h_1, h_2, … should be of one size: where |h_l| falls from layer
//! to layer, the last ones hear nothing of the input; where it grows, the loss overflows, and a tanh
//! is driven to where it is flat. Backward, a layer whose |∂L/∂W_l| has vanished does not learn. It is
//! the product of what has come from below and what has come from above, so a signal that dies on its
//! way may leave the same tiny gradient in every layer.
//!
//! Source: Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural
//! networks* (2010), sections 4.2 and 4.3.

use super::recipe::Recipe;
use crate::activations::Activation;
use crate::cross_entropy::CrossEntropy;
use common::by_hand::{AnyTensor, Content, Layer, Streams, Tensor, TensorData};

/// Sizes, equation (1), in a network before its first step.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// |h_l| of each hidden layer, from the first on.
    pub activations: Vec<f64>,
    /// |∂L/∂W_l| of each affine layer, that of the logits last.
    pub gradients: Vec<f64>,
}

impl Signal {
    /// One forward and one backward pass of the network of this recipe.
    ///
    /// # Shapes
    /// - inputs: `[examples, features]`
    /// - targets: `[examples, class]`, one-hot
    pub fn of(recipe: &Recipe, inputs: Tensor<2>, targets: Tensor<2>, streams: Streams) -> Self {
        let [[_, features], [_, classes]] = [inputs.dims(), targets.dims()];
        let mut layers = recipe.layers([features, classes], streams, &inputs.device());
        Pass::through(&mut layers, (inputs, targets)).signal(&mut layers, recipe)
    }
}

/// A network in training, seen from inside: what the coming step meets.
#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    /// Sizes of outputs and of what the weights learn from.
    pub signal: Signal,
    /// |∂L/∂h_l| of each hidden layer, from the first on.
    pub backward: Vec<f64>,
    /// The share of units in each hidden layer that are 0 for every example.
    pub dead: Vec<f64>,
    /// The share of outputs in each hidden layer where the activation is flat: its derivative is below
    /// a tenth of its largest. Always 0 of ReLU, which is flat where it is 0.
    pub saturated: Vec<f64>,
    /// Whether each hidden layer's units all say the same.
    pub alike: bool,
    /// The loss.
    pub loss: f64,
}

impl Inside {
    /// One forward and one backward pass through the layers of this recipe, in the mode in which they
    /// are. Statistics are left as they were.
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - targets: `[batch, class]`, one-hot
    pub fn of(
        layers: &mut [Box<dyn Layer>],
        recipe: &Recipe,
        batch: (Tensor<2>, Tensor<2>),
    ) -> Self {
        let before: Vec<TensorData> = statistics(layers).map(|it| it.to_data()).collect();
        let pass = Pass::through(layers, batch);
        for (statistic, before) in statistics(layers).zip(before) {
            statistic.load(before);
        }
        let hidden: Vec<(Vec<f64>, usize)> = pass
            .hidden(recipe, &pass.outputs)
            .map(|it| (it.to_data().iter().collect(), it.dims()[1]))
            .collect();
        let share = |is: &dyn Fn(f64) -> bool, values: &[f64]| {
            values.iter().filter(|value| is(**value)).count() as f64 / values.len() as f64
        };
        let is_flat: &dyn Fn(f64) -> bool = match recipe.activation {
            Activation::Relu | Activation::LeakyRelu => &|_| false,
            Activation::Tanh => &|a| 1.0 - a * a < 0.1,
            Activation::Sigmoid => &|a| a * (1.0 - a) < 0.1 / 4.0,
        };
        let largest = |values: &[f64], width: usize| {
            let unit = |unit| values.iter().skip(unit).step_by(width);
            let largest = |largest: f64, value: &f64| largest.max(value.abs());
            let units = (0..width).map(|it| unit(it).fold(0.0, largest));
            units.collect::<Vec<f64>>()
        };
        let same = |row: &[f64]| row.iter().all(|value| *value == row[0]);
        Self {
            signal: pass.signal(layers, recipe),
            backward: pass.hidden(recipe, &pass.grads).map(size).collect(),
            dead: hidden
                .iter()
                .map(|(values, width)| share(&|it| it == 0.0, &largest(values, *width)))
                .collect(),
            saturated: hidden.iter().map(|(it, _)| share(is_flat, it)).collect(),
            alike: hidden
                .iter()
                .all(|(values, width)| *width > 1 && values.chunks(*width).all(same)),
            loss: pass.loss,
        }
    }
}

/// What layers measure on the way.
fn statistics(layers: &mut [Box<dyn Layer>]) -> impl Iterator<Item = &mut dyn AnyTensor> {
    let contents = layers.iter_mut().flat_map(|layer| layer.contents());
    contents.filter_map(|(_, content)| match content {
        Content::Statistic(statistic) => Some(statistic),
        Content::Parameter(_) => None,
    })
}

/// One pass forward and backward.
struct Pass {
    /// Of each layer, the logits last.
    outputs: Vec<Tensor<2>>,
    /// The loss's gradients with respect to them.
    grads: Vec<Tensor<2>>,
    loss: f64,
}

impl Pass {
    fn through(layers: &mut [Box<dyn Layer>], (inputs, targets): (Tensor<2>, Tensor<2>)) -> Self {
        let (mut outputs, mut hidden) = (Vec::new(), inputs);
        for layer in layers.iter_mut() {
            hidden = layer.forward(hidden);
            outputs.push(hidden.clone());
        }
        let mut loss = CrossEntropy::default();
        let value = loss.forward(hidden, targets).into_scalar();
        let (mut grads, mut grad) = (Vec::new(), loss.backward());
        for layer in layers.iter_mut().rev() {
            grads.push(grad.clone());
            grad = layer.backward(grad);
        }
        grads.reverse();
        Self {
            outputs,
            grads,
            loss: value,
        }
    }

    /// Of one tensor for each layer those of the last layers of the blocks: affine, perhaps normalised,
    /// activation, perhaps dropout.
    fn hidden<'a>(
        &self,
        recipe: &Recipe,
        of_layers: &'a [Tensor<2>],
    ) -> impl Iterator<Item = Tensor<2>> + use<'a> {
        let layers = of_layers.len() - 1;
        let block = layers / recipe.hidden_sizes.len().max(1);
        let blocks = of_layers[..layers].chunks(block.max(1));
        blocks.map(|block| block[block.len() - 1].clone())
    }

    fn signal(&self, layers: &mut [Box<dyn Layer>], recipe: &Recipe) -> Signal {
        let contents = layers.iter_mut().flat_map(|layer| layer.contents());
        let parameters = contents.filter_map(|(_, content)| content.parameter());
        let weights = parameters.filter(|parameter| parameter.shape().len() == 2);
        Signal {
            activations: self.hidden(recipe, &self.outputs).map(size).collect(),
            gradients: weights
                .map(|parameter| size(parameter.flat_grad()))
                .collect(),
        }
    }
}

/// Equation (1), on the host in double precision: the square of a vanished f32 is 0.
fn size<const D: usize>(tensor: Tensor<D>) -> f64 {
    let values: Vec<f64> = tensor.into_data().iter().collect();
    let squares: f64 = values.iter().map(|value| value * value).sum();
    (squares / values.len() as f64).sqrt()
}
