//! Means of named numbers that come one after the other.

use crate::error::{Error, Result};
use crate::metrics::Metrics;
use burn::tensor::Tensor;

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
    /// Takes in a number that stands for `count` numbers of this mean.
    pub fn add(&mut self, name: &str, mean: f64, count: f64) {
        let place = self.0.iter().position(|known| known.name == name);
        let place = place.unwrap_or_else(|| {
            self.0.push(Sum {
                name: name.into(),
                sum: 0.0,
                count: 0.0,
            });
            self.0.len() - 1
        });
        self.0[place].sum += count * mean;
        self.0[place].count += count;
    }

    /// Takes in every number of a tensor, shape `[n]`; this reads it from its device.
    pub fn add_all(&mut self, name: &str, numbers: Tensor<1>) {
        let numbers = numbers.into_data();
        let (sum, count) = (numbers.iter::<f64>().sum::<f64>(), numbers.num_elements());
        self.add(name, sum / count as f64, count as f64);
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
    fn every_number_counts_alike_and_the_sums_survive_as_text() {
        let mut means = Means::default();
        let numbers = |numbers: &[f64]| Tensor::from_data(numbers, &Device::flex());
        means.add_all("accuracy", numbers(&[1.0, 0.0, 1.0]));
        means.add("loss", 0.1, 3.0);
        means.add_all("accuracy", numbers(&[0.0]));
        means.add("loss", 0.3, 1.0);
        let mut again = Means::parse(&means.to_text()).unwrap();
        assert_eq!(again, means);
        let expected = [("accuracy", 0.5), ("loss", (0.1 * 3.0 + 0.3) / 4.0)];
        assert_eq!(again.take(), Metrics::from_iter(expected));
        assert!(again.is_empty());
        assert!(Means::parse("loss 1").is_err());
    }
}
