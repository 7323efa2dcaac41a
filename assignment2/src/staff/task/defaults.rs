//! The table of defaults of the programs that complete palindromes.

use super::{Kind, Task};
use crate::palindromes::Encoding;
use crate::staff::recipe::ScheduleName;
use crate::staff::seen::Seen;
use crate::staff::sequences::Code;
use common::program::prelude::*;

impl Task {
    /// Of an input of so many digits, from there and for so long. Where the other kind is asked for, by its flag
    /// or by one that only a set has, that has a length of its own: for a set the sheet's 100 epochs.
    pub fn defaults(typed: &Typed, input_length: usize, (kind, length): (Kind, Length)) -> Self {
        let sized = typed.get::<usize>("data_size").is_some()
            || typed.get::<f64>("portion_train").is_some();
        let asked = sized.then_some(Kind::Distinct);
        let palindromes = typed.get("palindromes").or(asked).unwrap_or(kind);
        let quick = typed.preset() == Preset::Quick;
        let length = match palindromes {
            of if of == kind => length,
            Kind::Endless => Length::Steps(Steps {
                steps: 4000,
                eval_every: 100,
            }),
            Kind::Distinct => Length::Epochs(Epochs {
                epochs: if quick { 2 } else { 100 },
                eval_every: if quick { 1 } else { 4 },
            }),
        };
        let distinct = palindromes == Kind::Distinct;
        let size = if quick { 500 } else { 100_000 };
        Self {
            length: EpochsOrSteps::defaults(typed, length),
            seen: Seen::digits(input_length),
            encoding: Encoding::Scalar,
            num_hidden: 128,
            batch_size: 128,
            lr: 1e-3,
            schedule: ScheduleName::Constant,
            max_norm: 10.0,
            palindromes,
            data_size: distinct.then_some(size),
            portion_train: distinct.then_some(0.8),
            kernels: Code::Exercise,
        }
    }

    /// Those of a cell with gates: in `paper` the set of the sheet of assignment 3. Six of its 100 epochs, 3,750
    /// updates, are enough where the rate falls.
    pub fn gated(typed: &Typed) -> Self {
        let endless = |steps, eval_every| {
            let length = Steps { steps, eval_every };
            Self::defaults(typed, 4, (Kind::Endless, length.into()))
        };
        match typed.preset() {
            Preset::Quick => endless(40, 20),
            Preset::Course => endless(2000, 50),
            Preset::Paper => {
                let length = Epochs {
                    epochs: 6,
                    eval_every: 1,
                };
                let schedule = ScheduleName::Cosine;
                let task = Self::defaults(typed, 19, (Kind::Distinct, length.into()));
                Self { schedule, ..task }
            }
        }
    }
}
