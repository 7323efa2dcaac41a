//! The recurrent network as a Burn module: the parameters of `rnn.rs`, and how they are trained.

use super::completions::Completions;
use crate::clipping::global_norm;
use crate::palindromes::{DIGITS, Palindromes};
use crate::rnn::{RnnWeights, forward};
use burn::module::{Module, Param};
use burn::nn::Initializer;
use burn::tensor::{Device, Tensor};
use common::data::Batch;
use common::learner::{Start, Step};
use common::schedule::Schedule;
use common::supervised::Supervised;
use common::trained::Trained;
use common::{optimizers, random};

/// The sizes of a recurrent network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Numbers that a step reads.
    pub features: usize,
    /// Numbers in the hidden state.
    pub hidden: usize,
    /// What is told apart.
    pub classes: usize,
}

/// The parameters, with the names and shapes of [`RnnWeights`].
#[derive(Module, Debug)]
pub struct Rnn {
    w_hx: Param<Tensor<2>>,
    w_hh: Param<Tensor<2>>,
    b_h: Param<Tensor<1>>,
    w_ph: Param<Tensor<2>>,
    b_o: Param<Tensor<1>>,
}

impl Rnn {
    /// A network whose parameters, biases too, are uniform on ±1/√hidden, as those of PyTorch's
    /// `nn.RNN` and of the linear layer behind it.
    pub fn new(sizes: Sizes, device: &Device) -> Self {
        let Sizes {
            features,
            hidden,
            classes,
        } = sizes;
        let bound = 1.0 / (hidden as f64).sqrt();
        let uniform = Initializer::Uniform {
            min: -bound,
            max: bound,
        };
        Self {
            w_hx: uniform.init([features, hidden], device),
            w_hh: uniform.init([hidden, hidden], device),
            b_h: uniform.init([hidden], device),
            w_ph: uniform.init([hidden, classes], device),
            b_o: uniform.init([classes], device),
        }
    }

    /// The parameters as the exercises take them.
    pub fn weights(&self) -> RnnWeights {
        RnnWeights {
            w_hx: self.w_hx.val(),
            w_hh: self.w_hh.val(),
            b_h: self.b_h.val(),
            w_ph: self.w_ph.val(),
            b_o: self.b_o.val(),
        }
    }

    /// # Shapes
    /// - inputs: `[batch, steps, features]`
    /// - output: logits, `[batch, class]`
    pub fn forward(&self, inputs: Tensor<3>) -> Tensor<2> {
        forward(&self.weights(), inputs)
    }

    /// What it makes of the palindromes to test on; call it on `valid()`.
    pub fn completions(&self, palindromes: &Palindromes) -> Completions {
        Completions::of(palindromes, |inputs| self.forward(inputs))
    }
}

/// The training of a network with so many numbers in its hidden state to complete palindromes, by
/// RMSProp with this rate and with gradients of at most this norm.
pub fn training(
    palindromes: Palindromes,
    hidden: usize,
    (rate, max_norm): (Schedule, impl Fn() -> f64 + Send + 'static),
    start: &Start,
) -> Supervised<Rnn, Palindromes> {
    let sizes = Sizes {
        features: palindromes.encoding.features(),
        hidden,
        classes: DIGITS,
    };
    let stream = start.streams.stream("weights");
    let network = random::initialize(stream, &start.device, |device| Rnn::new(sizes, device));
    let trained =
        Trained::new(network, optimizers::rmsprop(), rate).changing(Box::new(move |gradients| {
            global_norm(gradients, max_norm())
        }));
    let forward = |network: &Rnn, batch: Batch<3>, _: &mut _| {
        Step::classify(network.forward(batch.inputs), batch.labels)
    };
    Supervised::new(trained, palindromes, start, forward)
}
