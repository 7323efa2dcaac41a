//! What came out of a job: measurements, their medians and ratios, and the goals.

use crate::jobs::Goal;
use crate::statistics::Spread;
use serde::Serialize;

/// One measurement of one side.
#[derive(Debug, Clone)]
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

/// All measurements of one side.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Wall seconds of one step, or of the whole process.
    pub seconds: Spread,
    /// The median of the processes' peaks of resident memory.
    pub peak_memory_bytes: Option<f64>,
    /// How many threads the framework may use.
    pub threads: Option<usize>,
    /// The framework and its version.
    pub version: Option<String>,
}

impl Side {
    fn new(samples: &[Sample]) -> Option<Self> {
        let memory = samples.iter().filter_map(|sample| sample.peak_memory_bytes);
        Some(Self {
            seconds: Spread::of(samples.iter().map(|sample| sample.seconds))?,
            peak_memory_bytes: Spread::of(memory.map(|bytes| bytes as f64)).map(|it| it.median),
            threads: samples[0].threads,
            version: samples[0].version.clone(),
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
    /// The ratio of the median times, theirs to ours.
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
    /// The row of these measurements.
    ///
    /// # Panics
    /// If there are none of ours.
    pub fn new(name: &str, ours: &[Sample], other: &[Sample], goals: &[Goal]) -> Self {
        let ours = Side::new(ours).expect("our side was measured");
        let other = Side::new(other);
        let seconds = other.as_ref().map(|it| it.seconds);
        let ratio = seconds.map(|seconds| seconds.ratio_to(&ours.seconds));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(seconds: &[f64], bytes: Option<u64>) -> Vec<Sample> {
        let sample = |&seconds| Sample {
            seconds,
            peak_memory_bytes: bytes,
            threads: None,
            version: None,
        };
        seconds.iter().map(sample).collect()
    }

    #[test]
    fn ratios_are_those_of_the_medians_and_decide_the_goals() {
        let ours = samples(&[1.0, 2.0, 9.0], Some(100));
        let other = samples(&[10.0, 4.0, 3.0], Some(250));
        let goals = [Goal::Faster(2.0), Goal::Faster(2.1), Goal::Smaller(2.5)];
        let row = Row::new("job", &ours, &other, &goals);
        assert_eq!((row.ratio, row.memory_ratio), (Some(2.0), Some(2.5)));
        let met: Vec<bool> = row.goals.iter().map(|goal| goal.met).collect();
        assert_eq!(met, [true, false, true]);
    }

    #[test]
    fn what_was_not_measured_meets_no_goal() {
        let ours = samples(&[1.0], None);
        let row = Row::new("job", &ours, &samples(&[9.0], None), &[Goal::Smaller(2.0)]);
        assert_eq!(row.memory_ratio, None);
        assert!(!row.goals[0].met);
        assert!(!Row::new("job", &ours, &[], &[Goal::Faster(1.0)]).goals[0].met);
    }
}
