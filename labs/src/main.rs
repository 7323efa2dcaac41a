//! The binary of the lab demonstrations.

use std::process::ExitCode;

fn main() -> ExitCode {
    labs::cli::main()
}
