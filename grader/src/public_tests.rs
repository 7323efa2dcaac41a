//! The public tests: the `#[test]` functions in an assignment's `tests` folder, found and run.
//!
//! Each runs in a process of its own: one that ends its process, or does not end, hides no other.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use common::error::{Error, Result};
use workbook::trial::heard;
pub use workbook::trial::side_by_side;

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
        let mut command = Command::new(executable);
        command
            .args(["--exact", name])
            .current_dir(&self.folder)
            .env(BUG, bug.to_string());
        let text = heard(command, limit).map_err(Error::io("run", executable))?;
        Ok(match text {
            Some(text) => outcome(&String::from_utf8_lossy(&text)),
            None => Outcome::DidNotEnd,
        })
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
