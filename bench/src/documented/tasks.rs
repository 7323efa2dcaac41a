//! Going through rows, one after the other or several at once.

use super::ResultsArgs;
use super::rows::{self, Book};
use crate::{cargo, terminal};
use common::error::{Error, Result};
use common::program::Assignment;
use common::results::Row;
use common::signals::Signals;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// One row to run.
#[derive(Debug, Clone)]
pub struct Task {
    pub assignment: &'static Assignment,
    /// The binary of the assignment.
    pub program: PathBuf,
    pub row: Row,
}

/// Does `work` for each row that the flags mean, as many at once as they say, and `then` what is to
/// be done with the result, one at a time; what `then` says in words is told as progress.
pub fn each<T, O: Send>(
    books: &[Book],
    args: &ResultsArgs,
    work: impl Fn(&Task) -> Result<T> + Sync,
    then: impl Fn(&Task, Result<T>) -> (O, String) + Sync,
) -> Result<Vec<(Task, O)>> {
    let tasks = tasks(books, args)?;
    // From here on Ctrl-C ends the child processes, and this one by way of the error.
    let signals = Signals::listen()?;
    let next = AtomicUsize::new(0);
    let outcomes: Vec<Option<O>> = tasks.iter().map(|_| None).collect();
    let outcomes = Mutex::new(outcomes);
    let worker = || {
        while signals.received().is_none() {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(task) = tasks.get(index) else {
                break;
            };
            let place = format!("[{}/{}] {}", index + 1, tasks.len(), task.row.command);
            terminal::progress(&place);
            let result = work(task);
            if result.is_err() && signals.received().is_some() {
                break;
            }
            // One at a time writes files and speaks.
            let mut outcomes = outcomes.lock().expect("no other thread panicked");
            let (outcome, words) = then(task, result);
            terminal::progress(&format!("{place}: {words}"));
            outcomes[index] = Some(outcome);
        }
    };
    thread::scope(|scope| {
        for _ in 0..args.jobs {
            scope.spawn(worker);
        }
    });
    let outcomes = outcomes.into_inner().expect("no thread panicked");
    if let Some(signal) = signals.received() {
        let step = outcomes.iter().take_while(|it| it.is_some()).count();
        let words = std::env::args()
            .skip(1)
            .map(|word| match word.contains(' ') {
                true => format!("\"{word}\""),
                false => word,
            });
        let words: Vec<String> = words.collect();
        let (words, skip) = (words.join(" "), args.skip + step);
        return Err(Error::Interrupted {
            signal,
            step,
            resume: format!("cargo run -p bench -- {words} --skip {skip}"),
        });
    }
    let outcomes = outcomes.into_iter().map(|outcome| outcome.expect("done"));
    Ok(tasks.into_iter().zip(outcomes).collect())
}

fn tasks(books: &[Book], args: &ResultsArgs) -> Result<Vec<Task>> {
    let mut programs = BTreeMap::new();
    let task = |(assignment, row): (&'static Assignment, Row)| {
        let name = assignment.name;
        if !programs.contains_key(name) {
            programs.insert(name, cargo::built_program(name)?);
        }
        Ok(Task {
            assignment,
            program: programs[name].clone(),
            row,
        })
    };
    rows::chosen(books, args)?.into_iter().map(task).collect()
}
