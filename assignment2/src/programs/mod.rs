//! The programs of assignment 2, and the table that all who deal with them read.

use common::program::Assignment;

/// Assignment 2: what its binary can do.
pub static ASSIGNMENT: Assignment = Assignment {
    name: "assignment2",
    about: "Assignment 2: convolutional and recurrent networks",
    examples: &[],
    results: [
        include_str!("../../results.toml"),
        include_str!("../../results.measured.toml"),
    ],
    programs: &[],
};
