//! What programs are expected to reach: `results.toml` of each assignment, the one source of it.
//!
//! ```toml
//! [[result]]
//! command = "mlp --dataset iris"     # what stands behind `repeat 5`
//! seeds = 5                          # 0, 1, 2, 3, 4
//! metrics = ["test_accuracy"]        # what is published; this is the default
//! reference = "what the sheet, the paper or other people's runs say, with its source"
//! note = "what a reader has to know"
//! needs = "full data sets"           # for a row that the embedded data cannot serve
//!
//! [result.measured]                  # written by `cargo run -p bench -- results`
//! seconds = 0.12
//! test_accuracy = { mean = 0.987, standard_deviation = 0.018, min = 0.967, max = 1.0 }
//! ```
//!
//! The text is part of the program. A run prints the expected values beside its own if its settings
//! are those of a row: the row's command is read as the program's own flags and completed with its
//! defaults, so that neither the order of the flags counts nor whether a default was typed.

mod matching;
mod numbers;

pub use matching::Program;
pub(crate) use matching::expected;
pub use numbers::{number, plus_minus};

use crate::error::{Error, Result};
use crate::statistics::Summary;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    pub measured: Option<Measured>,
}

/// What a command needs beyond what is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Needs {
    /// Data sets in full, which are too large to embed.
    #[serde(rename = "full data sets")]
    FullDataSets,
}

/// The measured part of a row.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Measured {
    /// Median of the seconds that one run trains. The only number that differs from one
    /// measurement to the next; None if it was measured on a machine that was busy with others.
    pub seconds: Option<f64>,
    /// Each published metric.
    #[serde(flatten)]
    pub metrics: BTreeMap<String, Summary>,
}

/// What a run prints beside one of its metrics.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Expected {
    /// The mean over the seeds.
    pub mean: f64,
    /// The standard deviation over the seeds.
    pub standard_deviation: f64,
    /// How many seeds.
    pub seeds: u64,
}

impl Results {
    /// Reads a `results.toml`.
    ///
    /// # Errors
    /// [`Error::Data`] with the line that cannot be read.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| Error::Data(format!("results.toml: {error}")))
    }
}

impl Row {
    /// The words of the command.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.command.split_whitespace()
    }

    /// The program: the first word of the command.
    pub fn task(&self) -> &str {
        self.words().next().unwrap_or_default()
    }

    /// A published metric, if it was measured.
    pub fn summary(&self, metric: &str) -> Option<Summary> {
        self.measured.as_ref()?.metrics.get(metric).copied()
    }

    fn expected(&self) -> Vec<(String, Expected)> {
        let expected = |metric: &String| {
            let summary = self.summary(metric)?;
            let expected = Expected {
                mean: summary.mean,
                standard_deviation: summary.standard_deviation,
                seeds: self.seeds,
            };
            Some((metric.clone(), expected))
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
            let error = Results::parse(text).unwrap_err();
            assert_eq!(error.exit_code(), 4);
            let text = error.to_string();
            assert!(
                text.contains("results.toml") && text.contains("line"),
                "{text}"
            );
        }
    }
}
