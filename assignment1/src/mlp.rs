//! The multi-layer perceptron: affine layers with an activation between them.
//!
//! h_0 = x,  h_l = f(h_{l-1} W_l + b_l) for the hidden layers,  logits = h_{n-1} W_n + b_n   (1)
//!
//! No activation follows the last layer: its outputs are logits, and the loss knows what to do
//! with them. Backpropagation is the chain rule read from right to left: each layer turns the
//! gradient of its output into that of its input,
//!
//! ∂L/∂h_{l-1} = backward_l(∂L/∂h_l)   (2)
//!
//! and on the way keeps the gradients of its own parameters. The first layer needs only those:
//! nobody asks for the gradient of the data.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `input` | `[batch, features]` |
//! | logits | the result | `[batch, class]` |
//!
//! Source: Rumelhart, Hinton and Williams, *Learning representations by back-propagating errors*,
//! Nature 323 (1986).
//! Read next: `sgd.rs`, then `training.rs`.

use common::by_hand::{AnyParameter, Content, Layer, Mode, Tensor, numbered};

/// A network of any depth.
pub struct Mlp {
    /// Affine layers and activations in the order of the forward pass.
    layers: Vec<Box<dyn Layer>>,
}

impl Mlp {
    /// A network of these layers, the first one affine, in the order of the forward pass;
    /// `staff/recipe.rs` puts them together.
    pub fn of(layers: Vec<Box<dyn Layer>>) -> Self {
        Self { layers }
    }

    /// **Exercise a1.mlp.forward** (3 points): equation (1).
    ///
    /// # Shapes
    /// - input: `[batch, features]`
    /// - output: logits, `[batch, class]`
    pub fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        self.layers
            .iter_mut()
            .fold(input, |hidden, layer| layer.forward(hidden))
    }

    /// **Exercise a1.mlp.backward** (5 points): equation (2) from the last layer to the first, which
    /// only has to store its parameters' gradients (`backward_parameters`).
    ///
    /// # Shapes
    /// - grad_logits: `[batch, class]`
    pub fn backward(&mut self, grad_logits: Tensor<2>) {
        let (first, rest) = self.layers.split_first_mut().expect("at least one layer");
        let grad = rest
            .iter_mut()
            .rev()
            .fold(grad_logits, |grad, layer| layer.backward(grad));
        first.backward_parameters(grad);
    }

    /// Says whether the next forward passes belong to a step of training.
    pub fn set_mode(&mut self, mode: Mode) {
        self.layers
            .iter_mut()
            .for_each(|layer| layer.set_mode(mode));
    }

    /// The layers in the order of the forward pass, to be looked into.
    pub fn layers_mut(&mut self) -> &mut [Box<dyn Layer>] {
        &mut self.layers
    }

    /// What an optimiser changes, always in the same order.
    pub fn parameters_mut(&mut self) -> Vec<&mut dyn AnyParameter> {
        let contents = self.layers.iter_mut().flat_map(|layer| layer.contents());
        contents
            .filter_map(|(_, content)| content.parameter())
            .collect()
    }

    /// All that the layers keep from step to step, as "layer.name".
    pub fn contents(&mut self) -> Vec<(String, Content<'_>)> {
        numbered(self.layers.iter_mut().map(|layer| layer.contents()))
    }
}
