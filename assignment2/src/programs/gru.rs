//! `gru`: trains a gated recurrent unit on palindromes.

use crate::staff::recurrent::Cell;
use crate::staff::sequences::Network;
use crate::staff::source::Source;
use crate::staff::task::Task;
use common::program::prelude::*;
use common::supervised::Supervised;

/// Train a gated recurrent unit (GRU) to complete palindromes
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Gru {
    #[command(flatten)]
    #[serde(flatten)]
    task: Task,
}

impl Settings for Gru {
    const NAME: &'static str = "gru";
    const ALIASES: Aliases = super::SEQUENCES;

    fn defaults(typed: &Typed) -> Self {
        Self {
            task: Task::gated(typed),
        }
    }

    fn check(&self) -> Result<()> {
        self.task.check(Cell::Gru)
    }
}

impl Training for Gru {
    type Learner = Supervised<Network, Source>;

    fn length(&self) -> Length {
        self.task.length()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        self.task.learner((Cell::Gru, None), start)
    }

    fn tell(&self, run: &mut Run, learner: &mut Self::Learner) -> Result<()> {
        self.task.tell(run, learner);
        Ok(())
    }

    fn draw(&self, run: &Run, learner: &mut Self::Learner) -> Result<()> {
        self.task.draw(run, learner)
    }
}
