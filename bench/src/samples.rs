//! What came out of a job: measurements, their medians and ratios, and the goals.
//!
//! The median and not the mean: another program that wakes up during one of five measurements
//! shows in the spread and leaves the median alone.

use crate::jobs::Goal;
use crate::machine;
use crate::processes::Finished;
use common::error::{Error, Result};
use common::statistics::{Summary, median};
use serde::Serialize;
use serde_json::Value;
use std::f64::consts::LN_2;

/// How far a pixel may be from that of the other side, of the range from -1 to 1: rounding, in single precision.
const APART: f64 = 1e-4;

/// One measurement of one side.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Sample {
    /// Wall seconds of one step, or of the whole process.
    pub seconds: f64,
    /// The most memory that the process has had resident, where the system tells.
    pub peak_memory_bytes: Option<u64>,
    /// How many threads the framework may use.
    pub threads: Option<u64>,
    /// How many numbers a training learns.
    pub parameters: Option<u64>,
    /// The framework and its version.
    pub version: String,
    /// Some pixels of the last picture of a generator.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pixels: Vec<f64>,
}

impl Sample {
    pub fn time(&self) -> Option<f64> {
        Some(self.seconds)
    }

    /// Its peak of memory in bytes.
    pub fn memory(&self) -> Option<f64> {
        self.peak_memory_bytes.map(|bytes| bytes as f64)
    }

    /// From what a process that times its own steps prints: its last line, in JSON.
    pub fn of_steps(finished: &Finished, steps: usize) -> Result<Self> {
        let told = last_line(finished)?;
        let [first, last] = ["first_loss", "last_loss"].map(|name| told[name].as_f64());
        let did_train = last.zip(first).is_some_and(|(last, first)| last < first);
        let sample = Self::timed(&told);
        match did_train && sample.seconds > 0.0 && told["steps"] == steps {
            true => Ok(sample),
            false => Err(Error::Failed(format!(
                "what was timed did not train for {steps} steps: {told}"
            ))),
        }
    }

    /// From what a process that times its own pictures prints: its last line, in JSON.
    pub fn of_frames(finished: &Finished, steps: usize) -> Result<Self> {
        let told = last_line(finished)?;
        let pixels = told["pixels"].as_array().into_iter().flatten();
        let pixels: Option<Vec<f64>> = pixels.map(Value::as_f64).collect();
        let pixels = pixels.unwrap_or_default();
        // Tanh comes last; and a picture of one grey would be that of any network that is dead.
        let is_picture = pixels.iter().all(|pixel| pixel.abs() <= 1.0)
            && pixels.iter().any(|pixel| *pixel != pixels[0]);
        let sample = Self {
            pixels,
            ..Self::timed(&told)
        };
        match is_picture && sample.seconds > 0.0 && told["steps"] == steps {
            true => Ok(sample),
            false => Err(Error::Failed(format!(
                "what was timed did not make {steps} pictures: {told}"
            ))),
        }
    }

    /// What all processes that time themselves print.
    fn timed(told: &Value) -> Self {
        Self {
            seconds: told["seconds_per_step"].as_f64().unwrap_or_default(),
            peak_memory_bytes: told["peak_memory_bytes"].as_u64(),
            threads: told["threads"].as_u64(),
            parameters: told["parameters"].as_u64(),
            version: told["version"].as_str().unwrap_or_default().into(),
            pixels: Vec::new(),
        }
    }

    /// Refuses two sides whose networks have different sizes or make different pictures.
    ///
    /// # Errors
    /// [`Error::Failed`] with what differs.
    pub fn must_match(&self, other: &Self) -> Result<()> {
        let [us, them] = [&self.version, &other.version];
        if let (Some(ours), Some(theirs)) = (self.parameters, other.parameters)
            && ours != theirs
        {
            return Err(Error::Failed(format!(
                "{us} trains {ours} parameters and {them} {theirs}: that is not the same network"
            )));
        }
        let pairs = self.pixels.iter().zip(&other.pixels);
        let apart = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        match apart <= APART && self.pixels.len() == other.pixels.len() {
            true => Ok(()),
            false => Err(Error::Failed(format!(
                "pixels of {us} are {:?} and those of {them} {:?}: that is not the same network",
                self.pixels, other.pixels
            ))),
        }
    }

