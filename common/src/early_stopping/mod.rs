//! Early stopping: the model that was best on held-out examples instead of the last one.
//!
//! A network that is large enough goes on lowering its training loss by learning the noise in its
//! examples. From then on the loss on examples that it does not learn from rises. After every epoch
//! that loss is measured on the validation part; the training ends when it has not been lower for a
//! number of epochs, the *patience*, and what counts is the model of the best epoch.
//!
//! Source: Prechelt, *Early stopping - but when?* (1998); Goodfellow, Bengio and Courville, *Deep
//! Learning* (2016), algorithm 7.1.

use crate::error::{Error, Result};
use crate::learner::{Exhibit, Learner, Part, Snapshot, StepReport};
use crate::metrics::Metrics;

/// A learner that knows when to stop, and whose metrics are those of its best epoch.
///
/// It needs a validation part: see [`Data::hold_out`](crate::data::Data::hold_out). Where a training goes
/// to its last epoch in any case, [`fit`](crate::fit::fit) keeps the best weights by itself; this is for
/// trainings that end early, and for those of a study.
pub struct EarlyStopping<L> {
    learner: L,
    /// None for a training that goes on to its last epoch, whose metrics then count.
    patience: Option<usize>,
    best: Option<Best>,
}

/// The model of the best epoch so far.
struct Best {
    state: Snapshot,
    steps: usize,
    /// On the validation part.
    loss: f64,
}

const LEARNERS: &str = "learners.safetensors";
const BEST_LOSS: &str = "best_loss.txt";

impl<L: Learner> EarlyStopping<L> {
    /// Stops a training after `patience` epochs, at least 1, without a lower validation loss.
    pub fn new(learner: L, patience: usize) -> Self {
        let mut stopped = Self::never(learner);
        stopped.patience = Some(patience);
        stopped
    }

    /// A training that is not stopped: what a comparison needs beside those that are.
    pub fn never(learner: L) -> Self {
        Self {
            learner,
            patience: None,
            best: None,
        }
    }

    /// The epoch whose model counts, counted from 1; none before the first one's end.
    pub fn best_epoch(&self) -> Option<usize> {
        let best = self.best.as_ref()?;
        Some(best.steps / self.learner.steps_per_epoch())
    }

    /// Does something with the model that counts, and returns to the latest one.
    ///
    /// # Errors
    /// Those of `work` and of taking and restoring snapshots.
    pub fn with_best<T>(&mut self, work: impl FnOnce(&mut L) -> Result<T>) -> Result<T> {
        let steps = self.learner.steps();
        let Some(best) = self.best.as_ref().filter(|best| best.steps != steps) else {
            return work(&mut self.learner);
        };
        let latest = self.learner.snapshot()?;
        self.learner.restore(&best.state)?;
        let result = work(&mut self.learner);
        self.learner.restore(&latest)?;
        result
    }
}

impl<L: Learner> Learner for EarlyStopping<L> {
    fn step(&mut self) -> Result<StepReport> {
        let report = self.learner.step()?;
        let per_epoch = self.learner.steps_per_epoch();
        if self.patience.is_none() || !self.learner.steps().is_multiple_of(per_epoch) {
            return Ok(report);
        }
        let metrics = self.learner.evaluate(Part::Validation)?;
        let loss = metrics.get("loss").expect("a learner measures its loss");
        if self.best.as_ref().is_none_or(|best| loss < best.loss) {
            self.best = Some(Best {
                state: self.learner.snapshot()?,
                steps: self.learner.steps(),
                loss,
            });
        }
        Ok(report)
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        self.with_best(|learner| learner.evaluate(part))
    }

    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        self.with_best(Learner::exhibits)
    }

    fn steps(&self) -> usize {
        self.learner.steps()
    }

    fn steps_per_epoch(&self) -> usize {
        self.learner.steps_per_epoch()
    }

    fn is_finished(&self) -> bool {
        let waited = |best: &Best| (self.steps() - best.steps) / self.steps_per_epoch();
        let waited = self.best.as_ref().map(waited).zip(self.patience);
        waited.is_some_and(|(epochs, most)| epochs >= most) || self.learner.is_finished()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        let mut learners = vec![self.learner.snapshot()?];
        let mut snapshot = Snapshot::at(self.learner.steps());
        if let Some(best) = &self.best {
            learners.push(best.state.clone());
            // As text, a number comes back as exactly the number that it was.
            snapshot = snapshot.with(BEST_LOSS, best.loss.to_string().into_bytes());
        }
        Ok(snapshot.with(LEARNERS, Snapshot::pack(&learners)?))
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        let damaged = || Error::Data("the checkpoint of the best epoch is damaged".into());
        let mut learners = Snapshot::unpack(snapshot.block(LEARNERS)?)?.into_iter();
        let latest = learners.next().ok_or_else(damaged)?;
        self.best = None;
        if let Some(state) = learners.next() {
            let loss = std::str::from_utf8(snapshot.block(BEST_LOSS)?).ok();
            let loss = loss.and_then(|text| text.parse().ok());
            self.best = Some(Best {
                steps: state.steps()?,
                loss: loss.ok_or_else(damaged)?,
                state,
            });
        }
        self.learner.restore(&latest)
    }
}

#[cfg(test)]
mod tests;
