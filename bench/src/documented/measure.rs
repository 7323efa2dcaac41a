//! The runs of a row, and what they come to.

use super::rows;
use super::tasks::Task;
use crate::cargo::project;
use common::error::{Error, Result};
use common::program::Entry;
use common::repeat::result_of;
use common::results::{Measure, Measurement, Row};
use common::statistics::{Summary, median};
use serde_json::Value;
use std::ops::Range;
use std::process::Command;

/// The results of a row's runs, one under each of these seeds; their folders are thrown away. A
/// study, which trains under several seeds by itself, runs once.
pub fn runs(task: &Task, mut seeds: Range<u64>) -> Result<Vec<Value>> {
    let program = rows::program(task.assignment, &task.row)?;
    let folder = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
    let command = || {
        let mut command = Command::new(&task.program);
        command.current_dir(project()).args(task.row.words());
        command.arg("--out-dir").arg(folder.path());
        command
    };
    if is_study(program) {
        let count = (seeds.end - seeds.start).to_string();
        let result = result_of(command().args(["--seeds", &count]), seeds.start)?;
        return Ok(vec![result]);
    }
    seeds.try_fold(Vec::new(), |mut results, seed| {
        results.push(result_of(&mut command(), seed)?);
        Ok(results)
    })
}

/// Whether a program trains under several seeds by itself.
pub fn is_study(program: &Entry) -> bool {
    let command = (program.command)();
    let mut flags = command.get_arguments().map(|flag| flag.get_long());
    flags.any(|flag| flag == Some("seeds"))
}

/// What the runs of a row come to, of the metrics that it publishes.
pub fn measurement(row: &Row, results: &[Value]) -> Result<Measurement> {
    let measure = |name: &String| Ok((name.clone(), measure(row, results, name)?));
    let seconds = median(&numbers(results.iter().map(|result| &result["seconds"])));
    Ok(Measurement {
        command: row.command.clone(),
        seeds: row.seeds,
        // Two digits: more say nothing.
        seconds: seconds.and_then(|seconds| format!("{seconds:.1e}").parse().ok()),
        metrics: row.metrics.iter().map(measure).collect::<Result<_>>()?,
    })
}

fn measure(row: &Row, results: &[Value], name: &str) -> Result<Measure> {
    let of_runs = numbers(results.iter().map(|result| &result["metrics"][name]));
    if of_runs.len() < results.len() {
        let (some, all) = (of_runs.len(), results.len());
        let there = &results[0]["metrics"];
        return Err(Error::Failed(format!(
            "`{name}` is a number in {some} of {all} runs and cannot be published. There are: {there}"
        )));
    }
    // Of a study: {"mean": [a number for each seed]}, or {"median": […]}.
    let of_seeds = match results {
        [study] => study["of_seeds"][name].as_object(),
        _ => None,
    };
    let of_seeds = of_seeds.and_then(|it| it.iter().next());
    let (median, values) = match of_seeds {
        Some((statistic, values)) => (
            (statistic == "median").then(|| of_runs[0]),
            numbers(values.as_array().into_iter().flatten()),
        ),
        None => (None, of_runs),
    };
    Ok(Measure {
        summary: Summary::of(&values),
        median,
        trainings: Some(values.len() as u64).filter(|count| *count != row.seeds),
    })
}

fn numbers<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<f64> {
    values.into_iter().filter_map(Value::as_f64).collect()
}

/// A few words on each published metric.
pub fn in_words(row: &Row, measured: &Measurement) -> String {
    let metric = |name: &String| Some(format!("{name} {}", measured.metrics.get(name)?.summary));
    let metrics: Vec<_> = row.metrics.iter().filter_map(metric).collect();
    metrics.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignments::ASSIGNMENTS;
    use crate::documented::rows::tests::book;
    use serde_json::json;

    fn row(metrics: &str) -> Row {
        let text = format!("[[result]]\ncommand = \"mlp\"\nseeds = 3\nmetrics = {metrics}\n");
        book(&text, "").results.rows.remove(0)
    }

    #[test]
    fn programs_that_train_under_several_seeds_are_studies() {
        let program = |name| ASSIGNMENTS[0].program(name).unwrap();
        assert!(is_study(program("optimizers")) && is_study(program("sgd")));
        assert!(!is_study(program("mlp")) && !is_study(program("gates")));
    }

    #[test]
    fn of_runs_under_one_seed_each_what_the_row_publishes_is_summed_up() {
        let run = |a: f64| json!({"seconds": 0.1234 * a, "metrics": {"a": a, "b": null}});
        let results = [run(1.0), run(2.0), run(6.0)];
        let measured = measurement(&row(r#"["a"]"#), &results).unwrap();
        assert_eq!((measured.seconds, measured.seeds), (Some(0.25), 3));
        let a = measured.metrics["a"];
        let deviation = 7_f64.sqrt();
        assert_eq!((a.summary.mean, a.summary.max), (3.0, 6.0));
        assert!((a.summary.standard_deviation - deviation).abs() < 1e-12);
        assert_eq!((a.median, a.trainings), (None, None));
        assert_eq!(in_words(&row(r#"["a"]"#), &measured), "a 3.000 ± 2.646");
        for missing in ["b", "c"] {
            let error = measurement(&row(&format!("[\"{missing}\"]")), &results).unwrap_err();
            let why = format!("`{missing}` is a number in 0 of 3 runs");
            assert!(error.to_string().contains(&why), "{error}");
        }
    }

    #[test]
    fn a_study_has_its_spread_from_its_own_seeds() {
        let study = json!({
            "seconds": 60.0,
            "metrics": {"accuracy": 2.0, "epochs": 5.0, "steps": 325.0},
            "of_seeds": {"accuracy": {"mean": [1.0, 2.0, 3.0]}, "epochs": {"median": [4.0, 6.0]}},
        });
        let row = row(r#"["accuracy", "epochs", "steps"]"#);
        let measured = measurement(&row, &[study]).unwrap().metrics;
        let spread = |name: &str| measured[name].summary.standard_deviation;
        assert_eq!((spread("accuracy"), spread("steps")), (1.0, 0.0));
        let others = |name: &str| (measured[name].median, measured[name].trainings);
        assert_eq!(others("accuracy"), (None, None));
        assert_eq!(others("epochs"), (Some(5.0), Some(2)));
        assert_eq!(others("steps"), (None, Some(1)));
    }
}
