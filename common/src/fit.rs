//! The training loop, the same for everything that learns.

use crate::error::{Error, Result};
use crate::events::Event;
use crate::kill_points;
use crate::learner::{Learner, Part};
use crate::metrics::Metrics;
use crate::run::Run;
use burn::tensor::Tensor;

/// So many losses are read at once.
const MANY: usize = 64;

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
    let mut losses = Vec::new();

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
        losses.push((step, report.loss));
        if losses.len() == MANY {
            check(&mut losses, run)?;
        }
        kill_points::reached("step");
        run.progress(step)?;
        if step.is_multiple_of(due) || step == last || learner.is_finished() {
            check(&mut losses, run)?;
            evaluate(run, &mut learner)?;
            if step < last && run.checkpoint_is_due() {
                run.save(&mut learner)?;
            }
        }
        if let Some(signal) = run.stop_requested() {
            check(&mut losses, run)?;
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

/// Reads the losses that have not been looked at yet, each with its step: reading one makes a GPU
/// wait, so they are read in groups, and still the first bad step is named.
fn check(losses: &mut Vec<(usize, Tensor<1>)>, run: &Run) -> Result<()> {
    for (step, loss) in losses.drain(..) {
        let loss: f64 = loss.into_scalar();
        if !loss.is_finite() {
            let advice = run.advice_on_divergence();
            return Err(Error::Diverged { step, loss, advice });
        }
    }
    Ok(())
}
