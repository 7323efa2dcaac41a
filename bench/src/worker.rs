//! Our side of a training step, in a process of its own.

use crate::jobs::{Clock, Training};
use crate::processes::peak_memory_bytes;
use crate::{assignments, machine};
use common::device::DeviceName;
use common::error::{Error, Result};
use common::learner::{Learner, Snapshot, StepReport};
use common::{tensors, trained};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

/// Times the steps of a training; what the scripts of the other side print too.
pub fn measure(job: &Training) -> Result<Value> {
    let (program, command) = assignments::program(job.words)?;
    let Some(training) = &program.training else {
        return Err(Error::Usage(format!("`{command}` trains nothing")));
    };
    let (_, mut learner) = (training.learner)(command, &DeviceName::CPU.open()?)?;
    let Clock { warm_up, steps } = job.clock;

    let first_loss = loss(job, learner.step()?)?;
    for _ in 1..warm_up {
        learner.step()?;
    }
    let start = Instant::now();
    for _ in 1..steps {
        learner.step()?;
    }
    // Reading the loss waits for all that is still being computed.
    let last_loss = loss(job, learner.step()?)?;
    let seconds = start.elapsed().as_secs_f64();

    // A loss that is not finite becomes null.
    Ok(json!({
        "seconds_per_step": seconds / steps as f64,
        "steps": steps,
        "first_loss": first_loss,
        "last_loss": last_loss,
        "peak_memory_bytes": peak_memory_bytes(Path::new("/proc/self/status")),
        "threads": threads(),
        "parameters": parameters(&learner.snapshot()?)?,
        "version": machine::burn(),
    }))
}

/// What of a step has to fall.
fn loss(job: &Training, report: StepReport) -> Result<f64> {
    let Some(name) = job.falls else {
        return Ok(report.loss.into_scalar());
    };
    let part = report.parts.into_iter().find(|(part, _)| *part == name);
    let missing = || Error::Failed(format!("a step of `{}` has no part {name}", job.words));
    let (_, numbers) = part.ok_or_else(missing)?;
    Ok(numbers.mean().into_scalar())
}

/// How many numbers are learned of what a snapshot holds.
fn parameters(snapshot: &Snapshot) -> Result<usize> {
    let modules = trained::modules(snapshot)?.into_iter();
    let networks = modules.map(|(_, tensors)| tensors);
    let networks = networks.chain(tensors::by_hand(snapshot)?).flatten();
    // Running averages follow from the data alone.
    let learned = networks.filter(|(name, _)| !name.contains(".running_"));
    Ok(learned.map(|(_, data)| data.num_elements()).sum())
}

/// The threads that Burn's thread pool takes.
pub fn threads() -> usize {
    let asked = std::env::var("RAYON_NUM_THREADS").ok();
    let asked = asked.and_then(|threads| threads.parse().ok());
    asked.unwrap_or_else(machine::cores)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::{JOBS, Work};
    use crate::processes::Finished;
    use crate::samples::Sample;
    use std::collections::BTreeSet;

    #[test]
    fn each_training_trains() {
        let mut done = BTreeSet::new();
        for job in JOBS {
            let Work::Steps(training) = &job.work else {
                continue;
            };
            // Several jobs set the same training beside different scripts.
            if !done.insert(training.words) {
                continue;
            }
            let steps = training.clock.steps.min(300);
            let short = Training {
                clock: Clock { warm_up: 1, steps },
                ..training.clone()
            };
            let finished = Finished {
                seconds: 0.0,
                peak_memory_bytes: None,
                stdout: measure(&short).unwrap().to_string(),
            };
            let sample = Sample::of_steps(&finished, steps).unwrap();
            assert!(sample.parameters.is_some_and(|it| it > 0), "{}", job.name);
        }
    }
}
