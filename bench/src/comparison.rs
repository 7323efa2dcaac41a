//! The turns of a job: ours, theirs, ours, theirs.

use crate::jobs::{Job, Script, Training, Work};
use crate::measurement::{self, Measurement};
use crate::python::{self, Python};
use crate::samples::{Row, Sample};
use crate::{assignments, cargo, machine, processes, report, student_loop, terminal};
use common::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::f64::consts::LN_2;
use std::process::Command;

/// How to measure.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How many times each side is measured.
    pub pairs: usize,
    /// How many threads a side may use; None leaves it to its framework.
    pub threads: Option<usize>,
    /// The interpreter of the other side.
    pub python: Python,
}

/// Measures a job.
///
/// # Errors
/// If a side cannot be started, fails, or did not do its work.
pub fn run(job: &Job, settings: &Settings) -> Result<Vec<Row>> {
    match &job.work {
        Work::Steps(training) => {
            let ours = steps_of(worker(job)?, training.steps, settings);
            let other = steps_of(script(training, settings)?, training.steps, settings);
            Ok(vec![take_turns(job, settings.pairs, ours, other)?])
        }
        Work::Process { words, script } => Ok(vec![processes_of(job, (words, script), settings)?]),
        Work::StudentLoop => student_loop::run(settings.pairs, job.goals),
    }
}

fn take_turns(
    job: &Job,
    pairs: usize,
    mut ours: impl FnMut() -> Result<Sample>,
    mut other: impl FnMut() -> Result<Sample>,
) -> Result<Row> {
    let mut samples = (Vec::new(), Vec::new());
    for pair in 1..=pairs {
        let (a, b) = (ours()?, other()?);
        let [ours, theirs] = [&a, &b].map(|sample| report::seconds(sample.seconds));
        let who = b.version.as_deref().unwrap_or("theirs");
        let name = job.name;
        terminal::progress(&format!(
            "{name}: pair {pair} of {pairs}: ours {ours}, {who} {theirs}"
        ));
        samples.0.push(a);
        samples.1.push(b);
    }
    Ok(Row::new(job.name, [&samples.0, &samples.1], job.goals))
}

/// This program as the worker of a job.
fn worker(job: &Job) -> Result<Command> {
    let program = std::env::current_exe().map_err(Error::io("find", "this program"))?;
    let mut command = Command::new(program);
    command.args(["worker", job.name]);
    Ok(command)
}

/// The other side of a training, with what our words say of batch size and learning rate.
fn script(training: &Training, settings: &Settings) -> Result<Command> {
    let (program, words) = assignments::program(training.words)?;
    let set = (program.settings)(words)?;
    let mut command = settings.python.command(&training.script)?;
    for (flag, setting) in [("batch-size", "batch-size"), ("learning-rate", "lr")] {
        let value = set.get(setting).map(|value| match value {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        command.arg(format!("--{flag}={}", value.unwrap_or_default()));
    }
    command.arg(format!("--warm-up={}", training.warm_up));
    command.arg(format!("--steps={}", training.steps));
    Ok(command)
}

/// What measures one side of a training: a process that times its own steps.
fn steps_of(
    mut command: Command,
    steps: usize,
    settings: &Settings,
) -> impl FnMut() -> Result<Sample> + use<> {
    python::limit_threads(&mut command, settings.threads);
    move || {
        let finished = processes::run(&mut command)?;
        let measured: Measurement = measurement::parse(&finished.stdout, "the worker")?;
        measured.check(steps)?;
        Ok(Sample {
            seconds: measured.seconds_per_step,
            peak_memory_bytes: measured.peak_memory_bytes,
            threads: Some(measured.threads),
            version: Some(measured.version),
        })
    }
}

fn processes_of(job: &Job, (words, script): (&str, &Script), settings: &Settings) -> Result<Row> {
    let theirs = settings.python.command(script)?;
    let folder = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
    let (assignment, words) = words.split_once(' ').unwrap_or((words, ""));
    let mut ours = Command::new(cargo::built_program(assignment)?);
    ours.args(words.split_whitespace())
        .args(["--no-figures", "--progress", "none", "--json", "--out-dir"])
        .arg(folder.path());
    let mut ours = process_of(ours, settings);
    let mut other = process_of(theirs, settings);
    // Once without the clock: both sides then find their files in the system's cache.
    ours()?;
    other()?;
    take_turns(job, settings.pairs, ours, other)
}

/// What a whole process prints at its end.
#[derive(Deserialize)]
struct ProcessResult {
    metrics: BTreeMap<String, Option<f64>>,
    threads: Option<usize>,
    version: Option<String>,
}

/// What measures one side's whole process, from outside.
fn process_of(mut command: Command, settings: &Settings) -> impl FnMut() -> Result<Sample> + use<> {
    python::limit_threads(&mut command, settings.threads);
    let default_version = format!("Burn {}", machine::burn_version());
    move || {
        let finished = processes::run(&mut command)?;
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
            version: Some(result.version.unwrap_or_else(|| default_version.clone())),
        })
    }
}
