//! `rnn`: trains a vanilla recurrent network on palindromes.

use crate::staff::recurrent::Cell;
use crate::staff::sequences::Network;
use crate::staff::source::Source;
use crate::staff::task::{Kind, Task};
use common::program::prelude::*;
use common::supervised::Supervised;

/// Train a recurrent network to complete palindromes
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Rnn {
    #[command(flatten)]
    #[serde(flatten)]
    task: Task,
}

impl Settings for Rnn {
    const NAME: &'static str = "rnn";
    const ALIASES: Aliases = super::SEQUENCES;

    fn defaults(typed: &Typed) -> Self {
        // The sheet's are those of `paper`; at T = 5, where it asks for near-perfect accuracy, a fifth of
        // its steps is more than enough.
        let (input_length, steps, eval_every) = match typed.preset() {
            Preset::Quick => (4, 40, 20),
            Preset::Course => (4, 2000, 50),
            Preset::Paper => (10, 10_000, 100),
        };
        let steps = Steps { steps, eval_every };
        Self {
            task: Task::defaults(typed, input_length, (Kind::Endless, steps.into())),
        }
    }

    fn check(&self) -> Result<()> {
        self.task.check(Cell::Rnn)
    }
}

impl Training for Rnn {
    type Learner = Supervised<Network, Source>;

    fn length(&self) -> Length {
        self.task.length()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        self.task.learner((Cell::Rnn, None), start)
    }

    fn tell(&self, run: &mut Run, learner: &mut Self::Learner) -> Result<()> {
        self.task.tell(run, learner);
        Ok(())
    }

    fn draw(&self, run: &Run, learner: &mut Self::Learner) -> Result<()> {
        self.task.draw(run, learner)
    }
}
