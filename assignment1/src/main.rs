//! `cargo run -p assignment1 -- mlp`

use std::process::ExitCode;

fn main() -> ExitCode {
    common::cli::main(&assignment1::programs::ASSIGNMENT)
}
