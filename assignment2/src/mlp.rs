//! The multi-layer perceptron once more: the network of assignment 1, now out of Burn's layers.
//!
//! h_0 = x,  h_l = dropout(f(h_{l-1} W_l + b_l)) for the hidden layers,  o = h_{n-1} W_n + b_n   (1)
//!
//! What comes out are logits. The loss of a batch of B examples takes them as they are: the softmax is in
//! it, and only there,
//!
//! L = -(1/B) Σ_i log p_i,  p_i = softmax(o_i) at the label of example i   (2)
//!
//! log softmax(o)_k = o_k - m - log Σ_j exp(o_j - m),  m = max_j o_j   (3)
//!
//! (3) is the stable form: a softmax that has been rounded to 0 has no logarithm. There is no backward pass
//! to write. Autodiff remembers the operations of (1) and (2) and gives ∂L/∂θ for every parameter θ, and an
//! optimiser changes all of them; with plain gradient descent and the learning rate η,
//!
//! θ ← θ - η ∂L/∂θ   (4)
//!
//! So one step of training is: forward, loss, backward, update.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `inputs` | `[batch, features]` |
//! | n, B | layers; examples in a batch | numbers |
//! | W_l, b_l | `weight` and `bias` of a [`Linear`] | `[inputs, outputs]`, `[outputs]` |
//! | f | `activation` | |
//! | o, log p | `logits`, their log-softmax | `[batch, class]` |
//! | η | `rate` | a number |
//!
//! Sources: Rumelhart, Hinton and Williams, *Learning representations by back-propagating errors* (1986),
//! for (1) and (4); Srivastava et al., *Dropout* (2014), for the dropout.
//! Read next: `convolution.rs`.

use burn::module::Module;
use burn::nn::activation::Activation;
use burn::nn::{Dropout, DropoutConfig, Linear};
use burn::optim::{GradientsParams, ModuleOptimizer};
use burn::tensor::{Int, Tensor, activation, assert_shape};

/// A network of any depth.
#[derive(Module, Debug)]
pub struct Mlp {
    /// The affine layers, the one of the logits last.
    pub layers: Vec<Linear>,
    /// f, between two of them.
    pub activation: Activation,
    /// Behind the activation of every hidden layer; it drops nothing in an evaluation.
    pub dropout: Dropout,
}

impl Mlp {
    /// A network of these affine layers that drops hidden units with this probability, in `[0, 1)`;
    /// `staff/mlp.rs` draws the first weights.
    pub fn of(layers: Vec<Linear>, activation: Activation, dropout: f64) -> Self {
        let dropout = DropoutConfig::new(dropout).init();
        Self {
            layers,
            activation,
            dropout,
        }
    }

    /// **Exercise a2.mlp.forward** (3 points): equation (1).
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - output: logits, `[batch, class]`
    pub fn forward(&self, inputs: Tensor<2>) -> Tensor<2> {
        let (last, hidden_layers) = self.layers.split_last().expect("at least one layer");
        assert_shape!(inputs, [_, self.layers[0].weight.dims()[0]]);
        let mut hidden = inputs;
        for layer in hidden_layers {
            hidden = self.activation.forward(layer.forward(hidden)); // [batch, size of the layer]
            hidden = self.dropout.forward(hidden);
        }
        last.forward(hidden) // [batch, class]
    }
}

/// **Exercise a2.mlp.loss** (3 points): equation (2), by (3).
///
/// # Shapes
/// - logits: `[batch, class]`
/// - labels: `[batch]`
/// - output: `[1]`
pub fn loss(logits: Tensor<2>, labels: Tensor<1, Int>) -> Tensor<1> {
    assert_shape!(labels, [logits.dims()[0]]);
    let log_probabilities = activation::log_softmax(logits, 1); // [batch, class]
    let at_the_labels = log_probabilities.gather(1, labels.unsqueeze_dim(1)); // [batch, 1]
    -at_the_labels.mean()
}

/// **Exercise a2.mlp.hits** (practice): 1 for every example whose largest logit is the one of its label,
/// else 0; their mean is the accuracy.
///
/// # Shapes
/// - logits: `[batch, class]`
/// - labels: `[batch]`
/// - output: `[batch]`
pub fn hits(logits: Tensor<2>, labels: Tensor<1, Int>) -> Tensor<1> {
    let predicted = logits.argmax(1).squeeze_dim::<1>(1); // [batch]
    predicted.equal(labels).float()
}

/// **Exercise a2.mlp.step** (4 points): one step of training, with the learning rate η: forward, loss,
/// backward, update.
///
/// `loss.backward()` computes all gradients, `GradientsParams::from_grads` picks those of the network, and
/// `optimizer.step` takes the network and gives it back changed. The result is the network after the step
/// and the loss of the batch before it.
///
/// # Shapes
/// - inputs: `[batch, features]`
/// - labels: `[batch]`
pub fn step(
    network: Mlp,
    optimizer: &mut ModuleOptimizer,
    rate: f64,
    (inputs, labels): (Tensor<2>, Tensor<1, Int>),
) -> (Mlp, Tensor<1>) {
    let loss = loss(network.forward(inputs), labels);
    let gradients = GradientsParams::from_grads(loss.backward(), &network);
    let network = optimizer.step(rate, network, gradients);
    (network, loss)
}
