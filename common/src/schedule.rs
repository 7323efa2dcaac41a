//! Learning rates that change from step to step.
//!
//! Those that have an end are made for a number of steps, and stay at their last rate behind it.

use std::f64::consts::PI;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The learning rate of each step, the steps counted from 0.
pub type Schedule = Box<dyn Fn(usize) -> f64 + Send>;

/// The same rate in every step.
pub fn constant(rate: f64) -> Schedule {
    Box::new(move |_| rate)
}

/// A tenth of the rate after each third of the steps.
pub fn step(rate: f64, steps: usize) -> Schedule {
    let third = steps.div_ceil(3).max(1);
    Box::new(move |step| rate * 0.1_f64.powi((step / third).min(2) as i32))
}

/// Half a cosine from the rate to 0, which the step behind the last one would have (Loshchilov and Hutter,
/// *SGDR*, 2017, with one period).
pub fn cosine(rate: f64, steps: usize) -> Schedule {
    Box::new(move |step| between((rate, 0.0), step as f64 / steps.max(1) as f64))
}

/// One cycle: half a cosine from a 25th of the rate up to the rate in three tenths of the steps, then half
/// a cosine down, to a 250,000th (Smith and Topin, *Super-convergence*, 2018). It is PyTorch's `OneCycleLR`
/// to the number.
pub fn one_cycle(rate: f64, steps: usize) -> Schedule {
    let (first, last) = (rate / 25.0, rate / 25.0 / 1e4);
    let (top, end) = (0.3 * steps as f64 - 1.0, steps as f64 - 1.0);
    Box::new(move |step| match step as f64 {
        step if step <= top => between((first, rate), step / top),
        step => between((rate, last), (step - top) / (end - top)),
    })
}

/// The point on half a cosine from one number to another at this share of the way.
fn between((from, to): (f64, f64), share: f64) -> f64 {
    to + (from - to) * (1.0 + (PI * share.min(1.0)).cos()) / 2.0
}

/// A number that is turned while a training goes on; all of its clones are the same number.
#[derive(Debug, Clone)]
pub struct Turned(Arc<AtomicU64>);

impl Turned {
    /// The number as it is at first.
    pub fn new(value: f64) -> Self {
        Self(Arc::new(AtomicU64::new(value.to_bits())))
    }

    /// The number as it is now.
    pub fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Relaxed))
    }

    /// Turns it, for all of its clones.
    pub fn set(&self, value: f64) {
        self.0.store(value.to_bits(), Ordering::Relaxed);
    }

    /// A learning rate that is this number at the time of each step.
    pub fn schedule(&self) -> Schedule {
        let own = self.clone();
        Box::new(move |_| own.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_rates(schedule: Schedule, expected: &[(usize, f64)]) {
        for (step, rate) in expected {
            let is = schedule(*step);
            assert!(
                (is - rate).abs() <= 1e-9 * rate,
                "step {step}: {is}, not {rate}"
            );
        }
    }

    #[test]
    fn a_tenth_of_the_rate_is_left_after_each_third() {
        let thirds = [
            (0, 1.0),
            (3, 1.0),
            (4, 0.1),
            (7, 0.1),
            (8, 0.01),
            (9, 0.01),
            (50, 0.01),
        ];
        assert_rates(step(1.0, 10), &thirds);
        assert_rates(step(0.5, 1), &[(0, 0.5)]);
    }

    #[test]
    fn half_a_cosine_is_at_half_the_rate_in_the_middle() {
        let third = 0.5 * (1.0 + 0.5);
        assert_rates(
            cosine(2.0, 12),
            &[(0, 2.0), (4, 2.0 * third), (6, 1.0), (12, 0.0), (99, 0.0)],
        );
    }

    #[test]
    fn one_cycle_is_that_of_pytorch() {
        // OneCycleLR(SGD, max_lr=0.5, total_steps=20), printed with twelve digits.
        let expected = [
            (0, 0.02),
            (1, 0.06583592135),
            (4, 0.45416407865),
            (5, 0.5),
            (6, 0.493732003118),
            (12, 0.250001),
            (18, 0.00626999688246),
            (19, 2e-06),
        ];
        assert_rates(one_cycle(0.5, 20), &expected);
        assert_rates(one_cycle(0.5, 3), &[(0, 0.497207717725), (2, 2e-06)]);
        // A training too short to rise begins at its way down.
        for steps in 1..4 {
            let schedule = one_cycle(1.0, steps);
            assert!(
                (0..steps).all(|step| (0.0..=1.0).contains(&schedule(step))),
                "{steps}"
            );
        }
    }

    #[test]
    fn a_turned_rate_acts_from_the_next_step_on() {
        let rate = Turned::new(0.1);
        let schedule = rate.schedule();
        assert_eq!(schedule(0), 0.1);
        rate.set(0.5);
        assert_eq!((schedule(1), rate.clone().get()), (0.5, 0.5));
    }
}
