//! The training loop, the same for everything that learns.

use crate::error::{Error, Result};
use crate::events::Event;
use crate::kill_points;
use crate::learner::{Learner, Snapshot, StepReport};
use crate::means::Means;
use crate::run::Run;

/// So many reports are read at once.
const MANY: usize = 64;

/// Trains until the run's last step: steps, evaluates, tells the run's listeners, saves.
///
/// A resumed run goes on from its checkpoint. At the run's intervals and at the end the learner is
/// measured and shows its exhibits; a checkpoint is written when the last one is old, at the end, and
/// when the user stops the program. Where there is a validation part, the learner ends with the weights
/// of its lowest loss.
///
/// # Errors
/// [`Error::Diverged`] at the first step whose loss is not finite, [`Error::Interrupted`] after
/// Ctrl-C, and those of the learner and of writing files.
pub fn fit<L: Learner>(run: &mut Run, mut learner: L) -> Result<L> {
    let (last, due) = run.start.length.in_steps(learner.steps_per_epoch());
    let mut reports = Reports::default();

    match run.begin(last)? {
        Some(checkpoint) => {
            learner.restore(&checkpoint)?;
            reports.restore(&checkpoint)?;
            // Their lines are in the files already, but the result needs them if nothing is left.
            run.remember(learner.measure()?);
        }
        None => evaluate(run, &mut learner, &mut reports)?,
    }
    while learner.steps() < last && !learner.is_finished() {
        let report = learner.step()?;
        let step = learner.steps();
        reports.unread.push((step, report));
        kill_points::reached("step");
        run.progress(step)?;
        let is_due = step.is_multiple_of(due) || step == last || learner.is_finished();
        let stop = run.stop_requested();
        if is_due || stop.is_some() || reports.unread.len() == MANY {
            reports.read(run)?;
            if is_due {
                evaluate(run, &mut learner, &mut reports)?;
            }
            if let Some(signal) = stop {
                run.save(&mut learner, &reports.means)?;
                return Err(run.interrupted(signal, step));
            }
            if step < last && run.checkpoint_is_due() {
                run.save(&mut learner, &reports.means)?;
            }
        }
    }
    run.save(&mut learner, &reports.means)?;
    if let Some(best) = run.best()? {
        learner.restore_weights(&best)?;
        run.remember(learner.measure()?);
    }
    run.event(&Event::Finished)?;
    Ok(learner)
}

/// Measures the learner, and tells it beside the means of the steps since the last time.
fn evaluate<L: Learner>(run: &mut Run, learner: &mut L, reports: &mut Reports) -> Result<()> {
    let (step, steps) = (learner.steps(), reports.means.take());
    let metrics = learner.measure()?;
    run.consider(learner, &metrics)?;
    let exhibits = if run.wants_figures() {
        learner.exhibits()?
    } else {
        Vec::new()
    };
    run.exhibit(step, exhibits)?;
    run.evaluated((step / learner.steps_per_epoch(), step), steps, metrics)
}

/// What the steps report: reading it makes a GPU wait, so it is read in groups.
#[derive(Default)]
struct Reports {
    unread: Vec<(usize, StepReport)>,
    /// Of the steps since the last evaluation; only of learners that report parts.
    means: Means,
}

impl Reports {
    /// Reads the losses that have not been looked at yet, each with its step, so that the first bad
    /// step is named.
    fn read(&mut self, run: &Run) -> Result<()> {
        for (step, StepReport { loss, parts }) in self.unread.drain(..) {
            let loss: f64 = loss.into_scalar();
            if !loss.is_finite() {
                let advice = run.advice_on_divergence();
                return Err(Error::Diverged { step, loss, advice });
            }
            // What has a number of each example tells how many there were.
            let examples = parts.iter().map(|(_, numbers)| numbers.dims()[0]).max();
            if let Some(examples) = examples {
                self.means.add_batch(loss, parts, examples);
            }
        }
        Ok(())
    }

    /// Goes on with the sums of a checkpoint, which may lie between two evaluations.
    fn restore(&mut self, checkpoint: &Snapshot) -> Result<()> {
        self.means = checkpoint.means()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
