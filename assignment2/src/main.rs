//! `cargo run -p assignment2 -- mlp`

use std::process::ExitCode;

fn main() -> ExitCode {
    common::cli::main(&assignment2::programs::ASSIGNMENT)
}
