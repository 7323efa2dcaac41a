//! The programs of assignment 2, and the table that all who deal with them read.

pub mod bptt;
mod cells;
pub mod cnn;
pub mod convolution;
pub mod generate;
pub mod gru;
pub mod inspect;
pub mod lengths;
pub mod lstm;
pub mod mlp;
pub mod rnn;
pub mod summary;
pub mod text;
pub mod vanishing;

use common::program::{Assignment, Entry};
use common::settings::Aliases;

/// What the sheet calls the flags of a training's length where that is counted in epochs.
const EPOCHS: Aliases = &[
    ("epochs", "max_steps"),
    ("epochs", "max_epochs"),
    ("eval_every", "eval_freq"),
];

/// What the sheet calls the flags of a training's length where that is counted in steps.
const STEPS: Aliases = &[("steps", "train_steps"), ("eval_every", "eval_freq")];

/// The same where both units are understood, and a set of palindromes is gone through in epochs.
const SEQUENCES: Aliases = &[
    ("steps", "train_steps"),
    ("epochs", "max_epoch"),
    ("eval_every", "eval_freq"),
];

/// The same where both units are understood; the sheet's "max steps" are steps here.
const EPOCHS_OR_STEPS: Aliases = &[
    ("steps", "max_steps"),
    ("epochs", "max_epochs"),
    ("eval_every", "eval_freq"),
];

/// Assignment 2: what its binary can do.
pub static ASSIGNMENT: Assignment = Assignment {
    name: "assignment2",
    about: "Assignment 2: convolutional and recurrent networks",
    examples: &[
        "mlp",
        "mlp --dataset emoji --optimizer adam --dropout 0.3",
        "convolution",
        "cnn",
        "cnn --dataset fashion-mnist",
        "inspect cnn",
        "vanishing",
        "rnn",
        "rnn --encoding one-hot --input-length 14",
        "lstm --length 10",
        "lengths",
        "bptt --weight-scale 3",
        "text",
        "generate text --temperature 0.8",
        "repeat 5 rnn",
    ],
    results: [
        include_str!("../../results.toml"),
        include_str!("../../results.measured.toml"),
    ],
    programs: &[
        Entry::training::<mlp::Mlp>(),
        Entry::program::<convolution::Convolution>(),
        Entry::program::<summary::Summary>(),
        Entry::training::<cnn::Cnn>(),
        Entry::program::<inspect::Inspect>().after(&["cnn --preset quick"]),
        Entry::training::<vanishing::Vanishing>(),
        Entry::training::<rnn::Rnn>(),
        Entry::training::<lstm::Lstm>(),
        Entry::training::<gru::Gru>(),
        Entry::training::<lengths::Lengths>(),
        Entry::training::<bptt::Bptt>(),
        Entry::training::<text::Text>(),
        Entry::program::<generate::Generate>().after(&["text --preset quick"]),
    ],
    demos: crate::demos::TABLE,
};
