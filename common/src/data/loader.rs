//! A data set as a training goes through it.

use super::{Batch, CHUNK, Data, ExampleSet};
use crate::learner::{Batches, DataLoader, Part};
use by_hand::Streams;

/// A data set whose training part comes in shuffled batches, in another order every epoch; a batch that is
/// all of it comes in stored order.
pub struct Shuffled<const D: usize> {
    data: Data<D>,
    batches: Batches,
    /// What is measured in place of the training part.
    sample: Option<ExampleSet<D>>,
}

impl<const D: usize> Shuffled<D> {
    /// Batches of `batch_size` examples; the last of an epoch may be smaller.
    pub fn new(data: Data<D>, batch_size: usize, streams: Streams) -> Self {
        let batches = Batches::new(data.train.len(), batch_size, streams);
        Self {
            data,
            batches,
            sample: None,
        }
    }

    /// The same batches, measured on at most so many of the training examples, drawn once from the stream
    /// "measured". Where that leaves some out, what is measured is [`Part::TrainSample`], and bears this
    /// name in files, figures and results.
    pub fn measuring(self, most: usize, streams: &Streams) -> Self {
        let train = &self.data.train;
        let sample = (train.len() > most).then(|| {
            let order = streams.stream("measured").permutation(train.len());
            train.keep(&order[..most])
        });
        Self { sample, ..self }
    }

    /// Examples in a batch; the last of an epoch may have fewer.
    pub fn batch_size(&self) -> usize {
        self.batches.size()
    }

    /// The data set.
    pub fn data(&self) -> &Data<D> {
        &self.data
    }
}

impl<const D: usize> DataLoader for Shuffled<D> {
    type Batch = Batch<D>;

    fn steps_per_epoch(&self) -> usize {
        self.batches.per_epoch()
    }

    fn batch(&mut self, step: usize) -> Batch<D> {
        let train = &self.data.train;
        let batch = match self.batches.is_full() {
            true => train.whole(),
            false => train.gather(self.batches.indices(step)),
        };
        batch.tracked()
    }

    fn part(&self, part: Part) -> impl Iterator<Item = (usize, Batch<D>)> {
        let sample = self.sample.as_ref().filter(|_| part == Part::TrainSample);
        let set = sample.unwrap_or_else(|| self.data.part(part));
        let batches = set.chunks(CHUNK);
        batches.map(|batch| (batch.labels.dims()[0], batch))
    }

    fn parts(&self) -> Vec<Part> {
        let train = self
            .sample
            .as_ref()
            .map_or(Part::Train, |_| Part::TrainSample);
        let held_out = self.data.validation.as_ref().map(|_| Part::Validation);
        let parts = [Some(train), held_out, Some(Part::Test)];
        parts.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::ExampleSet;
    use super::*;
    use burn::tensor::Device;

    fn loader(most: usize, seed: u64) -> Shuffled<2> {
        let set = |count: usize| {
            let values = (0..count).map(|example| example as f64).collect();
            let labels = (0..count).map(|example| example % 2).collect();
            ExampleSet::from_floats(values, &[1], labels, &Device::flex())
        };
        let data = Data {
            name: "numbers".into(),
            train: set(100),
            test: set(10),
            validation: None,
            classes: ["even", "odd"].map(String::from).to_vec(),
            feature_names: Vec::new(),
            remarks: Vec::new(),
        };
        Shuffled::new(data, 32, Streams::new(seed)).measuring(most, &Streams::new(seed))
    }

    fn measured(loader: &Shuffled<2>) -> Vec<f64> {
        let part = loader.parts()[0];
        let batches = loader.part(part).map(|(_, batch)| batch.inputs.into_data());
        batches
            .flat_map(|data| data.iter::<f64>().collect::<Vec<_>>())
            .collect()
    }

    #[test]
    fn a_sample_of_the_training_part_is_measured_under_a_name_of_its_own() {
        let mut sampled = loader(20, 1);
        assert_eq!(sampled.parts(), [Part::TrainSample, Part::Test]);
        let before = measured(&sampled);
        assert_eq!(before.len(), 20);
        // Each once, and its own label with it.
        let mut sorted = before.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        assert_eq!(sorted.len(), 20);
        let (_, batch) = sampled.part(Part::TrainSample).next().unwrap();
        let labels: Vec<i64> = batch.labels.into_data().iter().collect();
        assert!(
            before
                .iter()
                .zip(labels)
                .all(|(x, label)| *x as i64 % 2 == label)
        );
        // Steps see all examples, and change nothing of it.
        assert_eq!(sampled.steps_per_epoch(), 4);
        sampled.batch(0);
        assert_eq!(measured(&sampled), before);
        assert_eq!(measured(&loader(20, 1)), before);
        assert_ne!(measured(&loader(20, 2)), before);
        assert_eq!(
            Part::TrainSample.to_string().parse::<Part>().unwrap(),
            Part::TrainSample
        );
    }

    #[test]
    fn a_small_training_part_is_measured_whole() {
        let whole = loader(100, 1);
        assert_eq!(whole.parts(), [Part::Train, Part::Test]);
        assert_eq!(
            measured(&whole),
            (0..100).map(f64::from).collect::<Vec<_>>()
        );
    }
}
