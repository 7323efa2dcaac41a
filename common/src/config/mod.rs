//! From what was typed to what is meant.
//!
//! Flags are optional: what was not typed comes from the table of defaults that a program keeps
//! for its data set and preset. The merged settings are written to `run.toml` before the first
//! step. When a run is resumed they come from there, and a flag that contradicts them is an
//! error: the resumed run has to be the one that was interrupted.

mod flags;

pub use flags::{BatchSize, Preset, Progress, SharedArgs};

use crate::data::{Dataset, full};
use crate::device::DeviceName;
use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

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

/// The flags of one training program, as typed.
///
/// Serialised they are a table of those that were typed, under the names of the settings.
pub trait ProgramArgs: clap::Args + Serialize {
    /// The settings that they become.
    type Config: Config;

    /// The program's name: its subcommand, and the folder of its runs.
    const TASK: &'static str;

    /// The `results.toml` of the assignment: what its programs are expected to reach.
    const RESULTS: &'static str;

    /// The flags that all programs share.
    fn shared(&self) -> &SharedArgs;

    /// What holds for this data set and preset unless a flag says otherwise. A program whose flags
    /// decide one another's defaults has its own: an optimiser its learning rate, say.
    fn defaults(&self, dataset: &Dataset, preset: Preset) -> Self::Config {
        Self::Config::defaults(dataset, preset)
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

/// What was typed, as a table from flag to value.
pub(crate) fn typed(args: &impl Serialize) -> Result<toml::Table> {
    toml::Table::try_from(args).map_err(|error| Error::Usage(error.to_string()))
}

/// Settings for a new run: the defaults of the data set and preset under the typed flags, and the
/// folder of the full data set where the run needs it.
pub(crate) fn resolve<A: ProgramArgs>(args: &A) -> Result<A::Config> {
    let shared = args.shared();
    let dataset = shared.dataset.clone();
    let dataset = dataset.unwrap_or_else(A::Config::default_dataset);
    let preset = shared.preset.unwrap_or(Preset::Course);
    let mut merged = to_table(&args.defaults(&dataset, preset))?;
    merged.extend(typed(args)?);
    if shared.data_dir.is_none()
        && let Some(folder) = full::folder(&dataset, preset)?
    {
        let folder = toml::Value::try_from(folder);
        let folder = folder.map_err(|error| Error::Failed(error.to_string()))?;
        merged.insert("data-dir".into(), folder);
    }
    merged
        .try_into()
        .map_err(|error| Error::Usage(error.to_string()))
}

/// Settings as a table.
pub(crate) fn to_table(config: &impl Config) -> Result<toml::Table> {
    toml::Table::try_from(config)
        .map_err(|error| Error::Failed(format!("the settings cannot be written: {error}")))
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
    fn a_contradiction_names_both_values() {
        let stored = "seed = 1\nlr = 0.1".parse().unwrap();
        refuse_contradictions(&"seed = 1".parse().unwrap(), &stored).unwrap();
        let error = refuse_contradictions(&"lr = 0.2".parse().unwrap(), &stored).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("0.2") && text.contains("0.1"), "{text}");
    }
}
