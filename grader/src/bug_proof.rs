//! The proof that the public tests catch typical mistakes: with each bug in the place of the solution,
//! at least one public test of its own exercise fails.
//!
//! Everything is compiled once ([`switch`]); then the tests of an exercise run once for each of its bugs,
//! two bugs at a time where there are two processors.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;
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
use crate::public_tests::PublicTest;
use crate::test_run::{self, Outcome, TestOutput};
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
    /// Every bug that was tried, and what caught it: the first test that failed and how many others, the
    /// clock, or the end of the process (as by a recursion without an end).
    pub tried: Vec<(Bug, Option<String>)>,
    /// Everything that must be repaired, with what to do.
    pub problems: Vec<String>,
}

/// Tries the bugs of the exercises whose identifier contains `filter`.
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
    let mut tests = Tests {
        executables: compiled.tests,
        folder: workspace.folder.join(assignment),
        limits: BTreeMap::new(),
    };
    proof.problems = tests.with_the_solution(catalogue.matching(filter))?;
    if !proof.problems.is_empty() {
        return Ok(proof);
    }
    let trials = catalogue.matching(filter).flat_map(|entry| {
        let own = bugs.iter().enumerate();
        let own = own.filter(|(_, bug)| bug.exercise == entry.exercise.id);
        own.map(move |(index, bug)| (entry, bug, switch::number(index)))
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
    let results: Vec<OnceLock<R>> = tasks.iter().map(|_| OnceLock::new()).collect();
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

/// The bugs that do not compile, or everything the compiler said if it is no bug's fault.
fn culprits(tree: &Tree, bugs: &[Bug], compiled: &Compiled) -> Vec<String> {
    let found = compiled.errors.iter().filter_map(|error| {
        let mut places = error.places.iter();
        let origin = places.find_map(|(file, line)| switch::origin(tree, bugs, (file, *line)));
        let (index, line) = origin?;
        let culprit = Bug {
            line,
            ..bugs[index].clone()
        };
        Some(culprit.at(&format!("does not compile: {}", error.message)))
    });
    // The library may be compiled more than once.
    let found: BTreeSet<String> = found.collect();
    if found.is_empty() {
        let said = compiled.messages.trim_end();
        return vec![format!(
            "the sources do not compile with the bugs in them:\n{said}"
        )];
    }
    found.into_iter().collect()
}

/// The test executables, and how long each may take with a bug.
struct Tests {
    executables: BTreeMap<String, PathBuf>,
    folder: PathBuf,
    limits: BTreeMap<String, Duration>,
}

impl Tests {
    /// Runs all tests of these exercises with the solution: they must pass, and they measure the time.
    fn with_the_solution<'a>(
        &mut self,
        entries: impl Iterator<Item = &'a Entry>,
    ) -> Result<Vec<String>> {
        let mut problems = Vec::new();
        for (target, names) in by_target(entries.flat_map(|entry| &entry.tests)) {
            progress(&format!("testing with the solution: {target}"));
            let start = Instant::now();
            let output = self.run(target, &names, None)?.unwrap_or_default();
            let limit = SHORTEST_LIMIT.max(start.elapsed() * LIMIT_FACTOR);
            self.limits.insert(target.to_owned(), limit);
            let passed = |name: &&str| output.outcomes.get(*name) == Some(&Outcome::Passed);
            if output.trouble.is_some() || !names.iter().all(passed) {
                problems.push(format!(
                    "tests/{target}.rs does not pass with the solution: `grader handout build` says more"
                ));
            }
        }
        Ok(problems)
    }

    /// Runs an exercise's tests with one bug, executable after executable, until it is caught.
    fn catch(&self, entry: &Entry, bug: usize) -> Result<Option<String>> {
        for (target, names) in by_target(entry.tests.iter()) {
            let Some(output) = self.run(target, &names, Some(bug))? else {
                return Ok(Some("(does not end)".into()));
            };
            let outcomes = output.outcomes.iter();
            let mut failed = outcomes.filter(|(_, outcome)| **outcome == Outcome::Failed);
            if let Some((name, _)) = failed.next() {
                let function = name.rsplit("::").next().unwrap_or(name);
                return Ok(Some(match failed.count() {
                    0 => function.into(),
                    others => format!("{function} +{others}"),
                }));
            }
            if output.trouble.is_some() {
                return Ok(Some("(ends the test process)".into()));
            }
        }
        Ok(None)
    }

    /// Runs tests of one executable, with a bug or without.
    fn run(&self, target: &str, names: &[&str], bug: Option<usize>) -> Result<Option<TestOutput>> {
        let executable = self.executables.get(target).ok_or_else(|| {
            Error::Failed(format!("cargo compiled no test executable `{target}`"))
        })?;
        let mut command = Command::new(executable);
        command
            .args(["--exact", "--test-threads", "1"])
            .args(names)
            .current_dir(&self.folder)
            .envs(bug.map(|number| (switch::VARIABLE, number.to_string())));
        let limit = self.limits.get(target).copied();
        test_run::run(command, limit.unwrap_or(SOLUTION_LIMIT))
    }
}

/// The names of tests by their executables.
fn by_target<'a>(tests: impl Iterator<Item = &'a PublicTest>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for PublicTest { target, name } in tests {
        found
            .entry(target.as_str())
            .or_default()
            .push(name.as_str());
    }
    found
}
