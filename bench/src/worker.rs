//! Our side of a training step, in a process of its own.

use crate::jobs::Training;
use crate::measurement::Measurement;
use crate::processes::peak_memory_bytes;
use crate::{assignments, machine};
use common::device::DeviceName;
use common::error::{Error, Result};
use common::learner::StepReport;
use std::path::Path;
use std::time::Instant;

/// Times the steps of a training.
///
/// # Errors
/// Those of its words, of loading the data and of a step.
pub fn measure(job: &Training) -> Result<Measurement> {
    let (program, command) = assignments::program(job.words)?;
    let Some(training) = &program.training else {
        return Err(Error::Usage(format!("`{command}` trains nothing")));
    };
    let (_, mut learner) = (training.learner)(command, &DeviceName::CPU.open()?)?;
    let loss = |report: StepReport| -> f64 { report.loss.into_scalar() };

    let first_loss = loss(learner.step()?);
    for _ in 1..job.warm_up {
        learner.step()?;
    }
    let start = Instant::now();
    for _ in 1..job.steps {
        learner.step()?;
    }
    // Reading the loss waits for all that is still being computed.
    let last_loss = loss(learner.step()?);
    let seconds = start.elapsed().as_secs_f64();

    Ok(Measurement {
        seconds_per_step: seconds / job.steps as f64,
        steps: job.steps,
        first_loss: Some(first_loss).filter(|loss| loss.is_finite()),
        last_loss: Some(last_loss).filter(|loss| loss.is_finite()),
        peak_memory_bytes: peak_memory_bytes(Path::new("/proc/self/status")),
        threads: threads(),
        version: machine::burn(),
    })
}

/// The threads that Burn's thread pool takes.
fn threads() -> usize {
    std::env::var("RAYON_NUM_THREADS")
        .ok()
        .and_then(|threads| threads.parse().ok())
        .unwrap_or_else(machine::cores)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::{JOBS, Work};

    #[test]
    fn each_training_trains() {
        for job in JOBS {
            let Work::Steps(training) = &job.work else {
                continue;
            };
            let short = Training {
                warm_up: 1,
                steps: training.steps.min(300),
                ..training.clone()
            };
            let measurement = measure(&short).unwrap();
            measurement.check(short.steps).unwrap();
        }
    }
}
