//! Assignment 1: the perceptron, the multi-layer perceptron and backpropagation by hand.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//! | `gates.rs` | the neuron of McCulloch and Pitts, and what it cannot compute |
//! | `perceptron.rs`, `novikoff.rs` | the perceptron, and the bound on its mistakes |
//! | `linear.rs` | the affine layer |
//! | `activations.rs` | ReLU, leaky ReLU, tanh, sigmoid |
//! | `softmax.rs`, `cross_entropy.rs` | from logits to probabilities and to the loss |
//! | `mlp.rs` | the network: forward and backpropagation |
//! | `sgd.rs`, `training.rs` | the optimiser and the step of training |
//! | `coordinates.rs` | the same points in polar coordinates: representation matters |
//! | `optimizers.rs`, `schedules.rs` | momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW; learning rates that change |
//! | `surfaces.rs`, `range_test.rs` | where optimisers are watched; which learning rates are worth trying |
//! | `batch_norm.rs`, `dropout.rs` | layers that differ in training and evaluation |
//! | `penalties.rs`, `initialization.rs` | L1 and L2; how the weights begin |
//!
//! `programs/` holds the programs, [`staff`] what they are made of and no exercise needs.

pub mod activations;
pub mod batch_norm;
pub mod coordinates;
pub mod cross_entropy;
pub mod demos;
pub mod dropout;
pub mod gates;
pub mod initialization;
pub mod linear;
pub mod mlp;
pub mod novikoff;
pub mod optimizers;
pub mod penalties;
pub mod perceptron;
pub mod programs;
pub mod range_test;
pub mod schedules;
pub mod sgd;
pub mod softmax;
pub mod staff;
pub mod surfaces;
pub mod training;
