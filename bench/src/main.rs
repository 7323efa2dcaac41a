//! `cargo run -p bench`

use bench::cli::{self, Cli};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    common::cli::guarded(|| cli::run(&cli))
}
