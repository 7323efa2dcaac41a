//! The proof of a hand-out: nothing leaks, it compiles without a warning, each exercise's public tests fail
//! on it, its program says so in words, and with the solution put back it is what the staff test.

use std::collections::BTreeMap;
use std::time::Duration;

use common::error::{Error, Result};

use crate::catalogue::Catalogue;
use crate::compiler_messages::Compiled;
use crate::console::progress;
use crate::files::Tree;
use crate::items::Task;
use crate::proof_workspace::ProofWorkspace;
use crate::public_tests::PublicTest;
use crate::test_run::{Outcome, Process};
use crate::{handout, leak};

/// How long the tests of one executable may take, or a quick program.
const LIMIT: Duration = Duration::from_secs(600);

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
///
/// # Errors
/// If a tool cannot be run. What the proof finds is in its result.
pub fn prove(catalogue: &Catalogue, tree: &Tree, workspace: &ProofWorkspace<'_>) -> Result<Proof> {
    let mut proof = Proof::default();
    progress(
        "looking for the solution in the hand-out, and for what differs from the staff's files",
    );
    proof.problems = leak::find(tree, &catalogue.secrets());
    let solved = handout::with_bodies(catalogue, tree, &catalogue.bodies())?;
    let differences = handout::differences(workspace.staff, catalogue, &solved)?;
    proof.problems.extend(differences);

    let on_hand_out = State {
        catalogue,
        workspace,
        name: "on the hand-out",
    };
    let Some(compiled) = on_hand_out.compile(tree, &mut proof.problems)? else {
        return Ok(proof);
    };
    on_hand_out.start_programs(&compiled, &mut proof.problems)?;
    proof.on_hand_out = on_hand_out.test(&compiled, &mut proof.problems)?;
    for entry in &catalogue.entries {
        let outcomes = &proof.on_hand_out;
        let passed = entry
            .tests
            .iter()
            .filter(|test| outcomes.get(test) == Some(&Outcome::Passed));
        proof.problems.extend(passed.map(|test| {
            format!(
                "{} in tests/{}.rs passes although {} is unwritten: make it call the exercise and check what comes back",
                test.name, test.target, entry.exercise.id
            )
        }));
    }

    let with_solution = State {
        name: "with the solution",
        ..on_hand_out
    };
    let Some(compiled) = with_solution.compile(&solved, &mut proof.problems)? else {
        return Ok(proof);
    };
    proof.with_solution = with_solution.test(&compiled, &mut proof.problems)?;
    let failed = proof
        .with_solution
        .iter()
        .filter(|(_, outcome)| **outcome == Outcome::Failed);
    proof.problems.extend(failed.map(|(test, _)| {
        let command = test.command(&catalogue.assignment);
        format!(
            "{} in tests/{}.rs fails with the solution: {command}",
            test.name, test.target
        )
    }));
    Ok(proof)
}

/// The hand-out in one of its two states.
struct State<'a> {
    catalogue: &'a Catalogue,
    workspace: &'a ProofWorkspace<'a>,
    name: &'static str,
}

impl State<'_> {
    /// Compiles the library, the programs and the tests of exercises. `None` if that fails: then there is
    /// nothing more to find.
    fn compile(&self, tree: &Tree, problems: &mut Vec<String>) -> Result<Option<Compiled>> {
        let (assignment, state) = (&self.catalogue.assignment, self.name);
        progress(&format!("compiling {assignment} {state}"));
        let cargo = self.workspace.fill(tree)?;
        let compiled = cargo.compile(assignment, &self.catalogue.targets())?;
        let fault = match (compiled.success, compiled.warned) {
            (true, false) => return Ok(Some(compiled)),
            (true, true) => "compiles with warnings",
            (false, _) => "does not compile",
        };
        let messages = compiled.messages.trim_end();
        problems.push(format!("{assignment} {fault} {state}:\n{messages}"));
        Ok(compiled.success.then_some(compiled))
    }

    /// Runs all tests of the executables that hold tests of exercises.
    fn test(&self, compiled: &Compiled, problems: &mut Vec<String>) -> Result<Outcomes> {
        let mut outcomes = Outcomes::new();
        for (target, executable) in &compiled.tests {
            progress(&format!("testing {}: {target}", self.name));
            let folder = self.workspace.folder.join(&self.catalogue.assignment);
            let process = Process {
                executable,
                folder: &folder,
                limit: LIMIT,
                variable: None,
            };
            let Some(output) = process.test(&["--test-threads", "2"])? else {
                return Err(Error::Failed(format!(
                    "tests/{target}.rs {} takes longer than {} seconds: does a test wait for something?",
                    self.name,
                    LIMIT.as_secs()
                )));
            };
            problems.extend(output.trouble.map(|trouble| {
                format!(
                    "the output of tests/{target}.rs {} cannot be trusted: {trouble}",
                    self.name
                )
            }));
            let tests = output.outcomes.into_iter();
            outcomes.extend(tests.map(|(name, outcome)| {
                let target = target.clone();
                (PublicTest { target, name }, outcome)
            }));
        }
        // A test of an exercise that was not run proves nothing, in either state.
        for test in self.catalogue.entries.iter().flat_map(|entry| &entry.tests) {
            let fault = match outcomes.get(test) {
                Some(Outcome::Passed | Outcome::Failed) => continue,
                Some(Outcome::Ignored) => "is ignored: remove `#[ignore]`",
                None => "did not end: is it behind a `cfg`, or did a test end the whole process?",
            };
            let PublicTest { target, name } = test;
            problems.push(format!(
                "{name} in tests/{target}.rs {fault} ({})",
                self.name
            ));
        }
        Ok(outcomes)
    }

    /// Starts each program as a student does first: it says what it can do, and then, in words, which
    /// exercise it waits for.
    fn start_programs(&self, compiled: &Compiled, problems: &mut Vec<String>) -> Result<()> {
        let commands = self
            .catalogue
            .items
            .all()
            .filter_map(|item| match &item.task {
                Task::Result(runs) => Some(&runs.first()?.command),
                Task::Figure { command, .. } => Some(command),
                _ => None,
            });
        let quick = commands
            .map(|command| format!("{command} --preset quick"))
            .next();
        for (name, executable) in &compiled.programs {
            let folder = &self.workspace.folder;
            let process = Process {
                executable,
                folder,
                limit: LIMIT,
                variable: None,
            };
            let start = |words: &str| {
                progress(&format!("starting {name} {words}"));
                let words: Vec<&str> = words.split_whitespace().collect();
                let output = process.run(&words, true)?;
                Ok(output.unwrap_or((false, "(it does not end)".into())))
            };
            let (helps, output) = start("--help")?;
            if !helps {
                problems.push(format!(
                    "`{name} --help` fails on the hand-out:\n{}",
                    output.trim_end()
                ));
            }
            let Some(words) = &quick else { continue };
            let (succeeds, output) = start(words)?;
            let mut ids = self
                .catalogue
                .entries
                .iter()
                .map(|entry| &entry.exercise.id);
            let said = ids.any(|id| output.contains(&format!("exercise {id} is not written yet")));
            if succeeds || !said {
                problems.push(format!(
                    "`{name} {words}` does not say in words which exercise is not written yet: \
                     let `common::cli::main` run it. It says:\n{}",
                    output.trim_end()
                ));
            }
        }
        Ok(())
    }
}
