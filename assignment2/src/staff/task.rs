//! The flags of the programs that complete palindromes, and what these do with them: all but the cell.

use super::distinct::{Distinct, Division};
use super::prepared::Prepared;
use super::recipe::ScheduleName;
use super::recurrent::{Cell, Sizes};
use super::seen::Seen;
use super::sequences::{Code, Network, Plan};
use super::source::Source;
use crate::palindromes::{Encoding, Palindromes};
use common::learner::{DataLoader, Exhibit};
use common::memory;
use common::program::prelude::*;
use common::supervised::Supervised;

mod defaults;
mod ending;

/// Where palindromes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// New ones in every step
    Endless,
    /// A set without doubles, divided into a part to train on and a part to test on
    Distinct,
}

/// What is to be completed, and how that is learned.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Task {
    #[command(flatten)]
    #[serde(flatten)]
    length: EpochsOrSteps,

    #[command(flatten)]
    #[serde(flatten)]
    seen: Seen,

    /// How it sees a digit
    #[arg(long, value_enum, alias = "input_dim")]
    encoding: Encoding,

    /// Numbers in the hidden state
    #[arg(long, value_name = "N", alias = "num_hidden", value_parser = at_least::<1>)]
    num_hidden: usize,

    /// Palindromes a step
    #[arg(long, value_name = "N", alias = "batch_size", value_parser = at_least::<1>)]
    batch_size: usize,

    /// Learning rate of RMSProp, the highest one where a schedule changes it
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// How the learning rate changes during the training
    #[arg(long, value_enum)]
    schedule: ScheduleName,

    /// Largest norm of all gradients together; a longer one is shortened to it
    #[arg(long, value_name = "NORM", alias = "max_norm", value_parser = positive)]
    max_norm: f64,

    /// Where the palindromes come from
    #[arg(long, value_enum)]
    palindromes: Kind,

    /// How many distinct palindromes
    #[arg(long, value_name = "N", alias = "data_size", value_parser = at_least::<2>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    data_size: Option<usize>,

    /// The share of the distinct palindromes that is trained on
    #[arg(long, value_name = "SHARE", alias = "portion_train", value_parser = proper_share)]
    #[serde(skip_serializing_if = "Option::is_none")]
    portion_train: Option<f64>,

    /// Whose code computes the cell
    #[arg(long, value_enum)]
    kernels: Code,
}

/// The longest input: what a step remembers for its gradients grows with it.
const LONGEST: usize = 1000;

impl Task {
    /// Refuses what cannot be trained with this cell.
    ///
    /// # Errors
    /// [`Error::Usage`] naming the flag.
    pub fn check(&self, cell: Cell) -> Result<()> {
        self.length.check()?;
        let length = self.seen.input_length;
        if length > LONGEST {
            return Err(Error::Usage(format!(
                "--input-length {length} (--length {}) is more than a network can be trained on here: at most {LONGEST}.\n\
                 A recurrent network forgets long before that: try --input-length 20.",
                length + 1
            )));
        }
        if self.palindromes == Kind::Endless {
            for (flag, typed) in [
                ("data-size", self.data_size.is_some()),
                ("portion-train", self.portion_train.is_some()),
            ] {
                if typed {
                    return Err(Error::Usage(format!(
                        "--{flag} is of a set of palindromes: leave it out, or choose --palindromes distinct."
                    )));
                }
            }
        }
        let [hidden, batch, steps] =
            [self.num_hidden, self.batch_size, length].map(|size| size as u128);
        let gates = cell.gates() as u128;
        // In single precision: W_h with its gradient and RMSProp's mean square; the gates of every step.
        let (weights, states) = (
            (12 * gates * hidden).saturating_mul(hidden),
            (4 * gates * hidden * steps).saturating_mul(batch),
        );
        memory::refuse_beyond(weights, &format!("--num-hidden {hidden}"))?;
        memory::refuse_beyond(states, &format!("--batch-size {batch}"))
    }

    /// How long the training is.
    pub fn length(&self) -> Length {
        self.length.into()
    }

    /// The training of a network with this cell.
    ///
    /// # Errors
    /// Those of [`Distinct::new`].
    pub fn learner(
        &self,
        (cell, keep_bias): (Cell, Option<f64>),
        start: &Start,
    ) -> Result<Supervised<Network, Source>> {
        let palindromes = Palindromes {
            input_length: self.seen.input_length,
            encoding: self.encoding,
            batch_size: self.batch_size,
            streams: start.streams,
            device: start.device.clone(),
        };
        let source = match (self.data_size, self.portion_train) {
            (Some(size), Some(trained)) => {
                Source::Distinct(Distinct::new(palindromes, Division { size, trained })?)
            }
            _ => Source::Endless(palindromes),
        };
        let plan = Plan {
            cell,
            sizes: Sizes {
                features: self.encoding.features(),
                hidden: self.num_hidden,
            },
            code: self.kernels,
            keep_bias,
        };
        let (steps, _) = self.length().in_steps(source.steps_per_epoch());
        let (rate, max_norm) = (self.schedule.schedule(self.lr, steps), self.max_norm);
        let (shown, encoded) = (source.some_tested(20), source.palindromes().clone());
        let training = Prepared::of(plan).training(source, (rate, move || max_norm), start);
        Ok(training.showing(move |network| {
            let text = network.completions(shown.clone(), &encoded).text(20);
            vec![Exhibit::text("palindromes", text)]
        }))
    }
}
