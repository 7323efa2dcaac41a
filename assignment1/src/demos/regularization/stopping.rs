//! The losses over the epochs of a training, and what early stopping would do.

use crate::staff::MlpTraining;
use common::error::Result;
use common::figures::Plot;
use common::learner::{Learner, Part};

/// The parts that are measured.
const PARTS: [Part; 3] = [Part::Train, Part::Validation, Part::Test];

/// Measurements that are kept at most.
const MOST: usize = 600;

/// The losses over the epochs, and what early stopping makes of them.
#[derive(Debug, Clone)]
pub struct Stopping {
    /// Step and losses of [`PARTS`], of every epoch, later of every second, fourth, …
    losses: Vec<(f64, [f64; 3])>,
    epochs: usize,
    every: usize,
    best: Option<Best>,
    /// The step at which early stopping would have stopped.
    stopped: Option<f64>,
}

/// The epoch of the lowest validation loss, whose model early stopping keeps.
#[derive(Debug, Clone, Copy)]
struct Best {
    epoch: usize,
    step: f64,
    loss: f64,
    /// Of the same model; nothing is chosen by it.
    test_accuracy: f64,
}

impl Default for Stopping {
    fn default() -> Self {
        Self {
            losses: Vec::new(),
            epochs: 0,
            every: 1,
            best: None,
            stopped: None,
        }
    }
}

impl Stopping {
    /// Measures if an epoch has just ended. After `patience` epochs without a lower validation loss early
    /// stopping would have stopped; what comes later changes nothing of that.
    ///
    /// # Errors
    /// Those of measuring.
    pub fn measure(&mut self, learner: &mut MlpTraining, patience: usize) -> Result<()> {
        if !learner.steps().is_multiple_of(learner.steps_per_epoch()) {
            return Ok(());
        }
        let step = learner.steps() as f64;
        let [losses, accuracies] = measured(learner)?;
        self.epochs += 1;
        if self.epochs.is_multiple_of(self.every) {
            self.losses.push((step, losses));
        }
        if self.losses.len() > MOST {
            let mut is_kept = [false, true].into_iter().cycle();
            self.losses.retain(|_| is_kept.next() == Some(true));
            self.every *= 2;
        }
        if self.stopped.is_some() {
            return Ok(());
        }
        if self.best.is_none_or(|best| losses[1] < best.loss) {
            self.best = Some(Best {
                epoch: self.epochs,
                step,
                loss: losses[1],
                test_accuracy: accuracies[2],
            });
        }
        let waited = self.best.map_or(0, |best| self.epochs - best.epoch);
        self.stopped = (waited >= patience).then_some(step);
        Ok(())
    }

    /// The losses over the steps, with what early stopping makes of them.
    pub fn plot(&self) -> Plot {
        let plot = Plot::new("Loss").x("step").y("loss").log_y();
        let plot = plot.each(PARTS.iter().enumerate(), |plot, (place, part)| {
            let points = self.losses.iter();
            let points = points.map(|(step, losses)| (*step, losses[place]));
            plot.line(part.to_string(), points)
        });
        let plot = plot.each(self.best, |plot, best| {
            plot.mark("lowest on validation", best.step)
        });
        plot.each(self.stopped, |plot, step| plot.mark("stop", step))
    }

    /// What early stopping would have done, once it would have stopped.
    ///
    /// # Errors
    /// Those of measuring.
    pub fn words(&self, learner: &mut MlpTraining) -> Result<Option<String>> {
        let (Some(best), Some(stopped)) = (self.best, self.stopped) else {
            return Ok(None);
        };
        let [_, accuracies] = measured(learner)?;
        Ok(Some(format!(
            "Early stopping would have stopped at step {stopped} and kept the network of step {}, with test \
             accuracy {:.3}; now it is {:.3}.",
            best.step, best.test_accuracy, accuracies[2]
        )))
    }
}

/// Losses and accuracies of [`PARTS`].
pub fn measured(learner: &mut MlpTraining) -> Result<[[f64; 3]; 2]> {
    let [train, validation, test] = PARTS.map(|part| learner.evaluate(part));
    let parts = [train?, validation?, test?];
    let get = |name| parts.each_ref().map(|it| it.get(name).unwrap_or(f64::NAN));
    Ok(["loss", "accuracy"].map(get))
}
