//! `optimizers`: seven update rules side by side, four schedules, and how to find a learning rate.

mod contestants;
mod figures;
mod results;

use super::evaluate;
use super::examples::{ExamplesArgs, ExamplesConfig};
use super::names::{OptimizerName, ScheduleName};
use crate::learner::ByHand;
use crate::mlp::{Activation, Mlp};
use common::by_hand::{Device, Optimizer, Streams};
use common::config::{BatchSize, Config, Preset, ProgramArgs, SharedArgs, SharedConfig};
use common::data::{Data, Dataset};
use common::device::DeviceName;
use common::error::{Error, Result};
use common::fit::fit;
use common::run::Run;
use common::study::{Study, Training};
use contestants::{Contestant, Lengths, Rates};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Hidden units of the sheet's network.
const HIDDEN_SIZES: [usize; 1] = [20];

/// The update rule that the schedules are compared with.
const SCHEDULED: OptimizerName = OptimizerName::Sgd;

/// Flags of `optimizers`, as typed.
#[derive(Debug, Clone, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct OptimizersArgs {
    #[command(flatten)]
    #[serde(flatten)]
    shared: SharedArgs,

    /// The update rules to compare
    #[arg(long, value_enum, value_name = "NAME,…", value_delimiter = ',')]
    optimizers: Option<Vec<OptimizerName>>,

    /// Multiplies the learning rate of every update rule: see what too large or too small a rate does
    #[arg(long, value_name = "FACTOR", allow_negative_numbers = true)]
    rate_factor: Option<f64>,

    /// Trainings of each update rule and schedule, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    seeds: Option<usize>,

    #[command(flatten)]
    #[serde(flatten)]
    examples: ExamplesArgs,
}

impl ProgramArgs for OptimizersArgs {
    type Config = OptimizersConfig;
    const TASK: &'static str = "optimizers";
    const RESULTS: &'static str = crate::RESULTS;

    fn shared(&self) -> &SharedArgs {
        &self.shared
    }
}

/// Settings of `optimizers`, as meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct OptimizersConfig {
    /// What every program has; the learning rate is that of the schedules.
    #[serde(flatten)]
    pub shared: SharedConfig,
    /// The update rules to compare.
    pub optimizers: Vec<OptimizerName>,
    /// Multiplies the rate of every update rule; positive.
    pub rate_factor: f64,
    /// Trainings of each update rule and schedule.
    pub seeds: usize,
    /// Generated data: how many, how noisy.
    #[serde(flatten)]
    pub examples: ExamplesConfig,
}

impl OptimizersConfig {
    /// The rates of an update rule, times the factor.
    fn rates(&self, name: OptimizerName) -> Rates {
        Rates::of(name).times(self.rate_factor)
    }
}

impl Config for OptimizersConfig {
    fn default_dataset() -> Dataset {
        Dataset::Moons
    }

    fn defaults(dataset: &Dataset, preset: Preset) -> Self {
        let (epochs, seeds) = match preset {
            Preset::Quick => (3, 2),
            Preset::Course => (100, 10),
            Preset::Paper => (100, 30),
        };
        Self {
            shared: SharedConfig {
                preset,
                device: DeviceName::CPU,
                seed: 42,
                dataset: dataset.clone(),
                data_dir: None,
                epochs,
                batch_size: BatchSize::Of(match dataset {
                    Dataset::Iris | Dataset::Csv(_) => 32,
                    _ => 128,
                }),
                // Too large for the first steps of a network with random weights.
                lr: 5.0,
                eval_every: 1,
            },
            optimizers: OptimizerName::ALL.to_vec(),
            rate_factor: 1.0,
            seeds,
            examples: ExamplesConfig::defaults(dataset),
        }
    }

    fn shared(&self) -> &SharedConfig {
        &self.shared
    }

