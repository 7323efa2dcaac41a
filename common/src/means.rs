//! Means of named numbers that come one after the other.

use crate::error::{Error, Result};
use crate::metrics::Metrics;
use burn::tensor::Tensor;

/// What is worth knowing of a step beside its loss, by name.
///
/// A value has shape `[n]`: one number of each example, or one of the whole batch. Every example counts
/// alike in the means over steps and over a part of the data.
pub type Parts = Vec<(&'static str, Tensor<1>)>;

/// The sums so far, by name, in the order of their first occurrence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Means(Vec<Sum>);

#[derive(Debug, Clone, PartialEq)]
struct Sum {
    name: String,
    sum: f64,
    count: f64,
}

impl Means {
    /// Takes in the loss and the parts of a batch: the loss and what has one number for the whole batch
    /// count for as many examples as the batch has.
    pub fn add_batch(&mut self, loss: f64, parts: Parts, examples: usize) {
        let examples = examples as f64;
        self.add("loss", examples * loss, examples);
        self.add_parts(parts, examples);
    }

    /// Takes in parts alone, of a batch with so many examples; this reads them from their device.
    pub fn add_parts(&mut self, parts: Parts, examples: f64) {
        for (name, numbers) in parts {
            let numbers = numbers.into_data();
            let sum = numbers.iter::<f64>().sum::<f64>();
            match numbers.num_elements() {
                1 => self.add(name, examples * sum, examples),
                count => self.add(name, sum, count as f64),
            }
        }
    }

    fn add(&mut self, name: &str, sum: f64, count: f64) {
        let place = self.0.iter().position(|known| known.name == name);
        let place = place.unwrap_or_else(|| {
            self.0.push(Sum {
                name: name.into(),
                sum: 0.0,
                count: 0.0,
            });
            self.0.len() - 1
        });
        self.0[place].sum += sum;
        self.0[place].count += count;
    }

    /// Whether there is no number yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The means; the sums begin anew.
    pub fn take(&mut self) -> Metrics {
        let sums = std::mem::take(&mut self.0).into_iter();
        Metrics::from_iter(sums.map(|of| (of.name, of.sum / of.count)))
    }

    /// As text, from which [`parse`](Self::parse) makes exactly the same sums.
    pub fn to_text(&self) -> String {
        let lines = self.0.iter();
        lines
            .map(|of| format!("{} {} {}\n", of.name, of.sum, of.count))
            .collect()
    }

    /// The sums that [`to_text`](Self::to_text) wrote.
    ///
    /// # Errors
    /// [`Error::Data`] if the text is damaged.
    pub fn parse(text: &str) -> Result<Self> {
        let parse = |line: &str| {
            let mut words = line.split(' ');
            Some(Sum {
                name: words.next()?.into(),
                sum: words.next()?.parse().ok()?,
                count: words.next()?.parse().ok()?,
            })
        };
        let sums: Option<Vec<Sum>> = text.lines().map(parse).collect();
        let damaged = || Error::Data("the sums of the steps are damaged".into());
        sums.map(Self).ok_or_else(damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    #[test]
    fn every_example_counts_alike_and_the_sums_survive_as_text() {
        let mut means = Means::default();
        let numbers = |numbers: &[f64]| Tensor::from_data(numbers, &Device::flex());
        let parts =
            |hits: &[f64], norm: f64| vec![("accuracy", numbers(hits)), ("norm", numbers(&[norm]))];
        means.add_batch(0.5, parts(&[1.0, 0.0, 1.0], 2.0), 3);
        // The last batch of an epoch is smaller.
        means.add_batch(1.5, parts(&[0.0], 6.0), 1);
        let mut again = Means::parse(&means.to_text()).unwrap();
        assert_eq!(again, means);
        let expected = [("loss", 0.75), ("accuracy", 0.5), ("norm", 3.0)];
        assert_eq!(again.take(), Metrics::from_iter(expected));
        assert!(again.is_empty());
        assert!(Means::parse("loss 1").is_err());
    }
}
