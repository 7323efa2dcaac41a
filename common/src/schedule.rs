//! Learning rates that change from step to step.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The learning rate of each step, the steps counted from 0.
pub type Schedule = Box<dyn Fn(usize) -> f64 + Send>;

/// The same rate in every step.
pub fn constant(rate: f64) -> Schedule {
    Box::new(move |_| rate)
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

    #[test]
    fn a_turned_rate_acts_from_the_next_step_on() {
        let rate = Turned::new(0.1);
        let schedule = rate.schedule();
        assert_eq!(schedule(0), 0.1);
        rate.set(0.5);
        assert_eq!((schedule(1), rate.clone().get()), (0.5, 0.5));
    }
}
