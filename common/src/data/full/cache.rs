//! The folder in which full data sets lie, and reading them from it.

use super::{Content, FullSet};
use crate::checksum::{self, sha256};
use crate::data::embedded;
use crate::device;
use crate::error::{Error, Result};
use etcetera::{BaseStrategy, base_strategy::choose_native_strategy};
use std::env;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A folder with data sets: `<folder>/<set>/<file>`.
///
/// Files are found raw or packed (`a` or `a.gz`), in the folder of their set or in the folder
/// itself, and known by the SHA-256 of their unpacked content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
}

/// What there is of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// This file holds it.
    Ok(PathBuf),
    /// There is no such file.
    Missing,
    /// This file should hold it, but holds something else.
    Damaged(PathBuf),
}

impl Cache {
    /// The data sets in this folder, which need not be there yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self { folder }
    }

    /// The data sets of this user: in `$CS324_DATA`, or else in `cs324/datasets` in the folder
    /// that the system has for caches.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such folder.
    pub fn standard() -> Result<Self> {
        let chosen = env::var_os("CS324_DATA").filter(|folder| !folder.is_empty());
        let caches = choose_native_strategy().map(|system| system.cache_dir());
        let folder = match (chosen, caches) {
            (Some(folder), _) => folder.into(),
            (None, Ok(caches)) => caches.join("cs324/datasets"),
            (None, Err(_)) => {
                let advice = "this user has no folder for data sets. Name one with --data-dir, or \
                              in the environment variable CS324_DATA.";
                return Err(Error::Usage(advice.into()));
            }
        };
        // A run that is resumed from elsewhere must find it again.
        let absolute = std::path::absolute(&folder).map_err(storage("find", &folder));
        absolute.map(Self::at)
    }

    /// The data sets in `folder`, or else those of this user.
    pub(crate) fn named(folder: Option<&Path>) -> Result<Self> {
        folder.map_or_else(Self::standard, |folder| Ok(Self::at(folder)))
    }

    /// The folder of all sets.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of one set.
    pub fn folder_of(&self, set: &FullSet) -> PathBuf {
        self.folder.join(&set.name)
    }

    /// The files that should hold this content, best place first.
    pub fn copies(&self, set: &FullSet, content: &Content) -> Vec<PathBuf> {
        let packed = format!("{}.gz", content.name);
        let files = [self.folder_of(set), self.folder.clone()]
            .map(|place| [place.join(&content.name), place.join(&packed)]);
        let files = files.into_iter().flatten();
        files.filter(|path| path.is_file()).collect()
    }

    /// Whether a content is there and intact: reads it wholly.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn state(&self, set: &FullSet, content: &Content) -> Result<State> {
        let copies = self.copies(set, content);
        for path in &copies {
            let found = checksum::of_file(path).map_err(storage("read", path))?;
            if found.contains(&content.sha256) {
                return Ok(State::Ok(path.clone()));
            }
        }
        let damaged = copies.into_iter().next();
        Ok(damaged.map_or(State::Missing, State::Damaged))
    }

    /// Reads a content, unpacked and checked.
    ///
    /// # Errors
    /// [`Error::Data`] if it is missing or not what was published, with the command that brings it.
    ///
    /// # Panics
    /// If the set has no content of this name.
    pub fn read(&self, set: &FullSet, name: &str) -> Result<Vec<u8>> {
        let content = set.contents().find(|content| content.name == name);
        let content = content.unwrap_or_else(|| panic!("{} has no '{name}'", set.name));
        let copies = self.copies(set, content);
        for path in &copies {
            let bytes = std::fs::read(path).map_err(storage("read", path))?;
            if sha256(&bytes) == content.sha256 {
                return Ok(bytes);
            }
            // Whatever is no gzip file fails in its first bytes.
            if let Ok(unpacked) = embedded::gunzip(&bytes)
                && sha256(&unpacked) == content.sha256
            {
                return Ok(unpacked);
            }
        }
        let repair = self.fetch_command(&set.name);
        Err(Error::Data(match copies.first() {
            Some(path) => format!(
                "{} is damaged, or another file of that name: what it holds is not {name} of {}, \
                 whose SHA-256 is {}.\nRepair it:\n  {repair}",
                path.display(),
                set.name,
                content.sha256
            ),
            None => format!(
                "the full data set '{}' is not on this machine: there is no {name} or {name}.gz in \
                 {}.\nFetch it once, then it works offline:\n  {repair}",
                set.name,
                self.folder_of(set).display()
            ),
        }))
    }

    /// The command line of `data fetch` with what follows it, for this folder.
    pub fn fetch_command(&self, rest: &str) -> String {
        let mut words = format!("cargo run -p {} -- data fetch {rest}", device::program());
        if Self::standard().is_ok_and(|standard| standard != *self) {
            words += &format!(" --data-dir {}", quoted(&self.folder));
        }
        words
    }
}

/// A path as a shell takes it.
pub(crate) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    match text.contains(char::is_whitespace) {
        true => format!("\"{text}\""),
        false => text,
    }
}

/// An error of the operating system about a folder with data sets, with what can be done.
pub(crate) fn storage(
    action: &'static str,
    path: impl AsRef<Path>,
) -> impl FnOnce(io::Error) -> Error {
    let path = path.as_ref().display().to_string();
    move |source| {
        let advice = match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "\nThe disk is full: free some space, or choose another folder with --data-dir or \
                 the environment variable CS324_DATA. What has come so far is kept; the same \
                 command goes on from there."
            }
            ErrorKind::PermissionDenied if action == "read" => {
                "\nThis user may not read it: look at its permissions."
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "\nChoose another folder with --data-dir or the environment variable CS324_DATA."
            }
            _ => "",
        };
        Error::Failed(format!("could not {action} {path}: {source}{advice}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_fits_a_shell() {
        assert_eq!(quoted(Path::new("/a b")), "\"/a b\"");
        let command = Cache::at("/some where").fetch_command("mnist");
        assert!(
            command.ends_with("-- data fetch mnist --data-dir \"/some where\""),
            "{command}"
        );
    }
}
