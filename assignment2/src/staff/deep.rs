//! Deep networks of `depth.rs` by name, and their training.

use crate::depth::{Deep, Plan};
use burn::nn::Initializer;
use burn::nn::activation::{Activation as Layer, ActivationConfig};
use burn::optim::SgdConfig;
use burn::tensor::Device;
use clap::ValueEnum;
use common::data::{Batch, Data, Shuffled};
use common::error::Result;
use common::learner::{Start, Step};
use common::schedule::Schedule;
use common::supervised::Supervised;
use common::trained::Trained;
use common::{memory, random};
use serde::{Deserialize, Serialize};
use std::f64::consts::SQRT_2;

/// The function of every layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Activation {
    /// 1 / (1 + exp(-z)), slopes up to 1/4
    Sigmoid,
    /// tanh(z), slopes up to 1
    Tanh,
    /// max(z, 0), slopes 0 and 1
    Relu,
}

impl Activation {
    /// As figures and tables spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Relu => "ReLU",
        }
    }

    /// φ(z).
    pub fn value(self, z: f64) -> f64 {
        match self {
            Self::Sigmoid => 1.0 / (1.0 + (-z).exp()),
            Self::Tanh => z.tanh(),
            Self::Relu => z.max(0.0),
        }
    }

    /// φ'(z), told from φ(z).
    pub fn slope(self, value: f64) -> f64 {
        match self {
            Self::Sigmoid => value * (1.0 - value),
            Self::Tanh => 1.0 - value * value,
            Self::Relu => f64::from(u8::from(value > 0.0)),
        }
    }

    /// The largest slope.
    pub fn steepest(self) -> f64 {
        match self {
            Self::Sigmoid => 0.25,
            Self::Tanh | Self::Relu => 1.0,
        }
    }

    fn layer(self) -> Layer {
        let config = match self {
            Self::Sigmoid => ActivationConfig::Sigmoid,
            Self::Tanh => ActivationConfig::Tanh,
            Self::Relu => ActivationConfig::Relu,
        };
        config.init(&Device::flex())
    }
}

/// How the weights begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstWeights {
    /// He for ReLU, Xavier for the others; in blocks with a skip divided by the root of their number
    Auto,
    /// Variance 1/3 over the inputs, the default of PyTorch's linear layers
    Pytorch,
    /// Variance 2 over inputs and outputs (Glorot and Bengio, 2010)
    Xavier,
    /// Variance 2 over the inputs (He et al., 2015)
    He,
}

/// A deep network by its names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Design {
    /// Hidden layers.
    pub depth: usize,
    /// Units in each.
    pub width: usize,
    /// The function of each.
    pub activation: Activation,
    /// If each normalises over the batch.
    pub norm: bool,
    /// If each but the first adds its input.
    pub skip: bool,
    /// How the weights begin.
    pub first_weights: FirstWeights,
}

impl Design {
    /// What the standard deviation of a weight is multiplied by the root of its inputs, in the first layer
    /// and in the others; exact where inputs and outputs are of one number.
    pub fn gains(&self) -> [f64; 2] {
        let gain = match (self.first_weights, self.activation) {
            (FirstWeights::Pytorch, _) => 1.0 / 3.0_f64.sqrt(),
            (FirstWeights::He, _) | (FirstWeights::Auto, Activation::Relu) => SQRT_2,
            (FirstWeights::Xavier | FirstWeights::Auto, _) => 1.0,
        };
        let is_divided = self.skip && self.first_weights == FirstWeights::Auto;
        let blocks = if is_divided { self.depth as f64 } else { 1.0 };
        [gain, gain / blocks.sqrt()]
    }

    /// The network for data of so many features and classes.
    pub fn plan(&self, [features, classes]: [usize; 2]) -> Plan {
        let weights = |gain| match (self.first_weights, self.activation) {
            (FirstWeights::Pytorch, _) => Initializer::KaimingUniform {
                gain,
                fan_out_only: false,
            },
            (FirstWeights::He, _) | (FirstWeights::Auto, Activation::Relu) => {
                Initializer::KaimingNormal {
                    gain,
                    fan_out_only: false,
                }
            }
            (FirstWeights::Xavier | FirstWeights::Auto, _) => Initializer::XavierNormal { gain },
        };
        Plan {
            sizes: [features, self.width, classes],
            depth: self.depth,
            activation: self.activation.layer(),
            has_norm: self.norm,
            has_skip: self.skip,
            first_weights: self.gains().map(weights),
        }
    }

    /// The network before its first step.
    pub fn network(&self, data: &Data<2>, start: &Start) -> Deep {
        let plan = self.plan([data.features(), data.classes.len()]);
        let stream = start.streams.stream("weights");
        random::initialize(stream, &start.device, |device| Deep::new(&plan, device))
    }

    /// Its training by gradient descent without momentum, in batches of this size.
    pub fn training(
        &self,
        (data, batch_size): (Data<2>, usize),
        rate: Schedule,
        start: &Start,
    ) -> Supervised<Deep, Shuffled<2>> {
        let network = self.network(&data, start);
        let trained = Trained::new(network, SgdConfig::new().init(), rate);
        let loader = Shuffled::new(data, batch_size, start.streams);
        Supervised::new(
            trained,
            loader,
            start,
            |network: &Deep, batch: Batch<2>, _: &mut _| {
                Step::classify(network.forward(batch.inputs), batch.labels)
            },
        )
    }

    /// Refuses a network that no machine here has the memory for; `flag` is what made it large.
    ///
    /// # Errors
    /// [`Error::Usage`](common::error::Error::Usage) with the flag.
    pub fn refuse_too_large(&self, flag: &str) -> Result<()> {
        // In single precision: weights and their gradients.
        let [depth, width] = [self.depth, self.width].map(|size| size as u128);
        memory::refuse_beyond(8 * depth * width * width, flag)
    }
}
