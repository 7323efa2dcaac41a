//! One program under many seeds: what a result is worth.

use crate::error::{Error, Result};
use serde_json::{Map, Value, json};
use std::process::Command;

/// Flags of `repeat`.
#[derive(Debug, clap::Args)]
pub struct RepeatArgs {
    /// How many seeds: 0, 1, 2, …
    seeds: u64,

    /// The program and its flags, without --seed: mlp --noise 0.2
    #[arg(required = true, num_args = 1.., trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<String>,
}

/// Runs this very program once for each seed and prints mean, standard deviation and extremes of
/// every metric as one line of JSON.
///
/// # Errors
/// [`Error::Failed`] if one of the runs fails, with its own words.
#[allow(clippy::print_stdout, clippy::print_stderr, reason = "the result")]
pub fn run(args: &RepeatArgs) -> Result<()> {
    let program = std::env::current_exe().map_err(Error::io("find", "this program"))?;
    let mut metrics: Vec<(String, Vec<f64>)> = Vec::new();
    for seed in 0..args.seeds {
        let output = Command::new(&program)
            .args(&args.command)
            .args(["--seed", &seed.to_string()])
            .args(["--json", "--no-figures", "--progress", "none"])
            .output()
            .map_err(Error::io("start", &program))?;
        let result: Value = serde_json::from_slice(&output.stdout).map_err(|_| {
            let words = String::from_utf8_lossy(&output.stderr);
            Error::Failed(format!("the run with seed {seed} failed:\n{words}"))
        })?;
        for (name, value) in result["metrics"].as_object().into_iter().flatten() {
            let value = value.as_f64().unwrap_or(f64::NAN);
            match metrics.iter_mut().find(|(known, _)| known == name) {
                Some((_, values)) => values.push(value),
                None => metrics.push((name.clone(), vec![value])),
            }
        }
        eprintln!("seed {seed}: {}", result["metrics"]);
    }
    let summary: Map<String, Value> = metrics
        .into_iter()
        .map(|(name, values)| (name, summarize(&values)))
        .collect();
    println!(
        "{}",
        json!({"command": args.command.join(" "), "seeds": args.seeds, "metrics": summary})
    );
    Ok(())
}

fn summarize(values: &[f64]) -> Value {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    json!({
        "mean": mean,
        "standard_deviation": (squares / (count - 1.0).max(1.0)).sqrt(),
        "min": values.iter().copied().fold(f64::INFINITY, f64::min),
        "max": values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_summary_of_three_numbers() {
        let summary = super::summarize(&[1.0, 2.0, 6.0]);
        assert_eq!(summary["mean"], 3.0);
        assert_eq!(summary["min"], 1.0);
        assert_eq!(summary["max"], 6.0);
        let deviation = summary["standard_deviation"].as_f64().unwrap();
        assert!((deviation - 7.0_f64.sqrt()).abs() < 1e-12);
    }
}
