//! The state of a training as bytes and as files.

use crate::checksum::sha256;
use crate::error::{Error, Result};
use crate::files;
use crate::means::Means;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use std::collections::BTreeMap;
use std::path::Path;

/// The whole state of a [`Learner`](super::Learner): named blocks of bytes, each of which becomes a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    blocks: BTreeMap<String, Vec<u8>>,
}

const STEPS: &str = "steps.txt";
const MEANS: &str = "means.txt";
const CHECKSUMS: &str = "checksums.txt";

impl Snapshot {
    /// An empty snapshot taken after this many steps.
    pub fn at(steps: usize) -> Self {
        Self::default().with(STEPS, steps.to_string().into_bytes())
    }

    /// Adds the sums of the steps since the last evaluation.
    pub fn with_means(self, means: &Means) -> Self {
        match means.is_empty() {
            true => self,
            false => self.with(MEANS, means.to_text().into_bytes()),
        }
    }

    /// What [`with_means`](Self::with_means) added; nothing, if it was empty.
    ///
    /// # Errors
    /// [`Error::Data`] if it is damaged.
    pub fn means(&self) -> Result<Means> {
        let text = self
            .blocks
            .get(MEANS)
            .map(|text| String::from_utf8_lossy(text));
        Means::parse(&text.unwrap_or_default())
    }

    /// Adds a block under a file name.
    pub fn with(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.blocks.insert(name.into(), bytes);
        self
    }

    /// All blocks with their names, in the order of these.
    pub fn blocks(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let blocks = self.blocks.iter();
        blocks.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// The block of this name.
    ///
    /// # Errors
    /// [`Error::Data`] if there is none.
    pub fn block(&self, name: &str) -> Result<&[u8]> {
        self.blocks.get(name).map(Vec::as_slice).ok_or_else(|| {
            Error::Data(format!(
                "the checkpoint has no `{name}`: it belongs to another program or is damaged. \
                 Start a new run without --resume."
            ))
        })
    }

    /// After how many steps the snapshot was taken.
    ///
    /// # Errors
    /// [`Error::Data`] if the snapshot does not say so.
    pub fn steps(&self) -> Result<usize> {
        std::str::from_utf8(self.block(STEPS)?)
            .ok()
            .and_then(|text| text.trim().parse().ok())
            .ok_or_else(|| Error::Data(format!("`{STEPS}` of the checkpoint is damaged")))
    }

    /// Writes each block as a file of `folder`, which is created, and a list of their checksums.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn write(&self, folder: &Path) -> Result<()> {
        files::create_folder(folder)?;
        let mut checksums = String::new();
        for (name, bytes) in &self.blocks {
            files::write_atomic(&folder.join(name), bytes)?;
            checksums += &format!("{}  {name}\n", sha256(bytes));
        }
        files::write_atomic(&folder.join(CHECKSUMS), checksums.as_bytes())
    }

    /// Several snapshots as one block, in the safetensors format.
    ///
    /// # Errors
    /// [`Error::Failed`] if they cannot be written as bytes.
    pub fn pack(snapshots: &[Self]) -> Result<Vec<u8>> {
        let failed = |e| Error::Failed(format!("the checkpoint cannot be written: {e}"));
        let blocks = snapshots.iter().enumerate().flat_map(|(number, snapshot)| {
            let blocks = snapshot.blocks.iter();
            blocks.map(move |(name, bytes)| (format!("{number:06}/{name}"), bytes))
        });
        let views = blocks
            .map(|(name, bytes)| Ok((name, TensorView::new(Dtype::U8, vec![bytes.len()], bytes)?)))
            .collect::<Result<Vec<_>, _>>()
            .map_err(failed)?;
        safetensors::serialize(views, None).map_err(failed)
    }

    /// The snapshots that [`pack`](Self::pack) made one block of.
    ///
    /// # Errors
    /// [`Error::Data`] if the block is damaged.
    pub fn unpack(bytes: &[u8]) -> Result<Vec<Self>> {
        let damaged = || Error::Data("a part of the checkpoint is damaged".into());
        let blocks = SafeTensors::deserialize(bytes).map_err(|_| damaged())?;
        let mut snapshots: BTreeMap<&str, Self> = BTreeMap::new();
        for (name, view) in blocks.iter() {
            let (number, name) = name.split_once('/').ok_or_else(damaged)?;
            let blocks = &mut snapshots.entry(number).or_default().blocks;
            blocks.insert(name.into(), view.data().to_vec());
        }
        Ok(snapshots.into_values().collect())
    }

