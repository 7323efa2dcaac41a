//! How fast it plays: steps that are due, and steps that are counted.

use std::time::{Duration, Instant};

/// How many steps are due, and how many there are in a second.
pub struct Pace {
    /// When the next step is due.
    due: Instant,
    /// Since when steps are counted.
    since: Instant,
    steps: usize,
    /// That of the last count.
    rate: f64,
}

impl Pace {
    /// Steps that are late by more than this are not made up for.
    const LATE: Duration = Duration::from_millis(100);
    /// A count takes at least this long, and at most [`LONG`](Self::LONG) if it has few steps.
    const SHORT: Duration = Duration::from_millis(250);
    const LONG: Duration = Duration::from_secs(1);

    /// Nothing has been counted.
    pub fn new() -> Self {
        let now = Instant::now();
        let (due, since) = (now, now);
        Self {
            due,
            since,
            steps: 0,
            rate: 0.0,
        }
    }

    /// Nothing moves.
    pub fn rest(&mut self, now: Instant) {
        (self.due, self.since, self.steps, self.rate) = (now, now, 0, 0.0);
    }

    /// How many steps are due at a speed.
    pub fn due(&mut self, speed: f64, now: Instant) -> usize {
        if speed == 0.0 {
            return usize::MAX;
        }
        if now < self.due {
            return 0;
        }
        self.due = self.due.max(now.checked_sub(Self::LATE).unwrap_or(now));
        let late = now - self.due;
        1 + (late.as_secs_f64() * speed) as usize
    }

    /// Counts steps that have been done.
    pub fn went(&mut self, steps: usize, speed: f64) {
        self.steps += steps;
        self.due = match speed {
            0.0 => Instant::now(),
            // A speed of next to nothing ends in an hour, before the clock does.
            speed => self.due + Duration::from_secs_f64((steps as f64 / speed).min(3600.0)),
        };
    }

    /// When the next step is due.
    pub fn next(&self, speed: f64) -> Instant {
        match speed {
            0.0 => self.since,
            _ => self.due,
        }
    }

    /// Steps in a second.
    pub fn rate(&mut self, now: Instant) -> f64 {
        let passed = now - self.since;
        if passed >= Self::LONG || passed >= Self::SHORT && self.steps >= 10 {
            self.rate = self.steps as f64 / passed.as_secs_f64();
            (self.since, self.steps) = (now, 0);
        }
        self.rate
    }
}
