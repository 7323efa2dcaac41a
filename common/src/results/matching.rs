//! From a row's command to its settings, and from the settings of a run to its row.

use super::{Expected, Results, Row};
use crate::config::{self, Config, ProgramArgs};
use crate::error::{Error, Result};

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
    config.check()?;
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
    use crate::config::{BatchSize, Preset, SharedArgs, SharedConfig};
    use crate::data::Dataset;
    use crate::device::DeviceName;
    use clap::Parser;
    use serde::{Deserialize, Serialize};

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
}
