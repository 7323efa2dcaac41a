//! What becomes of a row that was measured: stored, compared, kept or wrong.

use super::compare::differences;
use super::rows::{self, Book};
use super::tasks::{self, Task};
use super::{ResultsArgs, documents, measure};
use crate::terminal;
use common::error::{Error, Result};
use common::results::Measurement;
use std::path::Path;

/// What became of a row.
#[derive(Debug, PartialEq)]
enum Outcome {
    /// The numbers are those that were stored, or near enough where that is the question.
    Same,
    /// Other numbers than before are stored.
    Changed,
    /// It was not measured: its old numbers stay.
    Kept,
    /// It failed, or its numbers did not come out again.
    Wrong(String),
}

/// Measures the rows that the flags mean; stores what came out, or compares it.
pub fn measure(root: &Path, books: &[Book], args: &ResultsArgs) -> Result<()> {
    let work = |task: &Task| {
        let results = measure::runs(task, 0..task.row.seeds)?;
        measure::measurement(&task.row, &results)
    };
    let then = |task: &Task, measured| judge(root, task, measured, args);
    conclude(&tasks::each(books, args, work, then)?, args)
}

/// Compares or stores what was measured; says so in words.
fn judge(
    root: &Path,
    task: &Task,
    measured: Result<Measurement>,
    args: &ResultsArgs,
) -> (Outcome, String) {
    let (row, old) = (&task.row, task.row.measured.as_ref());
    let wrong = |error: &Error| (Outcome::Wrong(error.to_string()), error.to_string());
    let mut measured = match measured {
        Ok(measured) => measured,
        Err(Error::Data(why)) if row.needs.is_some() => {
            let words = format!("SKIPPED, it needs full data sets.\n{why}");
            return (Outcome::Kept, words);
        }
        Err(error) => return wrong(&error),
    };
    let words = measure::in_words(row, &measured);
    if args.reproduce {
        return match differences(row, &measured, args.exact) {
            None => (Outcome::Same, words + ", as stored"),
            Some(table) => (
                Outcome::Wrong(format!("\n{table}")),
                words + ", NOT as stored",
            ),
        };
    }
    if args.jobs > 1 {
        measured.seconds = old.and_then(|old| old.seconds);
    }
    if let Err(error) = store(root, task, &measured) {
        return wrong(&error);
    }
    match old.is_some_and(|old| old.metrics == measured.metrics) {
        true => (Outcome::Same, words + ", as before"),
        false => (Outcome::Changed, words + ", NEW"),
    }
}

/// Writes the numbers of a row, and the documents that are made of them.
fn store(root: &Path, task: &Task, measured: &Measurement) -> Result<()> {
    // Read again: somebody may have written a note since the session began.
    let mut books = rows::read(root)?;
    let own = books.iter_mut();
    let own = own.filter(|book| book.assignment.name == task.assignment.name);
    let mut rows = own.flat_map(|book| &mut book.results.rows);
    let Some(row) = rows.find(|row| row.command == task.row.command) else {
        let why = "it is gone since the measurement began";
        return Err(rows::refused(task.assignment, &task.row, why));
    };
    row.measured = Some(measured.clone());
    documents::write(root, &books)
}

