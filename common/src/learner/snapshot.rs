//! The state of a training as bytes and as files.

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

    /// Writes each block as a file of `folder`, which is created.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn write(&self, folder: &Path) -> Result<()> {
        files::create_folder(folder)?;
        for (name, bytes) in &self.blocks {
            files::write_atomic(&folder.join(name), bytes)?;
        }
        Ok(())
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

    /// Reads every file of `folder`.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut snapshot = Self::default();
        for entry in std::fs::read_dir(folder).map_err(Error::io("read", folder))? {
            let path = entry.map_err(Error::io("read", folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            snapshot
                .blocks
                .insert(name.into_owned(), files::read(&path)?);
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
    fn packed_snapshots_keep_their_order_and_blocks() {
        let snapshot = |steps| Snapshot::at(steps).with("model.bin", vec![0; steps]);
        let snapshots: Vec<_> = (0..12).map(snapshot).collect();
        let bytes = Snapshot::pack(&snapshots).unwrap();
        assert_eq!(Snapshot::unpack(&bytes).unwrap(), snapshots);
        assert!(Snapshot::unpack(&bytes[..bytes.len() - 1]).is_err());
    }
}
