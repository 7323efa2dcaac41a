//! A file that is still coming.

use crate::checksum::sha256_of;
use crate::data::full::{PublishedFile, storage};
use crate::error::{Error, Result};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What has come of a file, on the disk; one process at a time has it.
///
/// A server may send all of the file where the rest was asked for, and what it sends may be a page
/// of the network. So this goes into a file beside what has come, and takes its place only when it
/// is known to be better.
pub(super) struct Part {
    pub(super) path: PathBuf,
    kept: Bytes,
    anew: Option<Bytes>,
}

struct Bytes {
    path: PathBuf,
    file: File,
    len: u64,
}

impl Bytes {
    fn open(path: PathBuf) -> Result<Self> {
        let mut options = File::options();
        let options = options.create(true).truncate(false).read(true).write(true);
        let mut file = options.open(&path).map_err(storage("write", &path))?;
        let end = file.seek(SeekFrom::End(0));
        let len = end.map_err(storage("read", &path))?;
        Ok(Self { path, file, len })
    }

    /// Forgets all beyond this length.
    fn cut(&mut self, len: u64) -> Result<()> {
        let cut = self.file.set_len(len).and_then(|()| {
            self.file.seek(SeekFrom::Start(len))?;
            Ok(())
        });
        cut.map_err(storage("write", &self.path))?;
        self.len = len;
        Ok(())
    }

    /// Whether these bytes, of which there are more, begin with the other ones.
    fn begin_with(&mut self, other: &mut Self) -> io::Result<bool> {
        self.file.rewind()?;
        other.file.rewind()?;
        let same = sha256_of((&self.file).take(other.len))? == sha256_of(&other.file)?;
        self.file.seek(SeekFrom::End(0))?;
        Ok(same)
    }
}

impl Part {
    /// Takes up what has come earlier, or begins anew.
    pub(super) fn open(path: PathBuf, published: &PublishedFile) -> Result<Self> {
        let mut kept = Bytes::open(path.clone())?;
        // Where the file system has no locks, two programs at once spoil the file, and the
        // checksum tells.
        if let Err(TryLockError::WouldBlock) = kept.file.try_lock() {
            return Err(Error::Failed(format!(
                "another program is fetching {} just now. Wait until it is done.",
                published.name
            )));
        }
        if published.bytes.is_some_and(|bytes| kept.len > bytes) {
            kept.cut(0)?;
        }
        let mut part = Self {
            path,
            kept,
            anew: None,
        };
        // Of a process that was killed.
        let anew = part.path_of_anew();
        if anew.exists() {
            part.anew = Some(Bytes::open(anew)?);
            part.settle()?;
        }
        Ok(part)
    }

    fn path_of_anew(&self) -> PathBuf {
        self.path.with_extension("anew")
    }

    /// How many bytes are kept.
    pub(super) fn len(&self) -> u64 {
        self.kept.len
    }

    /// How many bytes there are of what is coming just now.
    pub(super) fn coming(&self) -> u64 {
        self.anew.as_ref().unwrap_or(&self.kept).len
    }

    /// What comes next is the file from its first byte on.
    pub(super) fn begin_anew(&mut self) -> Result<()> {
        if self.kept.len > 0 {
            let mut anew = Bytes::open(self.path_of_anew())?;
            // Whoever has the lock of what is kept has this one too, which may take its place.
            let _ = anew.file.try_lock();
            anew.cut(0)?;
            self.anew = Some(anew);
        }
        Ok(())
    }

    /// The SHA-256 of what is coming just now, as far as it is on the disk.
    pub(super) fn sha256(&mut self) -> Result<String> {
        let Bytes { path, file, .. } = self.anew.as_mut().unwrap_or(&mut self.kept);
        let read = file.rewind().and_then(|()| sha256_of(&*file));
        read.map_err(storage("read", path))
    }

    /// Adds the next bytes, at once: what has come survives whatever ends this process.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let coming = self.anew.as_mut().unwrap_or(&mut self.kept);
        let written = coming.file.write_all(bytes);
        written.map_err(storage("write", &coming.path))?;
        coming.len += bytes.len() as u64;
        Ok(())
    }

    /// What came is right.
    pub(super) fn accept(&mut self) -> Result<()> {
        let Some(anew) = self.anew.take() else {
            return Ok(());
        };
        fs::rename(&anew.path, &self.path).map_err(storage("write", &self.path))?;
        let path = self.path.clone();
        self.kept = Bytes { path, ..anew };
        Ok(())
    }

    /// What came is wrong: all is as it was when there were `len` bytes.
    pub(super) fn go_back(&mut self, len: u64) -> Result<()> {
        match self.anew.take() {
            Some(anew) => remove(anew),
            None => self.kept.cut(len),
        }
    }

    /// What came has ended too early: it is kept where it is more of the same.
    pub(super) fn settle(&mut self) -> Result<()> {
        let Some(anew) = &mut self.anew else {
            return Ok(());
        };
        let more = anew.len > self.kept.len && {
            let same = anew.begin_with(&mut self.kept);
            same.map_err(storage("read", &self.path))?
        };
        match more {
            true => self.accept(),
            false => self.go_back(self.kept.len),
        }
    }

    /// Gives the whole file its own name.
    pub(super) fn finish(self, to: &Path) -> Result<()> {
        // Without this a power cut could leave the new name on empty contents.
        let synced = self.kept.file.sync_all();
        synced.map_err(storage("write", &self.path))?;
        drop(self.kept);
        fs::rename(&self.path, to).map_err(storage("write", to))
    }

    /// Removes it.
    pub(super) fn delete(self) -> Result<()> {
        remove(self.kept)
    }

    /// Removes it if nothing has come.
    pub(super) fn delete_if_empty(&self) {
        if self.kept.len == 0 {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn remove(Bytes { path, file, .. }: Bytes) -> Result<()> {
    drop(file);
    fs::remove_file(&path).map_err(storage("remove", &path))
}
