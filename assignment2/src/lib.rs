//! Assignment 2: convolutional and recurrent networks.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//! | `palindromes.rs` | the task of the recurrent networks: sequences without an end |
//! | `rnn.rs` | the vanilla recurrent network |
//! | `clipping.rs` | gradients shortened to a largest global norm |
//!
//! `programs/` holds the programs, [`staff`] what they are made of and no exercise needs.

pub mod clipping;
pub mod demos;
pub mod palindromes;
pub mod programs;
pub mod rnn;
pub mod staff;
