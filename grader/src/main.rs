//! The command line of the grader; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    grader::cli::main()
}
