//! A run in its folder, of whatever assignment, for whoever sets it beside another one.

use super::folder;
use crate::error::{Error, Result};
use crate::settings::{self, Words};
use std::path::{Path, PathBuf};

/// What a run left in its folder.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The run's folder.
    pub folder: PathBuf,
    /// The assignment that it is of, where the folder says so.
    pub assignment: Option<String>,
    /// Its program.
    pub program: String,
    /// What was meant.
    pub settings: Words,
}

impl Recorded {
    /// A run that has ended with a result.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such run, or it is not finished; [`Error::Data`] if its `run.toml` is
    /// damaged, or a table that it has learned from is another one now.
    pub fn finished(folder: &Path) -> Result<Self> {
        let (assignment, program, settings) = folder::read_any(folder)?;
        if !folder.join("result.json").exists() {
            let of = assignment.as_deref().unwrap_or("<assignment>");
            return Err(Error::Usage(format!(
                "the run {} is not finished. Go on with it first:\n  {}",
                folder.display(),
                folder::resume_words((of, &program), folder)
            )));
        }
        Ok(Self {
            folder: folder.into(),
            assignment,
            program,
            settings: settings::words(&settings),
        })
    }
}
