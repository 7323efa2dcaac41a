//! A file that is still coming.

use crate::data::full::{Digest, Hasher, PublishedFile, storage};
use crate::error::{Error, Result};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

/// What has come of a file, on the disk; one process at a time has it.
pub(super) struct Part {
    path: PathBuf,
    file: File,
    hasher: Hasher,
}

impl Part {
    /// Takes up what has come earlier, or begins anew.
    pub(super) fn open(path: PathBuf, published: &PublishedFile) -> Result<Self> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(storage("write", &path))?;
        // Where the file system has no locks, two programs at once spoil the file, and the
        // checksum tells.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Error::Failed(format!(
                "another program is fetching {} just now. Wait until it is done.",
                published.name
            )));
        }
        let mut part = Self {
            path,
            file,
            hasher: Hasher::default(),
        };
        part.hasher
            .read_all(&mut part.file)
            .map_err(storage("read", &part.path))?;
        if published.bytes.is_some_and(|bytes| part.len() > bytes) {
            part.restart()?;
        }
        Ok(part)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes have come.
    pub(super) fn len(&self) -> u64 {
        self.hasher.bytes()
    }

    pub(super) fn digest(&self) -> Digest {
        self.hasher.digest()
    }

    /// Whether this is all of the file, and right.
    pub(super) fn is(&self, published: &PublishedFile) -> bool {
        published.is(&self.digest())
    }

    /// Adds the next bytes, at once: what has come survives whatever ends this process.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.file
            .write_all(bytes)
            .map_err(storage("write", &self.path))?;
        self.hasher.update(bytes);
        Ok(())
    }

    /// Throws away all that has come.
    pub(super) fn restart(&mut self) -> Result<()> {
        self.file
            .set_len(0)
            .and_then(|()| self.file.rewind())
            .map_err(storage("write", &self.path))?;
        self.hasher = Hasher::default();
        Ok(())
    }

    /// Gives the whole file its own name.
    pub(super) fn finish(self, to: &Path) -> Result<()> {
        // Without this a power cut could leave the new name on empty contents.
        self.file.sync_all().map_err(storage("write", &self.path))?;
        drop(self.file);
        fs::rename(&self.path, to).map_err(storage("write", to))
    }

    /// Removes it.
    pub(super) fn delete(self) -> Result<()> {
        drop(self.file);
        fs::remove_file(&self.path).map_err(storage("remove", &self.path))
    }

    /// Removes it if nothing has come.
    pub(super) fn delete_if_empty(&self) {
        if self.len() == 0 {
            let _ = fs::remove_file(&self.path);
        }
    }
}
