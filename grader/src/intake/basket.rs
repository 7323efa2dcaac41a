//! The files of a submission in memory, and what is not let in.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use common::error::{Error, Result};

use super::limits;
use super::words::{cut, is_rust, shown};
use crate::model::Finding;

/// What was read of a submission, by its paths with slashes.
#[derive(Debug, Default)]
pub struct Basket {
    /// What the files hold.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was left out, and why.
    pub findings: Vec<Finding>,
    /// Bytes read so far, those of files that turned out too large as well.
    pub bytes: u64,
    /// Paths in lower case, as some systems take them for one another.
    taken: BTreeSet<String>,
    /// Folders of which something has been said.
    named: BTreeSet<String>,
    entries: usize,
}

/// Files that systems write by themselves, and what cargo has built.
const NOISE: [&str; 7] = [
    "target",
    "target-gpu",
    "__MACOSX",
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    ".localized",
];

/// Folders whose content is not read, and what is said of each.
const CLOSED: [(&str, &str); 1] = [(".git", "the history of git is not taken")];

impl Basket {
    /// Counts one file or folder more.
    pub fn count(&mut self) -> Result<()> {
        self.entries += 1;
        match self.entries > limits::ENTRIES {
            true => Err(Error::Failed(format!(
                "the submission has more than {} files: pack it again with `cargo workbook pack`, \
                 which leaves out what is not graded.",
                limits::ENTRIES
            ))),
            false => Ok(()),
        }
    }

    /// Says why a file is left out.
    pub fn leave(&mut self, path: &str, words: &str) {
        self.findings.push(Finding {
            file: shown(path),
            line: None,
            words: words.to_owned(),
        });
    }

    /// Whether a path is passed over: silently, or with one word for the folder that it lies in.
    pub fn passes_over(&mut self, path: &str) -> bool {
        let mut parts = path.split('/');
        if parts.any(|part| NOISE.contains(&part)) || path.rsplit('/').next().is_some_and(is_fork) {
            return true;
        }
        let mut end = 0;
        for part in path.split('/') {
            end += part.len();
            if let Some((_, words)) = CLOSED.iter().find(|(name, _)| *name == part) {
                let folder = path[..end].to_owned();
                if self.named.insert(folder.clone()) {
                    self.leave(&folder, words);
                }
                return true;
            }
            end += 1;
        }
        false
    }

    /// Reads a file, as far as its limit goes; `claimed` is its size as its folder or archive has it.
    pub fn read(&mut self, path: &str, claimed: u64, from: impl Read) -> Result<()> {
        let limit = limit(path);
        let too_large = || {
            let kilobytes = limit >> 10;
            format!("the file has more than {kilobytes} kB and is not read")
        };
        if claimed > limit {
            self.leave(path, &too_large());
            return Ok(());
        }
        if !self.taken.insert(path.to_lowercase()) {
            self.leave(
                path,
                "another file has the same name, or one that differs in capital letters alone: this one is not read",
            );
            return Ok(());
        }
        let mut bytes = Vec::new();
        let read = from.take(limit + 1).read_to_end(&mut bytes);
        self.bytes += bytes.len() as u64;
        if self.bytes > limits::ALL {
            return Err(Error::Failed(format!(
                "the submission has more than {} MB: pack it again with `cargo workbook pack`, \
                 which leaves out what is not graded.",
                limits::ALL >> 20
            )));
        }
        match read {
            Err(error) => {
                self.leave(
                    path,
                    &format!("the file cannot be read: {}", cut(&error.to_string())),
                );
            }
            Ok(_) if bytes.len() as u64 > limit => self.leave(path, &too_large()),
            Ok(_) => drop(self.files.insert(path.to_owned(), bytes)),
        }
        Ok(())
    }
}

/// What macOS keeps of `a.rs` in `._a.rs`.
fn is_fork(name: &str) -> bool {
    name.starts_with("._")
}

/// How many bytes a file may have.
fn limit(path: &str) -> u64 {
    match is_rust(path) {
        true => limits::RUST,
        false => limits::OTHER,
    }
}
