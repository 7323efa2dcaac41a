//! The table of jobs: what is done, by whom else, and what the project promises of it.

mod table;

pub use table::JOBS;

use common::error::{Error, Result};
use std::fmt;

/// One job: work of this project, most often beside the same work of another.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its name on the command line.
    pub name: &'static str,
    /// What is measured, in one line.
    pub what: &'static str,
    pub work: Work,
    pub goals: &'static [Goal],
}

/// What a job does. Its words are an assignment, a program, and every flag whose value the other
/// side has too, so that the work stays the same whatever the program's defaults become.
#[derive(Debug, Clone)]
pub enum Work {
    /// Steps of a training, each side in a process that times itself.
    Steps(Training),
    /// Pictures of a generator, each side in a process that times itself.
    Frames(Frames),
    /// A whole process from its start to its end, timed from outside.
    Process {
        /// Our side.
        words: &'static str,
        /// The other side: a file in `bench/python`.
        script: &'static str,
    },
    /// From an edit to its result; there is no other side.
    StudentLoop,
}

/// The training whose steps are timed.
#[derive(Debug, Clone)]
pub struct Training {
    /// Our side.
    pub words: &'static str,
    /// The other side: a file in `bench/python`. Batch size and learning rate are handed to it; the
    /// network stands in it too.
    pub script: &'static str,
    /// What of a step has to fall, where that is not its loss: of two networks that play against each other,
    /// one's loss rises where the other's falls.
    pub falls: Option<&'static str>,
    /// How long it goes on.
    pub clock: Clock,
}

/// The generator whose pictures are timed; its sizes stand in `frames.rs`.
#[derive(Debug, Clone)]
pub struct Frames {
    /// The other side: a file in `bench/python`.
    pub script: &'static str,
    /// How long it goes on.
    pub clock: Clock,
}

/// How often something is done in a measurement.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// Times before the clock starts: caches fill and lazy initialisation ends.
    pub warm_up: usize,
    /// Times that count.
    pub steps: usize,
}

/// What the project promises, and misses or meets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// The other side takes at least this many times as long.
    Faster(f64),
    /// The other side takes at least this many times as much memory at its peak.
    Smaller(f64),
    /// It takes at most this many seconds.
    Seconds(f64),
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faster(ratio) => write!(f, "≥ {ratio}×"),
            Self::Smaller(ratio) => write!(f, "mem ≥ {ratio}×"),
            Self::Seconds(seconds) => write!(f, "≤ {seconds} s"),
        }
    }
}

/// The jobs that a name on the command line means: one of them, or `all`.
pub fn select(name: &str) -> Result<&'static [Job]> {
    match JOBS.iter().position(|job| job.name == name) {
        _ if name == "all" => Ok(JOBS),
        Some(index) => Ok(&JOBS[index..=index]),
        None => {
            let names: Vec<_> = JOBS.iter().map(|job| job.name).collect();
            Err(Error::Usage(format!(
                "there is no job `{name}`. Choose one of: all, {}.",
                names.join(", ")
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_selects_one_job_and_all_selects_all() {
        assert_eq!(select("student-loop").unwrap()[0].name, "student-loop");
        assert_eq!(select("moons-64-numpy").unwrap().len(), 1);
        assert_eq!(select("all").unwrap().len(), JOBS.len());
        let error = select("moons").unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("moons-full-pytorch"), "{error}");
    }
}