    /// From what a whole process prints at its end, and what was seen of it from outside. Ours does
    /// not name its framework.
    pub fn of_process(finished: &Finished) -> Result<Self> {
        let told = last_line(finished)?;
        let version = told["version"].as_str();
        let loss = told["metrics"]["train_loss"].as_f64();
        // That of guessing between two classes.
        if loss.is_none_or(|loss| loss >= LN_2) {
            let why = format!("what was timed did not train: {}", told["metrics"]);
            return Err(Error::Failed(why));
        }
        Ok(Self {
            seconds: finished.seconds,
            peak_memory_bytes: finished.peak_memory_bytes,
            threads: told["threads"].as_u64(),
            parameters: None,
            version: version.map_or_else(machine::burn, Into::into),
            pixels: Vec::new(),
        })
    }
}

fn last_line(finished: &Finished) -> Result<Value> {
    let mut lines = finished.stdout.trim_end().lines();
    let line = lines.next_back().unwrap_or_default();
    let why = |error| format!("no line of JSON at the end, but {error}:\n  {line}");
    serde_json::from_str(line).map_err(|error: serde_json::Error| Error::Failed(why(error)))
}

/// A line of the table: all measurements of a job, or of a part of it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The job, or the part of it.
    pub name: &'static str,
    /// Of this project, and of PyTorch or NumPy if the job has such a side.
    pub sides: [Vec<Sample>; 2],
    /// What the project promises of it.
    pub goals: &'static [Goal],
}

impl Row {
    /// How many times the other side's median is ours, of seconds or of memory: above 1, ours needs
    /// less. None if a side was not measured.
    pub fn ratio(&self, number: fn(&Sample) -> Option<f64>) -> Option<f64> {
        let [ours, other] = self.sides.each_ref().map(|side| middle(side, number));
        Some(other? / ours?)
    }

    /// Whether a goal is met; false also where this machine does not tell what the goal is about.
    pub fn meets(&self, goal: Goal) -> bool {
        let at_least = |ratio: Option<f64>, least| ratio.is_some_and(|ratio| ratio >= least);
        let ours = middle(&self.sides[0], Sample::time);
        match goal {
            Goal::Faster(least) => at_least(self.ratio(Sample::time), least),
            Goal::Smaller(least) => at_least(self.ratio(Sample::memory), least),
            Goal::Seconds(most) => ours.is_some_and(|seconds| seconds <= most),
        }
    }
}

/// The median of a number of the samples that have it.
pub fn middle(samples: &[Sample], number: fn(&Sample) -> Option<f64>) -> Option<f64> {
    median(&samples.iter().filter_map(number).collect::<Vec<_>>())
}

/// The median of the seconds with the smallest and the largest value, all in the median's unit.
pub fn spread(samples: &[Sample]) -> Option<String> {
    let median = middle(samples, Sample::time)?;
    let all: Vec<f64> = samples.iter().map(|sample| sample.seconds).collect();
    let Summary { min, max, .. } = Summary::of(&all);
    let [min, max] = [min, max].map(|value| digits(value * unit(median).1));
    Some(format!("{} ({min}–{max})", seconds(median)))
}

