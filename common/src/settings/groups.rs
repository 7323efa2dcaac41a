//! Groups of flags that programs share.

use super::Typed;
use super::values::{at_least, non_negative};
use crate::device::DeviceName;
use crate::error::{Error, Result};
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

impl Steps {
    /// The length of a study whose trainings have this one: what it calls an epoch is a round of each, from one
    /// evaluation to the next.
    pub fn in_rounds(self) -> Length {
        Length::Epochs(Epochs {
            epochs: self.steps.div_ceil(self.eval_every),
            eval_every: 1,
        })
    }
}

/// The length of a training in epochs or in steps, whichever is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct EpochsOrSteps {
    /// How often to go through the training set; 100 steps each where every step has new examples
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    epochs: Option<usize>,

    /// How many updates to make, in place of --epochs
    #[arg(long, value_name = "N", conflicts_with = "epochs", value_parser = at_least::<1>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<usize>,

    /// Epochs from one evaluation to the next, or steps, where the length is counted in those
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    eval_every: usize,
}

impl EpochsOrSteps {
    /// This length, or one in the unit that was typed, which is then measured after every epoch, or twenty
    /// times.
    pub fn defaults(typed: &Typed, usual: Length) -> Self {
        let [epochs, steps] = ["epochs", "steps"].map(|field| typed.get::<usize>(field));
        match (epochs, steps, usual) {
            (None, Some(steps), Length::Epochs(_)) => Self {
                epochs: None,
                steps: Some(steps),
                eval_every: (steps / 20).max(1),
            },
            (Some(epochs), None, Length::Steps(_)) => Self {
                epochs: Some(epochs),
                steps: None,
                eval_every: 1,
            },
            (_, _, Length::Epochs(of)) => Self {
                epochs: Some(of.epochs),
                steps: None,
                eval_every: of.eval_every,
            },
            (_, _, Length::Steps(of)) => Self {
                epochs: None,
                steps: Some(of.steps),
                eval_every: of.eval_every,
            },
        }
    }

    /// Refuses both at once, where one stands in a file and the other was typed.
    ///
    /// # Errors
    /// [`Error::Usage`] with both flags.
    pub fn check(self) -> Result<()> {
        match (self.epochs, self.steps) {
            (Some(epochs), Some(steps)) => Err(Error::Usage(format!(
                "--epochs {epochs} and --steps {steps} are two lengths of one training. Leave one of them \
                 out, also in the file of --config."
            ))),
            _ => Ok(()),
        }
    }
}

impl From<EpochsOrSteps> for Length {
    fn from(length: EpochsOrSteps) -> Self {
        let eval_every = length.eval_every;
        match (length.epochs, length.steps) {
            (_, Some(steps)) => Self::Steps(Steps { steps, eval_every }),
            (epochs, None) => Self::Epochs(Epochs {
                epochs: epochs.unwrap_or(1),
                eval_every,
            }),
        }
    }
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
