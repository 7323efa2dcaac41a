//! One training as a value.
//!
//! Networks written by hand, Burn modules, adversarial pairs and Boltzmann machines differ in
//! what a step is. To everything around them (the training loop, checkpoints, the lab
//! demonstrations) they are all a [`Learner`].

mod batches;
mod exhibit;
mod loader;
mod snapshot;
mod start;
mod step;

pub use batches::Batches;
pub use exhibit::{Exhibit, Shown};
pub use loader::{DataLoader, ENDLESS_EPOCH};
pub use snapshot::Snapshot;
pub use start::Start;
pub use step::{Step, StepReport};

use crate::error::{Error, Result};
use crate::metrics::Metrics;
use std::fmt;
use std::str::FromStr;

/// The part of the data that an evaluation looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The examples that the model learns from.
    Train,
    /// Some of these, always the same ones, where there are too many to be measured again and again.
    TrainSample,
    /// The examples that it has never seen and that select nothing.
    Test,
    /// Examples held out of the training set: these may select, and stop a training early.
    Validation,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Train => "train",
            Self::TrainSample => "train_sample",
            Self::Test => "test",
            Self::Validation => "validation",
        })
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut parts = [Self::Train, Self::TrainSample, Self::Test, Self::Validation].into_iter();
        let part = parts.find(|part| part.to_string() == text);
        part.ok_or_else(|| Error::Data(format!("`{text}` is no part of a data set")))
    }
}

/// Whose numbers a row of `metrics.csv` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// Those of the model on a part of the data.
    Part(Part),
    /// Means of what the steps since the last evaluation reported.
    Steps,
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part(part) => part.fmt(f),
            Self::Steps => f.write_str("steps"),
        }
    }
}

/// Model, optimiser state, position in the data: all that the rest of the training depends on.
///
/// Random numbers need no place in it: they follow from seed, stream name and step.
pub trait Learner: Send {
    /// One update of the parameters from one batch.
    ///
    /// # Errors
    /// Where the work of a step can fail for a reason other than programming.
    fn step(&mut self) -> Result<StepReport>;

    /// The current model's metrics on one part of the data, in evaluation mode.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    fn evaluate(&mut self, part: Part) -> Result<Metrics>;

    /// The parts of the data that [`measure`](Self::measure) looks at.
    fn parts(&self) -> Vec<Part> {
        vec![Part::Train, Part::Test]
    }

    /// The metrics of every part, as an evaluation tells them. Where one of them is the validation
    /// part, its `loss` chooses the weights that count at the end.
    ///
    /// # Errors
    /// Those of [`evaluate`](Self::evaluate).
    fn measure(&mut self) -> Result<Vec<(Part, Metrics)>> {
        let parts = self.parts().into_iter();
        parts.map(|part| Ok((part, self.evaluate(part)?))).collect()
    }

    /// Pictures and texts that show, at an evaluation, what numbers do not.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        Ok(Vec::new())
    }

    /// How many steps have been done since the start of the training.
    fn steps(&self) -> usize;

    /// How many steps go once through the training set, or [`ENDLESS_EPOCH`].
    fn steps_per_epoch(&self) -> usize;

    /// Whether more steps would be of no use, so that the training ends before its last epoch.
    fn is_finished(&self) -> bool {
        false
    }

    /// Files that belong to the finished training, beside its metrics: name and content.
    ///
    /// # Errors
    /// If one of them cannot be written as bytes.
    fn files(&self) -> Result<Vec<(&'static str, Vec<u8>)>> {
        Ok(Vec::new())
    }

    /// A copy of the whole state.
    ///
    /// # Errors
    /// If a part of the state cannot be written as bytes.
    fn snapshot(&mut self) -> Result<Snapshot>;

    /// Goes back to a state; training goes on from there exactly as it did the first time.
    ///
    /// # Errors
    /// [`Error::Data`] if the snapshot is of another model or damaged.
    fn restore(&mut self, snapshot: &Snapshot) -> Result<()>;

    /// As [`snapshot`](Self::snapshot), of what an evaluation needs alone.
    ///
    /// # Errors
    /// As [`snapshot`](Self::snapshot).
    fn weights(&mut self) -> Result<Snapshot> {
        self.snapshot()
    }

    /// Measures from now on what [`weights`](Self::weights) kept; the training does not go on after it.
    ///
    /// # Errors
    /// As [`restore`](Self::restore).
    fn restore_weights(&mut self, weights: &Snapshot) -> Result<()> {
        self.restore(weights)
    }
}

/// A learner that was chosen at run time.
impl<L: Learner + ?Sized> Learner for Box<L> {
    fn step(&mut self) -> Result<StepReport> {
        (**self).step()
    }

    fn evaluate(&mut self, part: Part) -> Result<Metrics> {
        (**self).evaluate(part)
    }

    fn parts(&self) -> Vec<Part> {
        (**self).parts()
    }

    fn measure(&mut self) -> Result<Vec<(Part, Metrics)>> {
        (**self).measure()
    }

    fn exhibits(&mut self) -> Result<Vec<Exhibit>> {
        (**self).exhibits()
    }

    fn steps(&self) -> usize {
        (**self).steps()
    }

    fn steps_per_epoch(&self) -> usize {
        (**self).steps_per_epoch()
    }

    fn is_finished(&self) -> bool {
        (**self).is_finished()
    }

    fn files(&self) -> Result<Vec<(&'static str, Vec<u8>)>> {
        (**self).files()
    }

    fn snapshot(&mut self) -> Result<Snapshot> {
        (**self).snapshot()
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        (**self).restore(snapshot)
    }

    fn weights(&mut self) -> Result<Snapshot> {
        (**self).weights()
    }

    fn restore_weights(&mut self, weights: &Snapshot) -> Result<()> {
        (**self).restore_weights(weights)
    }
}
