//! `lengths`: how long a palindrome may be that a recurrent network still completes, cell by cell.

mod figures;

use super::cells::{self, Cells};
use crate::palindromes::Palindromes;
use crate::staff::recurrent::Cell;
use crate::staff::sequences::Network;
use common::program::prelude::*;
use common::schedule;
use common::supervised::Supervised;

/// Compare how long a palindrome RNN, LSTM and GRU complete
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Lengths {
    #[command(flatten)]
    #[serde(flatten)]
    training: Steps,

    /// Digits T of the palindromes to compare, ascending; the network sees T - 1 of them
    #[arg(long, value_name = "T,T,…", value_delimiter = ',', value_parser = at_least::<2>)]
    lengths: Vec<usize>,

    #[command(flatten)]
    #[serde(flatten)]
    of: Cells,
}

/// The longest palindrome: what a step remembers for its gradients grows with it.
const LONGEST: usize = 1001;

impl Settings for Lengths {
    const NAME: &'static str = "lengths";
    const ALIASES: Aliases = super::STEPS;

    fn defaults(typed: &Typed) -> Self {
        // `paper`: the lengths of public hand-ins, who count the digits that are seen, from 3 to 25.
        let (lengths, steps, sizes): (&[usize], _, _) = match typed.preset() {
            Preset::Quick => (&[3, 6], 20, [16, 16, 2]),
            Preset::Course => (&[5, 10, 15, 20, 25, 30], 600, [64, 64, 3]),
            Preset::Paper => (&[4, 8, 12, 14, 16, 18, 20, 22, 26], 2000, [128, 128, 5]),
        };
        Self {
            training: cells::steps(typed, steps),
            lengths: lengths.to_vec(),
            of: Cells::usual(sizes),
        }
    }

    fn check(&self) -> Result<()> {
        if !self.lengths.is_sorted_by(|a, b| a < b) {
            let words = "--lengths: name them from short to long, each once.";
            return Err(Error::Usage(words.into()));
        }
        if let Some(length) = self.lengths.iter().find(|length| **length > LONGEST) {
            return Err(Error::Usage(format!(
                "--lengths {length} is more than a network can be trained on here: at most {LONGEST}."
            )));
        }
        let longest = self.lengths.last().copied().unwrap_or(0);
        let trainings = self.lengths.len() * self.of.cells.len();
        self.of.check(trainings, ("--lengths", longest))
    }
}

impl Training for Lengths {
    type Learner = Study<(Cell, usize), Supervised<Network, Palindromes>>;

    fn length(&self) -> Length {
        self.training.in_rounds()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        Study::new(start, self.of.seeds, |start| {
            let trial = |(cell, length): (Cell, usize)| {
                let max_norm = self.of.max_norm;
                let steps = (schedule::constant(self.of.lr), move || max_norm);
                let palindromes = self.of.palindromes(length, start);
                let learner = self.of.network(cell).training(palindromes, steps, start);
                let name = format!("{} {length}", cell.name());
                Trial::new((cell, length), name, learner).of_length(self.training)
            };
            let lengths = |cell: &Cell| {
                let cell = *cell;
                self.lengths.iter().map(move |length| (cell, *length))
            };
            Ok(self.of.cells.iter().flat_map(lengths).map(trial).collect())
        })
    }

    fn tell(&self, run: &mut Run, study: &mut Self::Learner) -> Result<()> {
        figures::tell(self, run, study);
        Ok(())
    }

    fn draw(&self, run: &Run, study: &mut Self::Learner) -> Result<()> {
        figures::draw(self, run, study)
    }
}
