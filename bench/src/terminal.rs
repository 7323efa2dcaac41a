//! All that this program prints goes through here.

/// A line of the result, on standard output.
#[allow(clippy::print_stdout, reason = "the one place that prints results")]
pub fn result(text: &str) {
    println!("{text}");
}

/// A line that says how far the measurement is, on standard error.
#[allow(clippy::print_stderr, reason = "the one place that prints progress")]
pub fn progress(text: &str) {
    eprintln!("{text}");
}
