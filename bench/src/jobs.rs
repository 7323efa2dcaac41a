//! The table of jobs: what is done, by whom else, and what the project promises of it.

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
    /// Steps before the clock starts: caches fill and lazy initialisation ends.
    pub warm_up: usize,
    /// Steps that are timed.
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

/// The words of the network 2-20-2 on moons, and some more.
macro_rules! moons {
    ($more:literal) => {
        concat!(
            "assignment1 mlp --dataset moons --examples 1000 --noise 0.1 --hidden-sizes 20 ",
            "--activation relu --optimizer sgd --schedule constant --lr 0.01 --seed 42 ",
            $more
        )
    };
}

/// The words of a convolutional network, trained by Adam on images as they are.
macro_rules! cnn {
    ($more:literal) => {
        concat!(
            "assignment2 cnn --optimizer adam --lr 0.001 --schedule constant --weight-decay 0 ",
            "--label-smoothing 0 --hold-out 0 --kernels fast --seed 42 ",
            $more
        )
    };
}

/// The words of a recurrent network that completes palindromes of 21 digits: 128 of them again and again, which
/// are learned by heart. On new ones in every step, the loss of so short a training would fall by chance alone.
macro_rules! palindromes {
    ($program:literal, $kernels:literal) => {
        concat!(
            "assignment2 ",
            $program,
            " --palindromes distinct --data-size 160 --portion-train 0.8 --input-length 20 --encoding scalar ",
            "--num-hidden 128 --batch-size 128 --lr 0.001 --schedule constant --max-norm 10 --seed 42 --kernels ",
            $kernels
        )
    };
}

const fn sequences(words: &'static str, script: &'static str) -> Work {
    Work::Steps(Training {
        words,
        script,
        warm_up: 10,
        steps: 100,
    })
}

/// A language model of characters that reads windows of 64.
const fn characters(script: &'static str) -> Work {
    Work::Steps(Training {
        words: "assignment2 text --dataset shakespeare --cell lstm --layers 1 --hidden 256 --dropout 0 \
                --batch-size 32 --window 64 --optimizer adam --lr 0.004 --schedule constant --max-norm 5 --seed 42",
        script,
        warm_up: 3,
        steps: 20,
    })
}

const fn moons_64(script: &'static str) -> Work {
    Work::Steps(Training {
        words: moons!("--batch-size 64"),
        script,
        warm_up: 1000,
        steps: 10_000,
    })
}

const fn moons_full(script: &'static str) -> Work {
    Work::Steps(Training {
        words: moons!("--batch-size full"),
        script,
        warm_up: 500,
        steps: 5000,
    })
}

/// All jobs, in the order in which `all` runs them.
pub static JOBS: &[Job] = &[
    Job {
        name: "moons-64-numpy",
        what: "one step of the MLP by hand on moons, batch 64, beside NumPy",
        work: moons_64("moons_numpy.py"),
        goals: &[Goal::Faster(2.0)],
    },
    Job {
        name: "moons-64-pytorch",
        what: "the same beside PyTorch",
        work: moons_64("moons_pytorch.py"),
        goals: &[Goal::Faster(2.0)],
    },
    Job {
        name: "moons-full-numpy",
        what: "one step on all 800 examples, beside NumPy",
        work: moons_full("moons_numpy.py"),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "moons-full-pytorch",
        what: "the same beside PyTorch",
        work: moons_full("moons_pytorch.py"),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "mnist-mlp-pytorch",
        what: "one step of a 784-512-256-10 MLP by hand, batch 128, beside PyTorch",
        work: Work::Steps(Training {
            words: "assignment1 mlp --dataset mnist --hidden-sizes 512,256 --activation relu \
                    --optimizer sgd --schedule constant --batch-size 128 --lr 0.1 --seed 42",
            script: "mnist_pytorch.py",
            warm_up: 20,
            steps: 200,
        }),
        goals: &[Goal::Faster(1.0)],
    },
    Job {
        name: "vgg-pytorch",
        what: "one step of the course's VGG on emoji, batch 32, beside PyTorch",
        work: Work::Steps(Training {
            words: cnn!("--arch vgg --dataset emoji --batch-size 32"),
            script: "vgg_pytorch.py",
            warm_up: 4,
            steps: 20,
        }),
        goals: &[Goal::Faster(0.8)],
    },
    Job {
        name: "lenet-pytorch",
        what: "one step of LeNet on MNIST, batch 64, beside PyTorch",
        work: Work::Steps(Training {
            words: cnn!("--arch lenet --dataset mnist --dropout 0.4 --batch-size 64"),
            script: "lenet_pytorch.py",
            warm_up: 10,
            steps: 100,
        }),
        goals: &[],
    },
    Job {
        name: "resnet-pytorch",
        what: "one step of a residual network on emoji, batch 64, beside PyTorch",
        work: Work::Steps(Training {
            words: cnn!("--arch resnet --dataset emoji --batch-size 64"),
            script: "resnet_pytorch.py",
            warm_up: 2,
            steps: 8,
        }),
        goals: &[],
    },
    Job {
        name: "lstm-loop-pytorch",
        what: "one step of an LSTM on 20 digits, batch 128, beside a loop in PyTorch",
        work: sequences(palindromes!("lstm", "fast"), "lstm_loop_pytorch.py"),
        goals: &[Goal::Faster(1.5)],
    },
    Job {
        name: "lstm-pytorch",
        what: "the same beside `nn.LSTM`",
        work: sequences(palindromes!("lstm", "fast"), "lstm_pytorch.py"),
        goals: &[Goal::Faster(0.7)],
    },
    Job {
        name: "lstm-exercise-pytorch",
        what: "the same with the exercise's cell, beside a loop in PyTorch",
        work: sequences(palindromes!("lstm", "exercise"), "lstm_loop_pytorch.py"),
        goals: &[],
    },
    Job {
        name: "gru-loop-pytorch",
        what: "one step of a GRU on 20 digits, batch 128, beside a loop in PyTorch",
        work: sequences(palindromes!("gru", "fast"), "gru_loop_pytorch.py"),
        goals: &[Goal::Faster(1.5)],
    },
    Job {
        name: "gru-pytorch",
        what: "the same beside `nn.GRU`",
        work: sequences(palindromes!("gru", "fast"), "gru_pytorch.py"),
        goals: &[Goal::Faster(0.7)],
    },
    Job {
        name: "char-lstm-loop-pytorch",
        what: "one step of a character LSTM, 32 windows of 64, beside a loop in PyTorch",
        work: characters("char_lstm_loop_pytorch.py"),
        goals: &[Goal::Faster(1.5)],
    },
    Job {
        name: "char-lstm-pytorch",
        what: "the same beside `nn.LSTM`",
        work: characters("char_lstm_pytorch.py"),
        goals: &[Goal::Faster(0.7)],
    },
    Job {
        name: "process-pytorch",
        what: "all of `assignment1 mlp` without figures, beside a PyTorch program",
        work: Work::Process {
            words: moons!("--batch-size full --epochs 1500 --eval-every 10"),
            script: "process_pytorch.py",
        },
        goals: &[Goal::Faster(5.0), Goal::Smaller(2.0)],
    },
    Job {
        name: "student-loop",
        what: "from an edit of linear.rs to the result of gradcheck and of its tests",
        work: Work::StudentLoop,
        goals: &[Goal::Seconds(5.0)],
    },
];

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
