//! What several seeds make of one quantity: a mean and how far it spreads.

use crate::statistics::Summary;

/// A mean and the interval around it, whatever the figure says that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The value itself.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl From<Summary> for Spread {
    /// The mean, minus and plus the standard deviation.
    fn from(summary: Summary) -> Self {
        Self {
            mean: summary.mean,
            low: summary.mean - summary.standard_deviation,
            high: summary.mean + summary.standard_deviation,
        }
    }
}

impl From<f64> for Spread {
    /// A value alone.
    fn from(mean: f64) -> Self {
        let (low, high) = (mean, mean);
        Self { mean, low, high }
    }
}

impl Spread {
    /// The mean, minus and plus the standard deviation, cut at the extremes: of values that have a
    /// bound, such as accuracies, no interval reaches beyond it.
    pub fn within_extremes(summary: Summary) -> Self {
        let whole = Self::from(summary);
        Self {
            mean: whole.mean,
            low: whole.low.max(summary.min),
            high: whole.high.min(summary.max),
        }
    }

    /// Lower end, mean and upper end. An end that is not a number, or on the wrong side, is the mean.
    pub(super) fn ends(self) -> [f64; 3] {
        // `f64::min` passes over what is not a number.
        [self.low.min(self.mean), self.mean, self.high.max(self.mean)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_within_the_extremes_passes_no_bound() {
        let spread = Spread::within_extremes(Summary::of(&[1.0, 1.0, 0.4]));
        assert_eq!(spread.high, 1.0);
        assert!((spread.low - (0.8 - 0.12_f64.sqrt())).abs() < 1e-12);
    }

    #[test]
    fn the_spread_of_three_seeds() {
        let spread = Spread::from(Summary::of(&[1.0, 2.0, 6.0]));
        assert_eq!(spread.mean, 3.0);
        assert!((spread.high - 3.0 - 7.0_f64.sqrt()).abs() < 1e-12);
        assert!((spread.low - 3.0 + 7.0_f64.sqrt()).abs() < 1e-12);
    }
}
