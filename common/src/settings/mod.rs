//! From words to settings, one way.
//!
//! A program's settings are the fields of one struct, and its flags are these fields. The defaults
//! are a value of that struct. Over them go the words of a file (`--config`, or the `run.toml` of a
//! run that is resumed), over these the words that were typed. Both are parsed by clap, so that every
//! value passes the same parser, and each replaces only what it names.

mod groups;
mod values;

pub use groups::{Base, Epochs, EpochsOrSteps, Figures, Length, Output, Preset, Progress, Steps};
pub use values::{
    BatchSize, at_least, finite, learning_rate, non_negative, positive, proper_share,
    refuse_doubles, share,
};

use crate::error::{Error, Result};
use clap::builder::Resettable;
use clap::{ArgMatches, Args, Command, FromArgMatches};
use serde::Serialize;
use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::ErrorKind;
use std::path::Path;

/// Settings from flag to value, as they are typed.
pub type Words = BTreeMap<String, String>;

/// Fields with another name for each.
pub type Aliases = &'static [(&'static str, &'static str)];

/// The settings of one program; its documentation is what `--help` says of the program.
pub trait Settings: Args + Serialize + Debug + Clone + PartialEq {
    /// The program's name: its subcommand, and the folder of its runs.
    const NAME: &'static str;

    /// Other names of flags that a group brings, such as those of the course's sheets.
    const ALIASES: Aliases = &[];

    /// The table of defaults. What holds may follow from other settings, which `typed` knows.
    fn defaults(typed: &Typed) -> Self;

    /// Refuses settings that are right one by one, but not together.
    ///
    /// # Errors
    /// [`Error::Usage`] naming the flag whose value cannot be used.
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// What was typed, or stands in the file that the settings start from.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    words: &'a ArgMatches,
    file: &'a ArgMatches,
}

impl Typed<'_> {
    /// The value of a field, if it was typed or stands in the file.
    pub fn get<T: Any + Clone + Send + Sync>(&self, field: &str) -> Option<T> {
        let value = |matches: &ArgMatches| matches.try_get_one(field).ok().flatten().cloned();
        value(self.words).or_else(|| value(self.file))
    }

    /// The preset of the run.
    pub fn preset(&self) -> Preset {
        self.get("preset").unwrap_or(Base::default().preset)
    }
}

/// A command line of the program with the settings `S`, settled.
#[derive(Debug, Clone)]
pub struct Line<S> {
    /// What every run has.
    pub base: Base,
    /// What the program has.
    pub settings: S,
    /// Where the run goes.
    pub output: Output,
}

impl<S: Settings> Line<S> {
    /// From the words of a command line that [`command`] has parsed.
    ///
    /// # Errors
    /// [`Error::Usage`] for settings that cannot be used.
    pub fn new(words: &ArgMatches) -> Result<Self> {
        let output = Output::from_arg_matches(words).map_err(|e| Error::Usage(e.to_string()))?;
        let file = match &output.config {
            Some(path) => parse_file::<S>(&read(path)?, path)?,
            None => no_words::<S>(),
        };
        Self::settled(words, &file, output)
    }

    /// As [`new`](Self::new), from the settings of an earlier run; `place` is where they stand.
    ///
    /// # Errors
    /// [`Error::Usage`] also for a typed setting that differs from the one of that run.
    pub fn resumed(words: &ArgMatches, stored: &toml::Table, place: &Path) -> Result<Self> {
        let file = parse_file::<S>(stored, place)?;
        let output = Output::from_arg_matches(words).map_err(|e| Error::Usage(e.to_string()))?;
        let was = Self::settled(&no_words::<S>(), &file, output.clone())?;
        let is = Self::settled(words, &file, output)?;
        let (was_table, is_table) = (was.table()?, is.table()?);
        let flags = was_table.keys().chain(is_table.keys());
        for flag in flags {
            let (was, is) = (was_table.get(flag), is_table.get(flag));
            if was != is {
                let [was, is] = [was, is].map(|value| match value {
                    Some(value) => format!("--{flag} {}", word(value)),
                    None => format!("no --{flag}"),
                });
                return Err(Error::Usage(format!(
                    "{is} contradicts the run that is to be resumed, which has {was}. \
                     Leave the flag out, or start a new run without --resume."
                )));
            }
        }
        Ok(was)
    }

