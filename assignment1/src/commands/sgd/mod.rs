//! `sgd`: batch gradient descent, stochastic gradient descent, and what lies between.

mod times;

use super::evaluate;
use super::examples::{ExamplesArgs, ExamplesConfig};
use crate::learner::ByHand;
use crate::mlp::{Activation, Mlp};
use crate::sgd::Sgd;
use common::by_hand::{Optimizer, Streams};
use common::config::{BatchSize, Config, Preset, ProgramArgs, SharedArgs, SharedConfig};
use common::data::Dataset;
use common::device::DeviceName;
use common::error::{Error, Result};
use common::fit::fit;
use common::run::Run;
use common::study::{Study, Training};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Hidden units of the sheet's network.
const HIDDEN_SIZES: [usize; 1] = [20];

/// Flags of `sgd`, as typed.
#[derive(Debug, Clone, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct SgdArgs {
    #[command(flatten)]
    #[serde(flatten)]
    shared: SharedArgs,

    /// The batch sizes to compare; `full` is batch gradient descent, 1 stochastic gradient descent
    #[arg(long, value_name = "N|full,…", value_delimiter = ',')]
    batch_sizes: Option<Vec<BatchSize>>,

    /// How the learning rate grows with the batch size B
    #[arg(long, value_enum)]
    rate_scaling: Option<RateScaling>,

    /// Trainings of each batch size, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    seeds: Option<usize>,

    #[command(flatten)]
    #[serde(flatten)]
    examples: ExamplesArgs,
}

/// How the learning rate of a batch of B follows from that of a single example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum RateScaling {
    /// The same rate for every batch size
    None,
    /// Times √B: keeps the variance of an update (Krizhevsky 2014)
    Sqrt,
    /// Times B: keeps the way that an epoch goes (Goyal et al. 2017)
    Linear,
}

impl RateScaling {
    fn apply(self, rate: f64, batch_size: usize) -> f64 {
        rate * match self {
            Self::None => 1.0,
            Self::Sqrt => (batch_size as f64).sqrt(),
            Self::Linear => batch_size as f64,
        }
    }
}

impl ProgramArgs for SgdArgs {
    type Config = SgdConfig;
    const TASK: &'static str = "sgd";
    const RESULTS: &'static str = crate::RESULTS;

    fn shared(&self) -> &SharedArgs {
        &self.shared
    }
}

/// Settings of `sgd`, as meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SgdConfig {
    /// What every program has; its one batch size is not used.
    #[serde(flatten)]
    pub shared: SharedConfig,
    /// The batch sizes to compare.
    pub batch_sizes: Vec<BatchSize>,
    /// From the rate of one example to that of a batch.
    pub rate_scaling: RateScaling,
    /// Trainings of each batch size.
    pub seeds: usize,
    /// Generated data: how many, how noisy.
    #[serde(flatten)]
    pub examples: ExamplesConfig,
}

impl Config for SgdConfig {
    fn default_dataset() -> Dataset {
        Dataset::Moons
    }

    fn defaults(dataset: &Dataset, preset: Preset) -> Self {
        let (epochs, seeds) = match preset {
            Preset::Quick => (5, 2),
            Preset::Course => (300, 5),
            Preset::Paper => (1500, 10),
        };
        let sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
        Self {
            shared: SharedConfig {
                preset,
                device: DeviceName::CPU,
                seed: 42,
                dataset: dataset.clone(),
                data_dir: None,
                epochs,
                batch_size: BatchSize::Full,
                // Of 0.1, 0.2, 0.5, … the largest at which single examples still settle.
                lr: 0.2,
                eval_every: 1,
            },
            batch_sizes: sizes
                .map(BatchSize::Of)
                .into_iter()
                .chain([BatchSize::Full])
                .collect(),
            rate_scaling: RateScaling::None,
            seeds,
            examples: ExamplesConfig::defaults(dataset),
        }
    }

    fn shared(&self) -> &SharedConfig {
        &self.shared
    }

    fn check(&self) -> Result<()> {
        self.shared.check()?;
        if self.shared.batch_size != BatchSize::Full {
            return Err(Error::Usage(format!(
                "--batch-size: this program compares several. Use --batch-sizes {}.",
                self.shared.batch_size
            )));
        }
        if self.seeds == 0 || self.batch_sizes.is_empty() {
            return Err(Error::Usage(
                "--seeds and --batch-sizes: at least one is needed.".into(),
            ));
        }
        self.examples.check()
    }
}

/// Trains every batch size under every seed, measures, draws.
///
/// # Errors
/// As documented for every program: bad settings, bad data, interruption, full disk.
pub fn run(args: &SgdArgs) -> Result<()> {
    let (mut run, config) = Run::open(args)?;
    let study = study(&config, &run)?;
    let study = fit(&mut run, study)?;
    run.save_file("trainings.csv", &study.history().to_csv()?)?;
    let times = times::of(&study);
    for time in &times {
        let name = format!("{}_batch_{}", time.percent, time.batch_size);
        run.find(format!("epochs_to_{name}"), time.epochs().mean);
        run.find(format!("seconds_to_{name}"), time.seconds().mean);
    }
    run.show(times::table(&study, &times));
    if run.wants_figures() {
        times::draw(&run, &study, &times)?;
    }
    run.finish()
}

/// The metrics of a run's last checkpoint.
///
/// # Errors
/// [`Error::Usage`] if there is no such run or it has no checkpoint.
pub(super) fn evaluate(folder: &Path) -> Result<evaluate::Metrics> {
    let (run, config, checkpoint) = Run::reopen::<SgdArgs>(folder)?;
    evaluate::metrics(study(&config, &run)?, &checkpoint)
}

fn study(config: &SgdConfig, run: &Run) -> Result<Study<ByHand>> {
    let mut trainings = Vec::new();
    for seed in (run.shared.seed..).take(config.seeds) {
        let streams = Streams::new(seed);
        let data = config.examples.load(&run.shared, streams, &run.device)?;
        for batch_size in &config.batch_sizes {
            let size = batch_size.resolve(data.train.len())?;
            let network = Mlp::new(
                data.features(),
                &HIDDEN_SIZES,
                data.classes.len(),
                Activation::Relu,
                &mut streams.stream("weights"),
                &run.device,
            );
            let rate = config.rate_scaling.apply(run.shared.lr, size);
            let optimizer = Optimizer::new(Sgd, rate);
            let learner = ByHand::new(network, optimizer, data.clone(), size, streams);
            trainings.push(Training::new(format!("batch {size}"), seed, learner));
        }
    }
    Ok(Study::new(trainings, &run.device))
}
