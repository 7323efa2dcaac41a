//! A source file that is edited for a while and gets its own bytes back.

use common::error::{Error, Result};
use common::files;
use std::path::{Path, PathBuf};

/// A file that is as it was when this value goes, also after an error.
///
/// What somebody else writes in the meantime is left alone: it is newer than what is kept here.
#[derive(Debug)]
pub struct EditedFile {
    path: PathBuf,
    original: Vec<u8>,
    /// What the file holds if nobody else wrote to it.
    current: Vec<u8>,
}

impl EditedFile {
    /// Keeps the file's bytes.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        // Writing replaces the file: through a link, it must be the file itself.
        let path = path.canonicalize().map_err(Error::io("read", path))?;
        let original = files::read(&path)?;
        Ok(Self {
            path,
            current: original.clone(),
            original,
        })
    }

    /// The bytes that the file had, and will have.
    pub fn original(&self) -> &[u8] {
        &self.original
    }

    /// Changes the file.
    ///
    /// # Errors
    /// [`Error::Failed`] if somebody else has changed it, [`Error::Io`] if it cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if files::read(&self.path)? != self.current {
            return Err(Error::Failed(format!(
                "somebody else changed {} during the measurement; it stays as it is now. \
                 Run the job again when nothing writes to it.",
                self.path.display()
            )));
        }
        files::write_atomic(&self.path, bytes)?;
        self.current = bytes.to_vec();
        Ok(())
    }

    /// Gives the file its bytes back; its time of change is now, so that cargo compiles it anew.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn restore(&mut self) -> Result<()> {
        if self.current == self.original {
            return Ok(());
        }
        let original = self.original.clone();
        self.write(&original)
    }
}

impl Drop for EditedFile {
    fn drop(&mut self) {
        // An error is already on its way, or `restore` was called and told.
        let _ = self.restore();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const ORIGINAL: &[u8] = b"fn f() {}\r\n// \xff no UTF-8, no newline at the end";

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linear.rs");
        fs::write(&path, ORIGINAL).unwrap();
        (folder, path)
    }

    #[test]
    fn the_bytes_come_back_also_after_a_panic() {
        let (folder, path) = file();
        let measured = std::panic::catch_unwind(|| {
            let mut edited = EditedFile::open(&path).unwrap();
            edited.write(b"one").unwrap();
            edited.write(b"two").unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"two");
            panic!("a measurement failed");
        });
        assert!(measured.is_err());
        assert_eq!(fs::read(&path).unwrap(), ORIGINAL);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_somebody_else_wrote_stays() {
        let (_folder, path) = file();
        let mut edited = EditedFile::open(&path).unwrap();
        edited.write(b"one").unwrap();
        fs::write(&path, "an editor saved").unwrap();
        assert!(edited.write(b"two").is_err());
        let error = edited.restore().unwrap_err();
        assert!(error.to_string().contains("linear.rs"), "{error}");
        drop(edited);
        assert_eq!(fs::read(&path).unwrap(), b"an editor saved");
    }

    #[test]
    fn an_unchanged_file_is_not_written() {
        let (_folder, path) = file();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        drop(EditedFile::open(&path).unwrap());
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    }
}
