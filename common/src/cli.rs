//! The one way in and out of every binary: an assignment's command line, errors as advice.

use crate::console;
use crate::error::{EXIT_FAILED, Error, Result};
use crate::export::{self, ExportArgs};
use crate::fetch::{self, DataArgs};
use crate::program::{Assignment, SavedRun};
use crate::repeat::{self, RepeatArgs};
use clap::error::ErrorKind;
use clap::{ArgMatches, Args, Command, FromArgMatches};
use serde_json::Value;
use std::ffi::OsString;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

/// What `--help` says of exit codes.
pub const EXIT_CODES: &str = "Exit codes: 0 done · 1 failed · 2 the command line cannot be \
carried out · 3 the training diverged · 4 missing or damaged data · 130 stopped by Ctrl-C · \
143 stopped by a termination signal";

/// Print the metrics of the last checkpoint of a run, finished or not
#[derive(Debug, clap::Args)]
struct EvaluateArgs {
    #[command(flatten)]
    run: SavedRun,

    /// Print the metrics as one line of JSON on standard output
    #[arg(long)]
    json: bool,
}

/// The binary of an assignment: its programs, and what all assignments have.
pub fn main(assignment: &'static Assignment) -> ExitCode {
    let matches = match command(assignment).try_get_matches() {
        Err(error) if error.kind() == ErrorKind::InvalidUtf8 => {
            return guarded(|| Err(no_text(std::env::args_os())));
        }
        matches => matches.unwrap_or_else(|error| error.exit()),
    };
    guarded(|| carry_out(assignment, &matches))
}

/// Which of the arguments is no text, where a text is needed: names of files may be anything.
fn no_text(arguments: impl Iterator<Item = OsString>) -> Error {
    let found = arguments.filter(|it| it.to_str().is_none());
    let found: Vec<String> = found.map(|it| format!("'{}'", it.display())).collect();
    Error::Usage(format!(
        "{} is no text in UTF-8 (a name in another encoding, perhaps). --out-dir takes such a name; a data set and \
         its folder have to be named in UTF-8: rename them, or make a link under another name.",
        found.join(", ")
    ))
}

/// The whole command line of an assignment.
pub fn command(assignment: &Assignment) -> Command {
    let name = assignment.name;
    let examples = assignment.examples.iter();
    let examples: String = examples
        .map(|words| format!("  cargo run -p {name} -- {words}\n"))
        .collect();
    let programs = assignment
        .programs
        .iter()
        .map(|program| (program.command)());
    let shared = [
        EvaluateArgs::augment_args(Command::new("evaluate")),
        ExportArgs::augment_args(Command::new("export")),
        RepeatArgs::augment_args(Command::new("repeat")),
        DataArgs::augment_args(Command::new("data")),
        Command::new("devices").about("List the devices that --device can name"),
    ];
    Command::new(name)
        .version(env!("CARGO_PKG_VERSION"))
        .about(assignment.about)
        .before_help(format!("Examples:\n{examples}"))
        .after_help(EXIT_CODES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(programs)
        .subcommands(shared)
}

fn carry_out(assignment: &'static Assignment, matches: &ArgMatches) -> Result<()> {
    let (name, words) = matches.subcommand().expect("clap requires one");
    if let Some(program) = assignment.program(name) {
        return (program.run)(assignment, words);
    }
    match name {
        "evaluate" => evaluate(assignment, &parsed(words)),
        "export" => export::run(assignment, &parsed(words)),
        "repeat" => repeat::run(&parsed(words)),
        "data" => fetch::run(&parsed(words)),
        _ => console::print(crate::device::list()),
    }
}

fn parsed<A: FromArgMatches>(words: &ArgMatches) -> A {
    A::from_arg_matches(words).expect("was parsed with these flags")
}

fn evaluate(assignment: &Assignment, args: &EvaluateArgs) -> Result<()> {
    let found = args.run.find(assignment, "evaluated")?;
    let metrics = (found.training.evaluate)(found.name, &found.folder)?.to_json();
    if args.json {
        return console::print(Value::from(metrics));
    }
    let width = metrics.keys().map(String::len).max().unwrap_or(0).max(14) + 2;
    let mut metrics = metrics.iter();
    metrics.try_for_each(|(name, value)| console::print(format_args!("{name:<width$}{value}")))
}

/// Runs something: its error becomes advice on standard error and an exit code.
///
/// An exercise that is still to be written is said in words, not as a crash.
pub fn guarded(work: impl FnOnce() -> Result<()>) -> ExitCode {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let text = info.payload_as_str().unwrap_or_default();
        match text.strip_prefix("not yet implemented: ") {
            Some(exercise) => {
                let place = info.location().map(ToString::to_string).unwrap_or_default();
                let package = crate::device::program();
                let test = test_filter(exercise);
                console::tell(format_args!(
                    "exercise {exercise} is not written yet.\n  \
                     Write it: {place}\n  Check it: cargo test -p {package} {test}"
                ));
            }
            // Whoever reads our output has seen enough: `assignment1 compare | head -3`.
            None if text.contains("Broken pipe") => std::process::exit(0),
            None => default(info),
        }
    }));
    // Nothing that the work has touched is looked at again.
    match std::panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            console::tell(format_args!("error: {error}"));
            ExitCode::from(error.exit_code())
        }
        Err(_) => ExitCode::from(EXIT_FAILED),
    }
}

/// From an exercise's id to what selects its tests: `a1.linear.backward` to `linear_backward`.
fn test_filter(exercise: &str) -> String {
    let parts: Vec<&str> = exercise.split('.').skip(1).collect();
    parts.join("_")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_exercise_names_its_tests() {
        assert_eq!(super::test_filter("a1.linear.backward"), "linear_backward");
    }
}
