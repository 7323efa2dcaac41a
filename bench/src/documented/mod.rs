//! The documented results: measured, written, proved.
//!
//! `results.toml` of each assignment is their one source. From it come `docs/results.md`, the
//! excerpts in the README, and what a run prints beside its own result.
//!
//! | file | what it holds |
//! |---|---|
//! | `rows.rs` | the rows of all assignments, and which ones are meant |
//! | `session.rs` | measuring rows, one after the other or several at once |
//! | `measure.rs`, `outcome.rs` | measuring one row, and what becomes of it |
//! | `file.rs` | the measured part of a `results.toml` |
//! | `document.rs`, `excerpt.rs` | `docs/results.md`, and the tables in the README |
//! | `check.rs` | what is wrong with rows and documents |

pub mod check;
pub mod document;
pub mod excerpt;
pub mod file;
pub mod measure;
pub mod outcome;
pub mod rows;
pub mod session;

use crate::cli::at_least_one;
use crate::python::project;
use common::error::Result;
use common::results::Program;

/// An assignment with a `results.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Assignment {
    /// Its folder and its package.
    pub name: &'static str,
    /// The programs that its rows may name.
    pub programs: &'static [Program],
}

/// All assignments, in the order of the documentation.
pub const ASSIGNMENTS: &[Assignment] = &[Assignment {
    name: "assignment1",
    programs: assignment1::commands::PROGRAMS,
}];

/// The flags that say what is measured and how.
const MEASURING: [&str; 5] = ["assignment", "only", "skip", "jobs", "reproduce"];

/// Flags of `results`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ResultsArgs {
    /// Only the rows of this assignment
    pub assignment: Option<String>,

    /// Only rows whose command has these words: iris, or "mlp --noise 0.2"; may be repeated
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub only: Vec<String>,

    /// Leave out the first N of these rows, to go on after an interruption
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub skip: usize,

    /// Measure N rows at once; seconds are written only with 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = at_least_one)]
    pub jobs: usize,

    /// Write nothing; exit with code 1 if a stored mean does not come out again
    #[arg(long)]
    pub reproduce: bool,

    /// Run nothing; write the documents from the stored numbers
    #[arg(long, conflicts_with_all = MEASURING)]
    pub write: bool,

    /// Run nothing; exit with code 1 if a row or a document is wrong
    #[arg(long, conflicts_with_all = MEASURING, conflicts_with = "write")]
    pub check: bool,
}

/// Measures rows and writes what came out, or compares, or checks.
///
/// # Errors
/// Of [`common::error::Error`], `Usage` if no row is meant, `Failed` with everything that is wrong
/// or could not be measured, `Interrupted` after Ctrl-C, with the rows before it saved.
pub fn run(args: &ResultsArgs) -> Result<()> {
    let root = project();
    if args.check {
        return check::prove(&root, ASSIGNMENTS);
    }
    if args.write {
        return document::write(&root, &rows::read(&root, ASSIGNMENTS)?);
    }
    session::run(&root, args)
}
