//! The programs of assignment 3, and the table that all who deal with them read.

pub mod gan;

use common::program::{Assignment, Entry};

/// Assignment 3: what its binary can do.
pub static ASSIGNMENT: Assignment = Assignment {
    name: "assignment3",
    about: "Assignment 3: principal components, autoencoders and generative models",
    examples: &["gan", "gan --dataset fashion-mnist"],
    results: [
        include_str!("../../results.toml"),
        include_str!("../../results.measured.toml"),
    ],
    programs: &[Entry::training::<gan::Gan>()],
};
