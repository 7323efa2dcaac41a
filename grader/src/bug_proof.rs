//! The proof that the public tests catch typical mistakes: with each bug in the place of the solution,
//! at least one public test of its own exercise fails.
//!
//! Everything is compiled once ([`switch`]); then the tests of an exercise run once for each of its bugs,
//! two bugs at a time where there are two processors.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use common::error::{Error, Result};

use crate::bugs::Bug;
use crate::catalogue::{Catalogue, Entry};
use crate::compiler_messages::Compiled;
use crate::console::progress;
use crate::files::Tree;
use crate::proof_workspace::ProofWorkspace;
use crate::test_run::{Outcome, Process, TestOutput};
use crate::{handout, switch};

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
/// # Errors
/// If a tool cannot be run. What the proof finds is in its result.
pub fn prove(
    catalogue: &Catalogue,
    bugs: &[Bug],
    filter: &str,
    workspace: &ProofWorkspace<'_>,
) -> Result<BugProof> {
    let mut proof = BugProof::default();
    let hand_out = handout::assemble(workspace.staff, catalogue)?;
    let mut tree = switch::all(&hand_out, catalogue, bugs)?;
    workspace.prune_lock_file(&mut tree)?;
    let (assignment, count) = (&catalogue.assignment, bugs.len());
    progress(&format!("compiling {assignment} with {count} bugs"));
    let cargo = workspace.fill(&tree)?;
    let compiled = cargo.compile(assignment, &catalogue.targets())?;
    if !compiled.success {
        proof.problems = culprits(&tree, bugs, &compiled);
        return Ok(proof);
    }
    let entries = catalogue.entries.iter();
    let entries: Vec<&Entry> = entries
        .filter(|entry| entry.exercise.id.contains(filter))
        .collect();
    let mut tests = Tests {
        executables: compiled.tests,
        folder: workspace.folder.join(assignment),
        limits: BTreeMap::new(),
    };
    proof.problems = tests.with_the_solution(&entries)?;
    if !proof.problems.is_empty() {
        return Ok(proof);
    }
    let trials = entries.iter().flat_map(|entry| {
        let own = bugs.iter().enumerate();
        let own = own.filter(|(_, bug)| bug.exercise == entry.exercise.id);
        own.map(|(index, bug)| (*entry, bug, switch::number(index)))
    });
    let trials: Vec<(&Entry, &Bug, usize)> = trials.collect();
    let outcomes = side_by_side(&trials, |(entry, bug, number)| {
        progress(&format!("testing with {}", bug.name));
        tests.catch(entry, *number)
    });
    for ((_, bug, _), caught) in trials.into_iter().zip(outcomes) {
        let caught = caught?;
        if caught.is_none() {
            proof.problems.push(bug.at(&format!(
                "no public test of {} fails with it ({}): make one that does",
                bug.exercise, bug.description
            )));
        }
        proof.tried.push((bug.clone(), caught));
    }
    Ok(proof)
}

/// Does the work for every task, as many at a time as the machine has processors; the results have the
/// order of the tasks.
fn side_by_side<T: Sync, R: Send + Sync>(tasks: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Vec<OnceLock<R>> = tasks.iter().map(|_| OnceLock::new()).collect();
    let worker = || {
        let take = || {
            tasks
                .iter()
                .zip(&results)
                .nth(next.fetch_add(1, Ordering::Relaxed))
        };
        while let Some((task, result)) = take() {
            result.get_or_init(|| work(task));
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(worker);
        }
    });
    results
        .into_iter()
        .filter_map(OnceLock::into_inner)
        .collect()
}

/// The bugs that do not compile, or everything the compiler said if it is no bug's fault.
fn culprits(tree: &Tree, bugs: &[Bug], compiled: &Compiled) -> Vec<String> {
    let errors = compiled.errors.iter();
    let found = errors.filter_map(|error| {
        let mut places = error.places.iter();
        let origin = places.find_map(|(file, line)| switch::origin(tree, bugs, (file, *line)));
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
            let output = self.run(target, &names, None)?;
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
            let output = self.run(target, &names, Some(number))?;
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

    /// Runs tests of one executable, with a bug or without.
    fn run(&self, target: &str, names: &[&str], bug: Option<usize>) -> Result<Option<TestOutput>> {
        let executable = self.executables.get(target).ok_or_else(|| {
            Error::Failed(format!("cargo compiled no test executable `{target}`"))
        })?;
        let process = Process {
            executable,
            folder: &self.folder,
            limit: self.limits.get(target).copied().unwrap_or(SOLUTION_LIMIT),
            variable: bug.map(|number| (switch::VARIABLE, number.to_string())),
        };
        process.test(&[&["--exact", "--test-threads", "1"], names].concat())
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
