//! Measuring rows, one after the other or several at once, each saved as soon as it is done.

use super::outcome::{Outcome, Task, judge};
use super::{ASSIGNMENTS, ResultsArgs, document, measure, rows};
use crate::{cargo, terminal};
use common::error::{Error, Result};
use common::signals::Signals;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

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
        summary += &format!("; {kept} SKIPPED for want of full data sets, as they were");
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
    use std::path::PathBuf;

    fn task() -> Task {
        let row = "[[result]]\ncommand = \"mlp\"\nseeds = 5\n";
        Task {
            assignment: ASSIGNMENTS[0],
            program: PathBuf::new(),
            row: Results::parse(row).unwrap().rows.remove(0),
        }
    }

    #[test]
    fn what_went_wrong_and_nothing_measured_are_failures() {
        let tasks = [task(), task()];
        let conclude = |outcomes: [Outcome; 2], reproduce| {
            super::conclude(&tasks, &outcomes.map(Some), reproduce)
        };
        conclude([Outcome::Same, Outcome::Changed], false).unwrap();
        conclude([Outcome::Same, Outcome::Kept], true).unwrap();
        let wrong = Outcome::Wrong("it diverged".into());
        let error = conclude([Outcome::Same, wrong], false).unwrap_err();
        assert_eq!(error.to_string(), "- mlp: it diverged");
        let error = conclude([Outcome::Kept, Outcome::Kept], false).unwrap_err();
        assert_eq!(error.to_string(), "nothing was measured");
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
