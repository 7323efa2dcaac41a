//! What the network is built of.

use crate::staff::corpus::Corpus;
use crate::staff::language::Plan;
use crate::staff::recurrent::Cell;
use common::memory;
use common::program::prelude::*;

/// The flags that say what the network is built of.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Network {
    /// What a recurrent layer does in a step
    #[arg(long, value_enum)]
    pub(super) cell: Cell,

    /// Recurrent layers, one above the other
    #[arg(long, value_name = "N", alias = "num_layers", value_parser = at_least::<1>)]
    pub(super) layers: usize,

    /// Numbers in the hidden state of a layer
    #[arg(long, value_name = "N", alias = "num_hidden", value_parser = at_least::<1>)]
    pub(super) hidden: usize,

    /// The share of what a layer hands up that is left out in a step
    #[arg(long, value_name = "SHARE", value_parser = proper_share)]
    pub(super) dropout: f64,
}

impl Network {
    /// Refuses weights that memory does not hold.
    ///
    /// # Errors
    /// [`Error::Usage`] with both flags.
    pub(super) fn check(&self) -> Result<()> {
        let (gates, hidden) = (self.cell.gates() as u128, self.hidden as u128);
        // In single precision: W_h with its gradient and Adam's two moments.
        let bytes = (16 * gates).saturating_mul(hidden).saturating_mul(hidden);
        let bytes = bytes.saturating_mul(self.layers as u128);
        let what = format!("--layers {} --hidden {hidden}", self.layers);
        memory::refuse_beyond(bytes, &what)
    }

    /// Refuses windows of a text, or a vocabulary, that memory does not hold.
    ///
    /// # Errors
    /// [`Error::Usage`] with the flags.
    pub(super) fn check_step(&self, corpus: &Corpus) -> Result<()> {
        let (streams, steps) = (corpus.train.parallel, corpus.train.steps);
        let characters = corpus.text.vocabulary.len();
        let [layers, gates, hidden, read, classes] = [
            self.layers,
            self.cell.gates(),
            self.hidden,
            streams.saturating_mul(steps),
            characters,
        ]
        .map(|count| count as u128);
        // In single precision. W_x of the first layer and the output weights, each with gradient and two moments.
        let weights = (4 * (gates + 1))
            .saturating_mul(hidden)
            .saturating_mul(classes);
        // Of a character that is read: of every layer gates, states and what entered it; its row of zeros with a 1
        // twice, and the logits with their softmax and gradients.
        let of_layers = layers.saturating_mul((gates + 4).saturating_mul(hidden));
        let of_read = of_layers.saturating_add(8 * classes);
        let numbers = weights.saturating_add(of_read.saturating_mul(read));
        let what =
            format!("--batch-size {streams} --window {steps} of {characters} different characters");
        memory::refuse_beyond(numbers.saturating_mul(4), &what)
    }

    /// The network for a text.
    pub(super) fn plan(&self, corpus: &Corpus) -> Plan {
        Plan {
            cell: self.cell,
            layers: self.layers,
            hidden: self.hidden,
            dropout: self.dropout,
            characters: corpus.text.vocabulary.len(),
        }
    }
}
