//! The proof that the public tests catch typical mistakes: with each bug in the place of the solution,
//! at least one public test of its own exercise fails.
//!
//! Everything is compiled once ([`switch`]); then the tests of an exercise run once for each of its bugs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use common::error::{Error, Result};

use crate::bugs::Bug;
use crate::catalogue::{Catalogue, Entry};
use crate::compiler_messages::Compiled;
use crate::console::progress;
use crate::files::Tree;
use crate::proof_workspace::ProofWorkspace;
use crate::switch::{self, Switched};
use crate::test_output::Outcome;
use crate::timed_test;

/// With a bug, tests get at least this long, and longest this many times what all tests of their
/// executable take with the solution: whoever needs longer does not end.
const SHORTEST_LIMIT: Duration = Duration::from_secs(5);
const LIMIT_FACTOR: u32 = 10;
/// How long all tests of an executable may take with the solution.
const SOLUTION_LIMIT: Duration = Duration::from_secs(300);

/// What the proof found.
#[derive(Debug, Default)]
pub struct BugProof {
    /// Every bug that was tried, and what caught it.
    pub tried: Vec<(Bug, Option<Caught>)>,
    /// Everything that must be repaired, with what to do.
    pub problems: Vec<String>,
}

/// What caught a bug.
#[derive(Debug, PartialEq, Eq)]
pub enum Caught {
    /// This test failed, and so many others of the exercise in the same executable.
    By(String, usize),
    /// The tests did not end in time.
    DoesNotEnd,
    /// The tests ended their whole process, for example by a recursion without an end.
    EndsTheProcess,
}

impl fmt::Display for Caught {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::By(test, 0) => write!(f, "{test}"),
            Self::By(test, others) => write!(f, "{test} +{others}"),
            Self::DoesNotEnd => write!(f, "(does not end)"),
            Self::EndsTheProcess => write!(f, "(ends the test process)"),
        }
    }
}

/// Tries the bugs of the exercises whose identifier contains `filter`.
///
/// `hand_out` is the students' tree; the bugs are put into a copy of it.
///
/// # Errors
/// If a tool cannot be run. What the proof finds is in its result.
pub fn prove(
    catalogue: &Catalogue,
    bugs: &[Bug],
    hand_out: &Tree,
    filter: &str,
    workspace: &ProofWorkspace,
) -> Result<BugProof> {
    let mut proof = BugProof::default();
    let mut switched = switch::all(hand_out, catalogue, bugs)?;
    let lock_file = workspace.pruned_lock_file(&switched.tree)?;
    switched.tree.insert("Cargo.lock".into(), lock_file);
    progress(&format!(
        "compiling {} with {} bugs",
        catalogue.assignment,
        bugs.len()
    ));
    let compiled = workspace
        .fill(&switched.tree)?
        .compile(&catalogue.assignment)?;
    if !compiled.success {
        proof.problems = culprits(&switched, bugs, &compiled);
        return Ok(proof);
    }
    let entries = catalogue.entries.iter();
    let entries: Vec<&Entry> = entries
        .filter(|entry| entry.exercise.id.contains(filter))
        .collect();
    let folder = workspace.folder().join(&catalogue.assignment);
    let mut tests = Tests {
        executables: compiled.tests,
        folder,
        limits: BTreeMap::new(),
    };
    proof.problems = tests.with_the_solution(&entries)?;
    if !proof.problems.is_empty() {
        return Ok(proof);
    }
    for entry in entries {
        let id = &entry.exercise.id;
        progress(&format!("testing with the bugs of {id}"));
        for (index, bug) in bugs
            .iter()
            .enumerate()
            .filter(|(_, bug)| bug.exercise == *id)
        {
            let caught = tests.catch(entry, switch::number(index))?;
            if caught.is_none() {
                proof.problems.push(bug.at(&format!(
                    "no public test of {id} fails with it ({}): make one that does",
                    bug.description
                )));
            }
            proof.tried.push((bug.clone(), caught));
        }
    }
    Ok(proof)
}

