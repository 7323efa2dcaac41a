//! Assignment 2: convolutional and recurrent networks.
//!
//! Read in this order; each file opens with its equations and names the next one.
//!
//! | file | what it holds |
//! |---|---|
//!
//! `programs/` holds the programs, `staff` what they are made of and no exercise needs.

pub mod programs;
