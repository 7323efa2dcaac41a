//! A multi-layer perceptron with everything that may stand between its affine layers.
//!
//! For each hidden layer: affine, batch normalisation, activation, dropout; of these the second and
//! the last only where they are wanted. The logits come from an affine layer alone.

use crate::batch_norm::BatchNorm;
use crate::dropout::Dropout;
use crate::initialization::Initialization;
use crate::linear::Linear;
use crate::mlp::{Activation, Mlp};
use common::by_hand::{Device, Layer, Streams};

/// What a network is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Sizes of the hidden layers, from input to output.
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
    /// The network before its first step. Weights come from the stream "weights", masks from the
    /// streams "dropout 0", "dropout 1", …
    ///
    /// # Panics
    /// If the dropout rate is not in `[0, 1)`.
    pub fn build(&self, features: usize, classes: usize, streams: Streams, device: &Device) -> Mlp {
        let mut stream = streams.stream("weights");
        let mut affine = |fan_in, fan_out| {
            let weight = self
                .initialization
                .weight(fan_in, fan_out, &mut stream, device);
            Box::new(Linear::with_weight(weight))
        };
        let mut layers: Vec<Box<dyn Layer>> = Vec::new();
        let mut in_features = features;
        for (number, &hidden_size) in self.hidden_sizes.iter().enumerate() {
            layers.push(affine(in_features, hidden_size));
            if self.batch_norm {
                layers.push(Box::new(BatchNorm::new(hidden_size, device)));
            }
            layers.push(self.activation.layer());
            if self.dropout > 0.0 {
                layers.push(Box::new(Dropout::new(self.dropout, number, streams)));
            }
            in_features = hidden_size;
        }
        layers.push(affine(in_features, classes));
        Mlp::of(layers)
    }
}
