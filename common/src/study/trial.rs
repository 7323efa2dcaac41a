//! One of the trainings that a study consists of.

use crate::error::Result;
use crate::learner::Learner;
use crate::settings::Steps;
use burn::tensor::Tensor;
use std::time::Instant;

/// One training of a study: a case under a seed.
pub struct Trial<C, L> {
    pub(super) case: C,
    pub(super) name: String,
    pub(super) learner: L,
    steps_per_round: usize,
    /// The last step that it does.
    last_step: usize,
    pub(super) seconds: f64,
    pub(super) diverged: bool,
}

impl<C, L: Learner> Trial<C, L> {
    /// A training of this case; a round is one epoch.
    ///
    /// The name stands in tables, and is part of the names of metrics: `batch 32` gives
    /// `batch_32_accuracy`.
    pub fn new(case: C, name: impl Into<String>, learner: L) -> Self {
        Self {
            case,
            name: name.into(),
            steps_per_round: learner.steps_per_epoch(),
            last_step: usize::MAX,
            learner,
            seconds: 0.0,
            diverged: false,
        }
    }

    /// The same training with rounds of this many steps, at least 1.
    pub fn with_steps_per_round(mut self, steps: usize) -> Self {
        self.steps_per_round = steps;
        self
    }

    /// The same training, which is over after so many steps, with a round from one evaluation to the next.
    pub fn of_length(mut self, length: Steps) -> Self {
        (self.last_step, self.steps_per_round) = (length.steps, length.eval_every);
        self
    }

    pub(super) fn is_over(&self) -> bool {
        self.diverged || self.learner.is_finished() || self.learner.steps() >= self.last_step
    }

    /// One round; the last step's loss, unless the training is over.
    pub(super) fn round(&mut self) -> Result<Option<Tensor<1>>> {
        let start = Instant::now();
        let mut losses = Vec::new();
        while losses.len() < self.steps_per_round && !self.is_over() {
            losses.push(self.learner.step()?.loss);
        }
        let last = losses.last().cloned();
        // Reading them waits for whatever is still being computed: part of the round's time.
        self.diverged |= losses
            .into_iter()
            .any(|loss| !loss.into_scalar::<f64>().is_finite());
        self.seconds += start.elapsed().as_secs_f64();
        Ok(last.filter(|_| !self.diverged))
    }
}
