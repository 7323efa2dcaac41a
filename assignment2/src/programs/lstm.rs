//! `lstm`: trains a long short-term memory on palindromes.

use crate::staff::recurrent::Cell;
use crate::staff::sequences::Network;
use crate::staff::source::Source;
use crate::staff::task::Task;
use common::program::prelude::*;
use common::supervised::Supervised;

/// Train a long short-term memory (LSTM) to complete palindromes
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Lstm {
    #[command(flatten)]
    #[serde(flatten)]
    task: Task,

    /// What the bias of the forget gate begins at, in place of a random number near 0: the larger, the more of the
    /// cell is kept at first
    #[arg(long, value_name = "NUMBER", value_parser = finite)]
    #[serde(skip_serializing_if = "Option::is_none")]
    forget_bias: Option<f64>,
}

impl Settings for Lstm {
    const NAME: &'static str = "lstm";
    const ALIASES: Aliases = super::SEQUENCES;

    fn defaults(typed: &Typed) -> Self {
        // At T = 20 a cell of which half is forgotten in every step learns nothing in so many updates.
        let paper = typed.preset() == Preset::Paper;
        Self {
            task: Task::gated(typed),
            forget_bias: paper.then_some(3.0),
        }
    }

    fn check(&self) -> Result<()> {
        self.task.check(Cell::Lstm)
    }
}

impl Training for Lstm {
    type Learner = Supervised<Network, Source>;

    fn length(&self) -> Length {
        self.task.length()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        self.task.learner((Cell::Lstm, self.forget_bias), start)
    }

    fn tell(&self, run: &mut Run, learner: &mut Self::Learner) -> Result<()> {
        self.task.tell(run, learner);
        Ok(())
    }

    fn draw(&self, run: &Run, learner: &mut Self::Learner) -> Result<()> {
        self.task.draw(run, learner)
    }
}
