//! What can go wrong, in words that say what to do.

use std::fmt;
use std::io;
use std::path::Path;

/// What went wrong.
#[derive(Debug)]
pub enum Error {
    /// The command line, or the folder that it was typed in, is at fault: exit code 2.
    Usage(String),
    /// Something could not be done: exit code 1.
    Failed(String),
}

/// A result with an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of the file system: what was tried with which path.
    pub fn io(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Failed(format!("cannot {verb} {}: {error}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Usage(text) | Self::Failed(text)) = self;
        f.write_str(text)
    }
}

impl std::error::Error for Error {}
