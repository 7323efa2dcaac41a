//! What programs are expected to reach: `results.toml` of each assignment, the one source of it.
//!
//! ```toml
//! [[result]]
//! command = "mlp --dataset iris"     # what stands behind `repeat 20`
//! seeds = 20                         # 0, 1, 2, …; a program that trains under several seeds by itself
//!                                    # runs once, with --seeds 20
//! metrics = ["test_accuracy"]        # what is published; this is the default
//! reference = "what the sheet, the paper or other people's runs say, with its source"
//! note = "what a reader has to know"
//! needs = "full data sets"           # for a row that the embedded data cannot serve
//! ```
//!
//! What came out stands beside it in `results.measured.toml`, which `cargo run -p bench -- results`
//! writes:
//!
//! ```toml
//! [[measured]]
//! command = "mlp --dataset iris"
//! seeds = 20
//! seconds = 0.12
//! [measured.metrics]
//! test_accuracy = { mean = 0.987, standard_deviation = 0.018, min = 0.967, max = 1.0 }
//! epochs = { mean = 9.6, standard_deviation = 2.1, min = 6.0, max = 14.0, median = 9.0, trainings = 19 }
//! ```
//!
//! The text is part of the program. A run prints the expected values beside its own if its settings
//! are those of a row: the row's command is read as the program's own flags and completed with its
//! defaults, so that neither the order of the flags counts nor whether a default was typed.

mod matching;

pub use matching::deciding;
pub(crate) use matching::expected;

use crate::error::{Error, Result};
use crate::statistics::{Summary, number, prediction};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::f64::consts::FRAC_PI_2;
use std::fmt;

/// The rows of one assignment.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Results {
    /// In the order of the file.
    #[serde(rename = "result", default)]
    pub rows: Vec<Row>,
}

/// One documented command.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The program and its flags, without `--seed`; words are separated by spaces, without quotes.
    pub command: String,
    /// How many seeds: 0, 1, 2, …
    pub seeds: u64,
    /// The metrics that are published, as `result.json` names them; no times, which never come out
    /// the same twice.
    #[serde(default = "test_accuracy")]
    pub metrics: Vec<String>,
    /// What the sheet, the paper or other people's runs say, with its source; may be empty.
    #[serde(default)]
    pub reference: String,
    /// What a reader has to know; may be empty.
    #[serde(default)]
    pub note: String,
    /// What this command needs beyond the embedded data.
    pub needs: Option<Needs>,
    /// None in a row that was never measured.
    #[serde(skip)]
    pub measured: Option<Measurement>,
}

/// What a command needs beyond what is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Needs {
    /// Data sets in full, which are too large to embed.
    #[serde(rename = "full data sets")]
    FullDataSets,
}

/// A `results.measured.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurements {
    /// One for each row, in the order of the rows.
    #[serde(rename = "measured", default)]
    pub rows: Vec<Measurement>,
}

/// What came out for one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// That of the row.
    pub command: String,
    /// Under how many seeds.
    pub seeds: u64,
    /// Median of the seconds that one run trains, which is all trainings of a study. The only number
    /// that differs from one measurement to the next; None if the machine was busy with others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// Each published metric.
    pub metrics: BTreeMap<String, Measure>,
}

/// What a metric comes to over the seeds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Over the seeds.
    #[serde(flatten)]
    pub summary: Summary,
    /// The median, if that is what a run prints of its seeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median: Option<f64>,
    /// From how many trainings, if not from one under each seed: from fewer if not all got as far as
    /// the metric tells of, from one if no seed changes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trainings: Option<u64>,
}

impl Measurements {
    /// Reads a `results.measured.toml`.
    ///
    /// # Errors
    /// [`Error::Data`] with the line that cannot be read.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| Error::Data(format!("results.measured.toml: {error}")))
    }
}

/// What a run prints beside one of its metrics.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// The mean over the seeds, or their median.
    pub value: f64,
    /// Between these lies what a run prints, in 95 of 100 runs with other seeds; none if the metric
    /// was measured once.
    pub interval: Option<[f64; 2]>,
    /// From how many trainings it was measured.
    pub seeds: u64,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.value.abs();
        match self.interval {
            Some([low, high]) => write!(
                f,
                "{} to {} (95 %, {} seeds)",
                number(low, scale),
                number(high, scale),
                self.seeds
            ),
            None => write!(f, "{}", number(self.value, scale)),
        }
    }
}

impl Results {
    /// Reads a `results.toml` and puts what was measured beside its rows.
    ///
    /// # Errors
    /// [`Error::Data`] with the line that cannot be read.
    pub fn parse(text: &str, measurements: &Measurements) -> Result<Self> {
        let mut results: Self =
            toml::from_str(text).map_err(|error| Error::Data(format!("results.toml: {error}")))?;
        for row in &mut results.rows {
            let mut measured = measurements.rows.iter();
            row.measured = measured.find(|it| it.command == row.command).cloned();
        }
        Ok(results)
    }
}

impl Row {
    /// The words of the command.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.command.split_whitespace()
    }

    /// The program: the first word of the command.
    pub fn program(&self) -> &str {
        self.words().next().unwrap_or_default()
    }

    /// A published metric, if it was measured.
    pub fn measure(&self, metric: &str) -> Option<Measure> {
        self.measured.as_ref()?.metrics.get(metric).copied()
    }

    /// What a run under `runs_seeds` seeds prints of each published metric.
    fn expected(&self, runs_seeds: usize) -> Vec<(String, Expected)> {
        let expected = |metric: &String| {
            let Measure {
                summary,
                median,
                trainings,
            } = self.measure(metric)?;
            let seeds = trainings.unwrap_or(self.measured.as_ref()?.seeds);
            // The median of normal values varies more than their mean, by this factor.
            let factor = if median.is_some() {
                FRAC_PI_2.sqrt()
            } else {
                1.0
            };
            let deviation = factor * summary.standard_deviation;
            let value = median.unwrap_or(summary.mean);
            let half = prediction(deviation, seeds as usize, runs_seeds);
            let highest = if metric.ends_with("accuracy") {
                1.0
            } else {
                f64::INFINITY
            };
            let interval = half.map(|half| [value - half, (value + half).min(highest)]);
            Some((
                metric.clone(),
                Expected {
                    value,
                    interval,
                    seeds,
                },
            ))
        };
        self.metrics.iter().filter_map(expected).collect()
    }
}

fn test_accuracy() -> Vec<String> {
    vec!["test_accuracy".into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_names_the_line() {
        for text in [
            "[[result]]\ncommand = \"net\"\nseeds = 5\nreferense = \"\"\n",
            "[[result]]\ncommand = \"net\"\n",
            "[[result]]\ncommand = \"net\"\nseeds = 5\nneeds = \"a GPU\"\n",
        ] {
            let error = Results::parse(text, &Measurements::default()).unwrap_err();
            assert_eq!(error.exit_code(), 4);
            let text = error.to_string();
            assert!(
                text.contains("results.toml") && text.contains("line"),
                "{text}"
            );
        }
    }
}
