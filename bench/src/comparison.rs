//! The turns of a job: ours, theirs, ours, theirs.

use crate::jobs::{Clock, Job, Training, Work};
use crate::machine::Machine;
use crate::processes::{self, Finished};
use crate::samples::{self, Row, Sample};
use crate::{assignments, cargo, student_loop, terminal};
use common::error::{Error, Result};
use std::path::PathBuf;
use std::process::Command;

/// The two lines that set up the other side, from the top folder of the project.
pub const SETUP: &str =
    "  python3 -m venv .venv\n  .venv/bin/pip install -r bench/requirements.txt";

/// What makes a framework use this many threads; both sides read these.
const THREAD_VARIABLES: [&str; 4] = [
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "RAYON_NUM_THREADS",
];

/// How to measure.
#[derive(Debug, Clone)]
pub struct Settings {
    pub machine: Machine,
    /// How many times each side is measured.
    pub pairs: usize,
    /// How many threads a side may use; None leaves it to its framework.
    pub threads: Option<usize>,
    /// The interpreter of the other side.
    pub python: PathBuf,
}

/// The interpreter where none was asked for: that of `.venv`, else `python3`.
pub fn usual_interpreter() -> PathBuf {
    let virtual_environment = cargo::project().join(".venv/bin/python");
    match virtual_environment.is_file() {
        true => virtual_environment,
        false => "python3".into(),
    }
}

/// Measures a job.
pub fn run(job: &Job, settings: &Settings) -> Result<Vec<Row>> {
    let row = match &job.work {
        Work::Steps(training) => {
            let sides = [worker(job)?, script(training, settings)?];
            let sample = |finished: &_| Sample::of_steps(finished, training.clock.steps);
            take_turns(job, settings, sides, sample)?
        }
        Work::Frames(frames) => {
            let theirs = clocked(other_side(frames.script, settings), frames.clock);
            let sample = |finished: &_| Sample::of_frames(finished, frames.clock.steps);
            take_turns(job, settings, [worker(job)?, theirs], sample)?
        }
        Work::Process { words, script } => {
            let theirs = other_side(script, settings);
            let folder = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
            let (assignment, words) = words.split_once(' ').unwrap_or((words, ""));
            let mut ours = Command::new(cargo::built_program(assignment)?);
            ours.args(words.split_whitespace())
                .args(["--no-figures", "--progress", "none", "--json", "--out-dir"])
                .arg(folder.path());
            let sides = [ours, theirs];
            take_turns(job, settings, sides, Sample::of_process)?
        }
        Work::StudentLoop => return student_loop::run(settings.pairs, job.goals),
    };
    Ok(vec![row])
}

fn take_turns(
    job: &Job,
    settings: &Settings,
    mut sides: [Command; 2],
    sample: impl Fn(&Finished) -> Result<Sample>,
) -> Result<Row> {
    let (name, pairs, mut first) = (job.name, settings.pairs, None);
    let mut of_sides = [Vec::new(), Vec::new()];
    // Once without counting: both sides then find their files in the system's cache.
    for pair in 0..=pairs {
        for (side, samples) in sides.iter_mut().zip(&mut of_sides) {
            if let Some(threads) = settings.threads {
                side.envs(THREAD_VARIABLES.map(|variable| (variable, threads.to_string())));
            }
            let sample = sample(&processes::run(side).map_err(advised)?)?;
            if let Some(first) = &first {
                sample.must_match(first)?;
            }
            let (who, time) = (&sample.version, samples::seconds(sample.seconds));
            if pair > 0 {
                terminal::progress(&format!("{name}: pair {pair} of {pairs}: {who} {time}"));
                samples.push(sample.clone());
            }
            first.get_or_insert(sample);
        }
    }
    Ok(Row {
        name,
        sides: of_sides,
        goals: job.goals,
    })
}

/// Our side of a job that times itself: this program, as its own worker.
fn worker(job: &Job) -> Result<Command> {
    let this = std::env::current_exe().map_err(Error::io("find", "this program"))?;
    let mut command = Command::new(this);
    command.args(["worker", job.name]);
    Ok(command)
}

/// The other side of a training, with what our words say of batch size and learning rate.
fn script(training: &Training, settings: &Settings) -> Result<Command> {
    let (program, words) = assignments::program(training.words)?;
    let set = (program.settings)(words)?;
    let mut command = other_side(training.script, settings);
    for (flag, setting) in [("--batch-size", "batch-size"), ("--learning-rate", "lr")] {
        let value = set[setting].to_string();
        command.args([flag, value.trim_matches('"')]);
    }
    Ok(clocked(command, training.clock))
}

fn clocked(mut command: Command, clock: Clock) -> Command {
    command.args(["--warm-up", &clock.warm_up.to_string()]);
    command.args(["--steps", &clock.steps.to_string()]);
    command
}

fn other_side(script: &str, settings: &Settings) -> Command {
    let mut command = Command::new(&settings.python);
    command.arg(cargo::project().join("bench/python").join(script));
    command
}

/// The same error, with what to do where Python or one of its packages is missing.
fn advised(error: Error) -> Error {
    let text = error.to_string();
    match text.starts_with("could not start") || text.contains("No module named") {
        true => Error::Failed(format!(
            "{text}\nSet up the other side, in the top folder of the project:\n{SETUP}"
        )),
        false => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::JOBS;
    use std::path::Path;

    fn settings() -> Settings {
        Settings {
            machine: Machine::here(),
            pairs: 1,
            threads: None,
            python: "no/such/python".into(),
        }
    }

    #[test]
    fn every_script_is_there_and_has_the_numbers_of_our_words() {
        for job in JOBS {
            let command = match &job.work {
                Work::Steps(training) => script(training, &settings()).unwrap(),
                Work::Frames(frames) => other_side(frames.script, &settings()),
                Work::Process { script, .. } => other_side(script, &settings()),
                Work::StudentLoop => continue,
            };
            let words: Vec<_> = command
                .get_args()
                .map(|word| word.to_string_lossy())
                .collect();
            assert!(Path::new(&*words[0]).is_file(), "{words:?}");
            if job.name == "moons-full-numpy" {
                let flags = "--batch-size full --learning-rate 0.01 --warm-up 500 --steps 5000";
                assert_eq!(words[1..].join(" "), flags);
            }
        }
    }

    #[test]
    fn a_missing_python_or_package_brings_the_setup() {
        let error = processes::run(&mut other_side("moons_numpy.py", &settings())).unwrap_err();
        let text = advised(error).to_string();
        assert!(
            text.contains("could not start python moons_numpy.py") && text.ends_with(SETUP),
            "{text}"
        );
        let of = |text: &str| advised(Error::Failed(text.into())).to_string();
        assert!(of("ModuleNotFoundError: No module named 'torch'").ends_with(SETUP));
        assert_eq!(of("something else"), "something else");
    }
}
