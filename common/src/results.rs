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

use crate::config::{self, ProgramArgs};
use crate::error::{Error, Result};
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
    /// The metrics that are published, as `result.json` names them.
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

/// One metric over the seeds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Its mean.
    pub mean: f64,
    /// Its sample standard deviation, with n - 1 below the sum of squares; 0 for one seed.
    pub standard_deviation: f64,
    /// Its smallest value.
    pub min: f64,
    /// Its largest value.
    pub max: f64,
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

impl Summary {
    /// The summary of these values; None if there are none.
    pub fn of(values: &[f64]) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Some(Self {
            mean,
            standard_deviation: (squares / (count - 1.0).max(1.0)).sqrt(),
            min: values.iter().copied().fold(f64::INFINITY, f64::min),
            max: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
    }
}

/// One value for people, with three digits that count at the size of `scale`: `0.891`, `46.25`.
pub fn number(value: f64, scale: f64) -> String {
    let exponent = scale.abs().log10().floor();
    match exponent {
        e if e < -4.0 && e.is_finite() => format!("{value:.2e}"),
        // Zero has no size; an accuracy of 1 shows as many decimals as one below it.
        e if !e.is_finite() || e >= 0.0 => {
            let integer_digits = if e.is_finite() { e } else { 0.0 };
            format!("{value:.*}", (3.0 - integer_digits).max(0.0) as usize)
        }
        e => format!("{value:.*}", (2.0 - e) as usize),
    }
}

/// A mean and its standard deviation for people: `0.891 ± 0.021`.
pub fn plus_minus(mean: f64, standard_deviation: f64) -> String {
    let scale = mean.abs().max(standard_deviation);
    format!(
        "{} ± {}",
        number(mean, scale),
        number(standard_deviation, scale)
    )
}

/// What is documented of a run of the program `A` with these settings: nothing, unless they are
/// exactly those of a row.
///
/// A row whose command is not one of this program matches nothing; `bench results --check` names it.
///
/// # Errors
/// [`Error::Data`] if the built-in text cannot be read.
pub(crate) fn expected<A: ProgramArgs>(settings: &toml::Table) -> Result<Vec<(String, Expected)>> {
    let wanted = deciding(settings.clone());
    let rows = Results::parse(A::RESULTS)?.rows;
    let row = rows.iter().find(|row| {
        row.task() == A::TASK
            && settings_of::<A>(&row.command).is_ok_and(|settings| settings == wanted)
    });
    Ok(row.map(Row::expected).unwrap_or_default())
}

/// A program whose results are documented, for whoever reads the rows of all programs.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// Its name: the first word of its commands.
    pub task: &'static str,
    settings: fn(&str) -> Result<toml::Table>,
}

impl Program {
    /// The program with these flags.
    pub const fn of<A: ProgramArgs>() -> Self {
        Self {
            task: A::TASK,
            settings: settings_of::<A>,
        }
    }

    /// The settings of a command of this program, as far as they decide its result: without seed
    /// and device, and of the place of the data only whether there is one.
    ///
    /// # Errors
    /// [`Error::Usage`] if the program would refuse the command.
    pub fn settings(&self, command: &str) -> Result<toml::Table> {
        (self.settings)(command)
    }
}

fn settings_of<A: ProgramArgs>(command: &str) -> Result<toml::Table> {
    let flags = A::augment_args(clap::Command::new(A::TASK));
    let args = flags
        .try_get_matches_from(command.split_whitespace())
        .and_then(|matches| A::from_arg_matches(&matches))
        .map_err(|error| Error::Usage(first_line(&error.to_string())))?;
    let config = config::resolve(&args)?;
    config::Config::check(&config)?;
    config::to_table(&config).map(deciding)
}

/// What decides a result. The preset stays: programs may choose the data by it.
fn deciding(mut settings: toml::Table) -> toml::Table {
    settings.remove("seed");
    settings.remove("device");
    if let Some(place) = settings.get_mut("data-dir") {
        *place = true.into();
    }
    settings
}

