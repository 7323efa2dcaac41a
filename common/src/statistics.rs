//! What many numbers come to.

use serde::{Deserialize, Serialize};

/// Mean, spread and extremes of a few values, usually one for each seed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The arithmetic mean.
    pub mean: f64,
    /// The sample standard deviation (divisor count - 1); 0 for a single value.
    pub standard_deviation: f64,
    /// The lowest value.
    pub min: f64,
    /// The highest value.
    pub max: f64,
}

impl Summary {
    /// The summary of some values; not a number if there is none, or one of them is not.
    pub fn of(values: &[f64]) -> Self {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        // The squares of nothing add up to 0, and `f64::min` passes over what is not a number.
        let unless_nan = |value: f64| if mean.is_finite() { value } else { f64::NAN };
        Self {
            mean,
            standard_deviation: unless_nan((squares / (count - 1.0).max(1.0)).sqrt()),
            min: unless_nan(values.iter().copied().fold(f64::INFINITY, f64::min)),
            max: unless_nan(values.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
        }
    }
}

/// The middle value, or the mean of the two middle ones; `None` without values.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_of_three_numbers() {
        let summary = Summary::of(&[1.0, 2.0, 6.0]);
        assert_eq!((summary.mean, summary.min, summary.max), (3.0, 1.0, 6.0));
        assert!((summary.standard_deviation - 7.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(Summary::of(&[4.0]).standard_deviation, 0.0);
    }

    #[test]
    fn what_is_not_a_number_is_not_passed_over() {
        for values in [&[][..], &[1.0, f64::NAN]] {
            let summary = Summary::of(values);
            assert!(summary.mean.is_nan() && summary.min.is_nan() && summary.max.is_nan());
            assert!(summary.standard_deviation.is_nan());
        }
    }

    #[test]
    fn medians_of_odd_and_even_counts() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }
}
