//! Measuring rows, one after the other or several at once, each saved as soon as it is done.

use super::{ASSIGNMENTS, Assignment, ResultsArgs, document, file, measure, rows};
use crate::{cargo, terminal};
use common::error::{Error, Result};
use common::files;
use common::results::{Measured, Row};
use common::signals::Signals;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// One row to measure.
struct Task {
    assignment: Assignment,
    program: PathBuf,
    row: Row,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
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

/// Measures the rows that the flags mean.
///
/// # Errors
/// As [`super::run`].
pub fn run(root: &Path, args: &ResultsArgs) -> Result<()> {
    let books = rows::read(root, ASSIGNMENTS)?;
    let chosen = rows::chosen(&books, args)?;
    // What cannot be written at the end is said before anything is measured.
    document::all(root, &books)?;
    // From here on Ctrl-C ends the child processes, and this one by way of the error.
    let signals = Signals::listen()?;
    let mut tasks: Vec<Task> = Vec::new();
    for (assignment, row) in chosen {
        let built = tasks
            .iter()
            .find(|it| it.assignment.name == assignment.name);
        let program = match built {
            Some(task) => task.program.clone(),
            None => cargo::built_program(assignment.name)?,
        };
        tasks.push(Task {
            assignment,
            program,
            row,
        });
    }
    let outcomes = measure_all(root, &tasks, args, &signals);
    if let Some(signal) = signals.received() {
        let done = outcomes.iter().take_while(|outcome| outcome.is_some());
        let done = done.count();
        return Err(Error::Interrupted {
            signal,
            step: done,
            resume: resume_command(args, done),
        });
    }
    conclude(&tasks, &outcomes, args.reproduce)
}

/// What became of each task; None for those that an interruption left.
fn measure_all(
    root: &Path,
    tasks: &[Task],
    args: &ResultsArgs,
    signals: &Signals,
) -> Vec<Option<Outcome>> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![None; tasks.len()]);
    let work = || {
        while signals.received().is_none() {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(task) = tasks.get(index) else {
                break;
            };
            let place = format!("[{}/{}] {}", index + 1, tasks.len(), task.row.command);
            terminal::progress(&format!("{place}: {} seeds", task.row.seeds));
            let measured = measure::measure(&task.program, &task.row);
            if measured.is_err() && signals.received().is_some() {
                break;
            }
            // One at a time writes files and speaks.
            let mut outcomes = outcomes.lock().expect("no other thread panicked");
            let (outcome, words) = judge(root, task, measured, args);
            terminal::progress(&format!("{place}: {words}"));
            outcomes[index] = Some(outcome);
        }
    };
    thread::scope(|scope| {
        for _ in 0..args.jobs {
            scope.spawn(work);
        }
    });
    outcomes.into_inner().expect("no thread panicked")
}

/// Compares or saves what was measured; says so in words.
fn judge(
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
            let why = why.lines().last().unwrap_or_default();
            let words = format!("SKIPPED, its old numbers stay: it needs full data sets. {why}");
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

fn conclude(tasks: &[Task], outcomes: &[Option<Outcome>], reproduce: bool) -> Result<()> {
    let count = |wanted: &Outcome| {
        let outcomes = outcomes.iter().flatten();
        outcomes.filter(|outcome| *outcome == wanted).count()
    };
    let (same, changed, kept) = (
        count(&Outcome::Same),
        count(&Outcome::Changed),
        count(&Outcome::Kept),
    );
    let mut summary = match reproduce {
        true => format!("{same} of {} rows came out as stored", tasks.len()),
        false => format!(
            "{} of {} rows measured, {changed} of them with new numbers",
            same + changed,
            tasks.len()
        ),
    };
    if kept > 0 {
        summary += &format!("; {kept} SKIPPED for want of full data sets, with their old numbers");
    }
    terminal::result(&summary);
    let wrong: Vec<String> = tasks
        .iter()
        .zip(outcomes)
        .filter_map(|(task, outcome)| match outcome {
            Some(Outcome::Wrong(why)) => Some(format!("- {}: {why}", task.row.command)),
            _ => None,
        })
        .collect();
    match wrong.is_empty() {
        true if same + changed == 0 => Err(Error::Failed("nothing was measured".into())),
        true => Ok(()),
        false => Err(Error::Failed(wrong.join("\n"))),
    }
}

fn resume_command(args: &ResultsArgs, done: usize) -> String {
    let mut command = String::from("cargo run -p bench -- results");
    if let Some(assignment) = &args.assignment {
        command += &format!(" {assignment}");
    }
    for only in &args.only {
        command += &format!(" --only \"{only}\"");
    }
    if args.jobs > 1 {
        command += &format!(" --jobs {}", args.jobs);
    }
    if args.reproduce {
        command += " --reproduce";
    }
    command + &format!(" --skip {}", args.skip + done)
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
        assert!(words.contains("SKIPPED") && words.ends_with("there is no folder full"));
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
        let error = conclude(&[task(0)], &[Some(outcome)], true).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("- mlp --dataset mnist --data-dir full: ")
        );
        let nothing = conclude(&[task(0)], &[Some(Outcome::Kept)], true);
        assert!(
            nothing
                .unwrap_err()
                .to_string()
                .contains("nothing was measured")
        );
    }

    #[test]
    fn an_interrupted_session_goes_on_behind_the_rows_that_are_done() {
        let args = ResultsArgs {
            assignment: Some("assignment1".into()),
            only: vec!["mlp --noise".into()],
            skip: 2,
            ..ResultsArgs::default()
        };
        assert_eq!(
            resume_command(&args, 3),
            "cargo run -p bench -- results assignment1 --only \"mlp --noise\" --skip 5"
        );
    }
}
