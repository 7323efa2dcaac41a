//! What becomes of a row that was measured: stored, compared, kept or wrong.

use super::flags::ResultsArgs;
use super::rows::{self, Book};
use super::tasks::{self, Task};
use super::{documents, measure};
use crate::terminal;
use common::error::{Error, Result};
use common::results::{Measure, Measurement, Row};
use common::table::Table;
use std::collections::BTreeSet;
use std::path::Path;

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The numbers are those that were stored, or near enough where that is the question.
    Same,
    /// Other numbers than before are stored.
    Changed,
    /// It was not measured: its old numbers stay.
    Kept,
    /// Numbers that did not come out again: metric, which number of it, stored, now.
    Different(Vec<[String; 4]>),
    /// It failed.
    Wrong(String),
}

/// Measures the rows that the flags mean; stores what came out, or compares it.
///
/// # Errors
/// As [`super::run`].
pub fn measure(root: &Path, books: &[Book], args: &ResultsArgs) -> Result<()> {
    let work = |task: &Task| {
        let results = measure::runs(task, 0..task.row.seeds)?;
        measure::measurement(&task.row, &results)
    };
    let outcomes = tasks::each(books, args, work, |task, measured| {
        judge(root, task, measured, args)
    })?;
    conclude(&outcomes, args)
}

/// Compares or stores what was measured; says so in words.
fn judge(
    root: &Path,
    task: &Task,
    measured: Result<Measurement>,
    args: &ResultsArgs,
) -> (Outcome, String) {
    let row = &task.row;
    let wrong = |why: String| (Outcome::Wrong(why.clone()), why);
    let mut measured = match measured {
        Ok(measured) => measured,
        Err(Error::Data(why)) if row.needs.is_some() => {
            let numbers = match row.measured {
                Some(_) => "its old numbers stay",
                None => "it has no numbers yet",
            };
            let words = format!("SKIPPED, {numbers}: it needs full data sets.\n{why}");
            return (Outcome::Kept, words);
        }
        Err(error) => return wrong(error.to_string()),
    };
    let words = measure::in_words(row, &measured);
    if args.reproduce {
        let differences = differences(row, &measured, args.exact);
        return match differences.is_empty() {
            true => (Outcome::Same, format!("{words}, as stored")),
            false => (
                Outcome::Different(differences),
                format!("{words}, NOT as stored"),
            ),
        };
    }
    let old = row.measured.as_ref();
    if args.jobs > 1 {
        measured.seconds = old.and_then(|old| old.seconds);
    }
    if let Err(error) = store(root, task, &measured) {
        return wrong(error.to_string());
    }
    match old {
        Some(old) if old.metrics == measured.metrics => {
            (Outcome::Same, format!("{words}, as before"))
        }
        Some(old) => {
            let was = measure::in_words(row, old);
            (Outcome::Changed, format!("{words}, CHANGED from {was}"))
        }
        None => (Outcome::Changed, format!("{words}, for the first time")),
    }
}

/// Writes the numbers of a row, and the documents that are made of them.
fn store(root: &Path, task: &Task, measured: &Measurement) -> Result<()> {
    // Read again: somebody may have written a note since the session began.
    let mut books = rows::read(root)?;
    let (name, command) = (task.assignment.name, &task.row.command);
    let books_rows = books.iter_mut().filter(|it| it.assignment.name == name);
    let mut rows = books_rows.flat_map(|book| &mut book.results.rows);
    let Some(row) = rows.find(|row| row.command == *command) else {
        let why = "it is gone since the measurement began";
        return Err(rows::refused(task.assignment, &task.row, why));
    };
    row.measured = Some(measured.clone());
    documents::write(root, &books)
}

/// What of the stored numbers did not come out again.
///
/// On the same processor and binary they come out to the last digit, which `exact` asks for. Another
/// processor may add in another order, and a training makes more of it: what is told of a metric may
/// differ by a tenth of the standard deviation, which is less than what other seeds would change.
fn differences(row: &Row, now: &Measurement, exact: bool) -> Vec<[String; 4]> {
    let of_metric = |name: &String| {
        let now = now.metrics.get(name).copied();
        let Some((stored, now)) = row.measure(name).zip(now) else {
            return vec![[name.as_str(), "all", "never stored", "-"].map(Into::into)];
        };
        if !exact {
            let tolerance = stored.summary.standard_deviation / 10.0 + 1e-5 * told(&stored).abs();
            // Written this way round so that NaN is different.
            let same = (told(&now) - told(&stored)).abs() <= tolerance;
            let (stored, now) = (told(&stored).to_string(), told(&now).to_string());
            let what = format!("mean, ± {tolerance:.1e}");
            return (!same)
                .then(|| [name.clone(), what, stored, now])
                .into_iter()
                .collect();
        }
        let [stored, now] = [stored, now]
            .map(|measure| toml::Table::try_from(measure).expect("numbers can be written"));
        let numbers: BTreeSet<&String> = stored.keys().chain(now.keys()).collect();
        let cell = |value: Option<&toml::Value>| value.map_or("-".into(), ToString::to_string);
        let different = numbers
            .into_iter()
            .filter(|number| stored.get(*number) != now.get(*number));
        let line = |number: &String| {
            let [was, is] = [&stored, &now].map(|table| cell(table.get(number)));
            [name.clone(), number.clone(), was, is]
        };
        different.map(line).collect()
    };
    row.metrics.iter().flat_map(of_metric).collect()
}

