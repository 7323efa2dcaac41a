//! The two rules of `perceptron.rs` as the command line names them.

use serde::Serialize;

/// How the weights change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Gradient descent on the mean of all misclassified examples, once an epoch
    Batch,
    /// Rosenblatt 1958: from example to example in random order, at each mistake
    Rosenblatt,
}