fn conclude(outcomes: &[(Task, Outcome)], args: &ResultsArgs) -> Result<()> {
    let count = |wanted| outcomes.iter().filter(|(_, it)| *it == wanted).count();
    let [same, changed, kept] = [Outcome::Same, Outcome::Changed, Outcome::Kept].map(count);
    let all = outcomes.len();
    let mut words = match args.reproduce {
        true => format!("{same} of {all} rows came out as stored"),
        false => format!(
            "{} of {all} rows measured, {changed} of them with new numbers",
            same + changed
        ),
    };
    if args.exact {
        words += ", to the last digit";
    }
    if kept > 0 {
        words += &format!("; {kept} SKIPPED for want of full data sets, as they were");
    }
    terminal::result(&words);
    let wrong = outcomes.iter().filter_map(|(task, outcome)| match outcome {
        Outcome::Wrong(why) => Some(format!("- {}: {why}", task.row.command)),
        _ => None,
    });
    let mut wrong: Vec<String> = wrong.collect();
    if wrong.is_empty() && same + changed == 0 {
        wrong.push("nothing was measured".into());
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Error::Failed(wrong.join("\n"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documented::page::tests::{MEASURED, ROWS};
    use crate::documented::rows::tests::book;
    use common::results::Row;
    use std::fs;
    use std::path::PathBuf;

    fn task(index: usize) -> Task {
        let mut book = book(ROWS, MEASURED);
        Task {
            assignment: book.assignment,
            program: PathBuf::new(),
            row: book.results.rows.remove(index),
        }
    }

    /// A project with these rows.
    fn project() -> tempfile::TempDir {
        let project = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("docs/results.md", ""),
            ("README.md", "\n"),
            ("assignment1/results.toml", ROWS),
            ("assignment1/results.measured.toml", MEASURED),
            ("assignment2/results.toml", ""),
            ("assignment2/results.measured.toml", ""),
            ("assignment3/results.toml", ""),
            ("assignment3/results.measured.toml", ""),
        ] {
            let path = project.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        project
    }

    fn stored(project: &tempfile::TempDir) -> Vec<Row> {
        rows::read(project.path()).unwrap().remove(0).results.rows
    }

    #[test]
    fn a_row_is_stored_as_soon_as_it_is_measured_and_others_keep_their_numbers() {
        let project = project();
        let mut now = task(1).row.measured.unwrap();
        let accuracy = now.metrics.get_mut("test_accuracy").unwrap();
        accuracy.summary.mean = 1.0 / 3.0;
        let args = ResultsArgs::default();
        let (outcome, words) = judge(project.path(), &task(1), Ok(now.clone()), &args);
        assert_eq!(outcome, Outcome::Changed);
        assert_eq!(words, "test_accuracy 0.333 ± 0.000, NEW");
        let rows = stored(&project);
        assert_eq!(rows[0], task(0).row);
        assert_eq!(rows[1].measured, Some(now));
        let page = rows::read_text(&project.path().join("docs/results.md")).unwrap();
        assert!(page.contains("| test_accuracy | 5 | 0.333 ± 0.000 |"));
    }

    #[test]
    fn missing_data_keep_the_old_numbers_only_where_the_row_says_that_it_needs_them() {
        let project = project();
        let judge = |index| {
            let missing = Err(Error::Data("there is no folder full".into()));
            judge(
                project.path(),
                &task(index),
                missing,
                &ResultsArgs::default(),
            )
        };
        let (outcome, words) = judge(0);
        assert_eq!(outcome, Outcome::Kept);
        assert!(words.contains("SKIPPED") && words.ends_with("\nthere is no folder full"));
        assert!(matches!(judge(1).0, Outcome::Wrong(_)));
        assert_eq!(stored(&project)[0], task(0).row);
    }

    #[test]
    fn seconds_of_a_busy_machine_are_not_stored() {
        let project = project();
        let now = Measurement {
            seconds: Some(3.0),
            ..task(0).row.measured.unwrap()
        };
        for (jobs, seconds) in [(2, 1.5), (1, 3.0)] {
            let args = ResultsArgs {
                jobs,
                ..ResultsArgs::default()
            };
            judge(project.path(), &task(0), Ok(now.clone()), &args);
            let stored = stored(&project).remove(0).measured.unwrap();
            assert_eq!(stored.seconds, Some(seconds));
        }
    }

    #[test]
    fn what_went_wrong_and_nothing_measured_are_failures() {
        let conclude = |outcomes: [Outcome; 2]| {
            let outcomes = outcomes.map(|outcome| (task(1), outcome));
            super::conclude(&outcomes, &ResultsArgs::default()).map_err(|it| it.to_string())
        };
        conclude([Outcome::Same, Outcome::Changed]).unwrap();
        conclude([Outcome::Same, Outcome::Kept]).unwrap();
        let nothing = conclude([Outcome::Kept, Outcome::Kept]).unwrap_err();
        assert_eq!(nothing, "nothing was measured");
        let error = conclude([Outcome::Same, Outcome::Wrong("it diverged".into())]);
        assert_eq!(error.unwrap_err(), "- mlp --dataset iris: it diverged");
    }
}
