//! Builds the students' tree from the solution and proves that it is fit to hand out.
//!
//! An exercise is one line in the documentation of a function:
//!
//! ```text
//! /// **Exercise a1.linear.backward** (6 points): the gradients of equations (4) to (6).
//! ```
//!
//! The function's body is the hole, everything else is handed out as it stands. The way through the
//! crate: [`exercises`] finds the tagged functions and [`public_tests`] the tests; [`catalogue`] joins
//! the two and refuses what is inconsistent; [`handout`] takes the files that students get
//! ([`files`], [`manifest`]) and empties the tagged bodies ([`splice`]); [`prove`] looks for leaks
//! ([`leak`]) and runs the public tests on the result, without and with the solution ([`cargo`]).
//! [`by_hand`] proves that exercise files use nothing but tensors and elementary operations.

pub mod by_hand;
pub mod cargo;
pub mod catalogue;
pub mod cli;
mod console;
pub mod exercises;
pub mod files;
pub mod handout;
pub mod leak;
pub mod manifest;
pub mod proof_workspace;
pub mod prove;
pub mod public_tests;
pub mod report;
pub mod splice;
mod tag;
pub mod test_output;
pub mod workspace;
