//! The examples that the programs of a classifier learn from: flags, checks, loading.

use common::by_hand::{Device, Streams};
use common::config::SharedConfig;
use common::data::{self, Data, Dataset, Source};
use common::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Flags of generated data, as typed.
#[derive(Debug, Clone, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct ExamplesArgs {
    /// Generated data: how many examples, training and test together
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    examples: Option<usize>,

    /// Generated data: standard deviation of the noise on each coordinate
    #[arg(long, value_name = "SIGMA", allow_negative_numbers = true)]
    noise: Option<f64>,
}

/// Settings of generated data, as meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ExamplesConfig {
    /// Examples in all, split 80/20.
    pub examples: usize,
    /// Standard deviation of the noise.
    pub noise: f64,
}

impl ExamplesConfig {
    /// What the sheet has, with less noise where classes would overlap.
    pub fn defaults(dataset: &Dataset) -> Self {
        Self {
            examples: 1000,
            // The circles are 0.2 apart; with more noise than this they overlap.
            noise: if *dataset == Dataset::Circles {
                0.05
            } else {
                0.1
            },
        }
    }

    /// # Errors
    /// [`Error::Usage`] naming the flag whose value cannot be used.
    pub fn check(&self) -> Result<()> {
        if self.examples < 10 {
            return Err(Error::Usage(format!(
                "--examples {} is too few: at least 10 are needed for a training and a test set",
                self.examples
            )));
        }
        if !(self.noise >= 0.0 && self.noise.is_finite()) {
            return Err(Error::Usage(format!(
                "--noise {} is not a standard deviation: it must be 0 or more",
                self.noise
            )));
        }
        Ok(())
    }

    /// The data set as rows of features, scaled in the way that suits it.
    ///
    /// # Errors
    /// Those of [`data::load_flat`].
    pub fn load(
        &self,
        shared: &SharedConfig,
        streams: Streams,
        device: &Device,
    ) -> Result<Data<2>> {
        let data = data::load_flat(&Source {
            dataset: &shared.dataset,
            examples: self.examples,
            noise: self.noise,
            data_dir: shared.data_dir.as_deref(),
            streams,
            device,
        })?;
        Ok(match shared.dataset {
            // Each measured feature has its own unit. So have the pixels of clothes, which fill the
            // same frame: some are nearly always bright, and would make every larger step too large.
            Dataset::Iris | Dataset::Csv(_) | Dataset::FashionMnist => data.standardize(),
            // Points need nothing, and pixels share one unit.
            _ if shared.dataset.is_generated() => data,
            _ => data.normalize(),
        })
    }
}
