//! `mlp`: trains a multi-layer perceptron written by hand.

use super::evaluate;
use super::examples::{ExamplesArgs, ExamplesConfig};
use super::names::{OptimizerName, ScheduleName};
use crate::learner::ByHand;
use crate::mlp::{Activation, Mlp};
use common::by_hand::Optimizer;
use common::config::{BatchSize, Config, Preset, ProgramArgs, SharedArgs, SharedConfig};
use common::data::Dataset;
use common::device::DeviceName;
use common::error::{Error, Result};
use common::fit::fit;
use common::metrics;
use common::run::Run;
use common::{figures, plots};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Flags of `mlp`, as typed.
#[derive(Debug, Clone, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct MlpArgs {
    #[command(flatten)]
    #[serde(flatten)]
    shared: SharedArgs,

    /// Sizes of the hidden layers, from input to output
    #[arg(
        long,
        value_name = "N,N,…",
        value_delimiter = ',',
        alias = "dnn_hidden_units"
    )]
    hidden_sizes: Option<Vec<usize>>,

    /// Function between the layers
    #[arg(long, value_enum)]
    activation: Option<ActivationName>,

    /// Update rule; all but sgd have a learning rate of their own unless --lr says otherwise
    #[arg(long, value_enum)]
    optimizer: Option<OptimizerName>,

    /// How the learning rate changes during the training
    #[arg(long, value_enum)]
    schedule: Option<ScheduleName>,

    #[command(flatten)]
    #[serde(flatten)]
    examples: ExamplesArgs,
}

impl ProgramArgs for MlpArgs {
    type Config = MlpConfig;
    const TASK: &'static str = "mlp";
    const RESULTS: &'static str = crate::RESULTS;

    fn shared(&self) -> &SharedArgs {
        &self.shared
    }

    fn defaults(&self, dataset: &Dataset, preset: Preset) -> MlpConfig {
        let mut config = MlpConfig::defaults(dataset, preset);
        if let Some(rate) = self.optimizer.and_then(OptimizerName::usual_rate) {
            config.shared.lr = rate;
        }
        config
    }
}

/// Settings of `mlp`, as meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MlpConfig {
    /// What every program has.
    #[serde(flatten)]
    pub shared: SharedConfig,
    /// Sizes of the hidden layers; may be empty.
    pub hidden_sizes: Vec<usize>,
    /// Function between the layers.
    pub activation: ActivationName,
    /// Update rule.
    pub optimizer: OptimizerName,
    /// How the learning rate changes.
    pub schedule: ScheduleName,
    /// Generated data: how many, how noisy.
    #[serde(flatten)]
    pub examples: ExamplesConfig,
}

/// [`Activation`] as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the variants are those of `Activation`")]
pub enum ActivationName {
    Relu,
    LeakyRelu,
    Tanh,
    Sigmoid,
}

impl From<ActivationName> for Activation {
    fn from(name: ActivationName) -> Self {
        match name {
            ActivationName::Relu => Self::Relu,
            ActivationName::LeakyRelu => Self::LeakyRelu,
            ActivationName::Tanh => Self::Tanh,
            ActivationName::Sigmoid => Self::Sigmoid,
        }
    }
}

impl Config for MlpConfig {
    fn default_dataset() -> Dataset {
        Dataset::Moons
    }

