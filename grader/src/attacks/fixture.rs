//! Reads attacks: `grader/attacks/assignment1/files.rs`.
//!
//! They have the form of [`bugs`](mod@crate::bugs); behind the arrow stand the state as handed in, the state where
//! nobody looked at the names, and if the sandbox is what stops it, the layers without which it succeeds:
//!
//! ```text
//! /// a1.relu.forward: row 12, sleeps -> timeout, timeout, limits
//! fn relu_forward_1() {
//!     std::thread::sleep(std::time::Duration::from_secs(SECONDS));
//!     panic!("the attack succeeded")
//! }
//! ```
//!
//! `SECONDS` and words between `@` are of the [scene](super::scene). An attack that succeeds says so by a panic.

use std::path::Path;

use common::error::Result;
use sandbox::Protections;

use crate::bugs::{self, Bug};
use crate::grading::State;
use crate::source;

/// Where the attacks of all assignments are.
const FOLDER: &str = "grader/attacks";

/// What an attack panics with where it succeeds.
pub const SUCCESS: &str = "the attack succeeded";

const FORM: &str = "document it as `/// aN.topic.name: row 12, what it does -> STATE, STATE` with the layers \
                    behind it that stop it, such as `, landlock + seccomp`";

/// A body that does what no submission may.
#[derive(Debug, Clone)]
pub struct Attack {
    /// The exercise, the body and where it stands.
    pub bug: Bug,
    /// The row in the table of threats.
    pub row: usize,
    /// What it does.
    pub does: String,
    /// How it ends as it is handed in.
    pub handed_in: State,
    /// How it ends where its names are not looked at.
    pub unread: State,
    /// The layers without which it succeeds; empty where it never does.
    pub stopped_by: Vec<String>,
}

/// The attacks of an assignment whose file's name contains `filter`.
pub fn read(root: &Path, assignment: &str, filter: &str) -> Result<Vec<Attack>> {
    let (mut problems, mut attacks) = (Vec::new(), Vec::new());
    let folder = Path::new(FOLDER).join(assignment);
    for bug in source::find_all(root, &folder, &mut problems, bugs::find)? {
        let stem = bug.file.file_stem().unwrap_or_default().to_string_lossy();
        if !stem.contains(filter) {
            continue;
        }
        match attack(bug.clone()) {
            Some(attack) => attacks.push(attack),
            None => problems.push(bug.at(FORM)),
        }
    }
    source::refuse(&problems, "the attacks are at fault").map(|()| attacks)
}

fn attack(bug: Bug) -> Option<Attack> {
    let (what, ends) = bug.description.split_once(" -> ")?;
    let (row, does) = what.strip_prefix("row ")?.split_once(", ")?;
    let mut ends = ends.split(", ");
    let (handed_in, unread) = (State::named(ends.next()?)?, State::named(ends.next()?)?);
    let layers = ends.next().into_iter().flat_map(|words| words.split(" + "));
    let stopped_by: Vec<String> = layers.map(String::from).collect();
    let known = |layer: &String| without(std::slice::from_ref(layer)).is_some();
    let attack = Attack {
        row: row.parse().ok()?,
        does: does.into(),
        handed_in,
        unread,
        stopped_by,
        bug: bug.clone(),
    };
    attack.stopped_by.iter().all(known).then_some(attack)
}

/// All protections but these; none where one has no such name.
pub fn without(layers: &[String]) -> Option<Protections> {
    let mut protections = Protections::default();
    for layer in layers {
        match layer.as_str() {
            "landlock" => protections.landlock = false,
            "seccomp" => protections.seccomp = false,
            "limits" => protections.limits = false,
            "environment" => protections.environment = false,
            "descriptors" => protections.descriptors = false,
            _ => return None,
        }
    }
    Some(protections)
}
