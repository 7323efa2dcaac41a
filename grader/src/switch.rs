//! All bugs in one tree, so that one compilation serves all: each exercise's body becomes a choice
//! by number, and a variable of the environment switches one bug on ("mutant schemata").

use std::fmt::Write;
use std::path::Path;

use common::error::Result;

use crate::bugs::Bug;
use crate::catalogue::Catalogue;
use crate::files::Tree;
use crate::handout;

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

/// The number that switches a bug on, by its place in the list of all bugs.
pub fn number(index: usize) -> usize {
    index + 1
}

/// A hand-out whose exercises hold the solution and every bug. A bug of an exercise that there is not is
/// left out.
pub fn all(hand_out: &Tree, catalogue: &Catalogue, bugs: &[Bug]) -> Result<Tree> {
    let mut bodies = catalogue.bodies();
    for (id, solution) in &mut bodies {
        let own = bugs.iter().enumerate();
        let own: Vec<_> = own.filter(|(_, bug)| bug.exercise == *id).collect();
        if !own.is_empty() {
            *solution = switch(&own, solution);
        }
    }
    let mut tree = handout::with_bodies(catalogue, hand_out, &bodies)?;
    handout::edit(
        &mut tree,
        &handout::library(&catalogue.assignment),
        |text| Ok(text.to_owned() + &MODULE.replace("VARIABLE", VARIABLE)),
    )?;
    Ok(tree)
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

/// The bug whose body covers a place, a file and a line of it, in a tree with all bugs: its place in the
/// list of all bugs, and the line of its fixture.
pub fn origin(tree: &Tree, bugs: &[Bug], place: (&Path, usize)) -> Option<(usize, usize)> {
    let text = std::str::from_utf8(tree.get(place.0)?).ok()?;
    bugs.iter().enumerate().find_map(|(index, bug)| {
        let start = text.find(&marker(index))?;
        let first = text[..start].matches('\n').count() + 1;
        let last = first + bug.body.matches('\n').count();
        let inside = (first..=last).contains(&place.1);
        inside.then(|| (index, bug.line + place.1 - first))
    })
}