/// A time in the unit that suits it, with three digits that count.
pub fn seconds(value: f64) -> String {
    let (unit, scale) = unit(value);
    format!("{} {unit}", digits(value * scale))
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

    fn row(ours: &[f64], other: &[f64], memory: [Option<u64>; 2]) -> Row {
        let side = |seconds: &[f64], peak_memory_bytes| {
            let sample = |&seconds| Sample {
                seconds,
                peak_memory_bytes,
                ..Sample::default()
            };
            seconds.iter().map(sample).collect()
        };
        Row {
            name: "job",
            sides: [side(ours, memory[0]), side(other, memory[1])],
            goals: &[],
        }
    }

    #[test]
    fn ratios_are_those_of_the_medians_and_decide_the_goals() {
        let row = row(&[1.0, 2.0, 9.0], &[10.0, 4.0, 3.0], [Some(100), Some(250)]);
        assert_eq!(row.ratio(Sample::time), Some(2.0));
        assert_eq!(spread(&row.sides[0]).unwrap(), "2.00 s (1.00–9.00)");
        assert!(row.meets(Goal::Faster(2.0)) && !row.meets(Goal::Faster(2.1)));
        assert!(row.meets(Goal::Smaller(2.5)) && !row.meets(Goal::Smaller(2.6)));
        assert!(row.meets(Goal::Seconds(2.0)) && !row.meets(Goal::Seconds(1.9)));
    }

    #[test]
    fn what_was_not_measured_meets_no_goal() {
        assert!(!row(&[1.0], &[9.0], [None, Some(250)]).meets(Goal::Smaller(2.0)));
        assert!(!row(&[1.0], &[], [None, None]).meets(Goal::Faster(1.0)));
    }

    #[test]
    fn a_training_that_did_not_train_does_not_count() {
        let of = |line: &str| {
            let finished = Finished {
                seconds: 3.0,
                peak_memory_bytes: Some(7),
                stdout: format!("a warning of the framework\n{line}\n"),
            };
            (
                Sample::of_steps(&finished, 100),
                Sample::of_process(&finished),
            )
        };
        let line = r#"{"seconds_per_step": 5e-05, "steps": 100, "first_loss": 0.8,
            "last_loss": 0.2, "threads": 2, "parameters": 102, "version": "NumPy 2"}"#;
        let line = line.replace('\n', "");
        let sample = of(&line).0.unwrap();
        assert_eq!((sample.seconds, sample.threads), (5e-5, Some(2)));
        assert_eq!(sample.parameters, Some(102));
        assert_eq!(sample.version, "NumPy 2");
        for (right, wrong) in [
            ("0.2", "0.9"),
            ("0.2", "null"),
            ("100", "99"),
            ("5e-05", "0"),
        ] {
            let error = of(&line.replace(right, wrong)).0.unwrap_err();
            assert!(error.to_string().contains("did not train"), "{error}");
        }
        let sample = of(r#"{"metrics": {"train_loss": 0.2}}"#).1.unwrap();
        assert_eq!((sample.seconds, sample.peak_memory_bytes), (3.0, Some(7)));
        assert!(of(r#"{"metrics": {"train_loss": 0.7}}"#).1.is_err());
        assert!(of("hello").1.unwrap_err().to_string().ends_with("hello"));
    }

    #[test]
    fn networks_of_different_sizes_are_not_compared() {
        let of = |version: &str, parameters| Sample {
            parameters,
            version: version.into(),
            ..Sample::default()
        };
        let ours = of("Burn", Some(67_850));
        ours.must_match(&of("PyTorch", Some(67_850))).unwrap();
        ours.must_match(&of("PyTorch", None)).unwrap();
        let error = ours.must_match(&of("PyTorch", Some(68_362))).unwrap_err();
        let told = "Burn trains 67850 parameters and PyTorch 68362";
        assert!(error.to_string().contains(told), "{error}");
    }

    #[test]
    fn pictures_are_the_same_on_both_sides_or_nothing_is_compared() {
        let of = |pixels: &str| {
            let line = format!(
                r#"{{"seconds_per_step": 0.003, "steps": 500, "pixels": {pixels}, "version": "Burn"}}"#
            );
            let finished = Finished {
                seconds: 3.0,
                peak_memory_bytes: None,
                stdout: line,
            };
            Sample::of_frames(&finished, 500)
        };
        let ours = of("[0.5, -0.25]").unwrap();
        assert_eq!((ours.seconds, &*ours.pixels), (0.003, &[0.5, -0.25][..]));
        ours.must_match(&of("[0.50001, -0.25]").unwrap()).unwrap();
        for other in ["[0.5, -0.26]", "[0.5, -0.25, 0.1]"] {
            let error = ours.must_match(&of(other).unwrap()).unwrap_err();
            assert!(
                error.to_string().contains("not the same network"),
                "{error}"
            );
        }
        for none in ["[]", "null", "[0.5, null]", "[0.5, 0.5]", "[0.5, 1.5]"] {
            let error = of(none).unwrap_err().to_string();
            assert!(error.contains("did not make 500 pictures"), "{error}");
        }
    }

    #[test]
    fn times_have_three_digits_and_a_unit() {
        let texts = [0.000_012_34, 0.000_999, 0.0123, 1.5, 120.0].map(seconds);
        assert_eq!(texts, ["12.3 µs", "999 µs", "12.3 ms", "1.50 s", "120 s"]);
    }
}
