//! Assignment 1: the perceptron, the multi-layer perceptron and backpropagation by hand.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//! | `linear.rs` | the affine layer |
//! | `activations.rs` | ReLU, leaky ReLU, tanh, sigmoid |
//! | `softmax.rs`, `cross_entropy.rs` | from logits to probabilities and to the loss |
//! | `mlp.rs` | the network: forward and backpropagation |
//! | `sgd.rs`, `training.rs` | the optimiser and the step of training |
//! | `coordinates.rs` | the same points in polar coordinates: representation matters |
//! | `batch_norm.rs`, `dropout.rs` | layers that differ in training and evaluation |
//! | `penalties.rs`, `initialization.rs` | L1 and L2; how the weights begin |
//! | `recipe.rs` | a network with all of these |
//! | `burn_mlp.rs`, `compare.rs` | the same network in Burn, and the two side by side |
//! | `gradients.rs` | every gradient against central differences |
//! | `learner.rs`, `commands/` | the programs around them |

pub mod activations;
pub mod batch_norm;
pub mod burn_mlp;
pub mod commands;
pub mod compare;
pub mod coordinates;
pub mod cross_entropy;
pub mod dropout;
pub mod gradients;
pub mod initialization;
pub mod learner;
pub mod linear;
pub mod mlp;
pub mod penalties;
pub mod recipe;
pub mod sgd;
pub mod softmax;
pub mod training;