/// The bugs that do not compile, or everything the compiler said if it is no bug's fault.
fn culprits(switched: &Switched, bugs: &[Bug], compiled: &Compiled) -> Vec<String> {
    let errors = compiled.errors.iter();
    let found = errors.filter_map(|error| {
        let mut places = error.places.iter();
        let origin = places.find_map(|(file, line)| switched.origin(bugs, file, *line));
        let (index, line) = origin?;
        let culprit = Bug {
            line,
            ..bugs[index].clone()
        };
        Some(culprit.at(&format!("does not compile: {}", error.message)))
    });
    // The library is compiled more than once, with its own tests and without.
    let found: BTreeSet<String> = found.collect();
    match found.is_empty() {
        true => vec![format!(
            "the sources do not compile with the bugs in them:\n{}",
            compiled.messages.trim_end()
        )],
        false => found.into_iter().collect(),
    }
}

/// The test executables, and how long each may take with a bug.
struct Tests {
    executables: BTreeMap<String, PathBuf>,
    folder: PathBuf,
    limits: BTreeMap<String, Duration>,
}

impl Tests {
    /// Runs all tests of these exercises with the solution: they must pass, and they measure the time.
    fn with_the_solution(&mut self, entries: &[&Entry]) -> Result<Vec<String>> {
        let mut problems = Vec::new();
        let targets = entries.iter().flat_map(|entry| targets(entry));
        for target in targets.collect::<BTreeSet<_>>() {
            progress(&format!("testing with the solution: {target}"));
            let names: Vec<&str> = entries
                .iter()
                .flat_map(|entry| names(entry, target))
                .collect();
            let start = Instant::now();
            let output = timed_test::run(
                self.executable(target)?,
                &self.folder,
                &names,
                None,
                SOLUTION_LIMIT,
            )?;
            let limit = SHORTEST_LIMIT.max(start.elapsed() * LIMIT_FACTOR);
            self.limits.insert(target.to_owned(), limit);
            let passed = output.is_some_and(|output| {
                output.trouble.is_none()
                    && names
                        .iter()
                        .all(|name| output.outcomes.get(*name) == Some(&Outcome::Passed))
            });
            if !passed {
                problems.push(format!(
                    "tests/{target}.rs does not pass with the solution: `grader handout build` says more"
                ));
            }
        }
        Ok(problems)
    }

    /// Runs an exercise's tests with one bug, executable after executable, until it is caught.
    fn catch(&self, entry: &Entry, number: usize) -> Result<Option<Caught>> {
        for target in targets(entry) {
            let names: Vec<&str> = names(entry, target).collect();
            let variable = Some((switch::VARIABLE, number.to_string()));
            let limit = self.limits[target];
            let output = timed_test::run(
                self.executable(target)?,
                &self.folder,
                &names,
                variable,
                limit,
            )?;
            let Some(output) = output else {
                return Ok(Some(Caught::DoesNotEnd));
            };
            let mut failed = output
                .outcomes
                .iter()
                .filter(|(_, outcome)| **outcome == Outcome::Failed);
            if let Some((name, _)) = failed.next() {
                let function = name.rsplit("::").next().unwrap_or(name);
                return Ok(Some(Caught::By(function.to_owned(), failed.count())));
            }
            if output.trouble.is_some() {
                return Ok(Some(Caught::EndsTheProcess));
            }
        }
        Ok(None)
    }

    fn executable(&self, target: &str) -> Result<&PathBuf> {
        self.executables
            .get(target)
            .ok_or_else(|| Error::Failed(format!("cargo compiled no test executable `{target}`")))
    }
}

/// The executables that hold tests of an exercise.
fn targets(entry: &Entry) -> BTreeSet<&str> {
    entry
        .tests
        .iter()
        .map(|test| test.target.as_str())
        .collect()
}

/// The names of an exercise's tests in one executable.
fn names<'a>(entry: &'a Entry, target: &'a str) -> impl Iterator<Item = &'a str> {
    let tests = entry.tests.iter().filter(move |test| test.target == target);
    tests.map(|test| test.name.as_str())
}
