//! Axes: scale, range, ticks and labels.

use super::marks::literal;
use kuva::prelude::{Layout, TickFormat};
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

/// The range of an axis. The plotting crate draws no logarithm below 1e-10, so a logarithmic
/// axis is drawn in a `unit` that makes its lowest number about 1, and labelled in the original.
pub(super) struct Axis {
    low: f64,
    high: f64,
    pub(super) unit: f64,
    scale: Scale,
}

impl Axis {
    /// The axis that holds `values` and a margin, a share of their range, at both ends.
    pub(super) fn around(values: impl IntoIterator<Item = f64>, scale: Scale, margin: f64) -> Self {
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
            Scale::Linear => 1e-6 * low.abs().max(high.abs()),
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
            low,
            high,
            unit,
            scale,
        }
    }

    /// Whether a value, in the axis's unit, lies on the axis.
    pub(super) fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Ticks of a logarithmic axis, in the original numbers.
    fn ticks(&self) -> TickFormat {
        let unit = self.unit;
        match self.scale {
            Scale::Linear => TickFormat::Auto,
            Scale::Log => TickFormat::Custom(Arc::new(move |value| {
                let original = value / unit;
                match (original.log10() + 1e-9).floor() as i32 {
                    exponent @ -3..=4 => {
                        format!("{original:.*}", exponent.min(0).unsigned_abs() as usize)
                    }
                    _ => format!("{original:.0e}"),
                }
            })),
        }
    }
}

/// A figure's title and its two labelled axes.
pub(super) fn axes(title: &str, x_label: &str, y_label: &str, x: &Axis, y: &Axis) -> Layout {
    let mut layout = Layout::new((x.low, x.high), (y.low, y.high))
        .with_x_axis_min(x.low)
        .with_x_axis_max(x.high)
        .with_y_axis_min(y.low)
        .with_y_axis_max(y.high)
        .with_x_tick_format(x.ticks())
        .with_y_tick_format(y.ticks())
        .with_title(literal(title))
        .with_x_label(literal(x_label))
        .with_y_label(literal(y_label));
    layout.log_x = x.scale == Scale::Log;
    layout.log_y = y.scale == Scale::Log;
    layout
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
}
