//! Axes: label, range, scale and ticks.

use kuva::prelude::TickFormat;
use std::sync::Arc;

/// How an axis maps numbers to distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences, equal distances.
    Linear,
    /// Equal ratios, equal distances; only positive numbers.
    Log,
}

impl Scale {
    /// Beyond 1e100 the arithmetic of ticks would overflow.
    pub(super) fn shows(self, value: f64) -> bool {
        value.abs() < 1e100 && (self == Self::Linear || value > 1e-100)
    }
}

/// The label and the range of an axis. The plotting crate draws no logarithm below 1e-10, so a
/// logarithmic axis is drawn in a `unit` that makes its lowest number about 1, and labelled in
/// the original.
#[derive(Clone)]
pub(super) struct Axis {
    pub(super) label: String,
    low: f64,
    high: f64,
    pub(super) unit: f64,
    pub(super) scale: Scale,
    /// Names at 1, 2, … instead of numbers, if any.
    pub(super) categories: Vec<String>,
}

impl Axis {
    /// The axis that holds `values` and a margin, a share of their range, at both ends.
    pub(super) fn around(
        label: &str,
        values: impl IntoIterator<Item = f64>,
        scale: Scale,
        margin: f64,
    ) -> Self {
        let shown = values.into_iter().filter(|value| scale.shows(*value));
        let shown = shown.map(|value| match scale {
            Scale::Linear => value,
            Scale::Log => value.log10(),
        });
        let (low, high) = shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
        // One value alone gets a neighbourhood, a logarithmic axis at least a decade.
        let least = match scale {
            Scale::Linear if high == 0.0 && low == 0.0 => 1.0,
            Scale::Linear => (1e-6 * low.abs().max(high.abs())).max(1e-100),
            Scale::Log => 1.0,
        };
        let extra = (margin * (high - low)).max((least - (high - low)) / 2.0);
        let (low, high) = (low - extra, high + extra);
        let (low, high, unit) = match scale {
            Scale::Linear => (low, high, 1.0),
            Scale::Log => {
                let shift = -low.floor();
                let power = |exponent| 10_f64.powf(exponent);
                (power(low + shift), power(high + shift), power(shift))
            }
        };
        Self {
            label: label.into(),
            low,
            high,
            unit,
            scale,
            categories: Vec::new(),
        }
    }

    /// The axis with one place for each name.
    pub(super) fn of_categories(label: &str, categories: Vec<String>) -> Self {
        Self {
            label: label.into(),
            low: 0.5,
            high: categories.len().max(1) as f64 + 0.5,
            unit: 1.0,
            scale: Scale::Linear,
            categories,
        }
    }

    /// The same axis, but from `low`, in original numbers, on.
    pub(super) fn from(mut self, low: f64) -> Self {
        self.low = low * self.unit;
        self
    }

    /// The ends, in the axis's unit.
    pub(super) fn range(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Whether a value, in the axis's unit, lies on the axis.
    pub(super) fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Where a value, in the axis's unit, lies: 0 at the low end, 1 at the high one.
    pub(super) fn share(&self, value: f64) -> f64 {
        match self.scale {
            Scale::Linear => (value - self.low) / (self.high - self.low),
            Scale::Log => (value / self.low).ln() / (self.high / self.low).ln(),
        }
    }

    /// The value, in the axis's unit, at a share of the axis.
    pub(super) fn at(&self, share: f64) -> f64 {
        match self.scale {
            Scale::Linear => self.low + share * (self.high - self.low),
            Scale::Log => self.low * (self.high / self.low).powf(share),
        }
    }

    /// Small ticks of a logarithmic axis, in its unit, unless they would be too many.
    pub(super) fn small_ticks(&self) -> Vec<f64> {
        let power = |value: f64| value.log10().floor() as i32;
        if self.scale == Scale::Linear || power(self.high) - power(self.low) > 7 {
            return Vec::new();
        }
        let powers = power(self.low)..=power(self.high);
        let ticks = powers.flat_map(|power| (2..10).map(move |factor| (power, factor)));
        let ticks = ticks.map(|(power, factor)| f64::from(factor) * 10_f64.powi(power));
        ticks.filter(|tick| self.holds(*tick)).collect()
    }

    /// Ticks of a logarithmic axis, in the original numbers.
    pub(super) fn ticks(&self) -> TickFormat {
        let unit = self.unit;
        match self.scale {
            Scale::Linear => TickFormat::Auto,
            Scale::Log => TickFormat::Custom(Arc::new(move |value| ratio(value / unit))),
        }
    }
}

/// A number of a logarithmic scale, 1, 2 or 5 times a power of ten, say.
pub(super) fn ratio(value: f64) -> String {
    match (value.log10() + 1e-9).floor() as i32 {
        exponent @ -3..=4 => format!("{value:.*}", exponent.min(0).unsigned_abs() as usize),
        _ => format!("{value:.0e}"),
    }
}

/// The smallest of 1, 2, 5, 10 times a power of ten that is not below `least`, which is positive.
pub(super) fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    let step = steps.into_iter().find(|step| *step >= least);
    step.unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Curve, curves_scaled};

    #[test]
    fn a_logarithmic_axis_is_labelled_in_the_original_numbers() {
        let curve = Curve {
            name: "loss".into(),
            points: vec![(1.0, 1e-14), (2.0, 1e-9)],
        };
        let figure = curves_scaled("t", "x", "y", &[curve], Scale::Linear, Scale::Log);
        assert!(figure.svg().contains(">1e-12<"), "{}", figure.svg());
    }

    #[test]
    fn shares_and_values_are_each_others_inverse() {
        for scale in [Scale::Linear, Scale::Log] {
            let axis = Axis::around("x", [1e-12, 3e-12], scale, 0.1);
            let value = 2e-12 * axis.unit;
            assert!((axis.at(axis.share(value)) / value - 1.0).abs() < 1e-12);
            assert_eq!((axis.share(axis.low), axis.at(1.0)), (0.0, axis.high));
        }
    }

    #[test]
    fn steps_are_round() {
        let steps = [0.02, 0.021, 0.7, 1.0, 3e7].map(round_step);
        assert_eq!(steps, [0.02, 0.05, 1.0, 1.0, 5e7]);
    }
}
