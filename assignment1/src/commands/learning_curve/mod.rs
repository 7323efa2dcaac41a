//! `learning-curve`: accuracy against the number of examples, for learners that can represent the
//! task and for learners that cannot.

mod contenders;
mod figures;

use super::evaluate;
use super::examples::{ExamplesArgs, ExamplesConfig};
use crate::coordinates::polar;
use crate::learner::ByHand;
use crate::mlp::{Activation, Mlp};
use crate::sgd::Sgd;
use common::by_hand::{Optimizer, Streams};
use common::config::{BatchSize, Config, Preset, ProgramArgs, SharedArgs, SharedConfig};
use common::data::Dataset;
use common::device::DeviceName;
use common::error::{Error, Result};
use common::fit::fit;
use common::learner::Part;
use common::run::Run;
use common::statistics::Summary;
use common::study::{Study, Training};
use common::table::Table;
use contenders::{accuracy, case, contenders, present};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Flags of `learning-curve`, as typed.
#[derive(Debug, Clone, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct LearningCurveArgs {
    #[command(flatten)]
    #[serde(flatten)]
    shared: SharedArgs,

    /// Sizes of the training set to compare
    #[arg(long, value_name = "N,N,…", value_delimiter = ',')]
    sizes: Option<Vec<usize>>,

    /// Units of the hidden layer of the network that is compared with a linear one
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    hidden_size: Option<usize>,

    /// Trainings of each learner and size, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    seeds: Option<usize>,

    #[command(flatten)]
    #[serde(flatten)]
    examples: ExamplesArgs,
}

impl ProgramArgs for LearningCurveArgs {
    type Config = LearningCurveConfig;
    const TASK: &'static str = "learning-curve";
    const RESULTS: &'static str = crate::RESULTS;

    fn shared(&self) -> &SharedArgs {
        &self.shared
    }
}

/// Settings of `learning-curve`, as meant.
///
/// An epoch is that of the whole training set. Smaller sets are gone through more often, so that
/// every training does the same number of steps and only the data differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LearningCurveConfig {
    /// What every program has.
    #[serde(flatten)]
    pub shared: SharedConfig,
    /// Sizes of the training set, ascending.
    pub sizes: Vec<usize>,
    /// Units of the hidden layer.
    pub hidden_size: usize,
    /// Trainings of each learner and size.
    pub seeds: usize,
    /// Generated data: how many, how noisy.
    #[serde(flatten)]
    pub examples: ExamplesConfig,
}

impl Config for LearningCurveConfig {
    fn default_dataset() -> Dataset {
        Dataset::Rings
    }

    fn defaults(dataset: &Dataset, preset: Preset) -> Self {
        // (training examples, hidden units, learning rate, epochs): enough steps for the largest set.
        let (most, hidden_size, lr, epochs) = match dataset {
            Dataset::Mnist | Dataset::FashionMnist => (5000, 256, 0.05, 10),
            Dataset::Digits => (1400, 64, 0.1, 40),
            Dataset::Emoji => (1500, 256, 0.05, 20),
            Dataset::Faces => (320, 256, 0.05, 40),
            Dataset::Iris => (120, 20, 0.05, 100),
            _ => (800, 32, 0.1, 100),
        };
        let (most, seeds, epochs) = match preset {
            Preset::Quick => (most.min(100), 2, 1),
            Preset::Course => (most, 5, epochs),
            // The full sets have ten times as many examples.
            Preset::Paper if most == 5000 => (60_000, 10, epochs),
            Preset::Paper => (most, 20, epochs),
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
                lr,
                eval_every: epochs.div_ceil(10),
            },
            sizes: sizes_up_to(most),
            hidden_size,
            seeds,
            examples: ExamplesConfig::defaults(dataset),
        }
    }

    fn shared(&self) -> &SharedConfig {
        &self.shared
    }

    fn check(&self) -> Result<()> {
        self.shared.check()?;
        for (flag, value) in [("seeds", self.seeds), ("hidden-size", self.hidden_size)] {
            if value == 0 {
                return Err(Error::Usage(format!("--{flag} must be at least 1.")));
            }
        }
        let ascending = self.sizes.is_sorted_by(|a, b| a < b);
        if self.sizes.is_empty() || self.sizes[0] == 0 || !ascending {
            return Err(Error::Usage(
                "--sizes: name at least one, from small to large, such as 10,100,800.".into(),
            ));
        }
        self.examples.check()
    }
}