    fn check(&self) -> Result<()> {
        self.shared.check()?;
        if self.seeds == 0 {
            return Err(Error::Usage("--seeds must be at least 1.".into()));
        }
        if !(self.rate_factor > 0.0 && self.rate_factor.is_finite()) {
            return Err(Error::Usage(format!(
                "--rate-factor {} is not a positive number. 1 leaves every rate as it is.",
                self.rate_factor
            )));
        }
        let mut names = self.optimizers.iter();
        while let Some(name) = names.next() {
            if names.as_slice().contains(name) {
                return Err(Error::Usage(format!(
                    "--optimizers: {name} is named twice."
                )));
            }
        }
        self.examples.check()
    }
}

/// Trains every case under every seed, descends the surfaces, tests the range of rates, draws.
///
/// # Errors
/// As documented for every program: bad settings, bad data, interruption, full disk.
pub fn run(args: &OptimizersArgs) -> Result<()> {
    let (mut run, config) = Run::open(args)?;
    let study = study(&config, &run)?;
    let study = fit(&mut run, study)?;
    run.save_file("trainings.csv", &study.history().to_csv()?)?;
    let contestants = contestants(&config, &run)?;
    results::tell(&mut run, &config, &study, &contestants);
    if run.wants_figures() {
        figures::draw(&run, &config, &study, &contestants)?;
    }
    run.finish()
}

/// The metrics of a run's last checkpoint.
///
/// # Errors
/// [`Error::Usage`] if it has no checkpoint.
pub(super) fn evaluate(folder: &Path) -> Result<evaluate::Metrics> {
    let (run, config, checkpoint) = Run::reopen::<OptimizersArgs>(folder)?;
    evaluate::metrics(study(&config, &run)?, &checkpoint)
}

/// Every update rule with its own rate, then every schedule with one rule and one rate.
fn study(config: &OptimizersConfig, run: &Run) -> Result<Study<ByHand>> {
    let mut trainings = Vec::new();
    for seed in (run.shared.seed..).take(config.seeds) {
        let workbench = Workbench::new(config, run, seed)?;
        for &name in &config.optimizers {
            let learner = workbench.learner(name, config.rates(name).network);
            trainings.push(Training::new(name.to_string(), seed, learner));
        }
        for schedule in ScheduleName::ALL {
            let rate = run.shared.lr;
            let learner = workbench.learner(SCHEDULED, rate);
            let learner = schedule.apply(learner, rate, run.shared.epochs);
            trainings.push(Training::new(schedule.to_string(), seed, learner));
        }
    }
    Ok(Study::new(trainings, &run.device))
}

/// What every update rule does, in the order of `--optimizers`.
fn contestants(config: &OptimizersConfig, run: &Run) -> Result<Vec<Contestant>> {
    let workbench = Workbench::new(config, run, run.shared.seed)?;
    let lengths = match config.shared.preset {
        Preset::Quick => Lengths::QUICK,
        Preset::Course | Preset::Paper => Lengths::FULL,
    };
    let names = config.optimizers.iter();
    names
        .map(|&name| {
            let learner = |rate| workbench.learner(name, rate);
            Contestant::new(name, config.rates(name), learner, &lengths)
        })
        .collect()
}

/// One seed's data, on which every training begins with the same weights.
struct Workbench<'a> {
    data: Data<2>,
    batch_size: usize,
    streams: Streams,
    device: &'a Device,
}

impl<'a> Workbench<'a> {
    fn new(config: &OptimizersConfig, run: &'a Run, seed: u64) -> Result<Self> {
        let streams = Streams::new(seed);
        let data = config.examples.load(&run.shared, streams, &run.device)?;
        Ok(Self {
            batch_size: run.shared.batch_size.resolve(data.train.len())?,
            data,
            streams,
            device: &run.device,
        })
    }

    fn learner(&self, name: OptimizerName, rate: f64) -> ByHand {
        let network = Mlp::new(
            self.data.features(),
            &HIDDEN_SIZES,
            self.data.classes.len(),
            Activation::Relu,
            &mut self.streams.stream("weights"),
            self.device,
        );
        let optimizer = Optimizer::boxed(name.rule(), rate);
        let data = self.data.clone();
        ByHand::new(network, optimizer, data, self.batch_size, self.streams)
    }
}