    fn defaults(dataset: &Dataset, preset: Preset) -> Self {
        use BatchSize::{Full, Of};
        // (hidden sizes, learning rate, batch size, epochs, evaluation every). The first row is
        // the assignment sheet's; the others are the smallest that reach the data set's plateau.
        let (hidden_sizes, lr, batch_size, epochs, eval_every) = match dataset {
            Dataset::Moons => (vec![20], 1e-2, Full, 1500, 10),
            Dataset::Gaussians | Dataset::GaussiansClose => (vec![20], 0.1, Of(32), 50, 1),
            // Coordinates of 10 and more: the same step in the weights does ten times as much.
            Dataset::GaussiansWide => (vec![20], 0.01, Of(32), 50, 1),
            Dataset::Circles | Dataset::Xor => (vec![20], 0.1, Of(32), 300, 3),
            Dataset::Rings => (vec![32], 0.1, Of(32), 200, 2),
            Dataset::Spirals => (vec![64, 64], 0.1, Of(32), 300, 3),
            Dataset::Iris | Dataset::Csv(_) => (vec![20], 0.05, Of(16), 200, 2),
            Dataset::Digits => (vec![64], 0.1, Of(32), 40, 1),
            // The full sets of the preset `paper` have twelve times as many examples an epoch.
            Dataset::Mnist if preset == Preset::Paper => (vec![512], 0.2, Of(64), 12, 1),
            Dataset::FashionMnist if preset == Preset::Paper => (vec![512], 0.02, Of(32), 12, 1),
            Dataset::Mnist => (vec![512], 0.2, Of(32), 15, 1),
            Dataset::FashionMnist => (vec![512], 0.005, Of(32), 40, 1),
            Dataset::Cifar10 => (vec![512, 256], 0.05, Of(64), 8, 1),
            Dataset::Emoji | Dataset::Faces => (vec![256], 0.05, Of(32), 30, 1),
        };
        Self {
            shared: SharedConfig {
                preset,
                device: DeviceName::CPU,
                seed: 42,
                dataset: dataset.clone(),
                data_dir: None,
                epochs: if preset == Preset::Quick {
                    (epochs / 20).max(1)
                } else {
                    epochs
                },
                batch_size,
                lr,
                eval_every,
            },
            hidden_sizes,
            activation: ActivationName::Relu,
            optimizer: OptimizerName::Sgd,
            schedule: ScheduleName::Constant,
            examples: ExamplesConfig::defaults(dataset),
        }
    }

    fn shared(&self) -> &SharedConfig {
        &self.shared
    }

    fn check(&self) -> Result<()> {
        self.shared.check()?;
        if self.hidden_sizes.contains(&0) {
            return Err(Error::Usage(
                "--hidden-sizes: a layer needs at least one unit".into(),
            ));
        }
        self.examples.check()
    }
}

/// Trains, evaluates, draws.
///
/// # Errors
/// As documented for every program: bad settings, bad data, divergence, interruption, full disk.
pub fn run(args: &MlpArgs) -> Result<()> {
    let (mut run, config) = Run::open(args)?;
    let learner = learner(&config, &run)?;
    let mut learner = fit(&mut run, learner)?;
    if run.wants_figures() {
        draw(&run, &mut learner)?;
    }
    run.finish()
}

/// The metrics of a run's last checkpoint.
///
/// # Errors
/// [`Error::Usage`] if there is no such run or it has no checkpoint.
pub(super) fn evaluate(folder: &Path) -> Result<evaluate::Metrics> {
    let (run, config, checkpoint) = Run::reopen::<MlpArgs>(folder)?;
    evaluate::metrics(learner(&config, &run)?, &checkpoint)
}

fn learner(config: &MlpConfig, run: &Run) -> Result<ByHand> {
    let data = config
        .examples
        .load(&config.shared, run.streams, &run.device)?;
    let network = Mlp::new(
        data.features(),
        &config.hidden_sizes,
        data.classes.len(),
        config.activation.into(),
        &mut run.streams.stream("weights"),
        &run.device,
    );
    let rate = config.shared.lr;
    let optimizer = Optimizer::boxed(config.optimizer.rule(), rate);
    let batch_size = config.shared.batch_size.resolve(data.train.len())?;
    let learner = ByHand::new(network, optimizer, data, batch_size, run.streams);
    Ok(config.schedule.apply(learner, rate, config.shared.epochs))
}

fn draw(run: &Run, learner: &mut ByHand) -> Result<()> {
    for metric in ["accuracy", "loss"] {
        run.save_figure(metric, &plots::history(run.folder(), metric)?)?;
    }
    let (classes, labels) = {
        let data = learner.data();
        (data.classes.clone(), data.test.labels().to_vec())
    };
    let predictions = learner.test_predictions();
    let counts = metrics::confusion_matrix(classes.len(), &labels, &predictions);
    run.save_figure(
        "confusion",
        &figures::confusion("Test set", &classes, &counts),
    )?;
    if learner.data().features() == 2 {
        let data = learner.data().clone();
        let figure = plots::boundary(&data, |points| learner.logits(points));
        run.save_figure("decision-boundary", &figure)?;
    }
    Ok(())
}
