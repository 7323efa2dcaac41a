//! What a classifier answers to every example of a part, and where it is wrong.

use burn::tensor::{Tensor, activation};
use common::metrics;

/// The answers to some examples.
#[derive(Debug, Default)]
pub struct Answers {
    /// The right class of each.
    pub labels: Vec<usize>,
    /// The most probable one.
    pub predicted: Vec<usize>,
    /// How probable that is.
    pub confidence: Vec<f64>,
}

impl Answers {
    /// Adds the answers to more examples.
    ///
    /// # Shapes
    /// - logits: `[example, class]`
    pub fn add(&mut self, logits: Tensor<2>, labels: &[usize]) {
        let probable = activation::softmax(logits.clone(), 1).max_dim(1);
        self.predicted.extend(metrics::predictions(logits));
        self.confidence.extend(probable.into_data().iter::<f64>());
        self.labels.extend(labels);
    }

    fn is_wrong(&self, example: usize) -> bool {
        self.predicted[example] != self.labels[example]
    }

    /// The wrong answers as numbers of their examples, the most confident first.
    pub fn mistakes(&self) -> Vec<usize> {
        let mut wrong: Vec<usize> = (0..self.labels.len())
            .filter(|it| self.is_wrong(*it))
            .collect();
        wrong.sort_by(|a, b| self.confidence[*b].total_cmp(&self.confidence[*a]));
        wrong
    }

    /// The share of right answers.
    pub fn accuracy(&self) -> f64 {
        let count = self.labels.len();
        (count - self.mistakes().len()) as f64 / count as f64
    }

    /// The two classes, right and predicted, of which the first is most often taken for the second, and how
    /// often; none if nothing is wrong.
    pub fn most_confused(&self, classes: usize) -> Option<([usize; 2], usize)> {
        let counts = self.confusion(classes);
        let pairs = (0..classes).flat_map(|row| (0..classes).map(move |column| [row, column]));
        let wrong = pairs.filter(|[row, column]| row != column);
        let counted = wrong.map(|[row, column]| ([row, column], counts[row][column]));
        counted
            .filter(|(_, count)| *count > 0)
            .max_by_key(|(_, count)| *count)
    }

    /// Counts of right and predicted class: rows are right ones.
    pub fn confusion(&self, classes: usize) -> Vec<Vec<usize>> {
        metrics::confusion_matrix(classes, &self.labels, &self.predicted)
    }
}