    /// From a command in one line, such as `mlp --dataset iris`.
    ///
    /// # Errors
    /// [`Error::Usage`] if the program would refuse it, in one line.
    pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let matches = command::<S>().try_get_matches_from(words);
        Self::new(&matches.map_err(|error| Error::Usage(in_one_line(&error)))?)
    }

    fn settled(words: &ArgMatches, file: &ArgMatches, output: Output) -> Result<Self> {
        let (mut base, mut settings) = (Base::default(), S::defaults(&Typed { words, file }));
        for matches in [file, words] {
            base.update_from_arg_matches(matches)
                .and_then(|()| settings.update_from_arg_matches(matches))
                .map_err(|error| Error::Usage(in_one_line(&error)))?;
        }
        settings.check()?;
        Ok(Self {
            base,
            settings,
            output,
        })
    }

    /// The settings as a table from flag to value.
    ///
    /// # Errors
    /// [`Error::Failed`] if one of them cannot be written.
    pub fn table(&self) -> Result<toml::Table> {
        let failed = |error| Error::Failed(format!("the settings cannot be written: {error}"));
        let mut table = toml::Table::try_from(&self.base).map_err(failed)?;
        table.extend(toml::Table::try_from(&self.settings).map_err(failed)?);
        Ok(table)
    }
}

/// The command with all flags of a program.
pub fn command<S: Settings>() -> Command {
    let own = S::augment_args_for_update(Command::new(S::NAME));
    let (about, long_about) = (own.get_about().cloned(), own.get_long_about().cloned());
    let command = Output::augment_args(Base::augment_args_for_update(own));
    // The groups have documentation too, which clap would take for the program's.
    let reset = |text: Option<_>| text.map_or(Resettable::Reset, Resettable::Value);
    let command = command.about(reset(about)).long_about(reset(long_about));
    let command = command.after_help(format!(
        "Defaults follow from other settings, such as the data set and the preset:\n  {} --print-config",
        S::NAME
    ));
    let command = S::ALIASES.iter().fold(command, |command, (field, name)| {
        command.mut_arg(field, |arg| arg.alias(name))
    });
    let command = command.mut_arg("seed", |arg| arg.value_parser(values::seed));
    // `--lr -1` is a wrong value and no unknown flag.
    command.mut_args(|arg| match arg.get_action().takes_values() {
        true => arg.allow_negative_numbers(true),
        false => arg,
    })
}

fn no_words<S: Settings>() -> ArgMatches {
    command::<S>().get_matches_from([S::NAME])
}

/// What runs of version 0.1 have whose data are not generated; it has never meant anything there.
const ONCE_EVERYWHERE: [(&str, &str); 2] = [("examples", "1000"), ("noise", "0.1")];

/// The settings in a file: those of a `run.toml`, or the whole table.
fn read(path: &Path) -> Result<toml::Table> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        let advice = match error.kind() {
            ErrorKind::NotFound => "Check the name and the folder that you are in.",
            _ => "--config wants settings as --print-config prints them.",
        };
        Error::Usage(format!("--config {}: {error}.\n{advice}", path.display()))
    })?;
    let mut table: toml::Table = text
        .parse()
        .map_err(|error| Error::Usage(format!("{}: {error}", path.display())))?;
    match table.remove("settings").or_else(|| table.remove("config")) {
        Some(toml::Value::Table(settings)) => Ok(settings),
        _ => Ok(table),
    }
}

fn parse_file<S: Settings>(table: &toml::Table, place: &Path) -> Result<ArgMatches> {
    let own = command::<S>();
    let is_positional = |flag: &str| own.get_positionals().any(|arg| arg.get_id() == flag);
    let is_flag = |flag: &str| own.get_arguments().any(|arg| arg.get_long() == Some(flag));
    let is_over = |flag: &str, value: &toml::Value| {
        !is_flag(flag) && ONCE_EVERYWHERE.contains(&(flag, &*word(value)))
    };
    let settings = table.iter().filter(|(flag, value)| !is_over(flag, value));
    let words = settings.map(|(flag, value)| match word(value) {
        word if is_positional(flag) => word,
        // A list without elements.
        word if word.is_empty() && value.is_array() => format!("--{flag}"),
        word => format!("--{flag}={word}"),
    });
    let words: Vec<String> = std::iter::once(S::NAME.to_owned()).chain(words).collect();
    let command =
        own.mut_args(
            |arg| match arg.get_value_parser().type_id() == TypeId::of::<BatchSize>() {
                true => arg.value_parser(BatchSize::from_file),
                false => arg,
            },
        );
    command
        .try_get_matches_from(words)
        .map_err(|error| Error::Usage(format!("{}: {}", place.display(), in_one_line(&error))))
}

/// Settings as they are typed.
pub fn words(settings: &toml::Table) -> Words {
    let words = settings.iter();
    words
        .map(|(flag, value)| (flag.clone(), word(value)))
        .collect()
}

/// A value as it is typed.
fn word(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(values) => values.iter().map(word).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// Of clap's words what is wrong and what was perhaps meant.
fn in_one_line(error: &clap::Error) -> String {
    if error.kind() == clap::error::ErrorKind::DisplayHelp {
        return "`help` is no setting".into();
    }
    let text = error.to_string();
    let lines = text.lines().map(str::trim);
    let told = lines.filter(|line| line.starts_with("error: ") || line.starts_with("tip: "));
    let told: Vec<&str> = told
        .map(|line| line.trim_start_matches("error: "))
        .collect();
    told.join("; ")
}

#[cfg(test)]
mod tests;
