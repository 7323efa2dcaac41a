//! One program under many seeds: what a result is worth.

use crate::console;
use crate::error::{EXIT_FAILED, Error, Result};
use crate::signals::Signals;
use crate::statistics::{Summary, median};
use serde_json::{Map, Value, json};
use std::process::Command;

/// Run a program under many seeds: mean, standard deviation and extremes of its metrics
#[derive(Debug, clap::Args)]
pub struct RepeatArgs {
    /// How many seeds
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,

    /// The first of them
    #[arg(long, value_name = "N", default_value_t = 0)]
    first_seed: u64,

    /// The program and its flags, without --seed: mlp --noise 0.2
    #[arg(required = true, num_args = 1.., trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<String>,
}

/// Runs this very program once for each seed and prints mean, standard deviation and extremes of
/// every metric, and the median of the seconds of training, as one line of JSON.
///
/// A metric may be missing or not a number under some seeds: `values` says how many seeds the
/// others are about, and with none of them they are `null`.
///
/// # Errors
/// If one of the runs fails, with its own words and its exit code. After Ctrl-C the seeds that are done
/// are summarised, and the error says how to go on with the others.
pub fn run(args: &RepeatArgs) -> Result<()> {
    let signals = Signals::listen()?;
    let program = std::env::current_exe().map_err(Error::io("find", "this program"))?;
    let mut results = Vec::new();
    let mut failed = None;
    for seed in (args.first_seed..).take(args.seeds as usize) {
        let result = result_of(Command::new(&program).args(&args.command), seed);
        // A terminal sends its signal to the run as well.
        let by_signal = match &result {
            Err(Error::OfRun { code, .. }) => code.checked_sub(128),
            _ => None,
        };
        if let Some(signal) = signals.received().or(by_signal) {
            failed = Some(args.interrupted(signal, results.len() as u64));
            break;
        }
        let result = result?;
        console::tell(format_args!("seed {seed}: {}", result["metrics"]));
        results.push(result);
    }
    let seconds: Vec<f64> = results
        .iter()
        .filter_map(|result| result["seconds"].as_f64())
        .collect();
    if !results.is_empty() {
        console::print(json!({
            "command": args.command.join(" "),
            "seeds": results.len(),
            "first_seed": args.first_seed,
            "metrics": summarize(&results),
            "median_seconds": median(&seconds),
        }))?;
    }
    failed.map_or(Ok(()), Err)
}

impl RepeatArgs {
    /// What is left to do after so many seeds.
    fn interrupted(&self, signal: u8, done: u64) -> Error {
        let words = shlex::try_join(self.command.iter().map(String::as_str));
        let words = words.unwrap_or_else(|_| self.command.join(" "));
        let (seeds, first) = (self.seeds - done, self.first_seed + done);
        let program = crate::device::program();
        Error::OfRun {
            code: 128 + signal,
            words: format!(
                "stopped; {done} of {} seeds are done. Go on with the others:\n  \
                 cargo run -p {program} -- repeat {seeds} --first-seed {first} {words}",
                self.seeds
            ),
        }
    }
}

/// The result of the program that `command` starts, with all its flags, under this seed.
///
/// # Errors
/// If the run fails, with its own words and its kind of error.
pub fn result_of(command: &mut Command, seed: u64) -> Result<Value> {
    let typed = command.get_args().any(|word| word == "--no-figures");
    let output = command
        .args((!typed).then_some("--no-figures"))
        .args(["--seed", &seed.to_string()])
        .args(["--json", "--progress", "none"])
        .output()
        .map_err(Error::io("start", command.get_program()))?;
    serde_json::from_slice(&output.stdout).map_err(|_| {
        let words = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => Error::Usage(
                "what is to be repeated gave no result: name a program and its flags, as in \
                 `repeat 5 mlp --noise 0.2`."
                    .into(),
            ),
            code => Error::OfRun {
                code: code
                    .and_then(|code| code.try_into().ok())
                    .unwrap_or(EXIT_FAILED),
                words: format!("the run with seed {seed} failed:\n{}", words.trim_end()),
            },
        }
    })
}

/// Each metric of the results, in the order in which they first come.
fn summarize(results: &[Value]) -> Map<String, Value> {
    let mut metrics: Vec<(&str, Vec<f64>)> = Vec::new();
    for (name, value) in results
        .iter()
        .flat_map(|result| result["metrics"].as_object().into_iter().flatten())
    {
        let index = metrics.iter().position(|(known, _)| known == name);
        let index = index.unwrap_or_else(|| {
            metrics.push((name, Vec::new()));
            metrics.len() - 1
        });
        metrics[index].1.extend(value.as_f64());
    }
    metrics
        .into_iter()
        .map(|(name, values)| {
            // Of no value all four are no number, for which JSON has null.
            let mut summary = json!(Summary::of(&values));
            summary["values"] = json!(values.len());
            (name.to_string(), summary)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_keep_their_order_and_may_be_missing_or_null() {
        let results = [
            json!({"metrics": {"test_loss": 2.0, "epochs": null}}),
            json!({"metrics": {"test_loss": 4.0, "epochs": 7, "never": null}}),
        ];
        let summary = Value::from(summarize(&results));
        assert_eq!(
            summary.to_string(),
            r#"{"test_loss":{"mean":3.0,"standard_deviation":1.4142135623730951,"min":2.0,"max":4.0,"values":2},"#
                .to_string()
                + r#""epochs":{"mean":7.0,"standard_deviation":0.0,"min":7.0,"max":7.0,"values":1},"#
                + r#""never":{"mean":null,"standard_deviation":null,"min":null,"max":null,"values":0}}"#
        );
    }
}
