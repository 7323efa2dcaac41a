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
    let (mut average, mut lowest) = (0.0, f64::INFINITY);
    let mut curve = Vec::with_capacity(steps);
    for step in 0..steps {
        let loss = learner.step()?.loss.into_scalar::<f64>();
        average = SMOOTHING * average + (1.0 - SMOOTHING) * loss;
        let smoothed = average / (1.0 - SMOOTHING.powi(step as i32 + 1));
        lowest = f64::min(lowest, smoothed);
        if smoothed.is_nan() || smoothed > TOO_HIGH * lowest {
            break;
        }
        curve.push((rate(step), smoothed));
    }
    Ok(curve)
}

/// A tenth of the rate at which the loss is lowest.
pub fn suggested_rate(curve: &[(f64, f64)]) -> Option<f64> {
    let lowest = curve.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    lowest.map(|(rate, _)| rate / 10.0)
}
