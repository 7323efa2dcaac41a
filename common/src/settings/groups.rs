//! Groups of flags that programs share.

use super::values::{at_least, non_negative};
use crate::device::DeviceName;
use serde::Serialize;
use std::path::PathBuf;

/// How long a program may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Seconds: for tests and a first look. The result means nothing.
    Quick,
    /// At most two minutes on two cores, on the embedded data.
    Course,
    /// The full setting of the assignment sheet or the paper, on the full data set.
    Paper,
}

/// What every run has; no program mentions it.
#[derive(Debug, Clone, PartialEq, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct Base {
    /// How long the program may take
    #[arg(long, value_enum)]
    pub preset: Preset,

    /// Where to compute: cpu, ndarray, wgpu, vulkan, metal, cuda, rocm, with an optional index
    /// as in cuda:1 (`devices` lists them)
    #[arg(long, value_name = "DEVICE")]
    pub device: DeviceName,

    /// Seed of all random numbers
    // TOML, in which settings are kept, ends where i64 ends.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64))]
    pub seed: u64,
}

impl Default for Base {
    fn default() -> Self {
        Self {
            preset: Preset::Course,
            device: DeviceName::CPU,
            seed: 42,
        }
    }
}

/// The length of a training that goes through its training set again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct Epochs {
    /// How often to go through the training set
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    pub epochs: usize,

    /// Epochs from one evaluation to the next
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    pub eval_every: usize,
}

/// The length of a training that is counted in steps, as where examples never end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct Steps {
    /// How many updates to make
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    pub steps: usize,

    /// Steps from one evaluation to the next
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    pub eval_every: usize,
}

/// How long a training is, and how often it is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// In epochs, which are the axis of its curves.
    Epochs(Epochs),
    /// In steps, which are the axis of its curves.
    Steps(Steps),
}

impl Length {
    /// That of a program without a training.
    pub const NONE: Self = Self::Epochs(Epochs {
        epochs: 1,
        eval_every: 1,
    });

    /// The last step, and the steps from one evaluation to the next.
    pub fn in_steps(self, per_epoch: usize) -> (usize, usize) {
        match self {
            Self::Steps(of) => (of.steps, of.eval_every),
            Self::Epochs(of) => (
                of.epochs.saturating_mul(per_epoch),
                of.eval_every.saturating_mul(per_epoch),
            ),
        }
    }

    /// What the curves of a training are drawn over.
    pub fn axis(self) -> &'static str {
        match self {
            Self::Epochs(_) => "epoch",
            Self::Steps(_) => "step",
        }
    }
}

impl From<Epochs> for Length {
    fn from(epochs: Epochs) -> Self {
        Self::Epochs(epochs)
    }
}

impl From<Steps> for Length {
    fn from(steps: Steps) -> Self {
        Self::Steps(steps)
    }
}

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Progress {
    /// A bar on a terminal, plain lines elsewhere.
    #[default]
    Auto,
    /// A bar.
    Bar,
    /// One line an evaluation, at most one a second.
    Plain,
    /// Nothing.
    None,
}

/// Which figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Figures {
    /// The few that a program shows first.
    #[default]
    Main,
    /// Every one that it knows.
    All,
}

/// Where a run goes and what is told of it; none of it changes a result, so none is a setting.
#[derive(Debug, Clone, PartialEq, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// Where run folders are made
    #[arg(long, value_name = "DIR", default_value = "runs")]
    pub out_dir: PathBuf,

    /// Continue an interrupted run: its folder, or without a value the newest unfinished one
    #[arg(long, value_name = "RUN", num_args = 0..=1)]
    pub resume: Option<Option<PathBuf>>,

    /// Start from the settings in this file, as --print-config prints them; a run.toml is one
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    pub config: Option<PathBuf>,

    /// Print the settings as TOML and stop
    #[arg(long)]
    pub print_config: bool,

    /// How progress is shown on standard error
    #[arg(long, value_enum, default_value_t)]
    pub progress: Progress,

    /// Print the result as one line of JSON on standard output
    #[arg(long)]
    pub json: bool,

    /// Which figures to draw
    #[arg(long, value_enum, default_value_t)]
    pub figures: Figures,

    /// Draw no figures and write no report
    #[arg(long, conflicts_with = "figures")]
    pub no_figures: bool,

    /// Save a checkpoint at an evaluation if this many seconds have passed since the last one
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = non_negative)]
    pub checkpoint_seconds: f64,
}
