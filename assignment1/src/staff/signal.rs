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
use crate::cross_entropy::CrossEntropy;
use common::by_hand::{Streams, Tensor};

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
        let (mut outputs, mut hidden) = (Vec::new(), inputs);
        for layer in &mut layers {
            hidden = layer.forward(hidden);
            outputs.push(hidden.clone());
        }
        let logits = outputs.pop().expect("a network has layers");
        // The last layer of each block: affine, perhaps normalised, activation, perhaps dropout.
        let block = outputs.len() / recipe.hidden_sizes.len().max(1);
        let activations = outputs.chunks(block.max(1));
        let mut loss = CrossEntropy::default();
        loss.forward(logits, targets);
        let mut grad = loss.backward();
        for layer in layers.iter_mut().rev() {
            grad = layer.backward(grad);
        }
        let contents = layers.iter_mut().flat_map(|layer| layer.contents());
        let parameters = contents.filter_map(|(_, content)| content.parameter());
        let weights = parameters.filter(|parameter| parameter.shape().len() == 2);
        Self {
            activations: activations
                .map(|block| size(block[block.len() - 1].clone()))
                .collect(),
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
