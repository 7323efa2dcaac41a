//! The proof of a hand-out: nothing leaks, it compiles without a warning, each exercise's public tests fail
//! on it, its program and its demonstrations say so in words, and with the solution put back it is what the staff test.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use common::error::{Error, Result};

use crate::catalogue::{Catalogue, Entry, secrets_of_later};
use crate::console::progress;
use crate::files::Tree;
use crate::proof_workspace::{Compiled, ProofWorkspace};
use crate::public_tests::{Outcome, PublicTest, side_by_side};
use crate::workspace::LABS;
use crate::{handout, labs, leak};

const ENDS_PROCESS: &str = "ends the whole process (overflow of the stack, `exit`, `abort`)";

/// How long a test may take.
const LIMIT: Duration = Duration::from_secs(300);

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
    let mut secrets = catalogue.secrets();
    secrets.extend(secrets_of_later(workspace.staff, &catalogue.assignment)?);
    proof.problems = leak::find(tree, &secrets);
    let solved = handout::with_bodies(catalogue, tree, &catalogue.bodies())?;
    let differences = handout::differences(workspace.staff, catalogue, &solved)?;
    proof.problems.extend(differences);

    let mut state = State {
        catalogue,
        workspace,
        name: "on the hand-out",
        problems: &mut proof.problems,
    };
    let Some(compiled) = state.compile(tree)? else {
        return Ok(proof);
    };
    for (name, program) in &compiled.programs {
        state.start(name, program)?;
    }
    state.labs(tree)?;
    proof.on_hand_out = state.test(&compiled)?;
    for Entry { exercise, tests } in &catalogue.entries {
        let passes = |test: &&PublicTest| proof.on_hand_out.get(test) == Some(&Outcome::Passed);
        state.problems.extend(tests.iter().filter(passes).map(|test| {
            let id = &exercise.id;
            format!("{test} passes although {id} is unwritten: make it call the exercise and check what comes back")
        }));
    }

    state.name = "with the solution";
    let Some(compiled) = state.compile(&solved)? else {
        return Ok(proof);
    };
    proof.with_solution = state.test(&compiled)?;
    let failed = proof.with_solution.iter();
    let failed = failed.filter(|(_, outcome)| **outcome == Outcome::Failed);
    state.problems.extend(failed.map(|(test, _)| {
        let (assignment, PublicTest { target, name }) = (&catalogue.assignment, test);
        let command = format!("cargo test -p {assignment} --test {target} -- --exact {name}");
        format!("{test} fails with the solution: {command}")
    }));
    Ok(proof)
}

/// The hand-out in one of its two states.
struct State<'a> {
    catalogue: &'a Catalogue,
    workspace: &'a ProofWorkspace<'a>,
    name: &'static str,
    problems: &'a mut Vec<String>,
}

impl State<'_> {
    /// Compiles the library, the programs and the tests of exercises. `None` if that fails: then there is
    /// nothing more to find.
    fn compile(&mut self, tree: &Tree) -> Result<Option<Compiled>> {
        let (assignment, state) = (&self.catalogue.assignment, self.name);
        progress(&format!("compiling {assignment} {state}"));
        let compiled = self.workspace.compile(tree, self.catalogue)?;
        Ok(self.judge(compiled, assignment))
    }

    /// Says what is wrong with a compilation. `None` if it failed.
    fn judge(&mut self, compiled: Compiled, package: &str) -> Option<Compiled> {
        let fault = match (compiled.success, compiled.warned) {
            (true, false) => return Some(compiled),
            (true, true) => "compiles with warnings",
            (false, _) => "does not compile",
        };
        let messages = compiled.messages.trim_end();
        self.problems
            .push(format!("{package} {fault} {}:\n{messages}", self.name));
        compiled.success.then_some(compiled)
    }

    /// Compiles the labs and plays the first step of every demonstration without a page: it goes on, or says
    /// in words which exercise it waits for.
    fn labs(&mut self, tree: &Tree) -> Result<()> {
        if !tree.contains_key(&Path::new(LABS).join("Cargo.toml")) {
            return Ok(());
        }
        progress(&format!("compiling {LABS} {}", self.name));
        let compiled = self.workspace.compile_labs(tree)?;
        let compiled = self.judge(compiled, LABS);
        let programs = compiled.map(|it| it.programs).unwrap_or_default();
        for (program, demo) in programs.values().flat_map(|program| {
            let demos = labs::demos(tree, &self.catalogue.assignment);
            demos.into_iter().map(move |demo| (program, demo))
        }) {
            let words = format!("{demo} --headless --steps 1");
            let output = self.run(program, (LABS, &words))?;
            if !output.status.success() && !self.waits(&output) {
                let said = String::from_utf8_lossy(&output.stderr);
                self.problems.push(format!(
                    "`{LABS} {words}` neither goes on nor says which exercise is not written yet:\n{}",
                    said.trim_end()
                ));
            }
        }
        Ok(())
    }

    fn run(&self, program: &Path, (name, words): (&str, &str)) -> Result<Output> {
        progress(&format!("starting {name} {words}"));
        let mut command = Command::new(program);
        command.args(words.split_whitespace());
        let output = command.current_dir(&self.workspace.folder).output();
        output.map_err(Error::io("run", program))
    }

    /// Whether a program has said in words which exercise is not written yet.
    fn waits(&self, output: &Output) -> bool {
        let said = String::from_utf8_lossy(&output.stderr);
        let mut entries = self.catalogue.entries.iter();
        entries.any(|Entry { exercise, .. }| {
            said.contains(&format!("exercise {} is not written yet", exercise.id))
        })
    }

    /// Starts a program as a student does first: it says what it can do, and then, in words, which exercise
    /// it waits for.
    fn start(&mut self, name: &str, program: &Path) -> Result<()> {
        if !self.run(program, (name, "--help"))?.status.success() {
            let fault = format!("`{name} --help` fails {}", self.name);
            self.problems.push(fault);
        }
        let Some(words) = self.catalogue.items.commands().next() else {
            return Ok(());
        };
        let words = format!("{words} --preset quick");
        let output = self.run(program, (name, &words))?;
        if output.status.success() || !self.waits(&output) {
            let said = String::from_utf8_lossy(&output.stderr);
            self.problems.push(format!(
                "`{name} {words}` does not say which exercise is not written yet, as `common::cli::main` does:\n{}",
                said.trim_end()
            ));
        }
        Ok(())
    }

    /// Runs all tests of the executables that hold tests of exercises. One that neither passes nor fails
    /// proves nothing.
    fn test(&mut self, compiled: &Compiled) -> Result<Outcomes> {
        let state = self.name;
        let (own, others) = self.catalogue.tests();
        let tests = [own, others].concat();
        progress(&format!("running {} tests {state}", tests.len()));
        let run = side_by_side(&tests, |test| compiled.tests.run(test, 0, LIMIT))?;
        let mut outcomes = Outcomes::new();
        for (test, outcome) in tests.into_iter().zip(run) {
            let fault = match outcome {
                Outcome::Passed | Outcome::Failed => "",
                Outcome::Ignored => "is ignored: remove `#[ignore]`",
                Outcome::Missing => "was not run: is it behind a `cfg`?",
                Outcome::EndedProcess => ENDS_PROCESS,
                Outcome::DidNotEnd => "does not end within five minutes",
            };
            if !fault.is_empty() {
                self.problems.push(format!("{test} {fault} ({state})"));
            }
            outcomes.insert(test.clone(), outcome);
        }
        Ok(outcomes)
    }
}
