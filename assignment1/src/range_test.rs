//! The learning-rate range test: which rates are worth trying, from one short training.
//!
//! The rate grows from step to step by a constant factor,
//!
//! η(t) = η_low (η_high / η_low)^(t / (T - 1)),  t = 0, …, T - 1   (1)
//!
//! and the loss of each step is set against the rate of that step. At first nothing moves; then the
//! loss falls, the faster the larger the rate; then it rises, because the rate has become too
//! large. The loss of a mini-batch is noisy, so an average is drawn, corrected as Adam's is:
//!
//! a ← β a + (1 - β) L(t),  â = a / (1 - β^(t + 1)),  β = 0.9   (2)
//!
//! The lowest â is already near the edge, where training no longer holds; a tenth of its rate is the
//! usual first choice.
//!
//! | symbol | here | range |
//! |---|---|---|
//! | η_low, η_high | the ends of `rates` | 0 < η_low < η_high |
//! | T | `steps` | ≥ 2 |
//! | L(t) | the loss that a step reports | |
//!
//! Source: Smith, *Cyclical learning rates for training neural networks* (2017), section 3.3.

use crate::staff::MlpTraining;
use common::error::Result;
use common::learner::Learner;
use common::schedule::Schedule;
use std::ops::Range;

/// β of equation (2).
const SMOOTHING: f64 = 0.9;

/// How many times the lowest loss ends the test: from there on there is nothing to see.
const TOO_HIGH: f64 = 4.0;

/// Equation (1) with the rates from η_low to η_high.
pub fn growing(
    Range {
        start: low,
        end: high,
    }: Range<f64>,
    steps: usize,
) -> Schedule {
    Box::new(move |step| low * (high / low).powf(step as f64 / (steps - 1) as f64))
}

/// A range test on its way: what each step reports goes in, the smoothed curve comes out.
#[derive(Debug, Clone, Default)]
pub struct Sweep {
    /// a of equation (2).
    average: f64,
    steps: usize,
    /// Rate and smoothed loss of each step until the loss has exploded.
    pub curve: Vec<(f64, f64)>,
    /// The rate at which it has.
    pub exploded: Option<f64>,
}

impl Sweep {
    /// Takes rate and loss of the next step. Returns whether the test goes on.
    pub fn add(&mut self, (rate, loss): (f64, f64)) -> bool {
        self.average = SMOOTHING * self.average + (1.0 - SMOOTHING) * loss;
        self.steps += 1;
        let smoothed = self.average / (1.0 - SMOOTHING.powi(self.steps as i32));
        let losses = self.curve.iter().map(|point| point.1);
        let lowest = losses.fold(smoothed, f64::min);
        if smoothed.is_nan() || smoothed > TOO_HIGH * lowest {
            self.exploded = Some(rate);
            return false;
        }
        self.curve.push((rate, smoothed));
        true
    }
}

/// The smoothed loss at each rate, from the lowest rate up, until the loss has exploded.
///
/// # Errors
/// Those of a step.
pub fn range_test(
    learner: MlpTraining,
    rates: Range<f64>,
    steps: usize,
) -> Result<Vec<(f64, f64)>> {
    let rate = growing(rates.clone(), steps);
    let mut learner = learner.with_schedule(growing(rates, steps));
    let mut sweep = Sweep::default();
    for step in 0..steps {
        let loss = learner.step()?.loss.into_scalar::<f64>();
        if !sweep.add((rate(step), loss)) {
            break;
        }
    }
    Ok(sweep.curve)
}

/// The rate at which the loss is lowest.
pub fn best_rate(curve: &[(f64, f64)]) -> Option<f64> {
    let lowest = curve.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    lowest.map(|(rate, _)| *rate)
}

/// A tenth of the rate at which the loss is lowest.
pub fn suggested_rate(curve: &[(f64, f64)]) -> Option<f64> {
    best_rate(curve).map(|rate| rate / 10.0)
}
