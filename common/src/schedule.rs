//! Learning rates that change from step to step.

/// The learning rate of each step, the steps counted from 0.
pub type Schedule = Box<dyn Fn(usize) -> f64 + Send>;

/// The same rate in every step.
pub fn constant(rate: f64) -> Schedule {
    Box::new(move |_| rate)
}
