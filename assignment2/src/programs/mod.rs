//! The programs of assignment 2, and the table that all who deal with them read.

pub mod rnn;

use common::program::{Assignment, Entry};
use common::settings::Aliases;

/// What the sheet calls the flags of a training's length where that is counted in steps.
const STEPS: Aliases = &[("steps", "train_steps"), ("eval_every", "eval_freq")];

/// Assignment 2: what its binary can do.
pub static ASSIGNMENT: Assignment = Assignment {
    name: "assignment2",
    about: "Assignment 2: convolutional and recurrent networks",
    examples: &[
        "rnn",
        "rnn --encoding one-hot --input-length 14",
        "repeat 5 rnn",
    ],
    results: [
        include_str!("../../results.toml"),
        include_str!("../../results.measured.toml"),
    ],
    programs: &[Entry::training::<rnn::Rnn>()],
    demos: crate::demos::TABLE,
};
