//! The programs of assignment 3, and the table that all who deal with them read.

pub mod gan;
pub mod pca;

use common::program::{Assignment, Entry};

/// Assignment 3: what its binary can do.
pub static ASSIGNMENT: Assignment = Assignment {
    name: "assignment3",
    about: "Assignment 3: principal components, autoencoders and generative models",
    examples: &[
        "pca",
        "pca --dataset digits",
        "pca --dataset fashion-mnist --components 200",
        "pca --dataset iris",
        "gan",
        "gan --dataset fashion-mnist",
    ],
    results: [
        include_str!("../../results.toml"),
        include_str!("../../results.measured.toml"),
    ],
    programs: &[Entry::program::<pca::Pca>(), Entry::training::<gan::Gan>()],
    demos: crate::demos::TABLE,
};