/// Of clap's advice the line that says what is wrong.
fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{BatchSize, Config, Preset, SharedArgs, SharedConfig};
    use crate::data::Dataset;
    use crate::device::DeviceName;
    use clap::Parser;

    #[derive(Debug, Serialize, clap::Args)]
    #[serde(rename_all = "kebab-case")]
    struct Args {
        #[command(flatten)]
        #[serde(flatten)]
        shared: SharedArgs,
        #[arg(long)]
        hidden_size: Option<usize>,
    }

    #[derive(Debug, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct Settings {
        #[serde(flatten)]
        shared: SharedConfig,
        hidden_size: usize,
    }

    impl Config for Settings {
        fn defaults(dataset: &Dataset, preset: Preset) -> Self {
            let shared = SharedConfig {
                preset,
                device: DeviceName::CPU,
                seed: 42,
                dataset: dataset.clone(),
                data_dir: None,
                epochs: 10,
                batch_size: BatchSize::Full,
                lr: 0.1,
                eval_every: 1,
            };
            Self {
                shared,
                hidden_size: 20,
            }
        }

        fn default_dataset() -> Dataset {
            Dataset::Moons
        }

        fn shared(&self) -> &SharedConfig {
            &self.shared
        }
    }

    impl ProgramArgs for Args {
        type Config = Settings;
        const TASK: &'static str = "net";
        const RESULTS: &'static str = r#"
            [[result]]
            command = "other --hidden-size 3"
            seeds = 2

            [[result]]
            command = "net --dataset mnist --hidden-size 9 --lr 0.5"
            seeds = 5
            metrics = ["test_accuracy", "test_loss", "not_measured"]
            [result.measured]
            seconds = 1.5
            test_accuracy = { mean = 0.9, standard_deviation = 0.1, min = 0.8, max = 1.0 }
            test_loss = { mean = 2, standard_deviation = 0.5, min = 1, max = 3 }
            unpublished = { mean = 2, standard_deviation = 0.5, min = 1, max = 3 }

            [[result]]
            command = "net --no-such-flag"
            seeds = 5

            [[result]]
            command = "net --dataset mnist --data-dir full"
            seeds = 3
            needs = "full data sets"
            measured = { test_accuracy = { mean = 0.97, standard_deviation = 0.0, min = 0.97, max = 0.97 } }
        "#;

        fn shared(&self) -> &SharedArgs {
            &self.shared
        }
    }

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    /// What a run of this command line would print, by the names of the metrics.
    fn expected_of(line: &str) -> Vec<(String, Expected)> {
        let args = Line::try_parse_from(line.split(' ')).unwrap().args;
        let settings = config::to_table(&config::resolve(&args).unwrap()).unwrap();
        expected::<Args>(&settings).unwrap()
    }

    #[test]
    fn the_order_of_flags_typed_defaults_seed_and_device_do_not_matter() {
        for line in [
            "net --dataset mnist --hidden-size 9 --lr 0.5",
            "net --lr 0.50 --hidden-size 9 --dataset mnist --seed 7",
            "net --epochs 10 --lr 5e-1 --dataset mnist --hidden-size 9 --device wgpu",
            "net --dataset mnist --hidden-size 9 --lr 0.5 --json --no-figures",
        ] {
            let expected = expected_of(line);
            let names: Vec<&str> = expected.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["test_accuracy", "test_loss"], "{line}");
            assert_eq!(
                expected[1].1,
                Expected {
                    mean: 2.0,
                    standard_deviation: 0.5,
                    seeds: 5
                }
            );
        }
    }

    #[test]
    fn other_settings_are_not_documented() {
        for line in [
            "net",
            "net --dataset mnist",
            "net --dataset mnist --hidden-size 9",
            "net --dataset mnist --hidden-size 9 --lr 0.5 --epochs 11",
            "net --dataset mnist --hidden-size 9 --lr 0.5 --preset paper",
            "net --dataset mnist --hidden-size 9 --lr 0.5 --data-dir full",
        ] {
            assert_eq!(expected_of(line), [], "{line}");
        }
    }

    #[test]
    fn the_place_of_the_data_may_differ_but_there_has_to_be_one() {
        let expected = expected_of("net --dataset mnist --data-dir /elsewhere");
        assert_eq!(expected[0].1.mean, 0.97);
        assert_eq!(expected_of("net --dataset mnist"), []);
    }

    #[test]
    fn a_command_that_the_program_refuses_is_an_error_in_one_line() {
        let program = Program::of::<Args>();
        for (command, word) in [
            ("net --no-such-flag", "--no-such-flag"),
            ("net --hidden-size many", "many"),
            ("net --lr -1", "--lr -1"),
        ] {
            let error = program.settings(command).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
        let settings = program.settings("net --preset paper --seed 3").unwrap();
        assert_eq!(settings["preset"].as_str(), Some("paper"));
        assert!(!settings.contains_key("seed") && !settings.contains_key("device"));
    }

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

    #[test]
    fn a_summary_of_three_numbers_of_one_and_of_none() {
        let summary = Summary::of(&[1.0, 2.0, 6.0]).unwrap();
        assert_eq!((summary.mean, summary.min, summary.max), (3.0, 1.0, 6.0));
        assert!((summary.standard_deviation - 7.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(Summary::of(&[4.0]).unwrap().standard_deviation, 0.0);
        assert_eq!(Summary::of(&[]), None);
    }

    #[test]
    fn numbers_have_three_digits_that_count() {
        assert_eq!(plus_minus(0.891, 0.0209), "0.891 ± 0.021");
        assert_eq!(plus_minus(1.0, 0.0), "1.000 ± 0.000");
        assert_eq!(plus_minus(0.0, 0.0), "0.000 ± 0.000");
        assert_eq!(plus_minus(0.01234, 0.001), "0.0123 ± 0.0010");
        assert_eq!(plus_minus(46.25, 3.1), "46.25 ± 3.10");
        assert_eq!(plus_minus(12345.6, 70.0), "12346 ± 70");
        assert_eq!(plus_minus(-0.002, 0.1), "-0.002 ± 0.100");
        assert_eq!(plus_minus(1.5e-7, 2e-9), "1.50e-7 ± 2.00e-9");
    }
}
