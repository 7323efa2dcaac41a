//! What `optimizers` compares: schedules, and update rules also on two surfaces and in a range test.

use crate::range_test::{range_test, suggested_rate};
use crate::staff::MlpTraining;
use crate::staff::names::{OptimizerName, ScheduleName};
use crate::staff::rates::Rates;
use crate::surfaces::Surface;
use common::program::prelude::*;
use std::ops::Range;

/// A training of the study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// An update rule with its own rate.
    Rule(OptimizerName),
    /// A schedule with the rule [`SCHEDULED`] and the rate of --lr.
    Schedule(ScheduleName),
}

/// The update rule that the schedules are compared with.
pub(super) const SCHEDULED: OptimizerName = OptimizerName::Sgd;

/// The surfaces, and what they are called in names of figures and metrics.
pub(super) const SURFACES: [(Surface, &str); 2] =
    [(Surface::Bowl, "bowl"), (Surface::Rosenbrock, "rosenbrock")];

/// The rates of the range test: from where nothing moves to where nothing holds.
const RANGE: Range<f64> = 1e-4..100.0;

/// What one update rule does outside of the study.
pub(super) struct Contestant {
    pub(super) rule: OptimizerName,
    pub(super) rates: Rates,
    /// Its way over each of [`SURFACES`]: the start, then the point after each step.
    pub(super) paths: [Vec<[f64; 2]>; 2],
    /// Rate and smoothed loss of its range test.
    pub(super) range: Vec<(f64, f64)>,
    /// The rate that the range test suggests.
    pub(super) suggested_rate: Option<f64>,
}

impl Contestant {
    /// A rule with its rates times a factor; `learner` gives the network that the range test trains.
    pub(super) fn new(
        (rule, factor): (OptimizerName, f64),
        learner: impl Fn(OptimizerName, f64) -> MlpTraining,
        preset: Preset,
    ) -> Result<Self> {
        let rates = Rates::of(rule, factor);
        let (steps, tried) = match preset {
            Preset::Quick => ([100, 500], 100),
            Preset::Course | Preset::Paper => ([500, 5000], 400),
        };
        let range = range_test(learner(rule, RANGE.start), RANGE, tried)?;
        Ok(Self {
            rule,
            rates,
            paths: [0, 1].map(|place| {
                let (surface, rate) = (SURFACES[place].0, rates.surfaces[place]);
                surface.descend(&*rule.rule(), rate, steps[place])
            }),
            suggested_rate: suggested_rate(&range),
            range,
        })
    }
}
