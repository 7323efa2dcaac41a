//! What many numbers come to.

use serde::{Deserialize, Serialize};
use std::fmt;

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

/// What error bars and bands of so many seeds are, such as "mean of 3 seeds"; of one there is nothing to take a
/// mean of.
pub fn of_seeds(what: &str, seeds: usize) -> String {
    match seeds {
        1 => "one seed".into(),
        seeds => format!("{what} of {seeds} seeds"),
    }
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

impl fmt::Display for Summary {
    /// Mean and standard deviation, or how many trainings came to no number: `0.891 ± 0.021`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mean, deviation) = (self.mean, self.standard_deviation);
        let scale = mean.abs().max(deviation);
        write!(f, "{} ± {}", number(mean, scale), number(deviation, scale))
    }
}

/// One value for people, with three digits that count at the size of `scale`: `0.891`, `46.25`.
pub fn number(value: f64, scale: f64) -> String {
    let exponent = scale.abs().log10().floor();
    match exponent {
        e if e < -4.0 && e.is_finite() => format!("{value:.2e}"),
        // Zero has no size; an accuracy of 1 shows as many decimals as one below it.
        e if !e.is_finite() || e >= 0.0 => {
            let integer_digits = if e.is_finite() { e } else { 0.0 };
            format!("{value:.*}", (3.0 - integer_digits).max(0.0) as usize)
        }
        e => format!("{value:.*}", (2.0 - e) as usize),
    }
}

/// How far from the mean of `count` values the mean of `others` further ones lies in 95 of 100 cases,
/// if all come from one normal distribution; `deviation` is the standard deviation of the first.
///
/// t · s · √(1/k + 1/n)   (1)
///
/// with the 0.975 quantile t of Student's distribution of n - 1 degrees of freedom. Source: Hahn and
/// Meeker, *Statistical Intervals* (1991), section 4.3. None for fewer than two values.
pub fn prediction(deviation: f64, count: usize, others: usize) -> Option<f64> {
    let degrees = count.checked_sub(1).filter(|degrees| *degrees > 0)?;
    let inverses = 1.0 / others as f64 + 1.0 / count as f64;
    Some(student(degrees) * deviation * inverses.sqrt())
}

/// The 0.975 quantile of Student's distribution.
fn student(degrees: usize) -> f64 {
    const FIRST: [f64; 10] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    ];
    if let Some(quantile) = FIRST.get(degrees - 1) {
        return *quantile;
    }
    // The expansion around the normal quantile z by 1/ν (Abramowitz and Stegun 1964, 26.7.5).
    let (z, v) = (1.959_964_f64, degrees as f64);
    let [z3, z5, z7] = [z.powi(3), z.powi(5), z.powi(7)];
    z + (z3 + z) / (4.0 * v)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v.powi(2))
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * v.powi(3))
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
    fn one_seed_has_no_mean() {
        assert_eq!(of_seeds("mean", 3), "mean of 3 seeds");
        assert_eq!(of_seeds("mean", 1), "one seed");
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

    #[test]
    fn numbers_have_three_digits_that_count() {
        let text = |mean, standard_deviation| {
            let (min, max) = (mean, mean);
            let summary = Summary {
                mean,
                standard_deviation,
                min,
                max,
            };
            summary.to_string()
        };
        assert_eq!(text(0.891, 0.0209), "0.891 ± 0.021");
        assert_eq!(text(1.0, 0.0), "1.000 ± 0.000");
        assert_eq!(text(0.0, 0.0), "0.000 ± 0.000");
        assert_eq!(text(0.01234, 0.001), "0.0123 ± 0.0010");
        assert_eq!(text(46.25, 3.1), "46.25 ± 3.10");
        assert_eq!(text(12345.6, 70.0), "12346 ± 70");
        assert_eq!(text(-0.002, 0.1), "-0.002 ± 0.100");
        assert_eq!(text(1.5e-7, 2e-9), "1.50e-7 ± 2.00e-9");
    }

    #[test]
    fn predictions_have_the_quantiles_of_the_tables() {
        for (degrees, quantile) in [(1, 12.706), (11, 2.201), (19, 2.093), (60, 2.000)] {
            assert!((student(degrees) - quantile).abs() < 1e-3, "{degrees}");
        }
        assert_eq!(prediction(0.1, 1, 5), None);
        let half = prediction(0.1, 20, 5).unwrap();
        assert!((half - 2.093 * 0.1 * 0.5).abs() < 1e-4, "{half}");
    }
}
