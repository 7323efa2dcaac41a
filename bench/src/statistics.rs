//! Median, spread and ratio of repeated measurements.
//!
//! The median and not the mean: another program that wakes up during one of five measurements
//! shows in the spread and leaves the median alone.

use serde::Serialize;

/// The middle of several values and how far they spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// The middle one; of an even number the mean of the two in the middle.
    pub median: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// The spread of `values`; None if there are none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let (lower, upper) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
        Some(Self {
            median: (lower + upper) / 2.0,
            min,
            max,
        })
    }

    /// How many times this median is that of `ours`: above 1, ours needs less.
    pub fn ratio_to(&self, ours: &Self) -> f64 {
        self.median / ours.median
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_odd_number_is_the_middle_one_and_ignores_an_outlier() {
        let spread = Spread::of([3.0, 1.0, 2.0, 900.0, 2.5]).unwrap();
        assert_eq!((spread.median, spread.min, spread.max), (2.5, 1.0, 900.0));
    }

    #[test]
    fn the_median_of_an_even_number_is_between_the_two_in_the_middle() {
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 3.0]).unwrap().median, 2.5);
        assert_eq!(Spread::of([7.0]).unwrap().median, 7.0);
        assert_eq!(Spread::of([]), None);
    }

    #[test]
    fn a_ratio_above_1_says_that_ours_needs_less() {
        let ours = Spread::of([1.0, 2.0, 3.0]).unwrap();
        let other = Spread::of([10.0, 8.0, 90.0]).unwrap();
        assert_eq!(other.ratio_to(&ours), 5.0);
    }
}
