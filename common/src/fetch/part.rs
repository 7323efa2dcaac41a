//! A file that is still coming.

use crate::data::checksum::sha256_of;
use crate::data::full::{PublishedFile, storage};
use crate::error::{Error, Result};
use std::fs::{self, File, TryLockError};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What has come of a file, on the disk; one process at a time has it.
pub(super) struct Part {
    pub(super) path: PathBuf,
    file: File,
    /// How many bytes have come.
    pub(super) len: u64,
}

impl Part {
    /// Takes up what has come earlier, or begins anew.
    pub(super) fn open(path: PathBuf, published: &PublishedFile) -> Result<Self> {
        let mut options = File::options();
        let options = options.create(true).truncate(false).read(true).write(true);
        let mut file = options.open(&path).map_err(storage("write", &path))?;
        // Where the file system has no locks, two programs at once spoil the file, and the
        // checksum tells.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Error::Failed(format!(
                "another program is fetching {} just now. Wait until it is done.",
                published.name
            )));
        }
        let len = file
            .seek(SeekFrom::End(0))
            .map_err(storage("read", &path))?;
        let mut part = Self { path, file, len };
        if published.bytes.is_some_and(|bytes| len > bytes) {
            part.restart()?;
        }
        Ok(part)
    }

    /// The SHA-256 of what is on the disk.
    pub(super) fn sha256(&mut self) -> Result<String> {
        let read = self.file.rewind().and_then(|()| sha256_of(&self.file));
        read.map_err(storage("read", &self.path))
    }

    /// Adds the next bytes, at once: what has come survives whatever ends this process.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let written = self.file.write_all(bytes);
        written.map_err(storage("write", &self.path))?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Throws away all that has come.
    pub(super) fn restart(&mut self) -> Result<()> {
        let emptied = self.file.set_len(0).and_then(|()| self.file.rewind());
        emptied.map_err(storage("write", &self.path))?;
        self.len = 0;
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
        if self.len == 0 {
            let _ = fs::remove_file(&self.path);
        }
    }
}
