//! The training loop, the same for everything that learns.

use crate::error::{Error, Result};
use crate::events::Event;
use crate::kill_points;
use crate::learner::{Learner, Part};
use crate::metrics::Metrics;
use crate::run::Run;
use burn::tensor::Tensor;

/// Trains until the run's last epoch: steps, evaluates, tells the run's listeners, saves.
///
/// A resumed run goes on from its checkpoint. Every `eval_every` epochs and at the end the learner
/// is evaluated on both parts of the data; a checkpoint is written at an evaluation if the
/// last one is old, at the end, and when the user stops the program.
///
/// # Errors
/// [`Error::Diverged`] at the first step whose loss is not finite, [`Error::Interrupted`] after
/// Ctrl-C, and those of the learner and of writing files.
pub fn fit<L: Learner>(run: &mut Run, mut learner: L) -> Result<L> {
    let per_epoch = learner.steps_per_epoch();
    let last = run.start.length.epochs.saturating_mul(per_epoch);
    let due = run.start.length.eval_every.saturating_mul(per_epoch);
    let mut losses = Losses::default();

    match run.begin(last)? {
        Some(checkpoint) => {
            learner.load(&checkpoint)?;
            // Their lines are in the files already, but the result needs them if nothing is left.
            run.remember(measure(&mut learner)?);
        }
        None => evaluate(run, &mut learner)?,
    }
    while learner.steps() < last && !learner.is_finished() {
        let report = learner.step()?;
        let step = learner.steps();
        losses.push(step, report.loss);
        if losses.are_many() {
            losses.check(run)?;
        }
        kill_points::reached("step");
        run.progress(step)?;
        if step.is_multiple_of(due) || step == last || learner.is_finished() {
            losses.check(run)?;
            evaluate(run, &mut learner)?;
            if step < last && run.checkpoint_is_due() {
                run.save(&mut learner)?;
            }
        }
        if let Some(signal) = run.stop_requested() {
            losses.check(run)?;
            run.save(&mut learner)?;
            return Err(run.interrupted(signal, step));
        }
    }
    run.save(&mut learner)?;
    run.event(&Event::Finished)?;
    Ok(learner)
}

fn measure<L: Learner>(learner: &mut L) -> Result<Vec<(Part, Metrics)>> {
    [Part::Train, Part::Test]
        .into_iter()
        .map(|part| Ok((part, learner.evaluate(part)?)))
        .collect()
}

fn evaluate<L: Learner>(run: &mut Run, learner: &mut L) -> Result<()> {
    let metrics = measure(learner)?;
    let step = learner.steps();
    run.evaluated(step / learner.steps_per_epoch(), step, metrics)
}

/// Losses that have not been looked at yet: reading one makes a GPU wait, so they are read in
/// groups, and still the first bad step is named.
#[derive(Default)]
struct Losses(Vec<(usize, Tensor<1>)>);

impl Losses {
    fn push(&mut self, step: usize, loss: Tensor<1>) {
        self.0.push((step, loss));
    }

    fn are_many(&self) -> bool {
        self.0.len() >= 64
    }

    fn check(&mut self, run: &Run) -> Result<()> {
        for (step, loss) in self.0.drain(..) {
            let loss: f64 = loss.into_scalar();
            if !loss.is_finite() {
                return Err(Error::Diverged {
                    step,
                    loss,
                    advice: run.advice_on_divergence(),
                });
            }
        }
        Ok(())
    }
}
