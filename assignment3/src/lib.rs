//! Assignment 3: principal components, autoencoders and generative models.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//!
//! `programs/` holds the programs, `staff` what they are made of and no exercise needs.

pub mod programs;
