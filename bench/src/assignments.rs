//! The table of all assignments.

use common::error::{Error, Result};
use common::program::{Assignment, Entry};

/// All assignments, in the order of the course.
pub static ASSIGNMENTS: &[&Assignment] = &[
    &assignment1::programs::ASSIGNMENT,
    &assignment2::programs::ASSIGNMENT,
    &assignment3::programs::ASSIGNMENT,
];

/// The program that words such as `assignment1 mlp --dataset moons` mean, and its words without the
/// assignment.
pub fn program(words: &str) -> Result<(&'static Entry, &str)> {
    let (name, command) = words.split_once(' ').unwrap_or((words, ""));
    let assignment = ASSIGNMENTS.iter().find(|known| known.name == name);
    let program = command.split_whitespace().next().unwrap_or_default();
    let entry = assignment.and_then(|assignment| assignment.program(program));
    let unknown = || Error::Usage(format!("`{words}` names no assignment and program of it"));
    Ok((entry.ok_or_else(unknown)?, command))
}
