//! What happens in a training, told to whoever wants to know.
//!
//! The loop tells [`Event`]s and knows no listener. A bar, plain lines, the files of the run
//! folder and a lab's page are [`Sink`]s.

mod files;
mod recorded;
mod terminal;

pub use files::Files;
pub(crate) use recorded::record;
pub(crate) use terminal::terminal;
pub use terminal::{Bar, Plain};

use crate::error::Result;
use crate::learner::Split;
use crate::metrics::Metrics;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event<'a> {
    /// The training starts, or goes on, after `step` of `steps` steps.
    Started {
        /// Steps already done.
        step: usize,
        /// Steps in all.
        steps: usize,
    },
    /// A sign of life, at most some twenty a second.
    Progress {
        /// Steps done.
        step: usize,
    },
    /// The model was measured.
    Evaluated {
        /// Epochs done.
        epoch: usize,
        /// Steps done.
        step: usize,
        /// Seconds since the start of the training, interrupted runs added up.
        seconds: f64,
        /// One set of metrics for each part of the data, and one of the steps if they report any.
        metrics: &'a [(Split, Metrics)],
    },
    /// A checkpoint was written.
    Saved {
        /// Steps done.
        step: usize,
    },
    /// Something worth a line to the user.
    Note(&'a str),
    /// The training is over.
    Finished,
}

/// A listener.
pub trait Sink {
    /// Takes note of an event.
    ///
    /// # Errors
    /// If a file cannot be written.
    fn event(&mut self, event: &Event) -> Result<()>;
}
