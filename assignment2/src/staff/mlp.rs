//! The multi-layer perceptron of `mlp.rs` on a data set: its first weights, and its training.

use crate::mlp::{self, Mlp};
use burn::module::Param;
use burn::nn::activation::{Activation, ActivationConfig, LeakyReluConfig};
use burn::nn::{Linear, LinearConfig};
use burn::optim::ModuleOptimizer;
use burn::tensor::{Device, Tensor};
use clap::ValueEnum;
use common::by_hand::Stream;
use common::data::{Batch, CHUNK, Data, Shuffled};
use common::error::Result;
use common::learner::{Start, Step, StepReport};
use common::schedule::Schedule;
use common::supervised::Supervised;
use common::trained::Trained;
use common::{memory, random};
use serde::Serialize;

/// The function of the hidden layers, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ActivationName {
    /// max(0, z)
    Relu,
    /// z, or 0.01 z where that is larger
    LeakyRelu,
    /// From -1 to 1
    Tanh,
    /// From 0 to 1
    Sigmoid,
}

impl ActivationName {
    /// Burn's module of this name.
    pub fn module(self, device: &Device) -> Activation {
        let config = match self {
            Self::Relu => ActivationConfig::Relu,
            Self::LeakyRelu => LeakyReluConfig::new().with_negative_slope(0.01).into(),
            Self::Tanh => ActivationConfig::Tanh,
            Self::Sigmoid => ActivationConfig::Sigmoid,
        };
        config.init(device)
    }
}

/// What a network is made of, beside its inputs and classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Sizes of the hidden layers, from input to output; without any, the network is linear.
    pub hidden_sizes: Vec<usize>,
    /// Between the layers.
    pub activation: ActivationName,
    /// The probability with which a hidden unit is dropped in a step, in `[0, 1)`.
    pub dropout: f64,
}

impl Recipe {
    /// Refuses a network that memory cannot hold; `flag` makes it smaller.
    ///
    /// # Errors
    /// [`Error::Usage`](common::error::Error::Usage) with the bytes that it would take.
    pub fn refuse_too_large(
        &self,
        (data, batch_size): (&Data<2>, usize),
        flag: &str,
    ) -> Result<()> {
        let rows = batch_size.max(CHUNK.min(data.train.len()));
        memory::refuse_layers(
            &self.sizes([data.features(), data.classes.len()]),
            rows,
            flag,
        )
    }

    fn sizes(&self, [features, classes]: [usize; 2]) -> Vec<usize> {
        [&[features], &self.hidden_sizes[..], &[classes]].concat()
    }

    /// The network before its first step, from `[features, classes]`. Its weights come from the stream
    /// "weights" in the same order as those of the network that assignment 1 writes by hand, so that both
    /// begin with the same ones.
    pub fn network(&self, ends: [usize; 2], start: &Start) -> Mlp {
        let weights = || start.streams.stream("weights");
        random::initialize(weights(), &start.device, |device| {
            let (sizes, mut stream) = (self.sizes(ends), weights());
            let pairs = sizes.windows(2);
            let layers = pairs.map(|of| affine([of[0], of[1]], &mut stream, device));
            let layers = layers.collect();
            Mlp::of(layers, self.activation.module(device), self.dropout)
        })
    }

    /// The training of the network of this recipe on these examples in batches of this size.
    pub fn training(
        &self,
        (data, batch_size): (Data<2>, usize),
        (optimizer, rate): (ModuleOptimizer, Schedule),
        start: &Start,
    ) -> Supervised<Mlp, Shuffled<2>> {
        let network = self.network([data.features(), data.classes.len()], start);
        let trained = Trained::new(network, optimizer, rate);
        let batches = Shuffled::new(data, batch_size, start.streams);
        let training = Supervised::new(trained, batches, start, |network: &Mlp, batch, _| {
            let Batch { inputs, labels } = batch;
            let logits = network.forward(inputs);
            let hits = mlp::hits(logits.clone(), labels.clone());
            Step::of(mlp::loss(logits, labels)).with("accuracy", hits)
        });
        training.stepping(|network, optimizer, rate, Batch { inputs, labels }| {
            let (network, loss) = mlp::step(network, optimizer, rate, (inputs, labels));
            (network, StepReport::of(loss))
        })
    }
}

/// A layer of weights from N(0, 1/inputs) and biases of 0.
fn affine([inputs, outputs]: [usize; 2], stream: &mut Stream, device: &Device) -> Linear {
    let deviation = 1.0 / (inputs as f64).sqrt();
    let weight = stream.normal_tensor([inputs, outputs], deviation, device);
    let mut layer = LinearConfig::new(inputs, outputs).init(device);
    layer.weight = Param::from_tensor(weight);
    layer.bias = Some(Param::from_tensor(Tensor::zeros([outputs], device)));
    layer
}
