//! One network from several first weights, watched from inside.

use crate::initialization::Initialization;
use crate::sgd::Sgd;
use crate::staff::MlpTraining;
use crate::staff::recipe::Recipe;
use crate::staff::signal::Inside;
use common::by_hand::Optimizer;
use common::data::Data;
use common::error::Result;
use common::learner::{Learner, Snapshot, Start};

/// The first weights, with their names.
pub const INITIALIZATIONS: [(Initialization, &str); 6] = [
    (Initialization::Zeros, "zeros"),
    (Initialization::SmallNormal, "small normal"),
    (Initialization::UnitNormal, "unit normal"),
    (Initialization::LeCun, "LeCun"),
    (Initialization::Xavier, "Xavier"),
    (Initialization::He, "He"),
];

/// A loss is told up to here, so that others can be told beside it.
pub const HIGHEST: f64 = 100.0;

/// A network that began in one way.
pub struct Beginning {
    /// The name of its first weights.
    pub name: &'static str,
    pub(super) recipe: Recipe,
    learner: MlpTraining,
    /// What it was like before the first step.
    first: Inside,
    loss: f64,
    /// The step at which its loss was not finite any more.
    pub(super) diverged: Option<usize>,
}

/// All that the coming steps depend on.
pub struct BeginningState {
    snapshot: Snapshot,
    loss: f64,
    diverged: Option<usize>,
}

impl Beginning {
    /// The network of this recipe, but with the first weights of this name, before its first step.
    pub fn new(
        (initialization, name): (Initialization, &'static str),
        recipe: &Recipe,
        (data, batch_size): (Data<2>, usize),
        start: &Start,
    ) -> Self {
        let mut recipe = recipe.clone();
        recipe.initialization = initialization;
        let optimizer = Optimizer::new(Sgd, 1.0);
        let mut learner = recipe.training(optimizer, (data, batch_size), start);
        let first = inside(&mut learner, &recipe);
        Self {
            name,
            recipe,
            learner,
            loss: first.loss,
            first,
            diverged: None,
        }
    }

    /// Goes on at another learning rate.
    pub fn set_learning_rate(&mut self, rate: f64) {
        self.learner.set_learning_rate(rate);
    }

    /// A step, unless it has diverged.
    ///
    /// # Errors
    /// Those of a step.
    pub fn step(&mut self) -> Result<()> {
        if self.diverged.is_none() {
            self.loss = self.learner.step()?.loss.into_scalar();
            self.diverged = (!self.loss.is_finite()).then_some(self.learner.steps());
        }
        Ok(())
    }

    /// The loss of the last batch, at most [`HIGHEST`], as which one counts that is not finite.
    pub fn loss(&self) -> f64 {
        // `f64::min` passes over what is not a number.
        self.loss.min(HIGHEST)
    }

    /// What the next step meets in it; of one that has diverged what its first step met.
    pub fn inside(&mut self) -> Inside {
        match self.diverged {
            Some(_) => self.first.clone(),
            None => inside(&mut self.learner, &self.recipe),
        }
    }

    /// Keeps the state.
    ///
    /// # Errors
    /// If a part of it cannot be kept.
    pub fn save(&mut self) -> Result<BeginningState> {
        Ok(BeginningState {
            snapshot: self.learner.snapshot()?,
            loss: self.loss,
            diverged: self.diverged,
        })
    }

    /// Goes back to a state.
    ///
    /// # Errors
    /// If a part of it cannot be taken back.
    pub fn load(&mut self, state: &BeginningState) -> Result<()> {
        self.learner.restore(&state.snapshot)?;
        (self.loss, self.diverged) = (state.loss, state.diverged);
        Ok(())
    }
}

/// What the coming step meets in a network of this recipe. It changes nothing.
fn inside(learner: &mut MlpTraining, recipe: &Recipe) -> Inside {
    let batch = learner.next_batch();
    Inside::of(learner.network().layers_mut(), recipe, batch)
}
