//! What the studies of recurrent cells have in common: flags, and the networks that they mean.

use crate::palindromes::{Encoding, Palindromes};
use crate::staff::prepared::Prepared;
use crate::staff::recurrent::{Cell, Sizes};
use crate::staff::sequences::{Code, Plan};
use common::memory;
use common::program::prelude::*;

/// Which cells are compared, and how each network is trained.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Cells {
    /// Cells to compare
    #[arg(long, value_enum, value_name = "NAME,…", value_delimiter = ',')]
    pub(super) cells: Vec<Cell>,

    /// How a network sees a digit
    #[arg(long, value_enum, alias = "input_dim")]
    pub(super) encoding: Encoding,

    /// Numbers in the hidden state
    #[arg(long, value_name = "N", alias = "num_hidden", value_parser = at_least::<1>)]
    pub(super) num_hidden: usize,

    /// Palindromes a step
    #[arg(long, value_name = "N", alias = "batch_size", value_parser = at_least::<1>)]
    pub(super) batch_size: usize,

    /// Learning rate
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    pub(super) lr: f64,

    /// Largest norm of all gradients together; a longer one is shortened to it
    #[arg(long, value_name = "NORM", alias = "max_norm", value_parser = positive)]
    pub(super) max_norm: f64,

    /// What the bias of the gate that keeps begins at: an LSTM's forget gate, a GRU's update gate
    #[arg(long, value_name = "BIAS", value_parser = finite)]
    pub(super) forget_bias: f64,

    /// Trainings of each network, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    pub(super) seeds: usize,
}

/// So many updates, measured ten times on the way, or as many as were typed.
pub(super) fn steps(typed: &Typed, usual: usize) -> Steps {
    let steps = typed.get("steps").unwrap_or(usual);
    let eval_every = usize::div_ceil(steps, 10);
    Steps { steps, eval_every }
}

impl Cells {
    /// All cells, one-hot, by the sheet's rate and bound, with gates that keep σ(2) = 0.88, under so many seeds.
    pub(super) fn usual([num_hidden, batch_size, seeds]: [usize; 3]) -> Self {
        Self {
            cells: Cell::value_variants().to_vec(),
            encoding: Encoding::OneHot,
            num_hidden,
            batch_size,
            lr: 1e-3,
            max_norm: 10.0,
            forget_bias: 2.0,
            seeds,
        }
    }

    /// Refuses a cell that is named twice, and what memory does not hold: so many trainings under each seed, of
    /// palindromes as long as a flag says.
    ///
    /// # Errors
    /// [`Error::Usage`] with the flag.
    pub(super) fn check(&self, trainings: usize, (flag, length): (&str, usize)) -> Result<()> {
        refuse_doubles("cells", &self.cells)?;
        let [hidden, batch, seeds, steps] =
            [self.num_hidden, self.batch_size, self.seeds, length].map(|size| size as u128);
        // In single precision: the weights of four gates with RMSProp's mean squares; of every step what an LSTM keeps.
        let all = seeds.saturating_mul(trainings as u128);
        let weights = (32 * hidden).saturating_mul(hidden).saturating_mul(all);
        memory::refuse_beyond(
            weights,
            &format!("--seeds {seeds} with --num-hidden {hidden}"),
        )?;
        let states = (32 * hidden).saturating_mul(batch).saturating_mul(steps);
        let words = format!("--batch-size {batch} with --num-hidden {hidden} and {flag} {length}");
        memory::refuse_beyond(states, &words)
    }

    /// Palindromes of so many digits.
    pub(super) fn palindromes(&self, length: usize, start: &Start) -> Palindromes {
        Palindromes {
            input_length: length - 1,
            encoding: self.encoding,
            batch_size: self.batch_size,
            streams: start.streams,
            device: start.device.clone(),
        }
    }

    /// The network of a cell, computed by the course's kernel and trained by RMSProp.
    pub(super) fn network(&self, cell: Cell) -> Prepared {
        let sizes = Sizes {
            features: self.encoding.features(),
            hidden: self.num_hidden,
        };
        Prepared::of(Plan {
            code: Code::Fast,
            keep_bias: Some(self.forget_bias),
            ..Plan::of(cell, sizes)
        })
    }
}
