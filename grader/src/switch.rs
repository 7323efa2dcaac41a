//! All bugs in one tree, so that one compilation serves all: each exercise's body becomes a choice
//! by number, and a variable of the environment switches one bug on ("mutant schemata").

use std::fmt::Write;
use std::path::{Path, PathBuf};

use common::error::Result;

use crate::bugs::Bug;
use crate::catalogue::Catalogue;
use crate::files::Tree;
use crate::{handout, prove};

/// The variable that holds the number of the bug; without it the solution runs.
pub const VARIABLE: &str = "GRADER_BUG";

/// What every switch asks, at the end of the library's root file.
const MODULE: &str = r#"
mod bug_under_test {
    use std::sync::OnceLock;

    pub(crate) fn number() -> usize {
        static NUMBER: OnceLock<usize> = OnceLock::new();
        *NUMBER.get_or_init(|| {
            let number = std::env::var("VARIABLE").ok();
            number.and_then(|number| number.parse().ok()).unwrap_or(0)
        })
    }
}
"#;

/// A hand-out whose exercises hold the solution and every bug.
#[derive(Debug)]
pub struct Switched {
    /// The tree, without a lock file of its own.
    pub tree: Tree,
    /// Where each bug's body stands, in the order of the bugs: the file and the line of its first brace.
    places: Vec<(PathBuf, usize)>,
}

/// The number that switches a bug on, by its place in the list of all bugs.
pub fn number(index: usize) -> usize {
    index + 1
}

/// Builds the tree. A bug of an exercise that there is not is left out.
pub fn all(tree: &Tree, catalogue: &Catalogue, bugs: &[Bug]) -> Result<Switched> {
    let mut bodies = catalogue.bodies();
    for (id, solution) in &mut bodies {
        let own = bugs.iter().enumerate();
        let own: Vec<_> = own.filter(|(_, bug)| bug.exercise == *id).collect();
        if !own.is_empty() {
            *solution = switch(&own, solution);
        }
    }
    let mut tree = prove::with_bodies(catalogue, tree, &bodies)?;
    let library = Path::new(&catalogue.assignment).join("src/lib.rs");
    handout::edit(&mut tree, &library, |text| {
        Ok(text + &MODULE.replace("VARIABLE", VARIABLE))
    })?;
    let sources = handout::sources(&tree, &catalogue.assignment);
    let places = (0..bugs.len()).map(|index| place(&tree, &sources, index));
    Ok(Switched {
        places: places.collect(),
        tree,
    })
}

/// A body that chooses between the bugs and the solution.
fn switch(bugs: &[(usize, &Bug)], solution: &str) -> String {
    let mut body = String::from("{\nmatch crate::bug_under_test::number() {\n");
    for (index, bug) in bugs {
        let _ = writeln!(body, "{}{} => {}", marker(*index), number(*index), bug.body);
    }
    let _ = write!(body, "_ => {solution}\n}}\n}}");
    body
}

/// What stands before a bug's body, in its first line.
fn marker(index: usize) -> String {
    format!("/* bug {} */ ", number(index))
}

fn place(tree: &Tree, sources: &[PathBuf], index: usize) -> (PathBuf, usize) {
    let marker = marker(index);
    let found = sources.iter().find_map(|path| {
        let text = String::from_utf8_lossy(&tree.get(path)?.bytes);
        let before = &text[..text.find(&marker)?];
        Some((path.clone(), before.matches('\n').count() + 1))
    });
    found.unwrap_or_default()
}

impl Switched {
    /// The bug whose body covers a line of a source file, by its place in the list of all bugs, and the
    /// line of its fixture.
    pub fn origin(&self, bugs: &[Bug], file: &Path, line: usize) -> Option<(usize, usize)> {
        let places = self.places.iter().zip(bugs).enumerate();
        places
            .filter(|(_, ((path, first), bug))| {
                let last = first + bug.body.matches('\n').count();
                path == file && (*first..=last).contains(&line)
            })
            .map(|(index, ((_, first), bug))| (index, bug.line + line - first))
            .next()
    }
}
