//! Our side of a training step, in a process of its own.

use crate::jobs::Training;
use crate::machine;
use crate::measurement::Measurement;
use crate::processes::peak_memory_bytes;
use assignment1::activations::Activation;
use assignment1::sgd::Sgd;
use assignment1::staff::{MlpTraining, Recipe};
use common::by_hand::{Device, Optimizer, Streams};
use common::data::{self, Source};
use common::device::DeviceName;
use common::error::Result;
use common::learner::{Batches, Learner, StepReport};
use std::path::Path;
use std::time::Instant;

const SEED: u64 = 42;

/// Times the steps of a training of the network by hand.
///
/// # Errors
/// Those of loading the data and of a step.
pub fn measure(training: &Training) -> Result<Measurement> {
    let device = DeviceName::CPU.open()?;
    let mut learner = learner(training, &device)?;
    let loss = |report: StepReport| -> f64 { report.loss.into_scalar() };

    let first_loss = loss(learner.step()?);
    for _ in 1..training.warm_up {
        learner.step()?;
    }
    let start = Instant::now();
    for _ in 1..training.steps {
        learner.step()?;
    }
    // Reading the loss waits for all that is still being computed.
    let last_loss = loss(learner.step()?);
    let seconds = start.elapsed().as_secs_f64();

    Ok(Measurement {
        seconds_per_step: seconds / training.steps as f64,
        steps: training.steps,
        first_loss: Some(first_loss).filter(|loss| loss.is_finite()),
        last_loss: Some(last_loss).filter(|loss| loss.is_finite()),
        peak_memory_bytes: peak_memory_bytes(Path::new("/proc/self/status")),
        threads: threads(),
        version: format!("Burn {}", machine::burn_version()),
    })
}

fn learner(training: &Training, device: &Device) -> Result<MlpTraining> {
    let streams = Streams::new(SEED);
    let data = data::load_flat(&Source {
        dataset: &training.dataset,
        examples: 1000,
        noise: 0.1,
        data_dir: None,
        streams,
        device,
    })?;
    let recipe = Recipe::mlp(training.hidden_sizes, Activation::Relu);
    let ends = [data.features(), data.classes.len()];
    let network = recipe.build(ends, streams, device);
    let optimizer = Optimizer::new(Sgd, training.learning_rate);
    let batch_size = training.batch_size.resolve(data.train.len())?;
    let batches = Batches::new(data.train.len(), batch_size, streams);
    Ok(MlpTraining::new(network, optimizer, data, batches))
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
            let Work::Steps(training, _) = job.work else {
                continue;
            };
            let short = Training {
                warm_up: 1,
                steps: training.steps.min(300),
                ..training
            };
            let measurement = measure(&short).unwrap();
            measurement.check(short.steps).unwrap();
        }
    }
}
