//! `optimizers`: seven update rules side by side, four schedules, and how to find a learning rate.

mod contestants;
mod figures;
mod results;

use crate::staff::names::{OptimizerName, ScheduleName};
use crate::staff::rates::Rates;
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::Optimizer;
use common::program::prelude::*;
use contestants::{Case, Contestant, SCHEDULED};

/// Race momentum, Nesterov, AdaGrad, RMSProp, Adam and AdamW; compare schedules; find a rate
///
/// Each update rule has a learning rate of its own, which --rate-factor multiplies; --lr is the
/// rate of the schedules.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Optimizers {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// Examples a step: a number, or `full` for the whole training set
    #[arg(long, value_name = "N|full")]
    batch_size: BatchSize,

    /// The learning rate of the schedules
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// The update rules to compare
    #[arg(long, value_enum, value_name = "NAME,…", value_delimiter = ',')]
    optimizers: Vec<OptimizerName>,

    /// Multiplies the learning rate of every update rule: see what too large or too small a rate does
    #[arg(long, value_name = "FACTOR", value_parser = positive)]
    rate_factor: f64,

    /// Trainings of each update rule and schedule, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    seeds: usize,
}

impl Settings for Optimizers {
    const NAME: &'static str = "optimizers";
    const ALIASES: Aliases = super::EPOCHS;

    fn defaults(typed: &Typed) -> Self {
        let examples = Examples::defaults(typed, Dataset::Moons);
        let (epochs, seeds) = match typed.preset() {
            Preset::Quick => (3, 2),
            Preset::Course => (100, 10),
            Preset::Paper => (100, 30),
        };
        Self {
            length: Epochs {
                epochs,
                eval_every: 1,
            },
            batch_size: BatchSize::Of(match examples.dataset {
                Dataset::Iris | Dataset::Csv(_) => 32,
                _ => 128,
            }),
            // Too large for the first steps of a network with random weights.
            lr: 5.0,
            optimizers: OptimizerName::value_variants().to_vec(),
            rate_factor: 1.0,
            seeds,
            examples,
        }
    }

    fn check(&self) -> Result<()> {
        refuse_doubles("optimizers", &self.optimizers)
    }
}

impl Optimizers {
    /// The learners of a start by rule and rate, all on the same data and from the same weights.
    fn learners(
        &self,
        start: &Start,
    ) -> Result<impl Fn(OptimizerName, f64) -> MlpTraining + use<>> {
        let (data, start) = (self.examples.load(start)?, start.clone());
        let batch_size = self.batch_size.resolve(data.train.len())?;
        Ok(move |rule: OptimizerName, rate| {
            let optimizer = Optimizer::boxed(rule.rule(), rate);
            Recipe::of_the_sheet().training(optimizer, (data.clone(), batch_size), &start)
        })
    }
}

impl Training for Optimizers {
    type Learner = Study<Case, MlpTraining>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        Study::new(start, self.seeds, |start| {
            let learner = self.learners(start)?;
            let rules = self.optimizers.iter().map(|&rule| {
                let rate = Rates::of(rule, self.rate_factor).network;
                Trial::new(Case::Rule(rule), rule.to_string(), learner(rule, rate))
            });
            let schedules = ScheduleName::value_variants().iter().map(|&schedule| {
                let learner = learner(SCHEDULED, self.lr);
                let learner = schedule.apply(learner, self.lr, self.length.epochs);
                Trial::new(Case::Schedule(schedule), schedule.to_string(), learner)
            });
            Ok(rules.chain(schedules).collect())
        })
    }

    fn tell(&self, run: &mut Run, study: &mut Self::Learner) -> Result<()> {
        let learner = self.learners(&run.start)?;
        let (preset, factor) = (run.start.preset(), self.rate_factor);
        let contestant = |&rule| Contestant::new((rule, factor), &learner, preset);
        let contestants = self.optimizers.iter().map(contestant);
        let contestants: Vec<Contestant> = contestants.collect::<Result<_>>()?;
        results::tell(run, study, &contestants, self.lr);
        match run.wants_figures() {
            true => figures::draw(run, study, &contestants, self.lr),
            false => Ok(()),
        }
    }

    /// All is drawn above, where the contestants are known.
    fn draw(&self, _run: &Run, _study: &mut Self::Learner) -> Result<()> {
        Ok(())
    }
}