/// The number that is told of a metric.
fn told(measure: &Measure) -> f64 {
    measure.median.unwrap_or(measure.summary.mean)
}

fn conclude(outcomes: &[(Task, Outcome)], args: &ResultsArgs) -> Result<()> {
    let all = outcomes.len();
    let count = |wanted: Outcome| outcomes.iter().filter(|(_, it)| *it == wanted).count();
    let [same, changed, kept] = [Outcome::Same, Outcome::Changed, Outcome::Kept].map(count);
    let mut summary = match (args.reproduce, args.exact) {
        (true, true) => format!("{same} of {all} rows came out as stored, to the last digit"),
        (true, false) => format!("{same} of {all} rows came out as stored"),
        _ => format!(
            "{} of {all} rows measured, {changed} of them with new numbers",
            same + changed
        ),
    };
    if kept > 0 {
        summary += &format!("; {kept} SKIPPED for want of full data sets, as they were");
    }
    terminal::result(&summary);
    let mut table = Table::new(["row", "metric", "number", "stored", "now"]);
    let mut wrong = Vec::new();
    for (task, outcome) in outcomes {
        let command = &task.row.command;
        match outcome {
            Outcome::Wrong(why) => wrong.push(format!("- {command}: {why}")),
            Outcome::Different(numbers) => {
                for cells in numbers {
                    table.row(std::iter::once(command).chain(cells));
                }
            }
            _ => {}
        }
    }
    if table.lines().count() > 1 {
        wrong.push(format!("these numbers did not come out again:\n{table}"));
    }
    match wrong.is_empty() {
        true if same + changed == 0 => Err(Error::Failed("nothing was measured".into())),
        true => Ok(()),
        false => Err(Error::Failed(wrong.join("\n"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documented::page::tests::ROWS;
    use crate::documented::rows::tests::book;
    use common::results::Measurements;
    use std::fs;
    use std::path::PathBuf;

    const MEASURED: &str = r#"
[[measured]]
command = "mlp --preset paper"
seeds = 20
seconds = 2.0
[measured.metrics]
test_accuracy = { mean = 0.9, standard_deviation = 0.02, min = 0.8, max = 1.0 }
epochs = { mean = 9.0, standard_deviation = 1.0, min = 7.0, max = 11.0, median = 9.5 }
"#;

    fn task(index: usize) -> Task {
        let mut book = book(ROWS, MEASURED);
        Task {
            assignment: book.assignment,
            program: PathBuf::new(),
            row: book.results.rows.remove(index),
        }
    }

    fn measured(command: &str, mean: f64) -> Measurement {
        let text = MEASURED.replace("0.9,", &format!("{mean},"));
        let text = text.replace("mlp --preset paper", command);
        Measurements::parse(&text).unwrap().rows.remove(0)
    }

    /// A project with these rows.
    fn project() -> tempfile::TempDir {
        let project = tempfile::tempdir().unwrap();
        fs::create_dir(project.path().join("docs")).unwrap();
        let folder = project.path().join("assignment1");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("results.toml"), ROWS).unwrap();
        fs::write(folder.join("results.measured.toml"), MEASURED).unwrap();
        fs::write(project.path().join("README.md"), "\n").unwrap();
        project
    }

    fn stored(project: &tempfile::TempDir) -> Vec<Row> {
        rows::read(project.path()).unwrap().remove(0).results.rows
    }

    #[test]
    fn a_row_is_stored_as_soon_as_it_is_measured_and_others_keep_their_numbers() {
        let project = project();
        let args = ResultsArgs::default();
        let mut now = measured("mlp --dataset iris", 1.0 / 3.0);
        now.metrics.retain(|name, _| name == "test_accuracy");
        let (outcome, words) = judge(project.path(), &task(1), Ok(now.clone()), &args);
        assert_eq!(outcome, Outcome::Changed);
        assert_eq!(words, "test_accuracy 0.333 ± 0.020, for the first time");
        let rows = stored(&project);
        assert_eq!(rows[0], task(0).row);
        assert_eq!(rows[1].measured, Some(now));
        let page = rows::read_text(&project.path().join("docs/results.md")).unwrap();
        assert!(page.contains("| test_accuracy | 20 | 0.333 ± 0.020 |"));
    }

    #[test]
    fn missing_data_keep_the_old_numbers_only_where_the_row_says_that_it_needs_them() {
        let project = project();
        let missing = || Err(Error::Data("there is no folder full".into()));
        let args = ResultsArgs::default();
        let (outcome, words) = judge(project.path(), &task(0), missing(), &args);
        assert_eq!(outcome, Outcome::Kept);
        assert!(words.contains("SKIPPED") && words.ends_with("\nthere is no folder full"));
        let (outcome, _) = judge(project.path(), &task(1), missing(), &args);
        assert!(matches!(outcome, Outcome::Wrong(_)));
        assert_eq!(stored(&project)[0], task(0).row);
    }

    #[test]
    fn seconds_of_a_busy_machine_are_not_stored() {
        let project = project();
        let args = ResultsArgs {
            jobs: 2,
            ..ResultsArgs::default()
        };
        let mut now = measured("mlp --preset paper", 0.5);
        now.seconds = Some(3.0);
        let (outcome, words) = judge(project.path(), &task(0), Ok(now), &args);
        assert_eq!(outcome, Outcome::Changed);
        assert!(
            words.contains("CHANGED from test_accuracy 0.900"),
            "{words}"
        );
        let row = stored(&project).remove(0);
        assert_eq!(row.measured.as_ref().unwrap().seconds, Some(2.0));
        assert_eq!(row.measure("test_accuracy").unwrap().summary.mean, 0.5);
    }

    #[test]
    fn a_mean_may_differ_by_a_tenth_of_the_deviation_and_exactly_by_nothing() {
        let mut row = task(0).row;
        row.metrics.truncate(2);
        let now = |mean| measured("mlp --preset paper", mean);
        let numbers = |mean, exact| differences(&row, &now(mean), exact);
        for mean in [0.9, 0.902, 0.898] {
            assert_eq!(numbers(mean, false), [[""; 4]; 0], "{mean}");
        }
        for mean in [0.9021, 0.8979, f64::INFINITY] {
            let [[metric, what, stored, _]] = &numbers(mean, false)[..] else {
                panic!("{mean}")
            };
            assert_eq!([metric, stored], ["test_accuracy", "0.9"]);
            assert_eq!(what, "mean, ± 2.0e-3");
        }
        assert_eq!(numbers(0.9, true), [[""; 4]; 0]);
        let last_digit = 0.9_f64.next_up();
        let line = ["test_accuracy", "mean", "0.9", "0.9000000000000001"];
        assert_eq!(numbers(last_digit, true), [line]);
        // Of a metric whose median is told, the median has to come out.
        let mut other = now(0.9);
        let epochs = other.metrics.get_mut("epochs").unwrap();
        (epochs.summary.mean, epochs.median) = (10.0, None);
        assert_eq!(differences(&row, &other, false).len(), 1);
        let exact = differences(&row, &other, true);
        assert_eq!(
            exact,
            [
                ["epochs", "mean", "9.0", "10.0"],
                ["epochs", "median", "9.5", "-"]
            ]
        );
    }

    #[test]
    fn what_went_wrong_and_nothing_measured_are_failures() {
        let conclude = |outcomes: [Outcome; 2], reproduce| {
            let args = ResultsArgs {
                reproduce,
                ..ResultsArgs::default()
            };
            super::conclude(&outcomes.map(|outcome| (task(1), outcome)), &args)
        };
        conclude([Outcome::Same, Outcome::Changed], false).unwrap();
        conclude([Outcome::Same, Outcome::Kept], true).unwrap();
        let error = conclude([Outcome::Same, Outcome::Wrong("it diverged".into())], false);
        assert_eq!(
            error.unwrap_err().to_string(),
            "- mlp --dataset iris: it diverged"
        );
        let different = Outcome::Different(vec![["a", "mean", "1", "2"].map(Into::into)]);
        let error = conclude([Outcome::Same, different], true)
            .unwrap_err()
            .to_string();
        let line = "mlp --dataset iris       a    mean       1    2";
        assert!(error.lines().any(|it| it == line), "{error}");
        let error = conclude([Outcome::Kept, Outcome::Kept], false).unwrap_err();
        assert_eq!(error.to_string(), "nothing was measured");
    }
}
