//! What is measured of a model: named numbers in a fixed order.

use burn::tensor::{Int, Tensor};
use serde_json::{Map, Value};

/// Named numbers, in the order in which tables and files show them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metrics(Vec<(String, f64)>);

impl Metrics {
    /// Loss and accuracy, the metrics of a classifier.
    ///
    /// `loss` is the mean over the examples in nats, `accuracy` a fraction of 1.
    pub fn classification(loss: f64, accuracy: f64) -> Self {
        Self::from_iter([("loss", loss), ("accuracy", accuracy)])
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// All names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// As a JSON object, each name behind a prefix: `test_` gives `test_loss`. A value that is not
    /// finite becomes `null`, the only thing JSON has for it.
    pub fn to_json(&self, prefix: &str) -> Map<String, Value> {
        self.iter()
            .map(|(name, value)| (format!("{prefix}{name}"), Value::from(value)))
            .collect()
    }
}

impl<S: Into<String>> FromIterator<(S, f64)> for Metrics {
    fn from_iter<I: IntoIterator<Item = (S, f64)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(n, v)| (n.into(), v)).collect())
    }
}

/// The class with the largest logit, for each example.
///
/// # Shapes
/// - logits: `[batch, class]`
/// - output: `batch` class indices
pub fn predictions(logits: Tensor<2>) -> Vec<usize> {
    logits
        .argmax(1)
        .into_data()
        .iter::<i64>()
        .map(|class| class as usize)
        .collect()
}

/// How many examples have their largest logit at their label.
///
/// # Shapes
/// - logits: `[batch, class]`
/// - labels: `[batch]`
pub fn correct(logits: Tensor<2>, labels: Tensor<1, Int>) -> usize {
    let hits = logits.argmax(1).squeeze_dim::<1>(1).equal(labels);
    hits.int().sum().into_scalar::<i64>() as usize
}

/// Counts of (true class, predicted class): rows are true classes.
pub fn confusion_matrix(classes: usize, labels: &[usize], predicted: &[usize]) -> Vec<Vec<usize>> {
    let mut counts = vec![vec![0; classes]; classes];
    for (&label, &prediction) in labels.iter().zip(predicted) {
        counts[label][prediction] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    #[test]
    fn predictions_and_counts_of_a_small_batch() {
        let device = Device::flex();
        let logits = Tensor::<2>::from_data([[2.0, 1.0], [0.0, 3.0], [5.0, 4.0]], &device);
        let labels = Tensor::<1, Int>::from_data([0, 1, 1], &device);
        assert_eq!(predictions(logits.clone()), [0, 1, 0]);
        assert_eq!(correct(logits, labels), 2);
        assert_eq!(
            confusion_matrix(2, &[0, 1, 1], &[0, 1, 0]),
            [vec![1, 0], vec![1, 1]]
        );
    }

    #[test]
    fn names_keep_their_order_and_take_a_prefix() {
        let metrics = Metrics::classification(0.5, 0.9);
        assert_eq!(metrics.get("accuracy"), Some(0.9));
        let json = serde_json::to_string(&metrics.to_json("test_")).unwrap();
        assert_eq!(json, r#"{"test_loss":0.5,"test_accuracy":0.9}"#);
    }
}
