//! The one place that prints: results to the standard output, progress and errors beside it.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program answers on its standard streams"
)]

/// Prints a result.
pub(crate) fn print(text: &str) {
    print!("{text}");
}

/// Says what is being done, or what went wrong.
pub(crate) fn progress(text: &str) {
    eprintln!("{text}");
}
