//! What becomes of a row that was measured: saved, compared, kept or wrong.

use super::{ASSIGNMENTS, Assignment, ResultsArgs, document, file, measure, rows};
use common::error::{Error, Result};
use common::files;
use common::results::{Measured, Row};
use std::path::{Path, PathBuf};

/// One row to measure.
#[derive(Debug, Clone)]
pub struct Task {
    /// Whose row it is.
    pub assignment: Assignment,
    /// The binary that has `repeat`.
    pub program: PathBuf,
    /// The row.
    pub row: Row,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The numbers are those that were stored, or near enough where that is the question.
    Same,
    /// Other numbers than before are stored.
    Changed,
    /// It was not measured: its old numbers stay.
    Kept,
    /// It failed, or its numbers did not come out again.
    Wrong(String),
}

/// Compares or saves what was measured; says so in words.
pub fn judge(
    root: &Path,
    task: &Task,
    measured: Result<Measured>,
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
        return match measure::difference(row, &measured) {
            None => (Outcome::Same, format!("{words}, as stored")),
            Some(difference) => wrong(difference),
        };
    }
    let old = row.measured.as_ref();
    if args.jobs > 1 {
        measured.seconds = old.and_then(|old| old.seconds);
    }
    if let Err(error) = save(root, &task.assignment, row, &measured) {
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
fn save(root: &Path, assignment: &Assignment, row: &Row, measured: &Measured) -> Result<()> {
    // Read again: somebody may have written a note since the session began.
    let path = rows::path(root, assignment);
    let text = rows::read_text(&path)?;
    let new = file::with_measured(&text, &row.command, measured)?;
    if new != text {
        files::write_atomic(&path, new.as_bytes())?;
    }
    document::write(root, &rows::read(root, ASSIGNMENTS)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use common::results::Results;

    const ROWS: &str = r#"[[result]]
command = "mlp --dataset mnist --data-dir full"
seeds = 5
needs = "full data sets"
[result.measured]
seconds = 2.0
test_accuracy = { mean = 0.97, standard_deviation = 0.01, min = 0.96, max = 0.98 }

[[result]]
command = "mlp"
seeds = 5
"#;

    fn project() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in [("assignment1/results.toml", ROWS), ("README.md", "\n")] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        std::fs::create_dir(folder.path().join("docs")).unwrap();
        folder
    }

    fn task(index: usize) -> Task {
        Task {
            assignment: ASSIGNMENTS[0],
            program: PathBuf::new(),
            row: Results::parse(ROWS).unwrap().rows.remove(index),
        }
    }

    fn measured(mean: f64) -> Measured {
        let row = ROWS.replace("0.97", &mean.to_string());
        let row = row.replace("seconds = 2.0", "seconds = 3.0");
        Results::parse(&row).unwrap().rows[0]
            .measured
            .clone()
            .unwrap()
    }

    #[test]
    fn a_row_is_saved_as_soon_as_it_is_measured() {
        let project = project();
        let (root, args) = (project.path(), ResultsArgs::default());
        let (outcome, words) = judge(root, &task(1), Ok(measured(0.5)), &args);
        assert_eq!(outcome, Outcome::Changed);
        assert_eq!(words, "test_accuracy 0.500 ± 0.010, for the first time");
        let stored = &rows::read(root, ASSIGNMENTS).unwrap()[0].results.rows;
        assert_eq!(stored[1].measured, Some(measured(0.5)));
        assert_eq!(stored[0], task(0).row);
        let page = rows::read_text(&root.join("docs/results.md")).unwrap();
        assert!(page.contains("| `mlp` | course | 5 | test_accuracy | 0.500 ± 0.010 |"));
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
        let file = rows::path(project.path(), &ASSIGNMENTS[0]);
        assert_eq!(rows::read_text(&file).unwrap(), ROWS);
    }

    #[test]
    fn seconds_of_a_busy_machine_are_not_stored() {
        let project = project();
        let args = ResultsArgs {
            jobs: 2,
            ..ResultsArgs::default()
        };
        let (outcome, words) = judge(project.path(), &task(0), Ok(measured(0.9)), &args);
        assert_eq!(outcome, Outcome::Changed);
        assert!(
            words.contains("CHANGED from test_accuracy 0.970"),
            "{words}"
        );
        let stored = &rows::read(project.path(), ASSIGNMENTS).unwrap()[0]
            .results
            .rows[0];
        assert_eq!(stored.measured.as_ref().unwrap().seconds, Some(2.0));
        assert_eq!(stored.summary("test_accuracy").unwrap().mean, 0.9);
    }

    #[test]
    fn reproducing_writes_nothing_and_fails_on_another_mean() {
        let project = project();
        let args = ResultsArgs {
            reproduce: true,
            ..ResultsArgs::default()
        };
        let root = project.path();
        assert_eq!(
            judge(root, &task(0), Ok(measured(0.97)), &args).0,
            Outcome::Same
        );
        let outcome = judge(root, &task(0), Ok(measured(0.9)), &args).0;
        assert!(matches!(&outcome, Outcome::Wrong(why) if why.contains("was 0.97")));
        let file = rows::path(root, &ASSIGNMENTS[0]);
        assert_eq!(rows::read_text(&file).unwrap(), ROWS);
    }
}
