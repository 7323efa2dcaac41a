//! The learning rates at which update rules are compared, found by search.

use super::names::OptimizerName;
use crate::surfaces::Surface;

/// The learning rates of one update rule, each the best of 1, 2 and 5 times the powers of ten.
///
/// Best on a surface is what arrives after the fewest steps, and on the bowl no rate is above 1. Best
/// for the network is what gives the lowest training loss in the worst of 30 seeds:
/// `optimizers --preset paper --seed 0 --rate-factor …` leads there.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// On the surfaces `Bowl`, `Rosenbrock` and `Saddle`.
    pub surfaces: [f64; 3],
    /// For the network of the sheet.
    pub network: f64,
}

impl Rates {
    /// Those of a rule, times a factor.
    pub fn of(rule: OptimizerName, factor: f64) -> Self {
        let (bowl, rosenbrock, saddle, network) = match rule {
            // The bowl throws it out above 2 / κ = 0.056, the walls of Rosenbrock's valley above 0.002.
            OptimizerName::Sgd => (0.05, 0.002, 0.05, 1.0),
            // A velocity adds up ten gradients, so a smaller rate makes steps as large as SGD's.
            OptimizerName::Momentum => (0.01, 0.002, 0.05, 0.5),
            OptimizerName::Nesterov => (0.02, 0.001, 0.02, 0.5),
            // Its steps only shrink, so they must begin large.
            OptimizerName::AdaGrad => (1.0, 1.0, 0.2, 0.5),
            // Its steps stay about as large as the rate, so it ends only that near to a minimum.
            OptimizerName::RmsProp => (0.1, 0.005, 0.05, 0.02),
            OptimizerName::Adam | OptimizerName::AdamW => (0.1, 0.05, 0.2, 0.05),
        };
        Self {
            surfaces: [bowl, rosenbrock, saddle].map(|rate| factor * rate),
            network: factor * network,
        }
    }

    /// That on one of the surfaces.
    pub fn on(&self, surface: Surface) -> f64 {
        let [bowl, rosenbrock, saddle] = self.surfaces;
        match surface {
            Surface::Bowl => bowl,
            Surface::Rosenbrock => rosenbrock,
            Surface::Saddle => saddle,
        }
    }
}
