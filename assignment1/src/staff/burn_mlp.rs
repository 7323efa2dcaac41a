//! The same multi-layer perceptron in Burn, to compare with.
//!
//! Read it beside `mlp.rs` and `recipe.rs`: the forward pass is the same, and there is no backward pass, because
//! Burn's autodiff derives it.

use crate::activations::Activation;
use crate::mlp::Mlp;
use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation};

/// Affine layers with an activation between them.
#[derive(Module, Debug)]
pub struct BurnMlp {
    /// The affine layers in the order of the forward pass.
    pub layers: Vec<Linear>,
    #[module(skip)]
    activation: BurnActivation,
}

#[derive(Debug, Clone, Copy)]
struct BurnActivation(fn(Tensor<2>) -> Tensor<2>);

impl BurnMlp {
    /// A Burn network with the weights of one written by hand.
    pub fn with_weights_of(network: &mut Mlp, activation: Activation, device: &Device) -> Self {
        let parameters = network.parameters_mut();
        let layers = parameters
            .chunks(2)
            .map(|pair| {
                let (weight, bias) = (pair[0].to_data(), pair[1].to_data());
                let [in_features, out_features] = weight.shape().dims();
                let mut layer = LinearConfig::new(in_features, out_features).init(device);
                layer.weight = Param::from_tensor(Tensor::from_data(weight, device));
                layer.bias = Some(Param::from_tensor(Tensor::from_data(bias, device)));
                layer
            })
            .collect();
        let activation = match activation {
            Activation::Relu => activation::relu,
            Activation::LeakyRelu => |z| activation::leaky_relu(z, 0.01),
            Activation::Tanh => activation::tanh,
            Activation::Sigmoid => activation::sigmoid,
        };
        Self {
            layers,
            activation: BurnActivation(activation),
        }
    }

    /// # Shapes
    /// - input: `[batch, features]`
    /// - output: logits, `[batch, class]`
    pub fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let last = self.layers.len() - 1;
        self.layers
            .iter()
            .enumerate()
            .fold(input, |hidden, (number, layer)| {
                let output = layer.forward(hidden);
                if number == last {
                    output
                } else {
                    self.activation.0(output)
                }
            })
    }
}
