//! One training as a value.
//!
//! Networks written by hand, Burn modules, adversarial pairs and Boltzmann machines differ in
//! what a step is. To everything around them (the training loop, checkpoints, the lab
//! demonstrations) they are all a [`Learner`].

use crate::error::{Error, Result};
use crate::files;
use crate::metrics::Metrics;
use burn::tensor::Tensor;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// The part of the data that an evaluation looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The examples that the model learns from.
    Train,
    /// The examples that it has never seen and that select nothing.
    Test,
    /// Examples held out of the training set: these may select, and stop a training early.
    Validation,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Train => "train",
            Self::Test => "test",
            Self::Validation => "validation",
        })
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "train" => Ok(Self::Train),
            "test" => Ok(Self::Test),
            "validation" => Ok(Self::Validation),
            _ => Err(Error::Data(format!("`{text}` is no part of a data set"))),
        }
    }
}

/// What one step of training reports.
///
/// The loss stays a tensor: reading it makes a GPU wait, so the training loop reads many at once.
#[derive(Debug, Clone)]
pub struct StepReport {
    /// The loss of this step's batch before the update, shape `[1]`, without autodiff.
    pub loss: Tensor<1>,
}

/// Model, optimiser state, position in the data: all that the rest of the training depends on.
///
/// Random numbers need no place in it: they follow from seed, stream name and step.
pub trait Learner {
    /// One update of the parameters from one batch.
    ///
    /// # Errors
    /// Where the work of a step can fail for a reason other than programming.
    fn step(&mut self) -> Result<StepReport>;

    /// The current model's metrics on one part of the data, in evaluation mode.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    fn evaluate(&mut self, part: Part) -> Result<Metrics>;

    /// How many steps have been done since the start of the training.
    fn steps(&self) -> usize;

    /// How many steps go once through the training set.
    fn steps_per_epoch(&self) -> usize;

    /// Whether more steps would be of no use, so that the training ends before its last epoch.
    fn is_finished(&self) -> bool {
        false
    }

    /// A copy of the whole state.
    ///
    /// # Errors
    /// If a part of the state cannot be written as bytes.
    fn snapshot(&self) -> Result<Snapshot>;

    /// Goes back to a state; training goes on from there exactly as it did the first time.
    ///
    /// # Errors
    /// [`Error::Data`] if the snapshot is of another model or damaged.
    fn restore(&mut self, snapshot: &Snapshot) -> Result<()>;

    /// Writes a snapshot as a folder of files.
    ///
    /// # Errors
    /// Those of [`snapshot`](Self::snapshot) and of writing.
    fn save(&self, folder: &Path) -> Result<()> {
        self.snapshot()?.write(folder)
    }

    /// Reads a folder that [`save`](Self::save) wrote.
    ///
    /// # Errors
    /// Those of [`restore`](Self::restore) and of reading.
    fn load(&mut self, folder: &Path) -> Result<()> {
        let snapshot = Snapshot::read(folder)?;
        self.restore(&snapshot)
    }
}

/// The whole state of a [`Learner`]: named blocks of bytes, each of which becomes a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    blocks: BTreeMap<String, Vec<u8>>,
}

const STEPS: &str = "steps.txt";

impl Snapshot {
    /// An empty snapshot taken after this many steps.
    pub fn at(steps: usize) -> Self {
        Self::default().with(STEPS, steps.to_string().into_bytes())
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

/// Which examples each step sees: a new shuffle every epoch, cut into batches.
///
/// The shuffle of an epoch follows from the seed and the epoch's number, so a position is no more
/// than a count of steps.
#[derive(Debug, Clone)]
pub struct Batches {
    examples: usize,
    batch_size: usize,
    streams: by_hand::Streams,
    shuffled: Option<(usize, Vec<usize>)>,
}

impl Batches {
    /// Batches of `batch_size` from a set of `examples`; the last of an epoch may be smaller.
    pub fn new(examples: usize, batch_size: usize, streams: by_hand::Streams) -> Self {
        Self {
            examples,
            batch_size,
            streams,
            shuffled: None,
        }
    }

    /// Whether a batch is the whole set, in which case its order does not matter.
    pub fn is_full(&self) -> bool {
        self.batch_size >= self.examples
    }

    /// How many batches an epoch has.
    pub fn per_epoch(&self) -> usize {
        self.examples.div_ceil(self.batch_size)
    }

    /// The order of the examples in the epoch of this step (counted from 0), and which batch of
    /// that epoch the step is.
    pub fn epoch_of(&mut self, step: usize) -> (&[usize], usize) {
        let epoch = step / self.per_epoch();
        if self.shuffled.as_ref().is_none_or(|(of, _)| *of != epoch) {
            let order = self
                .streams
                .at("shuffle", epoch as u64)
                .permutation(self.examples);
            self.shuffled = Some((epoch, order));
        }
        let order = &self.shuffled.as_ref().expect("was just filled").1;
        (order, step % self.per_epoch())
    }

    /// The examples of this step, counted from 0.
    pub fn indices(&mut self, step: usize) -> &[usize] {
        let size = self.batch_size;
        let (order, batch) = self.epoch_of(step);
        let end = (batch * size + size).min(order.len());
        &order[batch * size..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use by_hand::Streams;

    #[test]
    fn an_epoch_sees_every_example_once_and_the_next_in_another_order() {
        let mut batches = Batches::new(10, 4, Streams::new(1));
        let epoch = |batches: &mut Batches, first| -> Vec<usize> {
            (first..first + 3)
                .flat_map(|step| batches.indices(step).to_vec())
                .collect()
        };
        let (first, second) = (epoch(&mut batches, 0), epoch(&mut batches, 3));
        assert_ne!(first, second);
        let mut sorted = first.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..10).collect::<Vec<_>>());
        // A new value that starts in mid-epoch sees what the first one saw there.
        let mut resumed = Batches::new(10, 4, Streams::new(1));
        assert_eq!(resumed.indices(4), &second[4..8]);
    }

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
