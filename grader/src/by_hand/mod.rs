//! Each file with exercises uses what its class allows, and nothing else.
//!
//! Two proofs for each class (`allowed` says what it may use). What the files name is read
//! (`names`), which finds most faults and says them in words. And the files are compiled where nothing
//! else can be named (`compile`): there the compiler itself looks every name up, so that no glob, alias
//! or re-export leads around it. The first proof also refuses what would make these two programs differ,
//! the one that is compiled here and the one that students build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::catalogue::{find_exercises, refuse_empty};
use crate::console::progress;
use crate::items::{Class, Items};
use crate::source::{read, refuse};
use crate::workspace::Workspace;

pub mod allowed;
mod compile;
mod meanings;
mod names;
mod outward;

pub(crate) use names::found;

/// The files with exercises, relative to the workspace, and their classes.
pub(crate) type Files = BTreeMap<PathBuf, Class>;

/// Proves that the exercise files of an assignment use what their classes allow; returns how many there
/// are of each.
pub(crate) fn prove(workspace: &Workspace, assignment: &str) -> Result<[(Class, usize); 2]> {
    let package = workspace.assignment(assignment)?;
    let mut problems = Vec::new();
    let exercises = find_exercises(&workspace.root, assignment, &mut problems)?;
    refuse(&problems, "the exercises are at fault")?;
    refuse_empty(assignment, &exercises)?;
    let items = Items::read(&workspace.root, assignment).map_err(Error::Failed)?;
    let unclear = items.misclassed(&exercises);
    refuse(&unclear, "what the exercise files may use is not settled")?;

    let files = exercises.into_iter().filter_map(|exercise| {
        let class = items.class_of(&exercise.file)?;
        Some((exercise.file, class))
    });
    let files = Files::from_iter(files);
    let folder = Path::new(assignment).join("src");
    for file in files.keys() {
        if file.parent() != Some(&folder) {
            let (file, folder) = (file.display(), folder.display());
            problems.push(format!(
                "{file}: a file with exercises stands in {folder}, in no folder of it"
            ));
        }
        let text = read(&workspace.root.join(file))?;
        problems.extend(names::faults(&text, file, &files));
    }
    let table = items.file.display();
    let verdict = format!("exercise files use more than {table} allows them under `[files]`");
    refuse(&problems, &verdict)?;

    let of = |class| files.values().filter(|own| **own == class).count();
    let counts = [Class::ByHand, Class::Burn].map(|class| (class, of(class)));
    for (class, count) in counts {
        match class {
            _ if count == 0 => {}
            Class::ByHand => {
                progress("compiling the exercise files without automatic differentiation");
                compile::by_hand(workspace, assignment, &files)?;
            }
            Class::Burn => {
                progress("compiling the exercise files with what is allowed of Burn");
                compile::with_burn(workspace, package, &files)?;
            }
        }
    }
    Ok(counts)
}

/// The module that a file is: `rnn` for `src/rnn.rs`.
fn module_of(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
