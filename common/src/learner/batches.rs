//! Which examples each step of a training sees.

use by_hand::Streams;

/// Which examples each step sees: a new shuffle every epoch, cut into batches.
///
/// The shuffle of an epoch follows from the seed and the epoch's number, so a position is no more
/// than a count of steps.
#[derive(Debug, Clone)]
pub struct Batches {
    examples: usize,
    batch_size: usize,
    streams: Streams,
    shuffled: Option<(usize, Vec<usize>)>,
}

impl Batches {
    /// Batches of `batch_size` from a set of `examples`; the last of an epoch may be smaller.
    pub fn new(examples: usize, batch_size: usize, streams: Streams) -> Self {
        Self {
            examples,
            batch_size,
            streams,
            shuffled: None,
        }
    }

    /// Examples in a batch; the last of an epoch may have fewer.
    pub fn size(&self) -> usize {
        self.batch_size
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
}
