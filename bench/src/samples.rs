//! What came out of a job: measurements, their medians and ratios, and the goals.
//!
//! The median and not the mean: another program that wakes up during one of five measurements
//! shows in the spread and leaves the median alone.

use crate::jobs::Goal;
use common::statistics::{Summary, median};
use serde::Serialize;
use std::fmt;

/// One measurement of one side.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// Wall seconds of one step, or of the whole process.
    pub seconds: f64,
    /// The most memory that the process has had resident.
    pub peak_memory_bytes: Option<u64>,
    /// How many threads the framework may use.
    pub threads: Option<usize>,
    /// The framework and its version.
    pub version: Option<String>,
}

/// The middle of several seconds and how far they spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// The middle one; of an even number the mean of the two in the middle.
    pub median: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

/// All measurements of one side; see [`Sample`].
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs, reason = "those of a sample")]
pub struct Side {
    pub seconds: Spread,
    pub peak_memory_bytes: Option<f64>,
    pub threads: Option<usize>,
    pub version: Option<String>,
}

impl Side {
    fn new(samples: &[Sample]) -> Option<Self> {
        let first = samples.first()?;
        let seconds: Vec<f64> = samples.iter().map(|sample| sample.seconds).collect();
        let memory = samples.iter().filter_map(|sample| sample.peak_memory_bytes);
        let memory: Vec<f64> = memory.map(|bytes| bytes as f64).collect();
        let (median_seconds, Summary { min, max, .. }) = (median(&seconds)?, Summary::of(&seconds));
        Some(Self {
            seconds: Spread {
                median: median_seconds,
                min,
                max,
            },
            peak_memory_bytes: median(&memory),
            threads: first.threads,
            version: first.version.clone(),
        })
    }
}

/// A line of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The job, or the part of it.
    pub name: String,
    /// This project.
    pub ours: Side,
    /// PyTorch or NumPy.
    pub other: Option<Side>,
    /// The ratio of the median times, theirs to ours: above 1, ours needs less.
    pub ratio: Option<f64>,
    /// The ratio of the median peaks of memory, theirs to ours.
    pub memory_ratio: Option<f64>,
    /// Each goal, and whether it is met.
    pub goals: Vec<Verdict>,
}

/// Whether a goal is met.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// The goal, as in the table.
    pub goal: String,
    /// False also where this machine does not tell what the goal is about.
    pub met: bool,
}

impl Row {
    /// The row of these measurements, ours and theirs.
    ///
    /// # Panics
    /// If there are none of ours.
    pub fn new(name: &str, [ours, other]: [&[Sample]; 2], goals: &[Goal]) -> Self {
        let ours = Side::new(ours).expect("our side was measured");
        let other = Side::new(other);
        let seconds = other.as_ref().map(|other| other.seconds.median);
        let ratio = seconds.map(|seconds| seconds / ours.seconds.median);
        let memory = other.as_ref().and_then(|it| it.peak_memory_bytes);
        let memory_ratio = memory.zip(ours.peak_memory_bytes).map(|(a, b)| a / b);
        let verdict = |goal: &Goal| Verdict {
            goal: goal.to_string(),
            met: match *goal {
                Goal::Faster(least) => ratio.is_some_and(|ratio| ratio >= least),
                Goal::Smaller(least) => memory_ratio.is_some_and(|ratio| ratio >= least),
                Goal::Seconds(most) => ours.seconds.median <= most,
            },
        };
        Self {
            name: name.into(),
            goals: goals.iter().map(verdict).collect(),
            ours,
            other,
            ratio,
            memory_ratio,
        }
    }
}

/// A time in the unit that suits it, with three digits that count.
pub fn seconds(value: f64) -> String {
    let (unit, scale) = unit(value);
    format!("{} {unit}", digits(value * scale))
}

impl fmt::Display for Spread {
    /// The median with the smallest and the largest value, all in the median's unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, scale) = unit(self.median);
        let [min, max] = [self.min, self.max].map(|value| digits(value * scale));
        write!(f, "{} ({min}–{max})", seconds(self.median))
    }
}

fn unit(seconds: f64) -> (&'static str, f64) {
    match seconds {
        _ if seconds >= 1.0 => ("s", 1.0),
        _ if seconds >= 1e-3 => ("ms", 1e3),
        _ => ("µs", 1e6),
    }
}

/// A number with three digits that count.
pub fn digits(value: f64) -> String {
    match value {
        _ if value >= 99.95 => format!("{value:.0}"),
        _ if value >= 9.995 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples<const N: usize>(seconds: [f64; N], peak_memory_bytes: Option<u64>) -> [Sample; N] {
        seconds.map(|seconds| Sample {
            seconds,
            peak_memory_bytes,
            ..Sample::default()
        })
    }

    #[test]
    fn ratios_are_those_of_the_medians_and_decide_the_goals() {
        let ours = samples([1.0, 2.0, 9.0], Some(100));
        let other = samples([10.0, 4.0, 3.0], Some(250));
        let goals = [Goal::Faster(2.0), Goal::Faster(2.1), Goal::Smaller(2.5)];
        let row = Row::new("job", [&ours, &other], &goals);
        assert_eq!((row.ratio, row.memory_ratio), (Some(2.0), Some(2.5)));
        assert_eq!(row.ours.seconds.to_string(), "2.00 s (1.00–9.00)");
        let met: Vec<bool> = row.goals.iter().map(|goal| goal.met).collect();
        assert_eq!(met, [true, false, true]);
    }

    #[test]
    fn what_was_not_measured_meets_no_goal() {
        let ours = samples([1.0], None);
        let met = |other: &[Sample], goal| Row::new("job", [&ours, other], &[goal]).goals[0].met;
        assert!(!met(&samples([9.0], None), Goal::Smaller(2.0)));
        assert!(!met(&[], Goal::Faster(1.0)));
    }

    #[test]
    fn times_have_three_digits_and_a_unit() {
        let texts = [0.000_012_34, 0.000_999, 0.0123, 1.5, 120.0].map(seconds);
        assert_eq!(texts, ["12.3 µs", "999 µs", "12.3 ms", "1.50 s", "120 s"]);
    }
}
