//! The public tests: the `#[test]` functions in an assignment's `tests` folder, found and run.
//!
//! Each runs in a process of its own: one that ends its process, or does not end, hides no other.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use common::error::{Error, Result};

use crate::outline;
use crate::workspace::Package;

/// The variable that holds the number of the [bug](crate::switch) that is tried; without it the solution runs.
pub const BUG: &str = "GRADER_BUG";

/// One test function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicTest {
    /// The test executable: `linear` for `tests/linear.rs`.
    pub target: String,
    /// The name that the executable prints, with its modules.
    pub name: String,
}

impl PublicTest {
    /// The function's own name.
    pub fn function(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or(&self.name)
    }
}

impl fmt::Display for PublicTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in tests/{}.rs", self.name, self.target)
    }
}

/// The tests of a package, sorted: those of its `tests` folder that a plain `cargo test` runs.
pub fn find(package: &Package) -> Result<Vec<PublicTest>> {
    let mut found = Vec::new();
    for target in package.targets("test") {
        for (module, (_, outline)) in outline::of_crate(&target.source)? {
            found.extend(outline.tests.into_iter().map(|test| PublicTest {
                target: target.name.clone(),
                name: [module.as_slice(), &[test]].concat().join("::"),
            }));
        }
    }
    found.sort();
    Ok(found)
}

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It returned.
    Passed,
    /// It panicked or returned an error.
    Failed,
    /// It has `#[ignore]`.
    Ignored,
    /// The executable does not hold it.
    Missing,
    /// It ended the whole process.
    EndedProcess,
    /// It took longer than it may.
    DidNotEnd,
}

/// The test executables of a package.
#[derive(Debug, Default)]
pub struct Tests {
    /// By their names.
    pub executables: BTreeMap<String, PathBuf>,
    /// The package's folder, in which cargo starts them.
    pub folder: PathBuf,
}

impl Tests {
    /// Runs a test within a time limit, with the [bug](crate::switch) of this number switched on; 0 is none.
    pub fn run(&self, test: &PublicTest, bug: usize, limit: Duration) -> Result<Outcome> {
        let PublicTest { target, name } = test;
        let Some(executable) = self.executables.get(target) else {
            return Ok(Outcome::Missing);
        };
        let failed = || Error::io("run", executable);
        let (mut reader, writer) = std::io::pipe().map_err(failed())?;
        let mut command = Command::new(executable);
        command
            .args(["--exact", name])
            .current_dir(&self.folder)
            .env(BUG, bug.to_string())
            // Looking up where a panic came from takes longer than the test.
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(failed())?;
        // It holds the end of the pipe that is written to: nothing would ever end the reading.
        drop(command);
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut text = Vec::new();
            sender.send(reader.read_to_end(&mut text).map(|_| text))
        });
        let text = receiver.recv_timeout(limit);
        if text.is_err() {
            child.kill().map_err(failed())?;
        }
        child.wait().map_err(failed())?;
        match text {
            Ok(text) => Ok(outcome(&String::from_utf8_lossy(&text.map_err(failed())?))),
            Err(_) => Ok(Outcome::DidNotEnd),
        }
    }
}

/// What Rust's standard harness says of one test, in its last line.
fn outcome(output: &str) -> Outcome {
    let mut lines = output.lines().rev();
    let summary = lines.find_map(|line| line.strip_prefix("test result: "));
    let Some((_, counts)) = summary.and_then(|summary| summary.split_once(". ")) else {
        return Outcome::EndedProcess;
    };
    let mut counts = counts.split("; ");
    match counts.find_map(|count| count.strip_prefix("1 ")) {
        Some("passed") => Outcome::Passed,
        Some("failed") => Outcome::Failed,
        Some("ignored") => Outcome::Ignored,
        _ => Outcome::Missing,
    }
}

/// Does the work for every task, as many at a time as the machine has processors; the results have the
/// order of the tasks. The first error is the result of all, once all are done.
pub fn side_by_side<T: Sync, R: Send + Sync>(
    tasks: &[T],
    work: impl Fn(&T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let results: Vec<OnceLock<_>> = tasks.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let worker = || {
        while let index = next.fetch_add(1, Ordering::Relaxed)
            && let Some(task) = tasks.get(index)
        {
            results[index].get_or_init(|| work(task));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(worker);
        }
    });
    let results = results.into_iter();
    results.filter_map(OnceLock::into_inner).collect()
}
