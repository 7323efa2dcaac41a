//! Assignment 3: principal components, autoencoders and generative models.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//! | `gan.rs` | generative adversarial networks |
//!
//! `programs/` holds the programs, `staff` what they are made of and no exercise needs.

pub mod gan;
pub mod programs;
pub mod staff;
