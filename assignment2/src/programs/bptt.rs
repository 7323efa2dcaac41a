//! `bptt`: what of the loss reaches each state of a recurrent network on its way back through time.

mod case;
mod explosion;
mod figures;
mod outcomes;
mod sights;
mod watched;

use super::cells::{self, Cells};
use crate::staff::prepared::Prepared;
use crate::staff::recurrent::Cell;
use crate::staff::seen::Seen;
use case::Case;
use common::optimizers::OptimizerName;
use common::program::prelude::*;
use common::schedule;
use watched::Watched;

/// Follow the gradient through time: RNN, LSTM and GRU on the same palindromes, beside what bounds it
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Bptt {
    #[command(flatten)]
    #[serde(flatten)]
    training: Steps,

    #[command(flatten)]
    #[serde(flatten)]
    seen: Seen,

    #[command(flatten)]
    #[serde(flatten)]
    of: Cells,

    /// What the first W_h of every cell, uniform on ±1/√hidden, is multiplied by
    #[arg(long, value_name = "FACTOR", value_parser = positive)]
    weight_scale: f64,

    /// What the first W_h of two more RNNs is multiplied by, so that their gradients explode: one is clipped
    /// and one is not
    #[arg(long, value_name = "FACTOR", value_parser = positive)]
    large_scale: f64,

    /// Learning rate of these two, which are trained by gradient descent: RMSProp would divide by the norm
    #[arg(long, value_name = "RATE", value_parser = learning_rate)]
    large_lr: f64,
}

/// The longest palindrome: at 0.58 a step, a gradient is nearly too small for single precision then.
const LONGEST: usize = 151;

impl Settings for Bptt {
    const NAME: &'static str = "bptt";
    const ALIASES: Aliases = super::STEPS;

    fn defaults(typed: &Typed) -> Self {
        let (length, steps, sizes) = match typed.preset() {
            Preset::Quick => (6, 20, [16, 16, 2]),
            Preset::Course => (30, 600, [64, 64, 3]),
            Preset::Paper => (50, 2000, [128, 128, 5]),
        };
        Self {
            training: cells::steps(typed, steps),
            seen: Seen::digits(length - 1),
            of: Cells {
                max_norm: 1.0,
                ..Cells::usual(sizes)
            },
            weight_scale: 1.0,
            large_scale: 3.0,
            large_lr: 0.1,
        }
    }

    fn check(&self) -> Result<()> {
        let seen = self.seen.input_length;
        let length = seen + 1;
        if !(3..=LONGEST).contains(&length) {
            return Err(Error::Usage(format!(
                "--length {length} (--input-length {seen}): a gradient is followed from 3 digits on, and up to {LONGEST}; \
                 long before that it has vanished or exploded. Try --length 20."
            )));
        }
        self.of.check(self.of.cells.len() + 2, ("--length", length))
    }
}

impl Training for Bptt {
    type Learner = Study<Case, Watched>;

    fn length(&self) -> Length {
        self.training.in_rounds()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        Study::new(start, self.of.seeds, |start| {
            let palindromes = self.of.palindromes(self.seen.input_length + 1, start);
            let trial = |case: Case| {
                let max_norm = case.max_norm(self.of.max_norm);
                let (network, lr) = self.network(case);
                let steps = (schedule::constant(lr), move || max_norm);
                let training = network.training(palindromes.clone(), steps, start);
                let watched = Watched::new(training, &palindromes);
                Trial::new(case, case.name(), watched).of_length(self.training)
            };
            Ok(Case::all(&self.of.cells).map(trial).collect())
        })
    }

    fn tell(&self, run: &mut Run, study: &mut Self::Learner) -> Result<()> {
        outcomes::tell(self, run, study)
    }

    fn draw(&self, run: &Run, study: &mut Self::Learner) -> Result<()> {
        figures::draw(self, run, study)
    }
}

impl Bptt {
    /// The network of a case, and its learning rate.
    fn network(&self, case: Case) -> (Prepared, f64) {
        match case {
            Case::Cell(cell) => {
                let scale = self.weight_scale;
                let network = self.of.network(cell);
                (Prepared { scale, ..network }, self.of.lr)
            }
            Case::Large { .. } => {
                let (scale, optimizer) = (self.large_scale, OptimizerName::Sgd);
                let network = self.of.network(Cell::Rnn);
                let network = Prepared {
                    scale,
                    optimizer,
                    ..network
                };
                (network, self.large_lr)
            }
        }
    }
}
