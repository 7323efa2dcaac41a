//! `evaluate`: the metrics of a saved run, whichever program made it.

use super::{learning_curve, mlp, optimizers, perceptron, regularization, sgd};
use common::error::{Error, Result};
use common::learner::{Learner, Part, Snapshot};
use common::run;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// Metrics by name, as in `result.json`: `test_accuracy`.
pub(super) type Metrics = Map<String, Value>;

/// From a run's folder to the metrics of its last checkpoint.
type Evaluate = fn(&Path) -> Result<Metrics>;

/// The programs whose runs can be evaluated.
const PROGRAMS: &[(&str, Evaluate)] = &[
    ("learning-curve", learning_curve::evaluate),
    ("mlp", mlp::evaluate),
    ("optimizers", optimizers::evaluate),
    ("perceptron", perceptron::evaluate),
    ("regularization", regularization::evaluate),
    ("sgd", sgd::evaluate),
];

/// Flags of `evaluate`.
#[derive(Debug, clap::Args)]
pub struct EvaluateArgs {
    /// The run's folder
    run: PathBuf,
    /// Print the metrics as one line of JSON on standard output
    #[arg(long)]
    json: bool,
}

/// Prints the metrics of a run's last checkpoint.
///
/// # Errors
/// [`Error::Usage`] if there is no such run, it has no checkpoint, or it is of a program that has
/// nothing to evaluate.
#[allow(clippy::print_stdout, reason = "the metrics are the program's result")]
pub fn run(args: &EvaluateArgs) -> Result<()> {
    let task = run::task_of(&args.run)?;
    let Some((_, evaluate)) = PROGRAMS.iter().find(|(name, _)| *name == task) else {
        let names: Vec<&str> = PROGRAMS.iter().map(|(name, _)| *name).collect();
        return Err(Error::Usage(format!(
            "{} is a run of `{task}`, which cannot be evaluated. What can: {}.",
            args.run.display(),
            names.join(", ")
        )));
    };
    let metrics = evaluate(&args.run)?;
    if args.json {
        println!("{}", Value::from(metrics));
    } else {
        let width = metrics.keys().map(String::len).max().unwrap_or(0).max(14) + 2;
        for (name, value) in &metrics {
            println!("{name:<width$}{value}");
        }
    }
    Ok(())
}

/// The metrics of a learner at a checkpoint, on both parts of the data.
pub(super) fn metrics(mut learner: impl Learner, checkpoint: &Snapshot) -> Result<Metrics> {
    learner.restore(checkpoint)?;
    let mut all = Metrics::new();
    for part in [Part::Train, Part::Test] {
        all.extend(learner.evaluate(part)?.to_json(&format!("{part}_")));
    }
    Ok(all)
}
