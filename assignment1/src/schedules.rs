//! Schedules: the learning rate as a function of the step.
//!
//! Large steps first, to get far; small steps last, because the noise of mini-batches keeps a network
//! that takes large steps from settling. With t = 0 the first step:
//!
//! step decay:        η(t) = η₀ γ^⌊t / k⌋   (1)
//! cosine annealing:  η(t) = η₀ (1 + cos(π t / T)) / 2 for t < T, then 0   (2)
//! linear warm-up:    η(t) = η₀ (t + 1) / W for t < W, then another schedule from its start   (3)
//!
//! Warm-up is for rates that are too large for the first steps of a network with random weights, but
//! not for the later ones. Its first step is not 0 and its last, t = W - 1, is η₀, from which the
//! other schedule goes on: its step is t - W.
//!
//! | symbol | parameter | range |
//! |---|---|---|
//! | η₀ | `base_rate` | > 0 |
//! | t | `step` | ≥ 0 |
//! | k | `every` | ≥ 1 |
//! | γ | `factor` | between 0 and 1 |
//! | T | `total_steps` | ≥ 1 |
//! | W | `warm_up_steps` | ≥ 0 |
//!
//! Sources: Loshchilov and Hutter, *SGDR: stochastic gradient descent with warm restarts* (2017),
//! equation 5 with one period and η_min = 0, for (2); Goyal et al., *Accurate, large minibatch SGD*
//! (2017), section 2.2, for (3).
//! Read next, for practice: `batch_norm.rs`.

use std::f64::consts::PI;

/// **Exercise a1.schedules.step** (practice): equation (1). ⌊t / k⌋ counts whole periods.
///
/// # Panics
/// If `every` is 0.
pub fn step_decay(base_rate: f64, step: usize, every: usize, factor: f64) -> f64 {
    base_rate * factor.powi((step / every) as i32)
}

/// **Exercise a1.schedules.cosine** (practice): equation (2).
pub fn cosine_annealing(base_rate: f64, step: usize, total_steps: usize) -> f64 {
    if step >= total_steps {
        return 0.0;
    }
    base_rate * (1.0 + (PI * step as f64 / total_steps as f64).cos()) / 2.0
}

/// **Exercise a1.schedules.warm_up** (practice): equation (3); `then` is the other schedule.
pub fn warm_up(
    base_rate: f64,
    step: usize,
    warm_up_steps: usize,
    then: impl Fn(usize) -> f64,
) -> f64 {
    if step < warm_up_steps {
        base_rate * (step + 1) as f64 / warm_up_steps as f64
    } else {
        then(step - warm_up_steps)
    }
}
