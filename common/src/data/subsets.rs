//! Other training sets from one: smaller, with a part held out, with wrong labels.

use super::{Data, partition};
use by_hand::Streams;

impl<const D: usize> Data<D> {
    /// The same data without a tenth of the training examples, drawn at random and stratified by
    /// class from the stream "hold out": they become the validation part.
    pub fn hold_out(self, streams: &Streams) -> Self {
        self.hold_out_share(0.1, streams)
    }

    /// As [`hold_out`](Self::hold_out), of this share of each class, rounded up; an example of each class
    /// stays.
    pub fn hold_out_share(self, share: f64, streams: &Streams) -> Self {
        let [train, held] =
            partition::held_out(self.train.labels(), share, streams).divide(&self.train);
        Self {
            train,
            validation: Some(held),
            ..self
        }
    }

    /// The same data with the first `count` of the training examples in a random order from the
    /// stream "subset": a smaller set is always part of a larger one.
    ///
    /// # Panics
    /// If there are fewer examples, or `count` is 0.
    pub fn with_training_examples(self, count: usize, streams: &Streams) -> Self {
        let order = streams.stream("subset").permutation(self.train.len());
        Self {
            train: self.train.keep(&order[..count]),
            ..self
        }
    }

    /// The same data with this share of the training examples, drawn at random from the stream "label
    /// noise", under the label of another class. Test labels stay right.
    ///
    /// # Panics
    /// If the share is not in `[0, 1]`, or there is only one class.
    pub fn with_label_noise(self, share: f64, streams: &Streams) -> Self {
        assert!((0.0..=1.0).contains(&share), "a share, not {share}");
        let (classes, mut labels) = (self.classes.len(), self.train.labels().to_vec());
        let mut stream = streams.stream("label noise");
        let order = stream.permutation(labels.len());
        let wrong = (share * labels.len() as f64).round() as usize;
        for &example in &order[..wrong] {
            let other = 1 + stream.below(classes - 1);
            labels[example] = (labels[example] + other) % classes;
        }
        Self {
            train: self.train.with_labels(labels),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ExampleSet;
    use super::*;
    use burn::tensor::Device;

    /// 100 examples of three classes, each a number.
    fn data() -> Data<2> {
        let set = |count: usize| {
            let values = (0..count).map(|example| example as f64).collect();
            let labels = (0..count).map(|example| example % 3).collect();
            ExampleSet::from_floats(values, &[1], labels, &Device::flex())
        };
        Data {
            name: "numbers".into(),
            train: set(100),
            test: set(30),
            validation: None,
            classes: ["a", "b", "c"].map(String::from).to_vec(),
            feature_names: Vec::new(),
            remarks: Vec::new(),
        }
    }

    fn inputs(set: &ExampleSet<2>) -> Vec<f64> {
        set.whole().inputs.into_data().iter().collect()
    }

    #[test]
    fn a_share_of_the_training_labels_becomes_wrong_and_no_test_label() {
        let noisy = data().with_label_noise(0.3, &Streams::new(1));
        let pairs = data().train.labels().to_vec().into_iter();
        let wrong = pairs.zip(noisy.train.labels()).filter(|(a, b)| a != *b);
        assert_eq!(wrong.count(), 30);
        assert!(noisy.train.labels().iter().all(|label| *label < 3));
        assert_eq!(noisy.test.labels(), data().test.labels());
        assert_eq!(inputs(&noisy.train), inputs(&data().train));
        // The device's labels are those of the host.
        let on_device: Vec<i64> = noisy.train.whole().labels.into_data().iter().collect();
        let on_host = noisy.train.labels().iter().map(|label| *label as i64);
        assert_eq!(on_device, on_host.collect::<Vec<_>>());
    }

    #[test]
    fn wrong_labels_follow_from_the_seed() {
        let labels = |seed| {
            let noisy = data().with_label_noise(0.3, &Streams::new(seed));
            noisy.train.labels().to_vec()
        };
        assert_eq!(labels(1), labels(1));
        assert_ne!(labels(1), labels(2));
    }

    #[test]
    fn a_held_out_part_has_no_example_of_the_rest() {
        let held = data().hold_out(&Streams::new(1));
        let validation = held.validation.unwrap();
        // A tenth of 34, 33 and 33, rounded up.
        assert_eq!((validation.len(), held.train.len()), (12, 88));
        let mut all = [inputs(&held.train), inputs(&validation)].concat();
        all.sort_by(f64::total_cmp);
        assert_eq!(all, inputs(&data().train));
    }
}
