//! `cargo run -p assignment3 -- mlp`

use std::process::ExitCode;

fn main() -> ExitCode {
    common::cli::main(&assignment3::programs::ASSIGNMENT)
}
