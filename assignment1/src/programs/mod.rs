//! The programs of assignment 1, and the table that all who deal with them read.

pub mod compare;
pub mod gates;
pub mod gradcheck;
pub mod learning_curve;
pub mod mlp;
pub mod optimizers;
pub mod perceptron;
pub mod regularization;
pub mod sgd;

use common::program::{Assignment, Entry};
use common::settings::Aliases;

/// What the sheet calls the flags of a training's length, which are epochs here.
const EPOCHS: Aliases = &[
    ("epochs", "max_steps"),
    ("epochs", "max_epochs"),
    ("eval_every", "eval_freq"),
];

/// Assignment 1: what its binary can do.
pub static ASSIGNMENT: Assignment = Assignment {
    name: "assignment1",
    about: "Assignment 1: the perceptron, the multi-layer perceptron and backpropagation by hand",
    examples: &[
        "gates",
        "perceptron --rule rosenblatt",
        "mlp",
        "mlp --noise 0.2 --hidden-sizes 64,32 --batch-size 32",
        "mlp --dataset fashion-mnist",
        "mlp --optimizer adam --schedule cosine",
        "optimizers --optimizers sgd,momentum,adam",
        "regularization --topics overfitting,initialization",
        "gradcheck",
        "compare",
        "repeat 20 mlp --noise 0.2",
    ],
    results: [
        include_str!("../../results.toml"),
        include_str!("../../results.measured.toml"),
    ],
    programs: &[
        Entry::program::<gates::Gates>(),
        Entry::training::<perceptron::Perceptron>(),
        Entry::training::<mlp::Mlp>(),
        Entry::training::<sgd::Sgd>(),
        Entry::training::<learning_curve::LearningCurve>(),
        Entry::training::<optimizers::Optimizers>(),
        Entry::training::<regularization::Regularization>(),
        Entry::program::<gradcheck::Gradcheck>(),
        Entry::program::<compare::Compare>(),
    ],
    demos: crate::demos::TABLE,
};
