//! `cargo run -p assignment3 -- pca`

use std::process::ExitCode;

fn main() -> ExitCode {
    common::cli::main(&assignment3::programs::ASSIGNMENT)
}
