//! The documented results: measured, written, proved.
//!
//! `results.toml` of each assignment says what is measured, and `results.measured.toml` beside it
//! what came out. From them come `docs/results.md`, the excerpts in the README, and what a run prints
//! beside its own result.
//!
//! | file | what it holds |
//! |---|---|
//! | `rows.rs` | the rows, and those that the command line means |
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
mod measure;
mod outcome;
mod page;
mod rows;
mod tasks;

use crate::cargo::project;
use common::error::Result;
use common::settings::at_least;

/// Flags of `results`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ResultsArgs {
    /// Only the rows of this assignment
    pub assignment: Option<String>,

    /// Only rows whose command has these words: iris, or "mlp --noise 0.2"; may be repeated
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub only: Vec<String>,

    /// Leave out the first N of these rows, to go on after an interruption
    #[arg(long, value_name = "N", default_value_t = 0, overrides_with = "skip")]
    pub skip: usize,

    /// Measure N rows at once; seconds are written only with 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = at_least::<1>)]
    pub jobs: usize,

    /// Write nothing; exit with code 1 if a stored mean does not come out again
    #[arg(long)]
    pub reproduce: bool,

    /// With --reproduce: every stored number must come out again, to the last digit
    #[arg(long, requires = "reproduce")]
    pub exact: bool,

    /// Write nothing; run each row under N seeds that no row has, and exit with code 1 if more than
    /// one in ten of the printed numbers lies outside of its interval
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "10",
          value_parser = at_least::<1>, conflicts_with = "reproduce")]
    pub bands: Option<usize>,

    /// With --bands: also the rows that need full data sets
    #[arg(long, requires = "bands")]
    pub full: bool,

    /// Run nothing; write the documents from the stored numbers
    #[arg(long, exclusive = true)]
    pub write: bool,

    /// Run nothing; exit with code 1 if a row or a document is wrong
    #[arg(long, exclusive = true)]
    pub check: bool,
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Args, Command, FromArgMatches};

    fn parse(line: &str) -> Result<ResultsArgs, clap::Error> {
        let command = ResultsArgs::augment_args(Command::new("results"));
        let matches = command.try_get_matches_from(line.split(' '))?;
        ResultsArgs::from_arg_matches(&matches)
    }

    #[test]
    fn the_last_skip_counts_and_bands_are_of_ten_seeds_unless_told_otherwise() {
        let args = parse("results --skip 2 --bands --full --skip 5").unwrap();
        assert_eq!((args.skip, args.bands), (5, Some(10)));
        assert_eq!(parse("results --bands 3").unwrap().bands, Some(3));
    }

    #[test]
    fn flags_that_contradict_are_refused() {
        for line in [
            "results --exact",
            "results --full",
            "results --bands 3 --reproduce",
            "results --bands 0",
            "results --check --only mlp",
            "results --check --write",
        ] {
            assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
        }
    }
}
