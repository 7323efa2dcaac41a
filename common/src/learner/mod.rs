//! One training as a value.
//!
//! Networks written by hand, Burn modules, adversarial pairs and Boltzmann machines differ in
//! what a step is. To everything around them (the training loop, checkpoints, the lab
//! demonstrations) they are all a [`Learner`].

mod batches;
mod snapshot;
mod start;

pub use batches::Batches;
pub use snapshot::Snapshot;
pub use start::Start;

use crate::error::{Error, Result};
use crate::metrics::Metrics;
use burn::tensor::Tensor;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// The part of the data that an evaluation looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The examples that the model learns from.
    Train,
    /// The examples that it has never seen and that select nothing.
    Test,
    /// Examples held out of the training set: these may select, and stop a training early.
    Validation,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Train => "train",
            Self::Test => "test",
            Self::Validation => "validation",
        })
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut parts = [Self::Train, Self::Test, Self::Validation].into_iter();
        let part = parts.find(|part| part.to_string() == text);
        part.ok_or_else(|| Error::Data(format!("`{text}` is no part of a data set")))
    }
}

/// What one step of training reports.
///
/// The loss stays a tensor: reading it makes a GPU wait, so the training loop reads many at once.
#[derive(Debug, Clone)]
pub struct StepReport {
    /// The loss of this step's batch before the update, shape `[1]`, without autodiff.
    pub loss: Tensor<1>,
}

/// Model, optimiser state, position in the data: all that the rest of the training depends on.
///
/// Random numbers need no place in it: they follow from seed, stream name and step.
pub trait Learner {
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

    /// How many steps have been done since the start of the training.
    fn steps(&self) -> usize;

    /// How many steps go once through the training set.
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

    /// Writes a snapshot as a folder of files.
    ///
    /// # Errors
    /// Those of [`snapshot`](Self::snapshot) and of writing.
    fn save(&mut self, folder: &Path) -> Result<()> {
        self.snapshot()?.write(folder)
    }

    /// Reads a folder that [`save`](Self::save) wrote.
    ///
    /// # Errors
    /// Those of [`restore`](Self::restore) and of reading.
    fn load(&mut self, folder: &Path) -> Result<()> {
        let snapshot = Snapshot::read(folder)?;
        self.restore(&snapshot)
    }
}
