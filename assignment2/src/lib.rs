//! Assignment 2: convolutional and recurrent networks.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//! | `mlp.rs` | the multi-layer perceptron out of Burn's layers, and one step of its training |
//! | `convolution.rs` | the convolution by hand, as a product of matrices |
//! | `pooling.rs` | max pooling by hand |
//! | `spatial_batch_norm.rs` | batch normalisation of maps by hand |
//! | `lenet.rs` | the oldest convolutional network |
//! | `vgg.rs` | many small convolutions, the course's network |
//! | `resnet.rs` | layers that learn what to add to their input |
//! | `inception.rs` | convolutions of several sizes side by side |
//! | `depth.rs` | deep networks: what reaches the first layer, with norms and with skips |
//! | `palindromes.rs` | the task of the recurrent networks: sequences without an end |
//! | `rnn.rs` | the vanilla recurrent network |
//! | `clipping.rs` | gradients shortened to a largest global norm |
//! | `lstm.rs` | the long short-term memory |
//! | `gru.rs` | the gated recurrent unit |
//! | `language.rs` | a language model: bits per character, windows of a text, temperature |
//!
//! `programs/` holds the programs, [`staff`] what they are made of and no exercise needs.

pub mod clipping;
pub mod convolution;
pub mod demos;
pub mod depth;
pub mod gru;
pub mod inception;
pub mod language;
pub mod lenet;
pub mod lstm;
pub mod mlp;
pub mod palindromes;
pub mod pooling;
pub mod programs;
pub mod resnet;
pub mod rnn;
pub mod spatial_batch_norm;
pub mod staff;
pub mod vgg;
