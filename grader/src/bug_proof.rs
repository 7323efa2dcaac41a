//! The proof that the public tests catch typical mistakes: with each bug in the place of the solution,
//! at least one public test of its own exercise fails.
//!
//! Everything is compiled once ([`switch`]); then the tests of an exercise run once for each of its bugs,
//! two bugs at a time where there are two processors.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use common::error::Result;

use crate::bugs::Bug;
use crate::catalogue::{Catalogue, Entry};
use crate::console::progress;
use crate::files::Tree;
use crate::proof_workspace::{Compiled, ProofWorkspace};
use crate::public_tests::{Outcome, PublicTest, Tests, side_by_side};
use crate::{handout, switch};

/// With a bug, a test gets at least this long, and longest this many times what it takes with the solution:
/// whoever needs longer does not end.
const SHORTEST_LIMIT: Duration = Duration::from_secs(5);
const LIMIT_FACTOR: u32 = 10;
/// How long a test may take with the solution.
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
    let compiled = workspace.compile(&tree, catalogue)?;
    if !compiled.success {
        proof.problems = culprits(&tree, bugs, &compiled);
        return Ok(proof);
    }
    let trial = Trial::prepare((catalogue, filter), &compiled.tests, &mut proof.problems)?;
    if !proof.problems.is_empty() {
        return Ok(proof);
    }
    proof.tried = trial.try_each(bugs, Until::AllTests)?;
    for (bug, _) in proof.tried.iter().filter(|(_, caught)| caught.is_none()) {
        let (id, description) = (&bug.exercise, &bug.description);
        proof.problems.push(bug.at(&format!(
            "no public test of {id} fails with it ({description}): make one that does"
        )));
    }
    Ok(proof)
}

/// How long a bug is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Its first test that fails.
    FirstFailure,
    /// All tests of its exercise have run.
    AllTests,
}

/// The public tests of the exercises whose identifier contains a text, each with the time that it may take.
#[derive(Debug)]
pub struct Trial<'a> {
    catalogue: &'a Catalogue,
    filter: &'a str,
    tests: &'a Tests,
    limits: BTreeMap<&'a PublicTest, Duration>,
}

impl<'a> Trial<'a> {
    /// Runs each test with the solution. One that does not pass is a problem.
    pub fn prepare(
        (catalogue, filter): (&'a Catalogue, &'a str),
        tests: &'a Tests,
        problems: &mut Vec<String>,
    ) -> Result<Self> {
        progress("testing with the solution");
        let own = catalogue.matching(filter).flat_map(|entry| &entry.tests);
        let own: Vec<&PublicTest> = own.collect();
        let runs = side_by_side(&own, |test| {
            let start = Instant::now();
            let outcome = tests.run(test, 0, SOLUTION_LIMIT)?;
            Ok((outcome, SHORTEST_LIMIT.max(start.elapsed() * LIMIT_FACTOR)))
        })?;
        let mut limits = BTreeMap::new();
        for (test, (outcome, limit)) in own.into_iter().zip(runs) {
            limits.insert(test, limit);
            if outcome != Outcome::Passed {
                let fault = "does not pass with the solution: `grader handout build` says more";
                problems.push(format!("{test} {fault}"));
            }
        }
        Ok(Self {
            catalogue,
            filter,
            tests,
            limits,
        })
    }

    /// Each bug of these exercises, in their order, and what catches it. `bugs` are those of the [switch] that
    /// was compiled.
    pub fn try_each(&self, bugs: &[Bug], until: Until) -> Result<Vec<(Bug, Option<String>)>> {
        let entries = self.catalogue.matching(self.filter);
        let trials = entries.flat_map(|entry| {
            let own = switch::numbered(bugs, &entry.exercise.id).into_iter();
            own.map(move |(number, bug)| (entry, bug, number))
        });
        let trials: Vec<(&Entry, &Bug, usize)> = trials.collect();
        let outcomes = side_by_side(&trials, |(entry, bug, number)| {
            progress(&format!("testing with {}", bug.name));
            self.caught(entry, *number, until)
        })?;
        let tried = trials.into_iter().zip(outcomes);
        Ok(tried
            .map(|((_, bug, _), caught)| (bug.clone(), caught))
            .collect())
    }

    /// The first test of another exercise that notices a bug, the exercise's topic before others.
    pub fn elsewhere(&self, bugs: &[Bug], bug: &Bug) -> Result<Option<&PublicTest>> {
        let Some(place) = bugs.iter().position(|other| other == bug) else {
            return Ok(None);
        };
        let (topic, _) = bug.exercise.rsplit_once('.').unwrap_or_default();
        let entries = self.catalogue.matching(self.filter);
        let (near, far): (Vec<&Entry>, Vec<&Entry>) = entries
            .filter(|entry| entry.exercise.id != bug.exercise)
            .partition(|entry| entry.exercise.id.starts_with(topic));
        for test in near.into_iter().chain(far).flat_map(|entry| &entry.tests) {
            if self.tests.run(test, place + 1, self.limits[test])? != Outcome::Passed {
                return Ok(Some(test));
            }
        }
        Ok(None)
    }

    /// What catches a bug: the first test that fails and how many others, or a test that does not end at all.
    fn caught(&self, entry: &Entry, bug: usize, until: Until) -> Result<Option<String>> {
        let mut failed = Vec::new();
        for test in &entry.tests {
            match self.tests.run(test, bug, self.limits[test])? {
                Outcome::DidNotEnd => return Ok(Some("(does not end)".into())),
                Outcome::EndedProcess => return Ok(Some("(ends the test process)".into())),
                Outcome::Failed => failed.push(test.function()),
                Outcome::Passed | Outcome::Ignored | Outcome::Missing => {}
            }
            if until == Until::FirstFailure && !failed.is_empty() {
                break;
            }
        }
        Ok(match *failed {
            [] => None,
            [one] => Some(one.into()),
            [first, ref others @ ..] => Some(format!("{first} +{}", others.len())),
        })
    }
}

/// The bugs that do not compile, or everything the compiler said if it is no bug's fault.
fn culprits(tree: &Tree, bugs: &[Bug], compiled: &Compiled) -> Vec<String> {
    let found = compiled.errors.iter().filter_map(|error| {
        let mut places = error.places.iter();
        let culprit = places.find_map(|place| switch::origin(tree, bugs, place))?;
        Some(culprit.at(&format!("does not compile: {}", error.message)))
    });
    // The library may be compiled more than once.
    let found: BTreeSet<String> = found.collect();
    if found.is_empty() {
        let (fault, said) = (
            "the sources do not compile with the bugs in them",
            &compiled.messages,
        );
        return vec![format!("{fault}:\n{}", said.trim_end())];
    }
    found.into_iter().collect()
}
