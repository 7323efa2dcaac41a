//! The worker's replies apart from what a student prints.

use std::fs::File;
use std::io;

/// Takes standard output for the caller alone: gives it as a private descriptor, which no program started later
/// inherits, and puts standard error in its place. What is printed from then on goes to standard error.
///
/// It is called before any thread that may print.
///
/// # Errors
///
/// Where the descriptor cannot be duplicated, and on systems that are not Unix.
#[cfg(unix)]
pub fn take_stdout() -> io::Result<File> {
    use io::Write;
    io::stdout().flush()?;
    // Numbers below 3 are the standard ones, even where one of them is closed.
    let private = rustix::io::fcntl_dupfd_cloexec(io::stdout(), 3)?;
    rustix::stdio::dup2_stdout(io::stderr())?;
    Ok(File::from(private))
}

/// There is no way to replace standard output here.
///
/// # Errors
///
/// Always.
#[cfg(not(unix))]
pub fn take_stdout() -> io::Result<File> {
    let words = "standard output can be replaced on Unix alone; grade on Linux or macOS";
    Err(io::Error::new(io::ErrorKind::Unsupported, words))
}
