//! Builds the students' tree from the solution and proves that it is fit to hand out.
//!
//! An exercise is one line in the documentation of a function:
//!
//! ```text
//! /// **Exercise a1.linear.backward** (6 points): the gradients of equations (4) to (6).
//! ```
//!
//! The function's body is the hole, everything else is handed out as it stands. The way through the
//! crate: `exercises` finds the tagged functions, `public_tests` the tests and `items` the table
//! of what is graded; `catalogue` joins the three and refuses what is inconsistent; `handout` takes
//! the files that students get (`workspace`, `files`, `manifest`), empties the tagged bodies
//! (`splice`), leaves the demonstrations of other assignments out (`labs`) and writes what is asked (`students_page`, and `book` for the
//! students' `workbook`); `prove` looks for leaks (`leak`), starts the
//! program and runs the public tests on the result, without and with the solution (`proof_workspace`).
//!
//! Two proofs look at the exercises themselves: `by_hand` that their files use nothing but what their
//! classes in the table allow, `bug_proof` that their public tests catch typical mistakes (`bugs`,
//! `switch`); `mutants` asks the same of small changes of the solution. `attacks` proves the sandbox by bodies that
//! do what no submission may. `new_topic` lays out what a new topic needs of all this.

pub mod attacks;
mod book;
mod bug_proof;
pub mod bugs;
pub mod by_hand;
mod cargo;
pub mod catalogue;
pub mod class;
pub mod cli;
mod console;
mod digest;
pub mod documents;
pub mod exercises;
pub mod files;
pub mod grading;
pub mod handout;
pub mod intake;
pub mod items;
mod labs;
pub mod leak;
mod manifest;
pub mod model;
mod mutants;
mod new_topic;
pub mod outline;
pub mod probes;
mod proof_workspace;
mod prove;
mod public_tests;
mod report;
pub mod selftest;
mod source;
pub mod splice;
mod students_page;
mod switch;
pub mod worker;
pub mod workspace;
