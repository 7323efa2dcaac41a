//! `sgd`: batch gradient descent, stochastic gradient descent, and what lies between.

mod times;

use crate::sgd;
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::Optimizer;
use common::program::prelude::*;

/// Compare batch gradient descent, mini-batches and stochastic gradient descent
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Sgd {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// The batch sizes to compare; `full` is batch gradient descent, 1 stochastic gradient descent
    #[arg(long, value_name = "N|full,…", value_delimiter = ',', num_args = 1)]
    batch_sizes: Vec<BatchSize>,

    /// Learning rate
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// How the learning rate grows with the batch size B
    #[arg(long, value_enum)]
    rate_scaling: RateScaling,

    /// Trainings of each batch size, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    seeds: usize,
}

/// How the learning rate of a batch of B follows from that of a single example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum RateScaling {
    /// The same rate for every batch size
    None,
    /// Times √B: keeps the variance of an update (Krizhevsky 2014)
    Sqrt,
    /// Times B: keeps the way that an epoch goes (Goyal et al. 2017)
    Linear,
}

impl Settings for Sgd {
    const NAME: &'static str = "sgd";
    const ALIASES: Aliases = super::EPOCHS;

    fn defaults(typed: &Typed) -> Self {
        let (epochs, seeds) = match typed.preset() {
            Preset::Quick => (5, 2),
            Preset::Course => (300, 5),
            Preset::Paper => (1500, 10),
        };
        let sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256].map(BatchSize::Of);
        Self {
            examples: Examples::defaults(typed, Dataset::Moons),
            length: Epochs {
                epochs,
                eval_every: 1,
            },
            batch_sizes: sizes.into_iter().chain([BatchSize::Full]).collect(),
            // Of 0.1, 0.2, 0.5, … the largest at which single examples still settle.
            lr: 0.2,
            rate_scaling: RateScaling::None,
            seeds,
        }
    }
}

impl Training for Sgd {
    type Learner = Study<usize, MlpTraining>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        Study::new(start, self.seeds, |start| {
            let data = self.examples.load(start)?;
            let trial = |size: usize| {
                let rate = self.lr
                    * match self.rate_scaling {
                        RateScaling::None => 1.0,
                        RateScaling::Sqrt => (size as f64).sqrt(),
                        RateScaling::Linear => size as f64,
                    };
                let optimizer = Optimizer::new(sgd::Sgd, rate);
                let learner =
                    Recipe::of_the_sheet().training(optimizer, (data.clone(), size), start);
                Trial::new(size, format!("batch {size}"), learner)
            };
            let sizes = BatchSize::resolve_all(&self.batch_sizes, data.train.len())?;
            Ok(sizes.into_iter().map(trial).collect())
        })
    }

    fn tell(&self, run: &mut Run, study: &mut Self::Learner) -> Result<()> {
        times::tell(run, study);
        Ok(())
    }

    fn draw(&self, run: &Run, study: &mut Self::Learner) -> Result<()> {
        times::draw(run, study)
    }
}
