//! The one way out of every program.

use crate::error::{EXIT_FAILED, Result};
use std::process::ExitCode;

/// What `--help` says of exit codes.
pub const EXIT_CODES: &str = "Exit codes: 0 done · 1 failed · 2 the command line cannot be \
carried out · 3 the training diverged · 4 missing or damaged data · 130 stopped by Ctrl-C · \
143 stopped by a termination signal";

/// Runs a program: its error becomes advice on standard error and an exit code.
///
/// An exercise that is still to be written is said in words, not as a crash.
#[allow(
    clippy::print_stderr,
    reason = "the one place where errors are printed"
)]
pub fn main(program: impl FnOnce() -> Result<()> + std::panic::UnwindSafe) -> ExitCode {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let text = info.payload_as_str().unwrap_or_default();
        match text.strip_prefix("not yet implemented: ") {
            Some(exercise) => {
                let place = info.location().map(ToString::to_string).unwrap_or_default();
                let package = crate::device::program();
                let test = test_filter(exercise);
                eprintln!(
                    "exercise {exercise} is not written yet.\n  \
                     Write it: {place}\n  Check it: cargo test -p {package} {test}"
                );
            }
            // Whoever reads our output has seen enough: `assignment1 compare | head -3`.
            None if text.contains("Broken pipe") => std::process::exit(0),
            None => default(info),
        }
    }));
    match std::panic::catch_unwind(program) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("error: {error}");
            ExitCode::from(error.exit_code())
        }
        Err(_) => ExitCode::from(EXIT_FAILED),
    }
}

/// From an exercise's id to what selects its tests: `a1.linear.backward` to `linear_backward`.
fn test_filter(exercise: &str) -> String {
    let parts: Vec<&str> = exercise.split('.').skip(1).collect();
    parts.join("_")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_exercise_names_its_tests() {
        assert_eq!(super::test_filter("a1.linear.backward"), "linear_backward");
    }
}
