//! What is measured of a model: named numbers in a fixed order.

use crate::statistics::{Summary, median};
use burn::tensor::Tensor;
use serde_json::{Map, Value};

/// Named numbers, in the order in which tables and files show them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metrics(Vec<(String, Measured)>);

/// One measured number, and what it was made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// A number of one training.
    One(f64),
    /// The mean of a number for each seed.
    Mean(Vec<f64>),
    /// Their median.
    Median(Vec<f64>),
}

impl Measured {
    /// The number that is told.
    pub fn value(&self) -> f64 {
        match self {
            Self::One(value) => *value,
            Self::Mean(values) => Summary::of(values).mean,
            Self::Median(values) => median(values).unwrap_or(f64::NAN),
        }
    }
}

impl From<f64> for Measured {
    fn from(value: f64) -> Self {
        Self::One(value)
    }
}

impl From<Vec<f64>> for Measured {
    fn from(of_seeds: Vec<f64>) -> Self {
        Self::Mean(of_seeds)
    }
}

impl Metrics {
    /// Loss and accuracy, the metrics of a classifier.
    ///
    /// `loss` is the mean over the examples in nats, `accuracy` a fraction of 1.
    pub fn classification(loss: f64, accuracy: f64) -> Self {
        Self::from_iter([("loss", loss), ("accuracy", accuracy)])
    }

    /// Adds a number at the end.
    pub fn push(&mut self, name: impl Into<String>, measured: impl Into<Measured>) {
        self.0.push((name.into(), measured.into()));
    }

    /// Adds all numbers of another, each name behind a prefix: `test_` gives `test_loss`.
    pub fn extend(&mut self, prefix: &str, other: Self) {
        let prefixed = |(name, measured)| (format!("{prefix}{name}"), measured);
        self.0.extend(other.0.into_iter().map(prefixed));
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// All names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.measured()
            .map(|(name, measured)| (name, measured.value()))
    }

    /// All names in order, and what their values were made of.
    pub fn measured(&self) -> impl Iterator<Item = (&str, &Measured)> {
        self.0
            .iter()
            .map(|(name, measured)| (name.as_str(), measured))
    }

    /// As a JSON object. A value that is not finite becomes `null`, the only thing JSON has for it.
    pub fn to_json(&self) -> Map<String, Value> {
        self.iter()
            .map(|(name, value)| (name.to_owned(), Value::from(value)))
            .collect()
    }
}

impl<S: Into<String>> FromIterator<(S, f64)> for Metrics {
    fn from_iter<I: IntoIterator<Item = (S, f64)>>(pairs: I) -> Self {
        let one = |(name, value): (S, f64)| (name.into(), Measured::One(value));
        Self(pairs.into_iter().map(one).collect())
    }
}

/// A number as people read it: four decimals, none for a count, digits that count for what is small.
pub fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 2.0 && size.fract() == 0.0 => format!("{value}"),
        size if size > 0.0 && size < 1e-3 => format!("{value:.1e}"),
        _ => format!("{value:.4}"),
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
        assert_eq!(predictions(logits), [0, 1, 0]);
        assert_eq!(
            confusion_matrix(2, &[0, 1, 1], &[0, 1, 0]),
            [vec![1, 0], vec![1, 1]]
        );
    }

    #[test]
    fn numbers_are_shown_with_the_digits_that_count() {
        let numbers = [1.0, 0.98765, 17930.0, 0.00012, 0.0, -3.5, f64::NAN];
        let expected = [
            "1.0000", "0.9877", "17930", "1.2e-4", "0.0000", "-3.5000", "NaN",
        ];
        assert_eq!(numbers.map(shown), expected);
    }

    #[test]
    fn names_keep_their_order_and_take_a_prefix() {
        let mut metrics = Metrics::default();
        metrics.extend("test_", Metrics::classification(0.5, 0.9));
        metrics.push("epochs", Measured::Median(vec![4.0, 1.0, 2.0]));
        metrics.push("gap", Measured::Mean(vec![4.0, 1.0, 1.0]));
        assert_eq!(metrics.get("test_accuracy"), Some(0.9));
        let json = serde_json::to_string(&metrics.to_json()).unwrap();
        let expected = r#"{"test_loss":0.5,"test_accuracy":0.9,"epochs":2.0,"gap":2.0}"#;
        assert_eq!(json, expected);
    }
}
