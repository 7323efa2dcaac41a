//! All bugs in one tree, so that one compilation serves all: each exercise's body becomes a choice
//! by number, and a variable of the environment switches one bug on ("mutant schemata").

use std::fmt::Write;
use std::path::PathBuf;

use common::error::Result;

use crate::bugs::Bug;
use crate::catalogue::Catalogue;
use crate::files::Tree;
use crate::{handout, public_tests, workspace};

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

/// The bugs of an exercise, each with the number that switches it on: its place in the list of all bugs,
/// counted from 1.
pub fn numbered<'a>(bugs: &'a [Bug], id: &str) -> Vec<(usize, &'a Bug)> {
    let bugs = (1..).zip(bugs);
    bugs.filter(|(_, bug)| bug.exercise == id).collect()
}

/// A hand-out whose exercises hold the solution and every bug. A bug of an exercise that there is not is
/// left out.
pub fn all(hand_out: &Tree, catalogue: &Catalogue, bugs: &[Bug]) -> Result<Tree> {
    let mut bodies = catalogue.bodies();
    for (id, solution) in &mut bodies {
        *solution = switch(&numbered(bugs, id), solution);
    }
    let mut tree = handout::with_bodies(catalogue, hand_out, &bodies)?;
    let library = workspace::library(&catalogue.assignment);
    handout::edit(&mut tree, &library, |text| {
        Ok(text.to_owned() + &MODULE.replace("VARIABLE", public_tests::BUG))
    })?;
    Ok(tree)
}

/// A body that chooses between the bugs and the solution.
fn switch(bugs: &[(usize, &Bug)], solution: &str) -> String {
    let mut body = String::from("{\nmatch crate::bug_under_test::number() {\n");
    for (number, bug) in bugs {
        let _ = writeln!(body, "{}{number} => {}", marker(*number), bug.body);
    }
    let _ = write!(body, "_ => {solution}\n}}\n}}");
    body
}

/// What stands before and behind its number at the beginning of the first line of a bug's body.
const MARKER: (&str, &str) = ("/* bug ", " */ ");

fn marker(number: usize) -> String {
    let (start, end) = MARKER;
    format!("{start}{number}{end}")
}

/// The bug whose body covers a place, a file and a line of it, in a tree with all bugs; its line is then
/// the one of its fixture that the place comes from.
pub fn origin(tree: &Tree, bugs: &[Bug], place: &(PathBuf, usize)) -> Option<Bug> {
    let (number, below) = covering(tree, bugs, place)?;
    let bug = bugs.get(number - 1)?.clone();
    let line = bug.line + below;
    Some(Bug { line, ..bug })
}

/// The number of the bug whose body covers a place, and how many lines below its first one that is.
pub fn covering(
    tree: &Tree,
    bugs: &[Bug],
    (file, line): &(PathBuf, usize),
) -> Option<(usize, usize)> {
    let text = std::str::from_utf8(tree.get(file)?).ok()?;
    let (start, end) = MARKER;
    // Of the bodies that begin above, the nearest.
    let above: Vec<&str> = text.lines().take(*line).collect();
    let (below, number) = above.iter().rev().enumerate().find_map(|(below, line)| {
        let (number, _) = line.strip_prefix(start)?.split_once(end)?;
        Some((below, number.parse::<usize>().ok()?))
    })?;
    let body = &bugs.get(number.checked_sub(1)?)?.body;
    (below <= body.matches('\n').count()).then_some((number, below))
}
