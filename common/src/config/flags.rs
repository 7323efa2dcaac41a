//! The flags that every training program has, and the types of their values.

use crate::data::Dataset;
use crate::device::DeviceName;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// How long a program may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Seconds: for tests and a first look. The result means nothing.
    Quick,
    /// At most two minutes on two cores, on the embedded data.
    Course,
    /// The full setting of the assignment sheet or the paper, on the full data set.
    Paper,
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

/// The flags that every training program has.
#[derive(Debug, Clone, Default, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct SharedArgs {
    /// Where to compute: cpu, ndarray, wgpu, vulkan, metal, cuda, rocm, with an optional index
    /// as in cuda:1 (`devices` lists them)
    #[arg(long, value_name = "DEVICE")]
    pub device: Option<DeviceName>,

    /// Seed of all random numbers
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// How often to go through the training set
    #[arg(
        long,
        value_name = "N",
        aliases = ["max_steps", "max_epochs"],
        allow_negative_numbers = true
    )]
    pub epochs: Option<usize>,

    /// Examples a step: a number, or `full` for the whole training set
    #[arg(long, value_name = "N|full", allow_negative_numbers = true)]
    pub batch_size: Option<BatchSize>,

    /// Epochs from one evaluation to the next
    #[arg(
        long,
        value_name = "N",
        alias = "eval_freq",
        allow_negative_numbers = true
    )]
    pub eval_every: Option<usize>,

    /// Learning rate
    #[arg(
        long,
        value_name = "RATE",
        alias = "learning_rate",
        allow_negative_numbers = true
    )]
    pub lr: Option<f64>,

    /// The data set
    #[arg(long, value_name = "NAME|FILE.csv")]
    pub dataset: Option<Dataset>,

    /// A folder with full data sets, used instead of the embedded ones [default: the folder of
    /// `data path` where the full set is needed: --preset paper, cifar10]
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// How long the program may take
    #[arg(long, value_enum)]
    pub preset: Option<Preset>,

    /// Where run folders are made [default: runs]
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    #[serde(skip)]
    pub out_dir: Option<PathBuf>,

    /// Continue an interrupted run: its folder, or without a value the newest unfinished one
    #[arg(long, value_name = "RUN", num_args = 0..=1, help_heading = "Output")]
    #[serde(skip)]
    pub resume: Option<Option<PathBuf>>,

    /// How progress is shown on standard error
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    #[serde(skip)]
    pub progress: Progress,

    /// Print the result as one line of JSON on standard output
    #[arg(long, help_heading = "Output")]
    #[serde(skip)]
    pub json: bool,

    /// Draw no figures and write no report
    #[arg(long, help_heading = "Output")]
    #[serde(skip)]
    pub no_figures: bool,

    /// Save a checkpoint at an evaluation if this many seconds have passed since the last one
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 10.0,
        help_heading = "Output"
    )]
    #[serde(skip)]
    pub checkpoint_seconds: f64,
}

/// Examples a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum BatchSize {
    /// The whole training set: gradient descent in the strict sense.
    Full,
    /// This many, at least 1.
    Of(usize),
}

impl BatchSize {
    /// The number of examples a step on a training set of `examples`.
    ///
    /// # Errors
    /// [`Error::Usage`] if the batch is larger than the set.
    pub fn resolve(self, examples: usize) -> Result<usize> {
        match self {
            Self::Full => Ok(examples),
            Self::Of(size) if size <= examples => Ok(size),
            Self::Of(size) => Err(Error::Usage(format!(
                "--batch-size {size} is larger than the training set of {examples} examples. \
                 Use --batch-size full for all of them."
            ))),
        }
    }
}

impl fmt::Display for BatchSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => write!(f, "full"),
            Self::Of(size) => write!(f, "{size}"),
        }
    }
}

impl FromStr for BatchSize {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text.parse() {
            _ if text == "full" => Ok(Self::Full),
            Ok(size) if size > 0 => Ok(Self::Of(size)),
            _ => Err(Error::Usage(format!(
                "a batch is `full` or a number of examples from 1, not `{text}`"
            ))),
        }
    }
}

impl TryFrom<String> for BatchSize {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<BatchSize> for String {
    fn from(size: BatchSize) -> Self {
        size.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batch_sizes_are_full_or_positive_and_fit_the_set() {
        assert_eq!("full".parse::<BatchSize>().unwrap(), BatchSize::Full);
        assert_eq!("32".parse::<BatchSize>().unwrap(), BatchSize::Of(32));
        for wrong in ["0", "-1", "many", "1.5"] {
            assert!(wrong.parse::<BatchSize>().is_err(), "{wrong}");
        }
        assert_eq!(BatchSize::Full.resolve(800).unwrap(), 800);
        assert_eq!(BatchSize::Of(801).resolve(800).unwrap_err().exit_code(), 2);
    }
}
