//! Measuring one row, and whether it comes out as stored.

use crate::python::project;
use crate::{measurement, processes};
use common::error::{Error, Result};
use common::results::{Measured, Row, plus_minus};
use common::statistics::Summary;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Digits of a stored number: more than seeds leave certain, fewer than make a line unreadable.
const DIGITS: usize = 6;

/// What `repeat` prints.
#[derive(Debug, Deserialize)]
struct Repeated {
    metrics: BTreeMap<String, Metric>,
    median_seconds: Option<f64>,
}

/// One metric of it; null if it is a number under no seed.
#[derive(Debug, Deserialize)]
struct Metric {
    mean: Option<f64>,
    standard_deviation: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    /// Under how many seeds it is a number.
    values: u64,
}

/// Runs `program repeat SEEDS COMMAND`; its run folders are thrown away.
///
/// # Errors
/// [`Error::Data`] if data are missing, [`Error::Failed`] if a run fails or does not have the
/// metrics of the row.
pub fn measure(program: &Path, row: &Row) -> Result<Measured> {
    let folder = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
    let mut command = Command::new(program);
    command
        .current_dir(project())
        .args(["repeat", &row.seeds.to_string()])
        .args(row.words())
        .arg("--out-dir")
        .arg(folder.path());
    let finished = processes::run(&mut command)?;
    published(row, &measurement::parse(&finished.stdout, "`repeat`")?)
}

/// Of what was measured, what the row publishes, rounded as it is stored.
fn published(row: &Row, repeated: &Repeated) -> Result<Measured> {
    let mut metrics = BTreeMap::new();
    for name in &row.metrics {
        let Some(metric) = repeated.metrics.get(name) else {
            let names: Vec<_> = repeated.metrics.keys().map(String::as_str).collect();
            return Err(Error::Failed(format!(
                "the program has no metric `{name}`. It has: {}.",
                names.join(", ")
            )));
        };
        let (Some(mean), Some(standard_deviation), Some(min), Some(max), true) = (
            metric.mean,
            metric.standard_deviation,
            metric.min,
            metric.max,
            metric.values == row.seeds,
        ) else {
            return Err(Error::Failed(format!(
                "`{name}` is a number under {} of {} seeds only and cannot be published",
                metric.values, row.seeds
            )));
        };
        let [mean, standard_deviation, min, max] =
            [mean, standard_deviation, min, max].map(|value| rounded(value, DIGITS));
        let summary = Summary {
            mean,
            standard_deviation,
            min,
            max,
        };
        metrics.insert(name.clone(), summary);
    }
    Ok(Measured {
        seconds: repeated.median_seconds.map(|seconds| rounded(seconds, 2)),
        metrics,
    })
}

fn rounded(value: f64, digits: usize) -> f64 {
    let text = format!("{value:.*e}", digits - 1);
    text.parse().expect("a formatted number is a number")
}

/// A line on each published metric.
pub fn in_words(row: &Row, measured: &Measured) -> String {
    let metric = |name: &String| {
        let summary = measured.metrics.get(name)?;
        let spread = plus_minus(summary.mean, summary.standard_deviation);
        Some(format!("{name} {spread}"))
    };
    let metrics: Vec<_> = row.metrics.iter().filter_map(metric).collect();
    metrics.join(", ")
}

/// What of the stored numbers did not come out again, in words; None if all did.
///
/// On the same processor and binary they come out to the last digit. Another processor may add in
/// another order, and a training makes more of it: the mean may differ by a tenth of the standard
/// deviation, which is less than what other seeds would change.
pub fn difference(row: &Row, now: &Measured) -> Option<String> {
    let difference = |name: &String| {
        let Some(stored) = row.summary(name) else {
            return Some(format!("{name} was never stored"));
        };
        let now = now.metrics.get(name)?;
        let tolerance = stored.standard_deviation / 10.0 + 1e-5 * stored.mean.abs();
        // Written this way round so that NaN is different.
        let same = (now.mean - stored.mean).abs() <= tolerance;
        let (now, was) = (now.mean, stored.mean);
        (!same).then(|| format!("{name} is {now} and was {was}, give or take {tolerance:.1e}"))
    };
    let differences: Vec<_> = row.metrics.iter().filter_map(difference).collect();
    (!differences.is_empty()).then(|| differences.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use common::results::Results;

    fn row(metrics: &str, measured: &str) -> Row {
        let text = format!(
            "[[result]]\ncommand = \"mlp\"\nseeds = 2\nmetrics = {metrics}\n[result.measured]\n{measured}"
        );
        Results::parse(&text).unwrap().rows.remove(0)
    }

    fn repeated(metrics: &str) -> Repeated {
        let json =
            format!(r#"{{"command": "mlp", "metrics": {metrics}, "median_seconds": 0.1234}}"#);
        measurement::parse(&json, "it").unwrap()
    }

    #[test]
    fn what_the_row_publishes_is_rounded_and_the_rest_left() {
        let row = row(r#"["b"]"#, "");
        let repeated = repeated(
            r#"{"a": {"mean": null, "standard_deviation": null, "min": null, "max": null, "values": 0},
                "b": {"mean": 0.12345678, "standard_deviation": 1e-9, "min": 0.1, "max": 0.2, "values": 2}}"#
                .replace('\n', "")
                .as_str(),
        );
        let measured = published(&row, &repeated).unwrap();
        assert_eq!(measured.seconds, Some(0.12));
        let summary = Summary {
            mean: 0.123457,
            standard_deviation: 1e-9,
            min: 0.1,
            max: 0.2,
        };
        assert_eq!(measured.metrics, BTreeMap::from([("b".into(), summary)]));
        assert_eq!(in_words(&row, &measured), "b 0.123 ± 0.000");
    }

    #[test]
    fn a_metric_that_is_not_there_or_not_a_number_is_not_published() {
        let none =
            r#"{"a": {"mean": 1, "standard_deviation": 0, "min": 1, "max": 1, "values": 1}}"#;
        let error = published(&row(r#"["b"]"#, ""), &repeated(none)).unwrap_err();
        assert!(error.to_string().contains("It has: a."), "{error}");
        let error = published(&row(r#"["a"]"#, ""), &repeated(none)).unwrap_err();
        assert!(error.to_string().contains("1 of 2 seeds"), "{error}");
    }

    #[test]
    fn a_mean_may_differ_by_a_tenth_of_the_deviation() {
        let measured = |mean: f64| {
            format!("a = {{ mean = {mean}, standard_deviation = 0.02, min = 0.8, max = 1.0 }}")
        };
        let stored = row(r#"["a"]"#, &measured(0.9));
        let now = |mean| row(r#"["a"]"#, &measured(mean)).measured.unwrap();
        for mean in [0.9, 0.902, 0.898] {
            assert_eq!(difference(&stored, &now(mean)), None, "{mean}");
        }
        for mean in [0.9021, 0.8979, f64::INFINITY] {
            let text = difference(&stored, &now(mean).clone());
            assert!(text.unwrap().contains("was 0.9,"), "{mean}");
        }
        let never = row(r#"["a", "b"]"#, &measured(0.9));
        assert!(difference(&never, &now(0.9)).unwrap().contains("never"));
    }
}
