//! `cargo run -p assignment1 -- mlp`

use assignment1::commands::{self, Cli};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    common::cli::main(|| commands::run(&cli))
}
