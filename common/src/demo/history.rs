//! The numbers of a demo over its steps, of bounded length.

use std::sync::atomic::{AtomicU64, Ordering};

/// Below this, every step has a row.
const EVERY: usize = 1024;

/// Rows of numbers: of every step below 1024, of every second one below 2048, of every fourth below
/// 4096, …, so that a million steps have some 6,000. Which rows there are follows from the furthest step
/// alone, and none is dropped because of what comes after it.
#[derive(Debug, Clone)]
pub struct History {
    names: Vec<&'static str>,
    rows: Vec<Row>,
    revision: u64,
}

/// A step and its numbers.
pub type Row = (usize, Vec<f64>);

/// Numbers by name, as [`Demo::numbers`](super::Demo::numbers) gives them.
pub type Numbers = Vec<(&'static str, f64)>;

impl Default for History {
    fn default() -> Self {
        Self::new()
    }
}

impl History {
    /// A history without any row.
    pub fn new() -> Self {
        let (names, rows) = (Vec::new(), Vec::new());
        Self {
            names,
            rows,
            revision: fresh(),
        }
    }

    /// Whether the numbers of a step are to be added, so that they are worth measuring.
    pub fn wants(&self, step: usize) -> bool {
        has_row(step) && self.rows.last().is_none_or(|row| row.0 < step)
    }

    /// Adds the numbers of a step; those of a step that is known or has no row change nothing.
    pub fn add(&mut self, step: usize, numbers: &Numbers) {
        if !self.wants(step) {
            return;
        }
        if self.names.is_empty() {
            self.names = numbers.iter().map(|(name, _)| *name).collect();
        }
        self.rows.push((step, values(numbers)));
    }

    /// Puts other numbers in the place of those of the furthest step.
    pub fn replace(&mut self, step: usize, numbers: &Numbers) {
        let bits = |values: &[f64]| values.iter().map(|it| it.to_bits()).collect::<Vec<_>>();
        let known = self.rows.last().filter(|row| row.0 == step);
        if known.is_some_and(|row| bits(&row.1) != bits(&values(numbers))) {
            self.truncate(self.rows.len() - 1);
        }
        self.add(step, numbers);
    }

    /// Forgets what lies beyond a step, because it will come differently.
    pub fn forget_beyond(&mut self, step: usize) {
        self.truncate(self.until(step).len());
    }

    fn truncate(&mut self, rows: usize) {
        if rows < self.rows.len() {
            self.rows.truncate(rows);
            self.revision = fresh();
        }
    }

    /// The names of the numbers.
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// All rows in the order of their steps.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }

    /// The rows up to a step.
    fn until(&self, step: usize) -> &[Row] {
        &self.rows[..self.rows.partition_point(|row| row.0 <= step)]
    }

    /// What has been added since a reader had seen `seen` rows of the revision `revision`: the revision
    /// now, how many rows of it the reader keeps, and those that follow. A revision belongs to one history
    /// alone, and changes whenever rows are dropped.
    pub fn since(&self, revision: u64, seen: usize) -> (u64, usize, &[Row]) {
        let kept = match revision == self.revision {
            true => seen.min(self.rows.len()),
            false => 0,
        };
        (self.revision, kept, &self.rows[kept..])
    }

    /// One number over the steps.
    pub fn curve(&self, name: &str) -> Vec<(f64, f64)> {
        let place = self.names.iter().position(|known| *known == name);
        let value = |row: &Row| Some((row.0 as f64, *row.1.get(place?)?));
        self.rows().filter_map(value).collect()
    }

    /// Whether the last row up to a step has a number that is not finite.
    pub fn has_diverged(&self, step: usize) -> bool {
        self.until(step).last().is_some_and(|row| !is_finite(row))
    }

    /// Since when there have been numbers that are not finite, seen from a step that has one: the first
    /// step at which that was seen, and the one before it, at which all were finite.
    pub(super) fn diverged(&self, step: usize) -> (usize, Option<usize>) {
        let rows = self.until(step);
        let whole = rows.iter().rposition(is_finite);
        let first = rows.get(whole.map_or(0, |place| place + 1));
        let before = whole.map(|place| rows[place].0);
        (first.map_or(step, |row| row.0), before)
    }
}

fn has_row(step: usize) -> bool {
    let doublings = (step / (EVERY / 2)).max(1).ilog2();
    step.is_multiple_of(1 << doublings)
}

fn values(numbers: &Numbers) -> Vec<f64> {
    numbers.iter().map(|(_, value)| *value).collect()
}

fn is_finite(row: &Row) -> bool {
    row.1.iter().all(|value| value.is_finite())
}

/// A revision that no history has had.
fn fresh() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
