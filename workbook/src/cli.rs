//! The command line.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::pack::Pack;
use crate::commands::reset::Reset;
use crate::commands::{check, hint, list, watch};
use crate::console::{print, progress};
use crate::error::{Error, Result};
use crate::handout::Handout;

/// Checks what you have written of an assignment, with the tests that you can read
#[derive(Parser)]
#[command(
    name = "workbook",
    bin_name = "cargo workbook",
    version,
    after_help = "Exit codes: 0 all that is written passes, 1 it does not, or something failed, 2 the command line is at fault."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists what is asked, with points, places and how far you are
    List,
    /// Says what is not written and what is not graded, then runs the public tests of what is written
    Check {
        /// Only the exercises whose name contains this, such as linear or a1.linear.forward
        #[arg(default_value = "", hide_default_value = true)]
        id: String,
    },
    /// Checks the next exercise each time that you save
    Watch,
    /// Gives the next hint of an exercise: what it asks, what its tests say, what to read
    Hint {
        /// The exercise, such as a1.linear.forward, or a part of its name
        id: String,
        /// All hints at once
        #[arg(long)]
        all: bool,
    },
    /// Puts the empty body of an exercise back, and keeps yours in a file
    Reset(Reset),
    /// Packs what you hand in
    Pack(Pack),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let command = Arguments::parse().command;
    match run(command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            progress(&format!("error: {error}"));
            ExitCode::from(match error {
                Error::Failed(_) => 1,
                Error::Usage(_) => 2,
            })
        }
    }
}

/// Whether all is well.
fn run(command: Command) -> Result<bool> {
    let mut handout = Handout::open(Path::new("."))?;
    match command {
        Command::List => print(&list::text(&handout)),
        Command::Check { id } => return check::run(&mut handout, &id),
        Command::Watch => watch::run(&mut handout)?,
        Command::Hint { id, all } => print(&hint::text(&mut handout, &id, all)?),
        Command::Reset(reset) => reset.run(&handout)?,
        Command::Pack(pack) => pack.run(&mut handout)?,
    }
    Ok(true)
}
