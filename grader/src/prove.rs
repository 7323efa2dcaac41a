//! The proof of a hand-out: nothing leaks, it compiles without a warning, each exercise's public tests fail
//! on it, and all tests pass once the solution is put back.

use std::collections::{BTreeMap, BTreeSet};

use common::error::{Error, Result};

use crate::cargo::Cargo;
use crate::catalogue::Catalogue;
use crate::console::progress;
use crate::files::Tree;
use crate::proof_workspace::ProofWorkspace;
use crate::public_tests::PublicTest;
use crate::splice::{self, Bodies};
use crate::test_output::Outcome;
use crate::{exercises, handout, leak};

/// What a proof found.
#[derive(Debug, Default)]
pub struct Proof {
    /// The outcome of each test that ended, on the hand-out.
    pub on_hand_out: Outcomes,
    /// The same with the solution put back.
    pub with_solution: Outcomes,
    /// Everything that must be repaired before this is handed out, with what to do.
    pub problems: Vec<String>,
}

/// Outcomes by test.
pub type Outcomes = BTreeMap<PublicTest, Outcome>;

/// Carries all proofs out on a hand-out.
pub fn prove(catalogue: &Catalogue, tree: &Tree, workspace: &ProofWorkspace) -> Result<Proof> {
    let mut proof = Proof::default();
    progress("looking for the solution in the hand-out");
    let leaks = leak::find(tree, &catalogue.secrets());
    proof.problems.extend(leaks);
    let solved = with_bodies(catalogue, tree, &catalogue.bodies())?;

    let Some(outcomes) = proof.run(catalogue, &workspace.fill(tree)?, "on the hand-out")? else {
        return Ok(proof);
    };
    for entry in &catalogue.entries {
        for test in entry
            .tests
            .iter()
            .filter(|test| outcomes.get(test) == Some(&Outcome::Passed))
        {
            proof.problems.push(format!(
                "{} in tests/{}.rs passes although {} is unwritten: make it call the exercise and check what comes back",
                test.name, test.target, entry.exercise.id
            ));
        }
    }
    proof.on_hand_out = outcomes;

    let Some(outcomes) = proof.run(catalogue, &workspace.fill(&solved)?, "with the solution")?
    else {
        return Ok(proof);
    };
    for test in catalogue
        .tests()
        .filter(|test| outcomes.get(test) == Some(&Outcome::Failed))
    {
        let command = test.command(&catalogue.assignment);
        proof.problems.push(format!(
            "{} in tests/{}.rs fails with the solution: {command}",
            test.name, test.target
        ));
    }
    proof.with_solution = outcomes;
    Ok(proof)
}

impl Proof {
    /// Compiles and runs all tests. `None` if it does not compile: then there is nothing more to find.
    fn run(
        &mut self,
        catalogue: &Catalogue,
        cargo: &Cargo,
        state: &str,
    ) -> Result<Option<Outcomes>> {
        let assignment = &catalogue.assignment;
        progress(&format!("compiling {assignment} {state}"));
        let compiled = cargo.compile(assignment)?;
        if !compiled.success || compiled.warned {
            let fault = if compiled.success {
                "compiles with warnings"
            } else {
                "does not compile"
            };
            self.problems.push(format!(
                "{assignment} {fault} {state}:\n{}",
                compiled.messages.trim_end()
            ));
        }
        if !compiled.success {
            return Ok(None);
        }
        let targets: BTreeSet<&str> = catalogue.tests().map(|test| test.target.as_str()).collect();
        let mut outcomes = Outcomes::new();
        for (index, target) in targets.iter().enumerate() {
            progress(&format!(
                "testing {state}: {target} ({} of {})",
                index + 1,
                targets.len()
            ));
            let output = cargo.test(assignment, target)?;
            if let Some(trouble) = output.trouble {
                self.problems.push(format!(
                    "the output of tests/{target}.rs {state} cannot be trusted: {trouble}"
                ));
            }
            let found = output.outcomes.into_iter();
            outcomes.extend(found.map(|(name, outcome)| {
                (
                    PublicTest {
                        target: (*target).into(),
                        name,
                    },
                    outcome,
                )
            }));
        }
        self.refuse_absent(catalogue, &outcomes, state);
        Ok(Some(outcomes))
    }

    /// A test of an exercise that was not run proves nothing, in either state.
    fn refuse_absent(&mut self, catalogue: &Catalogue, outcomes: &Outcomes, state: &str) {
        for test in catalogue.entries.iter().flat_map(|entry| &entry.tests) {
            let fault = match outcomes.get(test) {
                Some(Outcome::Passed | Outcome::Failed) => continue,
                Some(Outcome::Ignored) => "is ignored: remove `#[ignore]`",
                None => "did not end: is it behind a `cfg`, or did a test end the whole process?",
            };
            self.problems.push(format!(
                "{} in tests/{}.rs {fault} ({state})",
                test.name, test.target
            ));
        }
    }
}

/// A hand-out with these bodies in its exercises. It must hold the same exercises.
pub(crate) fn with_bodies(catalogue: &Catalogue, tree: &Tree, bodies: &Bodies) -> Result<Tree> {
    let mut solved = tree.clone();
    let mut found = BTreeSet::new();
    for path in handout::sources(tree, &catalogue.assignment) {
        handout::edit(&mut solved, &path, |text| {
            let exercises = exercises::find(&text, &path)
                .map_err(|problems| Error::Failed(problems.join("\n")))?;
            found.extend(exercises.iter().map(|exercise| exercise.id.clone()));
            Ok(splice::put_back(&text, &exercises, bodies))
        })?;
    }
    let wanted: BTreeSet<String> = bodies.keys().cloned().collect();
    let different: Vec<&str> = wanted
        .symmetric_difference(&found)
        .map(String::as_str)
        .collect();
    match different.is_empty() {
        true => Ok(solved),
        false => Err(Error::Failed(format!(
            "the hand-out and the solution do not hold the same exercises; only one of them has: {}.\n\
             Build the hand-out again.",
            different.join(", ")
        ))),
    }
}
