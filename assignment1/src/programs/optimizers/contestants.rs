//! What `optimizers` compares: update rules with their rates, on two surfaces and in a range test, and
//! schedules.

use crate::range_test::{range_test, suggested_rate};
use crate::staff::MlpTraining;
use crate::staff::names::{OptimizerName, ScheduleName};
use crate::surfaces::Surface;
use common::program::prelude::*;
use std::ops::Range;

/// The update rule that the schedules are compared with.
pub(super) const SCHEDULED: OptimizerName = OptimizerName::Sgd;

/// A training of the study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// An update rule with its own rate.
    Rule(OptimizerName),
    /// A schedule with the rule [`SCHEDULED`] and the rate of --lr.
    Schedule(ScheduleName),
}

/// The rates of the range test: from where nothing moves to where nothing holds.
const RANGE: Range<f64> = 1e-4..100.0;

/// The learning rates of one update rule, each the best of 1, 2 and 5 times the powers of ten.
///
/// Best on a surface is what arrives after the fewest steps, and on the bowl no rate is above 1. Best
/// for the network is what gives the lowest training loss in the worst of 30 seeds:
/// `optimizers --preset paper --seed 0 --rate-factor …` leads there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates {
    bowl: f64,
    rosenbrock: f64,
    pub(super) network: f64,
}

impl Rates {
    /// Those of a rule, times a factor.
    pub(super) fn of(rule: OptimizerName, factor: f64) -> Self {
        let (bowl, rosenbrock, network) = match rule {
            // The bowl throws it out above 2 / κ = 0.056, the walls of Rosenbrock's valley above 0.002.
            OptimizerName::Sgd => (0.05, 0.002, 1.0),
            // A velocity adds up ten gradients, so a smaller rate makes steps as large as SGD's.
            OptimizerName::Momentum => (0.01, 0.002, 0.5),
            OptimizerName::Nesterov => (0.02, 0.001, 0.5),
            // Its steps only shrink, so they must begin large.
            OptimizerName::AdaGrad => (1.0, 1.0, 0.5),
            // Its steps stay about as large as the rate, so it ends only that near to a minimum.
            OptimizerName::RmsProp => (0.1, 0.005, 0.02),
            OptimizerName::Adam | OptimizerName::AdamW => (0.1, 0.05, 0.05),
        };
        Self {
            bowl: factor * bowl,
            rosenbrock: factor * rosenbrock,
            network: factor * network,
        }
    }
}

/// What one update rule does outside of the study.
pub(super) struct Contestant {
    pub(super) rule: OptimizerName,
    pub(super) rates: Rates,
    /// Its way over each surface: the start, then the point after each step.
    pub(super) paths: [(Surface, Vec<[f64; 2]>); 2],
    /// Rate and smoothed loss of its range test.
    pub(super) range: Vec<(f64, f64)>,
    /// The rate that the range test suggests.
    pub(super) suggested_rate: Option<f64>,
}

impl Contestant {
    /// `learner` gives the training of the network that the range test tries rates on.
    pub(super) fn new(
        rule: OptimizerName,
        rates: Rates,
        learner: impl Fn(f64) -> MlpTraining,
        preset: Preset,
    ) -> Result<Self> {
        let [on_bowl, in_valley, tried] = match preset {
            Preset::Quick => [100, 500, 100],
            Preset::Course | Preset::Paper => [500, 5000, 400],
        };
        let descend =
            |surface: Surface, rate, steps| (surface, surface.descend(&*rule.rule(), rate, steps));
        let range = range_test(learner(RANGE.start), RANGE, tried)?;
        Ok(Self {
            rule,
            rates,
            paths: [
                descend(Surface::Bowl, rates.bowl, on_bowl),
                descend(Surface::Rosenbrock, rates.rosenbrock, in_valley),
            ],
            suggested_rate: suggested_rate(&range),
            range,
        })
    }
}
