//! Where the batches of a training come from.

use super::Part;

/// Steps in an epoch of a source that has no end.
pub const ENDLESS_EPOCH: usize = 100;

/// Tables with shuffled batches, sources without an end, windows of a text.
pub trait DataLoader: Send {
    /// What a step learns from.
    type Batch;

    /// How many steps go once through the training part; [`ENDLESS_EPOCH`] where that never happens.
    fn steps_per_epoch(&self) -> usize;

    /// What a step, counted from 0, learns from; inputs are on the autodiff device, by which Burn's
    /// dropout and batch normalisation know that they train. It follows from seed and step alone.
    fn batch(&mut self, step: usize) -> Self::Batch;

    /// One part of the data, always in the same order and without autodiff: batches, each with the
    /// number of its examples.
    fn part(&self, part: Part) -> impl Iterator<Item = (usize, Self::Batch)>;

    /// The parts that there are to measure a model on.
    fn parts(&self) -> Vec<Part> {
        vec![Part::Train, Part::Test]
    }
}
