//! The documented results: measured, written, proved.
//!
//! `results.toml` of each assignment says what is measured, and `results.measured.toml` beside it
//! what came out. From them come `docs/results.md`, the excerpts in the README, and what a run prints
//! beside its own result.
//!
//! | file | what it holds |
//! |---|---|
//! | `flags.rs`, `rows.rs` | what the command line asks for; the rows that it means |
//! | `tasks.rs` | going through rows, one after the other or several at once |
//! | `measure.rs` | the runs of a row, and what they come to |
//! | `outcome.rs`, `compare.rs` | what becomes of it: stored, or compared with what is |
//! | `bands.rs` | whether the intervals that runs print are right |
//! | `page.rs`, `excerpt.rs`, `documents.rs` | all that is made of the rows |
//! | `check.rs` | what is wrong with rows and documents |

mod bands;
mod check;
mod compare;
mod documents;
mod excerpt;
mod flags;
mod measure;
mod outcome;
mod page;
mod rows;
mod tasks;

pub use flags::ResultsArgs;

use crate::cargo::project;
use common::error::Result;

/// Measures rows and writes what came out, or compares, or checks.
pub fn run(args: &ResultsArgs) -> Result<()> {
    let root = project();
    let books = rows::read(&root)?;
    if args.check {
        return check::prove(&root, &books);
    }
    if args.write {
        return documents::write(&root, &books);
    }
    // What cannot be written at the end is said before anything is measured.
    documents::all(&root, &books)?;
    match args.bands {
        Some(seeds) => bands::count(&books, args, seeds),
        None => outcome::measure(&root, &books, args),
    }
}
