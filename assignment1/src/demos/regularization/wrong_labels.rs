//! Training examples with a wrong label, and how many of these labels a network repeats.

use crate::staff::MlpTraining;
use common::data::Data;
use common::metrics;

/// The training examples that have a wrong label.
pub struct WrongLabels(Vec<usize>);

impl WrongLabels {
    /// Those of `noisy`, whose training examples are some of those of `clean`.
    pub fn new(noisy: &Data<2>, clean: &Data<2>) -> Self {
        let points =
            |data: &Data<2>| -> Vec<f64> { data.train.whole().inputs.into_data().iter().collect() };
        let (points, of_clean) = (points(noisy), points(clean));
        let features = noisy.features();
        let right = |point: &[f64]| {
            let place = of_clean.chunks(features).position(|it| it == point);
            place.map(|place| clean.train.labels()[place])
        };
        let labelled = points
            .chunks(features)
            .zip(noisy.train.labels())
            .enumerate();
        let wrong = labelled.filter(|(_, (point, label))| right(point) != Some(**label));
        Self(wrong.map(|(example, _)| example).collect())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// How many of them the network repeats.
    pub fn repeated(&self, learner: &mut MlpTraining) -> usize {
        let train = learner.data().train.clone();
        let said = metrics::predictions(learner.logits(train.whole().inputs));
        let repeats = |example: &&usize| said[**example] == train.labels()[**example];
        self.0.iter().filter(repeats).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use common::data::Dataset;
    use common::examples::Examples;
    use common::learner::Start;
    use common::settings::{Base, Length};

    #[test]
    fn wrong_labels_are_found_whatever_was_taken_from_the_set() {
        let start = Start::new(&Base::default(), Length::NONE).unwrap();
        let clean = Examples::generated(Dataset::Moons, 500, 0.1);
        let clean = clean.load(&start).unwrap();
        let noisy = clean.clone().with_label_noise(0.25, &start.streams);
        assert_eq!(WrongLabels::new(&noisy, &clean).count(), 100);
        let fewer = noisy.hold_out(&start.streams);
        let fewer = fewer.with_training_examples(80, &start.streams);
        let wrong = WrongLabels::new(&fewer, &clean).count();
        assert!((10..31).contains(&wrong), "{wrong} of 80");
        assert_eq!(WrongLabels::new(&clean, &clean).count(), 0);
    }
}
