//! From what was typed to what is meant.
//!
//! Flags are optional: what was not typed comes from the table of defaults that a program keeps
//! for its data set and preset. The merged settings are written to `run.toml` before the first
//! step. When a run is resumed they come from there, and a flag that contradicts them is an
//! error: the resumed run has to be the one that was interrupted.

use crate::data::Dataset;
use crate::device::DeviceName;
use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
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
    /// The full setting of the assignment sheet or the paper.
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
        alias = "max_steps",
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

    /// A folder with full data sets, used instead of the embedded ones
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

/// The settings that every training program has, as they are meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SharedConfig {
    /// How long the program may take.
    pub preset: Preset,
    /// Where to compute.
    pub device: DeviceName,
    /// Seed of all random numbers.
    pub seed: u64,
    /// The data set.
    pub dataset: Dataset,
    /// A folder with full data sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// How often to go through the training set; at least 1.
    pub epochs: usize,
    /// Examples a step.
    pub batch_size: BatchSize,
    /// Learning rate; positive.
    pub lr: f64,
    /// Epochs from one evaluation to the next; at least 1.
    pub eval_every: usize,
}

impl SharedConfig {
    /// # Errors
    /// [`Error::Usage`] naming the flag whose value cannot be used.
    pub fn check(&self) -> Result<()> {
        if !(self.lr > 0.0 && self.lr.is_finite()) {
            return Err(Error::Usage(format!(
                "--lr {} is not a positive number. A common first choice is 0.01.",
                self.lr
            )));
        }
        for (flag, value) in [("epochs", self.epochs), ("eval-every", self.eval_every)] {
            if value == 0 {
                return Err(Error::Usage(format!("--{flag} must be at least 1.")));
            }
        }
        Ok(())
    }
}

/// The settings of one program.
pub trait Config: Serialize + DeserializeOwned {
    /// The table of defaults: what holds for this data set and preset unless a flag says otherwise.
    fn defaults(dataset: &Dataset, preset: Preset) -> Self;

    /// The data set that the program uses when none is named.
    fn default_dataset() -> Dataset;

    /// The part that all programs share.
    fn shared(&self) -> &SharedConfig;

    /// # Errors
    /// [`Error::Usage`] naming the flag whose value cannot be used.
    fn check(&self) -> Result<()> {
        self.shared().check()
    }
}

/// What was typed, as a table from flag to value.
pub(crate) fn typed(args: &impl Serialize) -> Result<toml::Table> {
    toml::Table::try_from(args).map_err(|error| Error::Usage(error.to_string()))
}

/// Settings for a new run: the defaults of the data set and preset under the typed flags.
pub(crate) fn resolve<C: Config>(typed: &toml::Table, shared: &SharedArgs) -> Result<C> {
    let dataset = shared.dataset.clone().unwrap_or_else(C::default_dataset);
    let preset = shared.preset.unwrap_or(Preset::Course);
    let mut merged = toml::Table::try_from(C::defaults(&dataset, preset))
        .map_err(|error| Error::Failed(format!("the defaults cannot be written: {error}")))?;
    for (flag, value) in typed {
        merged.insert(flag.clone(), value.clone());
    }
    merged
        .try_into()
        .map_err(|error| Error::Usage(error.to_string()))
}

/// Refuses typed flags that differ from the settings of the run that is to be resumed.
pub(crate) fn refuse_contradictions(typed: &toml::Table, stored: &toml::Table) -> Result<()> {
    for (flag, value) in typed {
        let was = stored.get(flag);
        if was != Some(value) {
            let was = was.map_or("not set".into(), |was| format!("--{flag} {was}"));
            return Err(Error::Usage(format!(
                "--{flag} {value} contradicts the run that is to be resumed, which has {was}. \
                 Leave the flag out, or start a new run without --resume."
            )));
        }
    }
    Ok(())
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

    #[test]
    fn a_contradiction_names_both_values() {
        let stored = "seed = 1\nlr = 0.1".parse().unwrap();
        refuse_contradictions(&"seed = 1".parse().unwrap(), &stored).unwrap();
        let error = refuse_contradictions(&"lr = 0.2".parse().unwrap(), &stored).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("0.2") && text.contains("0.1"), "{text}");
    }
}
