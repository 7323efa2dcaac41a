//! `cargo run -p bench`

use bench::Cli;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    common::cli::guarded(|| bench::run(&cli))
}
