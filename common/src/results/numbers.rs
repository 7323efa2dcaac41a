//! One metric over many seeds, and numbers as people read them.

use serde::Deserialize;

/// One metric over the seeds.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Its mean.
    pub mean: f64,
    /// Its sample standard deviation, with n - 1 below the sum of squares; 0 for one seed.
    pub standard_deviation: f64,
    /// Its smallest value.
    pub min: f64,
    /// Its largest value.
    pub max: f64,
}

impl Summary {
    /// The summary of these values; None if there are none.
    pub fn of(values: &[f64]) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Some(Self {
            mean,
            standard_deviation: (squares / (count - 1.0).max(1.0)).sqrt(),
            min: values.iter().copied().fold(f64::INFINITY, f64::min),
            max: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
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

/// A mean and its standard deviation for people: `0.891 ± 0.021`.
pub fn plus_minus(mean: f64, standard_deviation: f64) -> String {
    let scale = mean.abs().max(standard_deviation);
    format!(
        "{} ± {}",
        number(mean, scale),
        number(standard_deviation, scale)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_of_three_numbers_of_one_and_of_none() {
        let summary = Summary::of(&[1.0, 2.0, 6.0]).unwrap();
        assert_eq!((summary.mean, summary.min, summary.max), (3.0, 1.0, 6.0));
        assert!((summary.standard_deviation - 7.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(Summary::of(&[4.0]).unwrap().standard_deviation, 0.0);
        assert_eq!(Summary::of(&[]), None);
    }

    #[test]
    fn numbers_have_three_digits_that_count() {
        assert_eq!(plus_minus(0.891, 0.0209), "0.891 ± 0.021");
        assert_eq!(plus_minus(1.0, 0.0), "1.000 ± 0.000");
        assert_eq!(plus_minus(0.0, 0.0), "0.000 ± 0.000");
        assert_eq!(plus_minus(0.01234, 0.001), "0.0123 ± 0.0010");
        assert_eq!(plus_minus(46.25, 3.1), "46.25 ± 3.10");
        assert_eq!(plus_minus(12345.6, 70.0), "12346 ± 70");
        assert_eq!(plus_minus(-0.002, 0.1), "-0.002 ± 0.100");
        assert_eq!(plus_minus(1.5e-7, 2e-9), "1.50e-7 ± 2.00e-9");
    }
}
