//! The update rules of `optimizers`: their rates, and what each does outside of the study.

use crate::commands::names::OptimizerName;
use crate::learner::ByHand;
use crate::range_test::{range_test, suggested_rate};
use crate::surfaces::Surface;
use common::error::Result;

/// The rates of the range test: from where nothing moves to where nothing holds.
const RANGE: (f64, f64) = (1e-4, 100.0);

/// The learning rates of one update rule, each the best of 1, 2 and 5 times the powers of ten.
///
/// Best on a surface is what arrives after the fewest steps, and on the bowl no rate is above 1. Best
/// for the network is what gives the lowest training loss in the worst of 30 seeds:
/// `optimizers --preset paper --seed 0 --rate-factor …` leads there.
pub(super) struct Rates {
    pub(super) bowl: f64,
    pub(super) rosenbrock: f64,
    pub(super) network: f64,
}

impl Rates {
    pub(super) fn of(name: OptimizerName) -> Self {
        let (bowl, rosenbrock, network) = match name {
            // The bowl throws it out above 2 / κ = 0.056, the walls of Rosenbrock's valley above 0.002.
            OptimizerName::Sgd => (0.05, 0.002, 1.0),
            // A velocity adds up ten gradients, so a smaller rate makes steps as large as SGD's.
            OptimizerName::Momentum => (0.01, 0.002, 0.5),
            OptimizerName::Nesterov => (0.02, 0.001, 0.5),
            // Its steps only shrink, so they must begin large.
            OptimizerName::AdaGrad => (1.0, 1.0, 0.5),
            // Its steps stay about as large as the rate, so it ends only that near to a minimum.
            OptimizerName::RmsProp => (0.1, 0.005, 0.02),
            OptimizerName::Adam => (0.1, 0.05, 0.05),
            OptimizerName::AdamW => (0.1, 0.05, 0.05),
        };
        Self {
            bowl,
            rosenbrock,
            network,
        }
    }

    /// All rates multiplied by a factor.
    pub(super) fn times(self, factor: f64) -> Self {
        Self {
            bowl: factor * self.bowl,
            rosenbrock: factor * self.rosenbrock,
            network: factor * self.network,
        }
    }
}

/// How many steps a contestant does.
pub(super) struct Lengths {
    bowl: usize,
    rosenbrock: usize,
    range_test: usize,
}

impl Lengths {
    pub(super) const QUICK: Self = Self {
        bowl: 100,
        rosenbrock: 500,
        range_test: 100,
    };
    pub(super) const FULL: Self = Self {
        bowl: 500,
        rosenbrock: 5000,
        range_test: 400,
    };
}

/// What one update rule does outside of the study.
pub(super) struct Contestant {
    pub(super) name: OptimizerName,
    bowl: Vec<[f64; 2]>,
    rosenbrock: Vec<[f64; 2]>,
    /// Rate and smoothed loss of its range test.
    pub(super) range: Vec<(f64, f64)>,
}

impl Contestant {
    /// `learner` gives the training of the network that the range test tries rates on.
    pub(super) fn new(
        name: OptimizerName,
        rates: Rates,
        learner: impl Fn(f64) -> ByHand,
        lengths: &Lengths,
    ) -> Result<Self> {
        let (rule, (low, high)) = (name.rule(), RANGE);
        let descend = |surface: Surface, rate, steps| surface.descend(&*rule, rate, steps);
        Ok(Self {
            name,
            bowl: descend(Surface::Bowl, rates.bowl, lengths.bowl),
            rosenbrock: descend(Surface::Rosenbrock, rates.rosenbrock, lengths.rosenbrock),
            range: range_test(learner(low), low, high, lengths.range_test)?,
        })
    }

    /// Its way over a surface: the start, then the point after each step.
    pub(super) fn path(&self, surface: Surface) -> &[[f64; 2]] {
        match surface {
            Surface::Bowl => &self.bowl,
            Surface::Rosenbrock => &self.rosenbrock,
        }
    }

    /// After how many steps it arrived at a minimum.
    pub(super) fn steps(&self, surface: Surface) -> Option<usize> {
        surface.arrival(self.path(surface))
    }

    /// The rate that its range test suggests.
    pub(super) fn suggested_rate(&self) -> Option<f64> {
        suggested_rate(&self.range)
    }
}
