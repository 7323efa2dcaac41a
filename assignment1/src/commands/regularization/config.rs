//! The settings of `regularization`, and what suits a data set.

use super::cases::Topic;
use crate::commands::examples::ExamplesConfig;
use common::config::{BatchSize, Config, Preset, SharedConfig};
use common::data::Dataset;
use common::device::DeviceName;
use common::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Settings of `regularization`, as meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RegularizationConfig {
    /// What every program has; the learning rate is that of all topics but `batch-norm`, which
    /// compares several.
    #[serde(flatten)]
    pub shared: SharedConfig,
    /// What to compare.
    pub topics: Vec<Topic>,
    /// Trainings of each case.
    pub seeds: usize,
    /// Examples to learn from, including those held out; all if there are fewer.
    pub training_examples: usize,
    /// Overfitting: the share of wrong training labels, in `[0, 1]`.
    pub label_noise: f64,
    /// Overfitting: sizes of the hidden layers.
    pub hidden_sizes: Vec<usize>,
    /// Overfitting: λ of the L2 penalty, 0 or more.
    pub l2: f64,
    /// Overfitting: λ of the L1 penalty, 0 or more.
    pub l1: f64,
    /// Overfitting: the dropout rate, in `[0, 1)`.
    pub dropout: f64,
    /// Overfitting: epochs without improvement, at least 1.
    pub patience: usize,
    /// Generated data: how many, how noisy.
    #[serde(flatten)]
    pub examples: ExamplesConfig,
}

/// What suits a data set.
///
/// `l2`, `l1` and `dropout` are the best of 1, 2, 3 and 5 times the powers of ten, and of the tenths, by
/// the accuracy on the held-out tenth, whose labels are as noisy as those of the training: the mean of
/// the seeds 100 to 109 in `regularization --topics overfitting --seed 100 --seeds 10 --l2 …`, for
/// digits and for moons. The test set had no part in it, and the documented results have other seeds.
struct Suitable {
    topics: Vec<Topic>,
    training_examples: usize,
    label_noise: f64,
    hidden_sizes: Vec<usize>,
    lr: f64,
    epochs: usize,
    patience: usize,
    l2: f64,
    l1: f64,
    dropout: f64,
}

impl Suitable {
    fn of(dataset: &Dataset) -> Self {
        if dataset.is_generated() {
            return Self {
                // Two inputs leave little to normalise, and a deep network little to learn.
                topics: vec![Topic::Overfitting],
                training_examples: 100,
                label_noise: 0.2,
                hidden_sizes: vec![64; 3],
                lr: 0.1,
                epochs: 1500,
                patience: 50,
                l2: 0.01,
                l1: 0.003,
                dropout: 0.2,
            };
        }
        Self {
            topics: Topic::ALL.to_vec(),
            training_examples: 500,
            label_noise: 0.3,
            hidden_sizes: vec![256, 256],
            lr: 0.05,
            epochs: 60,
            patience: 10,
            l2: 0.03,
            l1: 0.003,
            dropout: 0.7,
        }
    }
}

impl Config for RegularizationConfig {
    fn default_dataset() -> Dataset {
        Dataset::Digits
    }

    fn defaults(dataset: &Dataset, preset: Preset) -> Self {
        let suitable = Suitable::of(dataset);
        let (training_examples, epochs, seeds) = match preset {
            Preset::Quick => (100, 2, 2),
            Preset::Course => (suitable.training_examples, suitable.epochs, 5),
            Preset::Paper => (suitable.training_examples, suitable.epochs, 20),
        };
        Self {
            shared: SharedConfig {
                preset,
                device: DeviceName::CPU,
                seed: 42,
                dataset: dataset.clone(),
                data_dir: None,
                epochs,
                batch_size: BatchSize::Of(32),
                lr: suitable.lr,
                eval_every: epochs.div_ceil(20),
            },
            topics: suitable.topics,
            seeds,
            training_examples,
            label_noise: suitable.label_noise,
            hidden_sizes: suitable.hidden_sizes,
            l2: suitable.l2,
            l1: suitable.l1,
            dropout: suitable.dropout,
            patience: suitable.patience,
            examples: ExamplesConfig::defaults(dataset),
        }
    }

    fn shared(&self) -> &SharedConfig {
        &self.shared
    }

    fn check(&self) -> Result<()> {
        self.shared.check()?;
        let sizes = self.hidden_sizes.iter().min().copied().unwrap_or(0);
        for (flag, value, least) in [
            ("seeds", self.seeds, 1),
            ("patience", self.patience, 1),
            ("hidden-sizes", sizes, 1),
            // A class of one example is never held out.
            ("training-examples", self.training_examples, 20),
        ] {
            if value < least {
                return Err(Error::Usage(format!("--{flag} must be at least {least}.")));
            }
        }
        for topic in Topic::ALL {
            if self.topics.iter().filter(|named| **named == topic).count() > 1 {
                return Err(Error::Usage("--topics: one is named twice.".into()));
            }
        }
        for (flag, value) in [("l1", self.l1), ("l2", self.l2)] {
            if !(value >= 0.0 && value.is_finite()) {
                return Err(Error::Usage(format!(
                    "--{flag} {value} is not a strength: it must be 0 or more."
                )));
            }
        }
        if !(0.0..1.0).contains(&self.dropout) {
            return Err(Error::Usage(format!(
                "--dropout {} is not a rate: it must be from 0 to below 1.",
                self.dropout
            )));
        }
        if !(0.0..=1.0).contains(&self.label_noise) {
            return Err(Error::Usage(format!(
                "--label-noise {} is not a share: it must be from 0 to 1.",
                self.label_noise
            )));
        }
        self.examples.check()
    }
}
