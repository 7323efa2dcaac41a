//! What has been graded so far, a line a submission, safe on the disk before the next one begins.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use common::error::{Error, Result};
use serde::{Deserialize, Serialize};

use crate::grading::Graded;
use crate::grading::replies::Replies;

/// The journal's name in the folder of results.
pub const FILE: &str = "journal.jsonl";

/// A line of the journal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// Whether exercises without points were asked.
    pub practice: bool,
    /// The result.
    pub graded: Graded,
    /// What the submission answered, to be compared once more without running it.
    pub replies: Replies,
}

/// What an entry must agree in to stand for a submission that is to be graded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What was taken, as a checksum.
    pub submission: String,
    /// What it is compared with, as a checksum.
    pub edition: String,
    /// Whether exercises without points are asked.
    pub practice: bool,
}

/// The journal of one folder of results.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Mutex<File>,
    kept: Vec<Entry>,
}

impl Journal {
    /// Opens a folder's journal and reads what is whole in it. The rest of a line that a power cut left is
    /// taken off. A second grader in the same folder is refused.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let failed = |act| Error::io(act, &path);
        let mut options = OpenOptions::new();
        let opened = options
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path);
        let mut file = opened.map_err(failed("open"))?;
        if file.try_lock().is_err() {
            return Err(Error::Usage(format!(
                "another grader is at work in {}: wait for it, or give another folder with --out.",
                folder.display()
            )));
        }
        let bytes = common::files::read(&path)?;
        let mut kept = Vec::new();
        let mut whole = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let ended = line.ends_with(b"\n");
            match serde_json::from_slice::<Entry>(line) {
                Ok(entry) if ended => kept.push(entry),
                _ if !ended => break,
                Err(error) => {
                    return Err(Error::Failed(format!(
                        "{}: line {} cannot be read: {error}. Move the file away; what it held is graded again.",
                        path.display(),
                        kept.len() + 1
                    )));
                }
                Ok(_) => {}
            }
            whole += line.len() as u64;
        }
        file.set_len(whole).map_err(failed("shorten"))?;
        file.seek(SeekFrom::End(0)).map_err(failed("read"))?;
        Ok(Self {
            path,
            file: Mutex::new(file),
            kept,
        })
    }

    /// The latest entry of each student that stands for what is to be graded now.
    pub fn of(&self, keys: &BTreeMap<String, Key>) -> BTreeMap<String, Entry> {
        let fits = |entry: &&Entry| {
            keys.get(&entry.graded.student).is_some_and(|key| {
                let Graded {
                    submission,
                    edition,
                    ..
                } = &entry.graded;
                (submission, edition, entry.practice)
                    == (&key.submission, &key.edition, key.practice)
            })
        };
        let kept = self.kept.iter().filter(fits);
        kept.map(|entry| (entry.graded.student.clone(), entry.clone()))
            .collect()
    }

    /// The latest entry of each student, whatever was graded.
    pub fn before(&self) -> BTreeMap<String, Entry> {
        let kept = self.kept.iter();
        kept.map(|entry| (entry.graded.student.clone(), entry.clone()))
            .collect()
    }

    /// Adds an entry; it is on the disk when this returns.
    pub fn add(&self, entry: &Entry) -> Result<()> {
        let mut line =
            serde_json::to_vec(entry).map_err(|error| Error::Failed(error.to_string()))?;
        line.push(b'\n');
        let mut file = self
            .file
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let written = file.write_all(&line).and_then(|()| file.sync_data());
        written.map_err(Error::io("write", &self.path))?;
        common::kill_points::reached("journal");
        Ok(())
    }
}
