//! The public tests: which there are, and what comes of one.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crate::book::{Exercise, may_test};
use crate::error::{Error, Result};

/// How long a test may take.
const LIMIT: Duration = Duration::from_secs(60);

/// One test function.
#[derive(Debug, Clone)]
pub struct Test {
    /// The test executable.
    pub target: String,
    /// Its name with its modules, as the executable prints it.
    pub name: String,
}

impl Test {
    /// The function's own name.
    pub fn function(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or(&self.name)
    }
}

/// What came of a test.
#[derive(Debug)]
pub enum Outcome {
    /// It returned.
    Passed,
    /// It panicked: where, and what it said.
    Failed(String, String),
    /// It took longer than it may.
    DidNotEnd,
    /// It ended the whole process.
    EndedProcess,
}

/// The tests of an executable.
pub fn list(target: &str, executable: &Path) -> Result<Vec<Test>> {
    let mut command = Command::new(executable);
    let output = command.args(["--list", "--format", "terse"]).output();
    let output = output.map_err(Error::io("run", executable))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let names = text.lines().filter_map(|line| line.strip_suffix(": test"));
    let test = |name: &str| Test {
        target: target.into(),
        name: name.into(),
    };
    Ok(names.map(test).collect())
}

/// The exercise that a test belongs to ([`may_test`]).
pub fn exercise_of<'a>(function: &str, exercises: &'a [Exercise]) -> Option<&'a Exercise> {
    let fitting = exercises.iter();
    let fitting = fitting.filter(|exercise| may_test(function, &exercise.id));
    fitting.max_by_key(|exercise| exercise.id.len())
}

/// Runs a test in a process of its own, in the package's folder: what one does, no other notices.
pub fn run(executable: &Path, folder: &Path, test: &Test) -> Result<Outcome> {
    let mut command = Command::new(executable);
    command.args(["--exact", &test.name]).current_dir(folder);
    let text = heard(command, LIMIT).map_err(Error::io("run", executable))?;
    Ok(match text {
        Some(text) => outcome(&String::from_utf8_lossy(&text)),
        None => Outcome::DidNotEnd,
    })
}

/// Starts a test executable and reads what it prints on its standard output; `None` where it does not end
/// within the limit, and is stopped.
///
/// # Errors
/// Those of starting, reading and stopping it.
pub fn heard(mut command: Command, limit: Duration) -> io::Result<Option<Vec<u8>>> {
    let (mut reader, writer) = io::pipe()?;
    command
        // Looking up where a panic came from takes longer than the test.
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::null());
    let mut child = command.spawn()?;
    // It holds the end of the pipe that is written to: nothing would ever end the reading.
    drop(command);
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        sender.send(reader.read_to_end(&mut text).map(|_| text))
    });
    let text = receiver.recv_timeout(limit);
    if text.is_err() {
        child.kill()?;
    }
    child.wait()?;
    text.ok().transpose()
}

/// What Rust's standard harness says of one test.
fn outcome(output: &str) -> Outcome {
    let mut lines = output.lines().rev();
    let summary = lines.find_map(|line| line.strip_prefix("test result: "));
    let Some(summary) = summary else {
        return Outcome::EndedProcess;
    };
    if summary.starts_with("ok") {
        return Outcome::Passed;
    }
    let shown = output
        .split_once(" stdout ----\n")
        .map_or("", |(_, rest)| rest);
    let shown = shown
        .rsplit_once("\nfailures:\n")
        .map_or(shown, |(text, _)| text);
    // What the test printed itself stands above the panic.
    let (printed, panic) = shown.split_once("panicked at ").unwrap_or((shown, ""));
    let (place, said) = panic.split_once(":\n").unwrap_or(("", panic));
    let said = match panic {
        "" => printed,
        _ => said,
    };
    let said = said
        .lines()
        .filter(|line| !line.starts_with("note: run with `RUST_BACKTRACE"));
    let said: Vec<&str> = said.collect();
    Outcome::Failed(place.into(), said.join("\n").trim_end().into())
}

/// Does the work for every task, as many at a time as the machine has processors; the results have the
/// order of the tasks. The first error is the result of all, once all are done.
///
/// # Errors
/// Those of the work.
pub fn side_by_side<T: Sync, R: Send, E: Send>(
    tasks: &[T],
    work: impl Fn(&T) -> std::result::Result<R, E> + Sync,
) -> std::result::Result<Vec<R>, E> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers.min(tasks.len()) {
            scope.spawn(|| {
                while let number = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(task) = tasks.get(number)
                {
                    let result = work(task);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    done.push((number, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}
