//! A data set as a training goes through it.

use super::{Batch, CHUNK, Data};
use crate::learner::{Batches, DataLoader, Part};
use by_hand::Streams;

/// A data set whose training part comes in shuffled batches, in another order every epoch.
pub struct Shuffled<const D: usize> {
    data: Data<D>,
    batches: Batches,
}

impl<const D: usize> Shuffled<D> {
    /// Batches of `batch_size` examples; the last of an epoch may be smaller.
    pub fn new(data: Data<D>, batch_size: usize, streams: Streams) -> Self {
        let batches = Batches::new(data.train.len(), batch_size, streams);
        Self { data, batches }
    }
}

impl<const D: usize> DataLoader for Shuffled<D> {
    type Batch = Batch<D>;

    fn steps_per_epoch(&self) -> usize {
        self.batches.per_epoch()
    }

    fn batch(&mut self, step: usize) -> Batch<D> {
        self.data.train.gather(self.batches.indices(step)).tracked()
    }

    fn part(&self, part: Part) -> impl Iterator<Item = (usize, Batch<D>)> {
        let batches = self.data.part(part).chunks(CHUNK);
        batches.map(|batch| (batch.labels.dims()[0], batch))
    }

    fn parts(&self) -> Vec<Part> {
        let held_out = self.data.validation.as_ref().map(|_| Part::Validation);
        let parts = [Some(Part::Train), held_out, Some(Part::Test)];
        parts.into_iter().flatten().collect()
    }
}
