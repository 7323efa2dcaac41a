//! The table of jobs: what is done, by whom else, and what the project promises of it.

use crate::student_loop;
use common::config::BatchSize;
use common::data::Dataset;
use common::error::{Error, Result};
use std::fmt;

/// One job: work of this project, most often beside the same work of another.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its name on the command line.
    pub name: &'static str,
    /// What is measured, in one line.
    pub what: &'static str,
    /// What is done.
    pub work: Work,
    /// What the project promises.
    pub goals: &'static [Goal],
}

/// What a job does.
#[derive(Debug, Clone)]
pub enum Work {
    /// Steps of a training, each side in a process that times itself.
    Steps(Training, Script),
    /// A whole process from its start to its end, timed from outside.
    Process(Script),
    /// From an edit to its result; there is no other side.
    StudentLoop,
}

/// The training whose steps are timed; both sides get these numbers from here.
#[derive(Debug, Clone)]
pub struct Training {
    /// The data set.
    pub dataset: Dataset,
    /// Sizes of the hidden layers; the scripts have them too.
    pub hidden_sizes: &'static [usize],
    /// Examples a step.
    pub batch_size: BatchSize,
    /// η of plain stochastic gradient descent.
    pub learning_rate: f64,
    /// Steps before the clock starts: caches fill and lazy initialisation ends.
    pub warm_up: usize,
    /// Steps that are timed.
    pub steps: usize,
}

/// The other side.
#[derive(Debug, Clone)]
pub struct Script {
    /// Its file in `bench/python`.
    pub file: &'static str,
    /// The Python packages that it needs.
    pub packages: &'static [&'static str],
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

const NUMPY: &[&str] = &["numpy"];
const NUMPY_AND_PYTORCH: &[&str] = &["numpy", "torch"];
const PYTORCH: &[&str] = &["torch"];

const MOONS_64: Training = Training {
    dataset: Dataset::Moons,
    hidden_sizes: &[20],
    batch_size: BatchSize::Of(64),
    learning_rate: 1e-2,
    warm_up: 1000,
    steps: 10_000,
};

const MOONS_FULL: Training = Training {
    batch_size: BatchSize::Full,
    warm_up: 500,
    steps: 5000,
    ..MOONS_64
};

const MNIST: Training = Training {
    dataset: Dataset::Mnist,
    hidden_sizes: &[512, 256],
    batch_size: BatchSize::Of(128),
    learning_rate: 0.1,
    warm_up: 20,
    steps: 200,
};

const MOONS_NUMPY: Script = Script {
    file: "moons_numpy.py",
    packages: NUMPY,
};

const MOONS_PYTORCH: Script = Script {
    file: "moons_pytorch.py",
    packages: NUMPY_AND_PYTORCH,
};

/// All jobs, in the order in which `all` runs them.
pub const JOBS: [Job; 7] = [
    Job {
        name: "moons-64-numpy",
        what: "one step of the MLP by hand on moons, batch 64, beside NumPy",
        work: Work::Steps(MOONS_64, MOONS_NUMPY),
        goals: &[Goal::Faster(2.0)],
    },
    Job {
        name: "moons-64-pytorch",
        what: "the same beside PyTorch",
        work: Work::Steps(MOONS_64, MOONS_PYTORCH),
        goals: &[Goal::Faster(2.0)],
    },
    Job {
        name: "moons-full-numpy",
        what: "one step on all 800 examples, beside NumPy",
        work: Work::Steps(MOONS_FULL, MOONS_NUMPY),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "moons-full-pytorch",
        what: "the same beside PyTorch",
        work: Work::Steps(MOONS_FULL, MOONS_PYTORCH),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "mnist-mlp-pytorch",
        what: "one step of a 784-512-256-10 MLP by hand on MNIST, batch 128, beside PyTorch",
        work: Work::Steps(
            MNIST,
            Script {
                file: "mnist_pytorch.py",
                packages: NUMPY_AND_PYTORCH,
            },
        ),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "process-pytorch",
        what: "all of `assignment1 mlp` without figures, beside a PyTorch program",
        work: Work::Process(Script {
            file: "process_pytorch.py",
            packages: PYTORCH,
        }),
        goals: &[Goal::Faster(5.0), Goal::Smaller(2.0)],
    },
    Job {
        name: "student-loop",
        what: "from an edit of linear.rs to the result of gradcheck and of its tests",
        work: Work::StudentLoop,
        goals: &[Goal::Seconds(student_loop::GOAL_SECONDS)],
    },
];

/// The jobs that a name on the command line means: one of them, or `all`.
///
/// # Errors
/// [`Error::Usage`] with the names, if there is none of this name.
pub fn select(name: &str) -> Result<&'static [Job]> {
    static ALL: [Job; 7] = JOBS;
    if name == "all" {
        return Ok(&ALL);
    }
    match ALL.iter().position(|job| job.name == name) {
        Some(index) => Ok(&ALL[index..=index]),
        None => Err(Error::Usage(format!(
            "there is no job `{name}`. Choose one of: all, {}.",
            JOBS.map(|job| job.name).join(", ")
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python;

    #[test]
    fn a_name_selects_one_job_and_all_selects_all() {
        assert_eq!(select("student-loop").unwrap()[0].name, "student-loop");
        assert_eq!(select("moons-64-numpy").unwrap().len(), 1);
        assert_eq!(select("all").unwrap().len(), JOBS.len());
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let error = select("moons").unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("moons-full-pytorch"), "{error}");
    }

    #[test]
    fn every_script_is_there() {
        for job in JOBS {
            if let Work::Steps(_, script) | Work::Process(script) = job.work {
                assert!(python::script(script.file).is_file(), "{}", script.file);
            }
        }
    }
}
