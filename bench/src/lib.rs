//! This project beside PyTorch and NumPy on the same work.
//!
//! ```text
//! cargo run -p bench                          lists the jobs and says how to set up Python
//! cargo run -p bench -- moons-64-numpy        runs one job
//! cargo run -p bench -- all --json            runs all of them, one line of JSON at the end
//! cargo run -p bench -- results               measures the documented results anew
//! cargo run -p bench -- lines                 counts the lines of programs and packages
//! ```
//!
//! Both sides of a comparison are fresh processes that take turns: ours, theirs, ours, theirs.
//! What slows the machine down for a minute then slows both.
//!
//! | file | what it holds |
//! |---|---|
//! | `assignments.rs` | the table of assignments, whose programs are measured |
//! | `jobs.rs`, `jobs/` | the table of jobs: the work, the other side, the goals |
//! | `worker.rs`, `bench/python/` | the two sides of a training step |
//! | `frames.rs` | our side of a generator's pictures |
//! | `comparison.rs`, `samples.rs` | the turns of a job, and what came out of them |
//! | `same_network.rs` | the MLP by hand beside the one in Burn, for tests alone |
//! | `student_loop.rs` | from an edit to its result |
//! | `documented/` | the documented results: measured, written, proved |
//! | `lines.rs` | lines of code |
//! | `processes.rs`, `cargo.rs` | child processes |
//! | `report.rs`, `machine.rs` | the table, what it was measured on |
//! | `cli.rs`, `terminal.rs` | the command line, and all that is printed |

mod assignments;
mod cargo;
mod cli;
mod comparison;
mod documented;
mod frames;
mod jobs;
mod lines;
mod machine;
mod processes;
mod report;
#[cfg(test)]
mod same_network;
mod samples;
mod student_loop;
mod terminal;
mod worker;

pub use cli::{Cli, run};
