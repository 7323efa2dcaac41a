//! What is remembered from one call to the next: `target/workbook.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::source::Body;

/// What is remembered.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct State {
    /// The student's number, as last given to `pack`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// By exercise.
    #[serde(default)]
    pub exercises: BTreeMap<String, Record>,
}

/// What is remembered of an exercise.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Record {
    /// The body that was checked last; empty if none was.
    #[serde(default)]
    pub digest: String,
    /// How many of its tests passed.
    #[serde(default)]
    pub passed: usize,
    /// How many there were.
    #[serde(default)]
    pub tests: usize,
    /// How many hints were given.
    #[serde(default)]
    pub hints: usize,
}

/// How far an exercise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The function is not there, or its file cannot be read.
    Missing,
    /// There is a `todo!` in its body.
    NotWritten,
    /// It was never checked.
    Written,
    /// It has another body than the one that was checked last.
    Changed,
    /// All tests passed.
    Passes,
    /// So many of so many passed.
    Fails(usize, usize),
}

impl Standing {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Missing => "cannot be found".into(),
            Self::NotWritten => "not written".into(),
            Self::Written => "written, not checked".into(),
            Self::Changed => "changed since the last check".into(),
            Self::Passes => "passes".into(),
            Self::Fails(passed, tests) => format!("fails, {passed} of {tests} tests pass"),
        }
    }
}

impl State {
    fn path(root: &Path) -> PathBuf {
        root.join("target").join("workbook.toml")
    }

    /// Reads what is remembered; without the file, or with one that something else wrote, that is nothing.
    pub fn read(root: &Path) -> Self {
        let text = fs::read_to_string(Self::path(root)).unwrap_or_default();
        toml::from_str(&text).unwrap_or_default()
    }

    /// Writes it, in one step.
    pub fn write(&self, root: &Path) -> Result<()> {
        let path = Self::path(root);
        let text = toml::to_string(self);
        let text = text.map_err(|error| Error::Failed(format!("{}: {error}", path.display())))?;
        let folder = root.join("target");
        fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
        let partial = path.with_extension(format!("{}.partial", std::process::id()));
        fs::write(&partial, text).map_err(Error::io("write", &partial))?;
        fs::rename(&partial, &path).map_err(Error::io("write", &path))
    }

    /// What is remembered of an exercise, to be changed.
    pub fn record(&mut self, id: &str) -> &mut Record {
        self.exercises.entry(id.to_owned()).or_default()
    }

    /// How far an exercise with this body is.
    pub fn standing(&self, body: &Body) -> Standing {
        let record = self.exercises.get(&body.id);
        match record.filter(|record| !record.digest.is_empty()) {
            _ if !body.is_written() => Standing::NotWritten,
            None => Standing::Written,
            Some(record) if record.digest != body.digest() => Standing::Changed,
            Some(record) if record.passed == record.tests => Standing::Passes,
            Some(record) => Standing::Fails(record.passed, record.tests),
        }
    }
}
