//! The programs of assignment 1.

mod compare;
mod evaluate;
mod examples;
mod gates;
mod gradcheck;
pub mod learning_curve;
pub mod mlp;
mod names;
pub mod optimizers;
pub mod perceptron;
pub mod regularization;
pub mod sgd;

use clap::{Parser, Subcommand};
use common::error::Result;
use common::results::Program;

/// The programs whose results stand in `results.toml`.
pub const PROGRAMS: &[Program] = &[
    Program::of::<perceptron::PerceptronArgs>(),
    Program::of::<mlp::MlpArgs>(),
    Program::of::<sgd::SgdArgs>(),
    Program::of::<optimizers::OptimizersArgs>(),
    Program::of::<learning_curve::LearningCurveArgs>(),
    Program::of::<regularization::RegularizationArgs>(),
];

const EXAMPLES: &str = "\
Examples:
  cargo run -p assignment1 -- gates
  cargo run -p assignment1 -- perceptron --rule rosenblatt
  cargo run -p assignment1 -- mlp
  cargo run -p assignment1 -- mlp --noise 0.2 --hidden-sizes 64,32 --batch-size 32
  cargo run -p assignment1 -- mlp --dataset fashion-mnist
  cargo run -p assignment1 -- mlp --optimizer adam --schedule cosine
  cargo run -p assignment1 -- optimizers --optimizers sgd,momentum,adam
  cargo run -p assignment1 -- regularization --topics overfitting,initialization
  cargo run -p assignment1 -- gradcheck
  cargo run -p assignment1 -- compare
  cargo run -p assignment1 -- repeat 20 mlp --noise 0.2

";

/// Assignment 1: the perceptron, the multi-layer perceptron and backpropagation by hand
#[derive(Debug, Parser)]
#[command(name = "assignment1", version, before_help = EXAMPLES,
          after_help = common::cli::EXIT_CODES, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what one neuron of McCulloch and Pitts computes, and what takes two layers
    Gates(gates::GatesArgs),
    /// Train a perceptron: gradient descent on its mistakes, or Rosenblatt's rule
    Perceptron(Box<perceptron::PerceptronArgs>),
    /// Train a multi-layer perceptron written by hand
    Mlp(Box<mlp::MlpArgs>),
    /// Compare batch gradient descent, mini-batches and stochastic gradient descent
    Sgd(Box<sgd::SgdArgs>),
    /// Race momentum, Nesterov, AdaGrad, RMSProp, Adam and AdamW; compare schedules; find a rate
    ///
    /// Each update rule has a learning rate of its own, which --rate-factor multiplies; --lr is the
    /// rate of the schedules.
    Optimizers(Box<optimizers::OptimizersArgs>),
    /// Compare learners on training sets of every size, and in two coordinate systems
    LearningCurve(Box<learning_curve::LearningCurveArgs>),
    /// Compare penalties, dropout, early stopping, batch normalisation, first weights, input scales
    Regularization(Box<regularization::RegularizationArgs>),
    /// Compare the network written by hand with Burn's: outputs, gradients, trained weights
    Compare(compare::CompareArgs),
    /// Check every gradient against central differences
    Gradcheck(gradcheck::GradcheckArgs),
    /// Print the test metrics of a finished or interrupted run
    Evaluate(evaluate::EvaluateArgs),
    /// Run a program under many seeds: mean, standard deviation and extremes of its metrics
    Repeat(common::repeat::RepeatArgs),
    /// Full data sets: what there is, fetch it, check it, where it lies
    Data(common::fetch::DataArgs),
    /// List the devices that --device can name
    Devices,
}

/// Carries out a command line.
///
/// # Errors
/// Those of the chosen program.
#[allow(clippy::print_stdout, reason = "the table is the program's result")]
pub fn run(cli: &Cli) -> Result<()> {
    match &cli.command {
        Command::Gates(args) => gates::run(args),
        Command::Perceptron(args) => perceptron::run(args),
        Command::Mlp(args) => mlp::run(args),
        Command::Sgd(args) => sgd::run(args),
        Command::Optimizers(args) => optimizers::run(args),
        Command::LearningCurve(args) => learning_curve::run(args),
        Command::Regularization(args) => regularization::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Gradcheck(args) => gradcheck::run(args),
        Command::Evaluate(args) => evaluate::run(args),
        Command::Repeat(args) => common::repeat::run(args),
        Command::Data(args) => common::fetch::run(args),
        Command::Devices => {
            println!("{}", common::device::list());
            Ok(())
        }
    }
}