    /// Reads the files that [`write`](Self::write) has listed; whatever else has come into the folder is
    /// passed over.
    ///
    /// # Errors
    /// [`Error::Io`] with the path; [`Error::Data`] if a file is missing or not as it was written.
    pub fn read(folder: &Path) -> Result<Self> {
        let list = folder.join(CHECKSUMS);
        if !list.exists() {
            return Self::read_unlisted(folder);
        }
        let list = String::from_utf8_lossy(&files::read(&list)?).into_owned();
        let damaged = |name: &str, what: &str| {
            Error::Data(format!(
                "{} {what}: it is not what was saved. Put the file back from a copy, or start a new run \
                 without --resume.",
                folder.join(name).display()
            ))
        };
        let mut snapshot = Self::default();
        for line in list.lines() {
            let (expected, name) = line
                .split_once("  ")
                .ok_or_else(|| damaged(CHECKSUMS, "is damaged"))?;
            let path = folder.join(name);
            if !path.is_file() {
                return Err(damaged(name, "is missing"));
            }
            let bytes = files::read(&path)?;
            if sha256(&bytes) != expected {
                return Err(damaged(name, "has changed"));
            }
            snapshot.blocks.insert(name.into(), bytes);
        }
        match snapshot.blocks.is_empty() {
            true => Err(damaged(CHECKSUMS, "is empty")),
            false => Ok(snapshot),
        }
    }

    /// Reads a folder of an earlier version, which listed nothing.
    fn read_unlisted(folder: &Path) -> Result<Self> {
        let mut snapshot = Self::default();
        for entry in std::fs::read_dir(folder).map_err(Error::io("read", folder))? {
            let path = entry.map_err(Error::io("read", folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_file() && !name.starts_with('.') {
                let bytes = files::read(&path)?;
                snapshot.blocks.insert(name.into_owned(), bytes);
            }
        }
        Ok(snapshot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_survives_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = Snapshot::at(7).with("model.bin", vec![1, 2, 3]);
        snapshot.write(&folder.path().join("7")).unwrap();
        let read = Snapshot::read(&folder.path().join("7")).unwrap();
        assert_eq!(read, snapshot);
        assert_eq!(read.steps().unwrap(), 7);
        assert_eq!(read.block("optimizer.bin").unwrap_err().exit_code(), 4);
    }

    #[test]
    fn files_that_are_not_as_they_were_written_are_refused_and_foreign_ones_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = Snapshot::at(7).with("model.bin", vec![1, 2, 3]);
        snapshot.write(folder.path()).unwrap();
        std::fs::create_dir(folder.path().join(".ipynb_checkpoints")).unwrap();
        std::fs::write(folder.path().join("Thumbs.db"), "x").unwrap();
        assert_eq!(Snapshot::read(folder.path()).unwrap(), snapshot);
        for (name, bytes, told) in [
            ("model.bin", Some(&[1, 9, 3][..]), "model.bin has changed"),
            ("model.bin", Some(&[1]), "model.bin has changed"),
            ("steps.txt", Some(&[]), "steps.txt has changed"),
            ("model.bin", None, "model.bin is missing"),
            (CHECKSUMS, Some(&[]), "checksums.txt is empty"),
            (CHECKSUMS, Some(b"x"), "checksums.txt is damaged"),
        ] {
            snapshot.write(folder.path()).unwrap();
            let path = folder.path().join(name);
            match bytes {
                Some(bytes) => std::fs::write(path, bytes).unwrap(),
                None => std::fs::remove_file(path).unwrap(),
            }
            let error = Snapshot::read(folder.path()).unwrap_err();
            let text = error.to_string();
            assert!(error.exit_code() == 4 && text.contains(told), "{text}");
            assert!(text.contains("start a new run"), "{text}");
        }
    }

    #[test]
    fn packed_snapshots_keep_their_order_and_blocks() {
        let snapshot = |steps| Snapshot::at(steps).with("model.bin", vec![0; steps]);
        let snapshots: Vec<_> = (0..12).map(snapshot).collect();
        let bytes = Snapshot::pack(&snapshots).unwrap();
        assert_eq!(Snapshot::unpack(&bytes).unwrap(), snapshots);
        assert!(Snapshot::unpack(&bytes[..bytes.len() - 1]).is_err());
    }
}
