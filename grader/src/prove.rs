//! The proof of a hand-out: nothing leaks, it compiles without a warning, each exercise's public tests fail
//! on it, its program says so in words, and with the solution put back it is what the staff test.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use common::error::{Error, Result};

use crate::catalogue::Catalogue;
use crate::compiler_messages::Compiled;
use crate::console::progress;
use crate::files::Tree;
use crate::items::Task;
use crate::proof_workspace::ProofWorkspace;
use crate::public_tests::PublicTest;
use crate::test_run::{self, Outcome};
use crate::{handout, leak};

/// How long the tests of one executable may take.
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

/// Carries all proofs out on a hand-out. An error says that a tool cannot be run; what the proof finds is in
/// its result.
pub fn prove(catalogue: &Catalogue, tree: &Tree, workspace: &ProofWorkspace<'_>) -> Result<Proof> {
    let mut proof = Proof::default();
    progress("looking for the solution in the hand-out, and for what is not the staff's");
    proof.problems = leak::find(tree, &catalogue.secrets());
    let solved = handout::with_bodies(catalogue, tree, &catalogue.bodies())?;
    let differences = handout::differences(workspace.staff, catalogue, &solved)?;
    proof.problems.extend(differences);

    let state = State {
        catalogue,
        workspace,
        name: "on the hand-out",
    };
    let Some(compiled) = state.compile(tree, &mut proof.problems)? else {
        return Ok(proof);
    };
    for (name, program) in &compiled.programs {
        state.start(name, program, &mut proof.problems)?;
    }
    proof.on_hand_out = state.test(&compiled, &mut proof.problems)?;
    for entry in &catalogue.entries {
        let passes = |test: &&PublicTest| proof.on_hand_out.get(test) == Some(&Outcome::Passed);
        let passing = entry.tests.iter().filter(passes).map(|test| {
            let id = &entry.exercise.id;
            format!("{test} passes although {id} is unwritten: make it call the exercise and check what comes back")
        });
        proof.problems.extend(passing);
    }

    let state = State {
        name: "with the solution",
        ..state
    };
    let Some(compiled) = state.compile(&solved, &mut proof.problems)? else {
        return Ok(proof);
    };
    proof.with_solution = state.test(&compiled, &mut proof.problems)?;
    for (test, outcome) in &proof.with_solution {
        if *outcome == Outcome::Failed {
            let command = test.command(&catalogue.assignment);
            proof
                .problems
                .push(format!("{test} fails with the solution: {command}"));
        }
    }
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

    /// Starts a program as a student does first: it says what it can do, and then, in words, which exercise
    /// it waits for.
    fn start(&self, name: &str, program: &Path, problems: &mut Vec<String>) -> Result<()> {
        let commands = self
            .catalogue
            .items
            .all()
            .filter_map(|item| match &item.task {
                Task::Result(runs) => Some(&runs.first()?.command),
                Task::Figure { command, .. } => Some(command),
                Task::Code | Task::Question { .. } => None,
            });
        let quick = commands
            .take(1)
            .map(|command| format!("{command} --preset quick"));
        for words in quick.chain(["--help".into()]) {
            progress(&format!("starting {name} {words}"));
            let mut command = Command::new(program);
            command
                .args(words.split_whitespace())
                .current_dir(&self.workspace.folder);
            let output = command.output().map_err(Error::io("run", program))?;
            let said = String::from_utf8_lossy(&output.stderr);
            let mut entries = self.catalogue.entries.iter();
            let unwritten = entries.any(|entry| {
                said.contains(&format!(
                    "exercise {} is not written yet",
                    entry.exercise.id
                ))
            });
            let fault = match (words == "--help", output.status.success(), unwritten) {
                (true, true, _) | (false, false, true) => continue,
                (true, false, _) => "fails",
                (false, ..) => {
                    "does not say which exercise is not written yet (`common::cli::main` does)"
                }
            };
            problems.push(format!(
                "`{name} {words}` {fault} on the hand-out:\n{}",
                said.trim_end()
            ));
        }
        Ok(())
    }

    /// Runs all tests of the executables that hold tests of exercises.
    fn test(&self, compiled: &Compiled, problems: &mut Vec<String>) -> Result<Outcomes> {
        let (assignment, state) = (&self.catalogue.assignment, self.name);
        let mut outcomes = Outcomes::new();
        for (target, executable) in &compiled.tests {
            progress(&format!("testing {state}: {target}"));
            let mut command = Command::new(executable);
            command.args(["--test-threads", "2"]);
            command.current_dir(self.workspace.folder.join(assignment));
            let output = test_run::run(command, LIMIT)?.ok_or_else(|| {
                let seconds = LIMIT.as_secs();
                Error::Failed(format!(
                    "tests/{target}.rs {state} takes longer than {seconds} seconds"
                ))
            })?;
            problems.extend(output.trouble.map(|trouble| {
                format!("the output of tests/{target}.rs {state} cannot be trusted: {trouble}")
            }));
            outcomes.extend(output.outcomes.into_iter().map(|(name, outcome)| {
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
            problems.push(format!("{test} {fault} ({state})"));
        }
        Ok(outcomes)
    }
}
