//! A multi-layer perceptron with everything that may stand between its affine layers.
//!
//! For each hidden layer: affine, batch normalisation, activation, dropout; of these the second and
//! the last only where they are wanted. The logits come from an affine layer alone.

use super::MlpTraining;
use crate::activations::Activation;
use crate::batch_norm::BatchNorm;
use crate::dropout::Dropout;
use crate::initialization::Initialization;
use crate::linear::Linear;
use crate::mlp::Mlp;
use common::by_hand::{Device, Layer, Optimizer, Streams};
use common::data::{CHUNK, Data};
use common::error::Result;
use common::learner::{Batches, Start};
use common::memory;

/// What a network is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Sizes of the hidden layers, from input to output; without any, the network is linear.
    pub hidden_sizes: Vec<usize>,
    /// The function of the hidden layers.
    pub activation: Activation,
    /// How all weights begin.
    pub initialization: Initialization,
    /// Whether every hidden layer normalises what goes into its activation.
    pub batch_norm: bool,
    /// The share of hidden units that a step leaves out, in `[0, 1)`; 0 for none.
    pub dropout: f64,
}

impl Recipe {
    /// Affine layers with an activation between them and nothing else; weights from N(0, 1/inputs).
    pub fn mlp(hidden_sizes: impl Into<Vec<usize>>, activation: Activation) -> Self {
        Self {
            hidden_sizes: hidden_sizes.into(),
            activation,
            initialization: Initialization::LeCun,
            batch_norm: false,
            dropout: 0.0,
        }
    }

    /// The network of the sheet: 20 hidden units of ReLU.
    pub fn of_the_sheet() -> Self {
        Self::mlp([20], Activation::Relu)
    }

    /// Refuses a network that memory cannot hold, with what a step or an evaluation keeps of its
    /// layers; `flag` makes it smaller.
    ///
    /// # Errors
    /// [`Error::Usage`](common::error::Error::Usage) with the bytes that it would take.
    pub fn refuse_too_large(
        &self,
        (data, batch_size): (&Data<2>, usize),
        flag: &str,
    ) -> Result<()> {
        let hidden = self.hidden_sizes.iter().copied();
        let sizes = [data.features()].into_iter().chain(hidden);
        let sizes: Vec<usize> = sizes.chain([data.classes.len()]).collect();
        let rows = batch_size.max(CHUNK.min(data.train.len()));
        memory::refuse_layers(&sizes, rows, flag)
    }

    /// The training of the network of this recipe on these examples in batches of this size.
    ///
    /// # Panics
    /// As [`build`](Self::build).
    pub fn training(
        &self,
        optimizer: Optimizer,
        (data, batch_size): (Data<2>, usize),
        start: &Start,
    ) -> MlpTraining {
        let ends = [data.features(), data.classes.len()];
        let network = self.build(ends, start.streams, &start.device);
        let batches = Batches::new(data.train.len(), batch_size, start.streams);
        MlpTraining::new(network, optimizer, data, batches)
    }

    /// The network before its first step, from `[features, classes]`. Weights come from the stream
    /// "weights", masks from the streams "dropout 0", "dropout 1", …
    ///
    /// # Panics
    /// If the dropout rate is not in `[0, 1)`.
    pub fn build(&self, ends: [usize; 2], streams: Streams, device: &Device) -> Mlp {
        Mlp::of(self.layers(ends, streams, device))
    }

    /// The layers of [`build`](Self::build), from the first on.
    ///
    /// # Panics
    /// As [`build`](Self::build).
    pub fn layers(
        &self,
        [features, classes]: [usize; 2],
        streams: Streams,
        device: &Device,
    ) -> Vec<Box<dyn Layer>> {
        let mut stream = streams.stream("weights");
        let mut affine = |shape| {
            let weight = self.initialization.weight(shape, &mut stream, device);
            Box::new(Linear::with_weight(weight))
        };
        let mut layers: Vec<Box<dyn Layer>> = Vec::new();
        let mut in_features = features;
        for (number, &hidden_size) in self.hidden_sizes.iter().enumerate() {
            layers.push(affine([in_features, hidden_size]));
            if self.batch_norm {
                layers.push(Box::new(BatchNorm::new(hidden_size, device)));
            }
            layers.push(self.activation.layer());
            if self.dropout > 0.0 {
                layers.push(Box::new(Dropout::new(self.dropout, number, streams)));
            }
            in_features = hidden_size;
        }
        layers.push(affine([in_features, classes]));
        layers
    }
}
