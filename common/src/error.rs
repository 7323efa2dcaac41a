//! What can go wrong, as advice: what was wrong, where, and the command that repairs it.
//!
//! Every program ends through [`Error::exit_code`]; the codes stand in each program's `--help`.

use std::path::{Path, PathBuf};

/// The result of everything in the course that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Exit code of a run that failed for a reason without a code of its own.
pub const EXIT_FAILED: u8 = 1;
/// Exit code of a command line that cannot be carried out (also clap's own).
pub const EXIT_USAGE: u8 = 2;
/// Exit code of a training that diverged.
pub const EXIT_DIVERGED: u8 = 3;
/// Exit code of missing, malformed or damaged data.
pub const EXIT_DATA: u8 = 4;

/// Everything that a program of the course reports instead of a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line, or a setting in it, cannot be carried out.
    #[error("{0}")]
    Usage(String),

    /// A data set is missing, malformed or damaged.
    #[error("{0}")]
    Data(String),

    /// A loss or a parameter stopped being a finite number.
    #[error("the training diverged: the loss is {loss} at step {step}.\n{advice}")]
    Diverged {
        /// The first step, counted from 1, whose loss was not finite.
        step: usize,
        /// That loss: infinite or not a number.
        loss: f64,
        /// What to try.
        advice: String,
    },

    /// Ctrl-C or a termination signal; everything up to the last finished step is saved.
    #[error("stopped after step {step}; nothing is lost. Go on with:\n  {resume}")]
    Interrupted {
        /// The signal's number: 2 (Ctrl-C) or 15 (terminate).
        signal: u8,
        /// The last finished step.
        step: usize,
        /// The command that continues the run.
        resume: String,
    },

    /// Ctrl-C or a termination signal while a file was fetched; what has come of it is kept.
    #[error("stopped; {kept} is kept. Go on with:\n  {resume}")]
    FetchInterrupted {
        /// The signal's number: 2 (Ctrl-C) or 15 (terminate).
        signal: u8,
        /// What is there of which file.
        kept: String,
        /// The command that goes on.
        resume: String,
    },

    /// A run that this process has started ended without a result.
    #[error("{words}")]
    OfRun {
        /// Its exit code.
        code: u8,
        /// Its own words.
        words: String,
    },

    /// The operating system refused to read or write something.
    #[error("could not {action} {}: {source}{}", path.display(), advice(action, source))]
    Io {
        /// What was tried, as a verb: "read", "create the folder".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's own words.
        source: std::io::Error,
    },

    /// Anything else, in words.
    #[error("{0}")]
    Failed(String),
}

impl Error {
    /// Attaches the file and what was being done with it to an error of the operating system.
    pub fn io(action: &'static str, path: impl AsRef<Path>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.as_ref().to_path_buf();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }

    /// The exit code that a shell sees.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => EXIT_USAGE,
            Self::Data(_) => EXIT_DATA,
            Self::Diverged { .. } => EXIT_DIVERGED,
            Self::Interrupted { signal, .. } | Self::FetchInterrupted { signal, .. } => {
                128 + signal
            }
            Self::OfRun { code, .. } => *code,
            Self::Io { .. } | Self::Failed(_) => EXIT_FAILED,
        }
    }
}

fn advice(action: &str, source: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "\nThe disk is full: free some space, or choose another place with --out-dir."
        }
        ErrorKind::PermissionDenied if action == "read" => {
            "\nThis user may not read it: look at its permissions."
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "\nThis place cannot be written: choose another one with --out-dir."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;

    #[test]
    fn what_may_not_be_read_is_no_place_to_write() {
        let told =
            |action| Error::io(action, "a.txt")(ErrorKind::PermissionDenied.into()).to_string();
        assert!(told("read").contains("may not read it") && !told("read").contains("--out-dir"));
        assert!(told("write").contains("cannot be written: choose another one with --out-dir"));
    }
}
