//! Takes the mutants away that do not compile.

use std::collections::BTreeSet;

use common::error::{Error, Result};

use crate::bugs::Bug;
use crate::catalogue::Catalogue;
use crate::console::progress;
use crate::proof_workspace::{Compiled, ProofWorkspace};
use crate::{handout, switch};

/// The compiler finds wrong types first, moved values only where all types are right, and what can never run
/// last; an error may hide another one. More rounds than these mean that something else is wrong.
const ROUNDS: usize = 12;

/// Compiles an assignment with all mutants that do compile, and returns these.
///
/// All are compiled together; those that an error speaks of are taken away, until there is no error. A round that
/// ends with an error takes seconds, because the compiler then generates no code.
pub(super) fn compile(
    catalogue: &Catalogue,
    mut mutants: Vec<Bug>,
    workspace: &ProofWorkspace<'_>,
) -> Result<(Vec<Bug>, Compiled)> {
    let mut hand_out = handout::assemble(workspace.staff, catalogue)?;
    workspace.prune_lock_file(&mut hand_out)?;
    for _ in 0..ROUNDS {
        let (assignment, count) = (&catalogue.assignment, mutants.len());
        progress(&format!("compiling {assignment} with {count} changes"));
        let tree = switch::all(&hand_out, catalogue, &mutants)?;
        let compiled = workspace.compile(&tree, catalogue)?;
        if compiled.success {
            return Ok((mutants, compiled));
        }
        let culprits = compiled.errors.iter().filter_map(|error| {
            let mut places = error.places.iter();
            places.find_map(|place| switch::covering(&tree, &mutants, place))
        });
        let culprits: BTreeSet<usize> = culprits.map(|(number, _)| number).collect();
        if culprits.is_empty() {
            return Err(Error::Failed(format!(
                "the sources do not compile, and no change is at fault:\n{}",
                compiled.messages.trim_end()
            )));
        }
        let numbered = (1..).zip(mutants);
        let remaining = numbered.filter(|(number, _)| !culprits.contains(number));
        mutants = remaining.map(|(_, mutant)| mutant).collect();
    }
    Err(Error::Failed(format!(
        "after {ROUNDS} rounds there are still changes that do not compile: name fewer exercises."
    )))
}
