//! Seconds and steps of a run: its rate, its remaining time, when to tell and when to save.

use std::time::{Duration, Instant};

/// The time and the steps of one training, which may go on from an earlier process.
pub(super) struct Clock {
    start: Instant,
    /// Seconds that earlier processes of a resumed run spent.
    before: f64,
    first_step: usize,
    step: usize,
    last_step: usize,
    /// When the first step of this process was done: what came before it was measuring the model.
    stepping: Option<Instant>,
    estimated: bool,
    told: Instant,
    saved: Instant,
    /// What the last checkpoint took.
    saving: Duration,
}

impl Clock {
    /// A clock that starts now, after `step` of `last_step` steps and `before` seconds.
    pub(super) fn at(step: usize, last_step: usize, before: f64) -> Self {
        let now = Instant::now();
        Self {
            start: now,
            before,
            first_step: step,
            step,
            last_step,
            stepping: None,
            estimated: false,
            told: now,
            saved: now,
            saving: Duration::ZERO,
        }
    }

    /// Seconds since the start of the training, interrupted runs added up.
    pub(super) fn seconds(&self) -> f64 {
        self.before + self.start.elapsed().as_secs_f64()
    }

    /// The rate of this process.
    pub(super) fn steps_per_second(&self) -> f64 {
        (self.step - self.first_step) as f64 / self.start.elapsed().as_secs_f64()
    }

    /// Notes that `step` steps are done; whether it is time for a sign of life.
    pub(super) fn advance(&mut self, step: usize) -> bool {
        self.step = step;
        self.stepping.get_or_insert_with(Instant::now);
        let due = self.told.elapsed() >= Duration::from_millis(50);
        if due {
            self.told = Instant::now();
        }
        due
    }

    /// The remaining time in words: once, as soon as the rate is known, and only if it is long.
    pub(super) fn estimate(&mut self) -> Option<String> {
        let elapsed = self.stepping?.elapsed();
        let steps = self.step.saturating_sub(self.first_step + 1);
        if self.estimated || elapsed <= Duration::from_millis(500) || steps == 0 {
            return None;
        }
        self.estimated = true;
        let left = (self.last_step - self.step) as f64 * elapsed.as_secs_f64() / steps as f64;
        (left > 60.0).then(|| in_words(left))
    }

    /// Notes that a checkpoint was written, and how long that took.
    pub(super) fn saved(&mut self, took: Duration) {
        self.saved = Instant::now();
        self.saving = took;
    }

    /// Whether so many seconds have passed since the last checkpoint, or since the start, and enough for
    /// saving to stay under 2 % of the time. With 0 seconds, always.
    pub(super) fn may_save(&self, seconds: f64) -> bool {
        let share = 50.0 * self.saving.as_secs_f64();
        seconds == 0.0 || self.saved.elapsed().as_secs_f64() >= seconds.max(share)
    }
}

fn in_words(seconds: f64) -> String {
    match seconds {
        s if s < 100.0 => format!("{s:.0} seconds"),
        s if s < 5400.0 => format!("{:.0} minutes", s / 60.0),
        s => format!("{:.1} hours", s / 3600.0),
    }
}
