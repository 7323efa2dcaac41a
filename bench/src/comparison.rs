//! The turns of a job: ours, theirs, ours, theirs.

use crate::jobs::{Job, Training, Work};
use crate::machine::Machine;
use crate::measurement::{self, Measurement};
use crate::processes::Finished;
use crate::samples::{self, Row, Sample};
use crate::{assignments, cargo, machine, processes, python, student_loop, terminal};
use common::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::f64::consts::LN_2;
use std::path::PathBuf;
use std::process::Command;

/// How to measure.
#[derive(Debug, Clone)]
pub struct Settings {
    /// On what.
    pub machine: Machine,
    /// How many times each side is measured.
    pub pairs: usize,
    /// How many threads a side may use; None leaves it to its framework.
    pub threads: Option<usize>,
    /// The interpreter of the other side.
    pub python: PathBuf,
}

/// Measures a job.
///
/// # Errors
/// If a side cannot be started, fails, or did not do its work.
pub fn run(job: &Job, settings: &Settings) -> Result<Vec<Row>> {
    let row = match &job.work {
        Work::Steps(training) => {
            let this = std::env::current_exe().map_err(Error::io("find", "this program"))?;
            let mut ours = Command::new(this);
            ours.args(["worker", job.name]);
            let sides = [ours, script(training, settings)?];
            take_turns(job, settings, sides, |finished| {
                sample_of_steps(training, &finished)
            })?
        }
        Work::Process { words, script } => {
            let theirs = python::command(&settings.python, script)?;
            let folder = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
            let (assignment, words) = words.split_once(' ').unwrap_or((words, ""));
            let mut ours = Command::new(cargo::built_program(assignment)?);
            ours.args(words.split_whitespace())
                .args(["--no-figures", "--progress", "none", "--json", "--out-dir"])
                .arg(folder.path());
            let mut sides = [ours, theirs];
            // Once without the clock: both sides then find their files in the system's cache.
            for side in &mut sides {
                processes::run(side)?;
            }
            take_turns(job, settings, sides, sample_of_process)?
        }
        Work::StudentLoop => return student_loop::run(settings.pairs, job.goals),
    };
    Ok(vec![row])
}

fn take_turns(
    job: &Job,
    settings: &Settings,
    mut sides: [Command; 2],
    sample: impl Fn(Finished) -> Result<Sample>,
) -> Result<Row> {
    let (name, pairs) = (job.name, settings.pairs);
    let mut of_sides = [Vec::new(), Vec::new()];
    for pair in 1..=pairs {
        for (side, samples) in sides.iter_mut().zip(&mut of_sides) {
            python::limit_threads(side, settings.threads);
            let sample = sample(processes::run(side)?)?;
            let (who, time) = (sample.version.as_deref(), samples::seconds(sample.seconds));
            let who = who.unwrap_or_default();
            terminal::progress(&format!("{name}: pair {pair} of {pairs}: {who} {time}"));
            samples.push(sample);
        }
    }
    let [ours, theirs] = &of_sides;
    Ok(Row::new(name, [ours, theirs], job.goals))
}

/// The other side of a training, with what our words say of batch size and learning rate.
fn script(training: &Training, settings: &Settings) -> Result<Command> {
    let (program, words) = assignments::program(training.words)?;
    let set = (program.settings)(words)?;
    let mut command = python::command(&settings.python, &training.script)?;
    for (flag, setting) in [("--batch-size", "batch-size"), ("--learning-rate", "lr")] {
        let value = set
            .get(setting)
            .map(ToString::to_string)
            .unwrap_or_default();
        command.args([flag, value.trim_matches('"')]);
    }
    command.args(["--warm-up", &training.warm_up.to_string()]);
    command.args(["--steps", &training.steps.to_string()]);
    Ok(command)
}

/// One side of a training: a process that times its own steps.
fn sample_of_steps(training: &Training, finished: &Finished) -> Result<Sample> {
    let measured: Measurement = measurement::parse(&finished.stdout, "the worker")?;
    measured.check(training.steps)?;
    Ok(Sample {
        seconds: measured.seconds_per_step,
        peak_memory_bytes: measured.peak_memory_bytes,
        threads: Some(measured.threads),
        version: Some(measured.version),
    })
}

/// What a whole process prints at its end; ours does not name its framework.
#[derive(Deserialize)]
struct ProcessResult {
    metrics: BTreeMap<String, Option<f64>>,
    threads: Option<usize>,
    version: Option<String>,
}

/// One side's whole process, from outside.
fn sample_of_process(finished: Finished) -> Result<Sample> {
    let result: ProcessResult = measurement::parse(&finished.stdout, "the program")?;
    let loss = result.metrics.get("train_loss").copied().flatten();
    if loss.is_none_or(|loss| loss >= LN_2) {
        return Err(Error::Failed(format!(
            "the program ended with the training loss {loss:?}: what was timed did not train"
        )));
    }
    Ok(Sample {
        seconds: finished.seconds,
        peak_memory_bytes: finished.peak_memory_bytes,
        threads: result.threads,
        version: Some(result.version.unwrap_or_else(machine::burn)),
    })
}