/// 10, 20, 50, 100, … and `most` itself.
fn sizes_up_to(most: usize) -> Vec<usize> {
    let decades = (1..).map(|power| 10_usize.pow(power));
    let mut sizes: Vec<usize> = decades
        .flat_map(|decade| [decade, 2 * decade, 5 * decade])
        .take_while(|size| *size < most)
        .collect();
    sizes.push(most);
    sizes
}

/// Trains every contender on every size under every seed, measures, draws.
///
/// # Errors
/// As documented for every program: bad settings, bad data, interruption, full disk.
pub fn run(args: &LearningCurveArgs) -> Result<()> {
    let (mut run, config) = Run::open(args)?;
    let study = study(&config, &run)?;
    let mut study = fit(&mut run, study)?;
    run.save_file("trainings.csv", &study.history().to_csv()?)?;
    run.show(table(&config, &study));
    if run.wants_figures() {
        figures::draw(&run, &config, &mut study)?;
    }
    run.finish()
}

/// The metrics of a run's last checkpoint.
///
/// # Errors
/// [`Error::Usage`] if there is no such run or it has no checkpoint.
pub(super) fn evaluate(folder: &Path) -> Result<evaluate::Metrics> {
    let (run, config, checkpoint) = Run::reopen::<LearningCurveArgs>(folder)?;
    evaluate::metrics(study(&config, &run)?, &checkpoint)
}

fn study(config: &LearningCurveConfig, run: &Run) -> Result<Study<ByHand>> {
    let mut trainings = Vec::new();
    for seed in (run.shared.seed..).take(config.seeds) {
        let streams = Streams::new(seed);
        let data = config.examples.load(&run.shared, streams, &run.device)?;
        let all = data.train.len();
        if let Some(size) = config.sizes.iter().find(|size| **size > all) {
            return Err(Error::Usage(format!(
                "--sizes {size}: the training set has {all} examples."
            )));
        }
        let batch_size = config.shared.batch_size.resolve(all)?;
        for contender in contenders(&data) {
            for &size in &config.sizes {
                let data = data.clone().with_training_examples(size, &streams);
                let data = match contender.is_polar {
                    true => data.map_inputs(polar),
                    false => data,
                };
                let network = Mlp::new(
                    data.features(),
                    &[config.hidden_size][..usize::from(contender.hidden)],
                    data.classes.len(),
                    Activation::Relu,
                    &mut streams.stream("weights"),
                    &run.device,
                );
                let optimizer = Optimizer::new(Sgd, config.shared.lr);
                let batch_size = batch_size.min(size);
                let learner = ByHand::new(network, optimizer, data, batch_size, streams);
                let training = Training::new(case(contender, size), seed, learner);
                trainings.push(training.with_steps_per_round(all.div_ceil(batch_size)));
            }
        }
    }
    Ok(Study::new(trainings, &run.device))
}

fn table(config: &LearningCurveConfig, study: &Study<ByHand>) -> Table {
    let names = present(study).map(|contender| format!("{} (test)", contender.name));
    let mut table = Table::new(std::iter::once("examples".to_owned()).chain(names));
    for &size in &config.sizes {
        let cells = present(study).map(|contender| {
            let Summary {
                mean,
                standard_deviation,
                ..
            } = accuracy(study, contender, size, Part::Test);
            format!("{mean:.3} ± {standard_deviation:.3}")
        });
        table.row(std::iter::once(size.to_string()).chain(cells));
    }
    table
}
