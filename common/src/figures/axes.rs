//! Axes: label, range, scale and ticks.

use super::style::shortened;
use kuva::prelude::TickFormat;
use serde::Serialize;
use std::sync::Arc;

/// How an axis maps numbers to distances.
#[derive(Clone, Copy, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Scale {
    /// Equal differences, equal distances.
    #[default]
    Linear,
    /// Equal ratios, equal distances; only positive numbers.
    Log,
}

impl Scale {
    /// Beyond 1e100 the arithmetic of ticks would overflow.
    pub(super) fn shows(self, value: f64) -> bool {
        value.abs() < 1e100 && (self == Self::Linear || value > 1e-100)
    }

    fn distance(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log => value.max(0.0).log10(),
        }
    }
}

/// The label and the range of an axis. The plotting crate draws no logarithm below 1e-10, so a
/// logarithmic axis is drawn in a unit that makes its lowest number about 1, and labelled in the
/// original.
pub(super) struct Axis {
    pub(super) label: String,
    pub(super) scale: Scale,
    /// The ends as distances.
    pub(super) low: f64,
    pub(super) high: f64,
    /// What the unit of a logarithmic axis adds to distances.
    shift: f64,
    /// Names at 1, 2, … instead of numbers, if any.
    pub(super) categories: Vec<String>,
}

impl Axis {
    /// The axis that holds `values` and a margin, a share of their range, at both ends.
    pub(super) fn around(values: impl IntoIterator<Item = f64>, scale: Scale, margin: f64) -> Self {
        let shown = values.into_iter().filter(|value| scale.shows(*value));
        let distances: Vec<f64> = shown.map(|value| scale.distance(value)).collect();
        let low = distances.iter().copied().reduce(f64::min).unwrap_or(0.0);
        let high = distances.iter().copied().reduce(f64::max).unwrap_or(1.0);
        // One value alone gets a neighbourhood, a logarithmic axis at least a decade.
        let least = match scale {
            Scale::Linear if high == 0.0 && low == 0.0 => 1.0,
            Scale::Linear if high == low => (0.2 * high.abs()).max(1e-100),
            Scale::Linear => (1e-6 * low.abs().max(high.abs())).max(1e-100),
            Scale::Log => 1.0,
        };
        let extra = (margin * (high - low)).max((least - (high - low)) / 2.0);
        let (low, high) = (low - extra, high + extra);
        Self {
            label: String::new(),
            scale,
            low,
            high,
            shift: -low.floor(),
            categories: Vec::new(),
        }
    }

    /// The axis with one place for each name, the first at its high end.
    pub(super) fn of_categories(names: &[String]) -> Self {
        let ends = [0.5, names.len().max(1) as f64 + 0.5];
        Self {
            categories: names.iter().rev().map(|name| shortened(name)).collect(),
            ..Self::around(ends, Scale::Linear, 0.0)
        }
    }

    /// Where a number lies: 0 at the low end, 1 at the high one.
    pub(super) fn share(&self, value: f64) -> f64 {
        (self.scale.distance(value) - self.low) / (self.high - self.low)
    }

    /// The number at a share of the axis, in its unit.
    pub(super) fn at(&self, share: f64) -> f64 {
        let distance = self.low + share * (self.high - self.low);
        match self.scale {
            Scale::Linear => distance,
            Scale::Log => 10_f64.powf(distance + self.shift),
        }
    }

    /// A number in the axis's unit. What lies far outside is brought nearer, so that its pixel is
    /// finite.
    pub(super) fn place(&self, value: f64) -> f64 {
        let far = match self.scale {
            Scale::Linear => 1000.0,
            Scale::Log => 0.2,
        };
        self.at(self.share(value).clamp(-far, 1.0 + far))
    }

    /// Small ticks of a logarithmic axis, in its unit, unless they would be too many.
    pub(super) fn small_ticks(&self) -> Vec<f64> {
        let powers = self.low.floor() as i32..=self.high.floor() as i32;
        if self.scale == Scale::Linear || powers.clone().count() > 8 {
            return Vec::new();
        }
        let tick = |power, factor| f64::from(factor) * 10_f64.powi(power);
        let ticks = powers.flat_map(|power| (2..10).map(move |factor| tick(power, factor)));
        let ticks = ticks.filter(|tick| (0.0..=1.0).contains(&self.share(*tick)));
        ticks.map(|tick| self.place(tick)).collect()
    }

    /// How ticks are written: on a logarithmic axis in the original numbers and, of many powers of
    /// ten, only every second, third, ….
    pub(super) fn ticks(&self) -> TickFormat {
        if self.scale == Scale::Linear {
            // The plotting crate would write 0.01 and below it 5e-3.
            return match self.low.abs().max(self.high.abs()) {
                0.001..0.1 => TickFormat::Custom(Arc::new(thousandths)),
                _ => TickFormat::Auto,
            };
        }
        let (shift, every) = (self.shift, ((self.high - self.low) / 10.0).ceil());
        TickFormat::Custom(Arc::new(move |value| {
            let power = value.log10() - shift;
            match every > 1.0 && power.round() % every != 0.0 {
                true => String::new(),
                false => ratio(10_f64.powf(power)),
            }
        }))
    }
}

/// A number with all decimals that a tick between thousandths and tenths has.
fn thousandths(value: f64) -> String {
    let text = format!("{value:.6}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".into(),
        text => text.into(),
    }
}

/// A number of a logarithmic scale, 1, 2 or 5 times a power of ten, say.
pub(super) fn ratio(value: f64) -> String {
    match (value.log10() + 1e-9).floor() as i32 {
        exponent @ -3..=4 => format!("{value:.*}", exponent.min(0).unsigned_abs() as usize),
        _ => format!("{value:.0e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Plot;

    #[test]
    fn a_logarithmic_axis_is_labelled_in_the_original_numbers() {
        let plot = Plot::new("t").line("loss", [(1.0, 1e-14), (2.0, 1e-9)]);
        let figure = plot.log_y().figure();
        assert!(figure.svg().contains(">1e-12<"));
    }

    #[test]
    fn of_many_powers_of_ten_some_are_numbered() {
        let plot = Plot::new("t").line("signal", [(1.0, 1e-18), (2.0, 1e4)]);
        let figure = plot.log_y().figure();
        let is_numbered = |tick: &str| figure.svg().contains(&format!(">{tick}<"));
        assert!(
            is_numbered("1e-9") && is_numbered("1e-12"),
            "{}",
            figure.svg()
        );
        assert!(
            !is_numbered("1e-10") && !is_numbered("1e-11"),
            "{}",
            figure.svg()
        );
    }

    #[test]
    fn small_ticks_of_one_axis_are_written_alike() {
        let plot = Plot::new("t").line("error", [(1.0, 0.002), (2.0, 0.018)]);
        let figure = plot.figure();
        for tick in [">0.005<", ">0.01<", ">0.015<"] {
            assert!(figure.svg().contains(tick), "{tick}");
        }
        assert_eq!([0.0, -1e-17, -0.02].map(thousandths), ["0", "0", "-0.02"]);
    }

    #[test]
    fn one_value_alone_has_different_ticks_around_it() {
        let figure = Plot::new("t").line("loss", [(0.0, 7.0)]).figure();
        for tick in [">6.5<", ">7<", ">7.5<"] {
            assert_eq!(figure.svg().matches(tick).count(), 1, "{tick}");
        }
    }

    #[test]
    fn shares_and_places_agree() {
        for scale in [Scale::Linear, Scale::Log] {
            let axis = Axis::around([1e-12, 3e-12], scale, 0.1);
            assert!((axis.at(axis.share(2e-12)) / axis.place(2e-12) - 1.0).abs() < 1e-12);
            assert!(axis.share(1e-12) > 0.0 && axis.share(3e-12) < 1.0);
            let ratio = axis.place(3e-12) / axis.place(1e-12);
            assert!((ratio - 3.0).abs() < 1e-9, "{ratio}");
        }
    }

    #[test]
    fn what_lies_far_outside_has_a_place_nearby() {
        for scale in [Scale::Linear, Scale::Log] {
            let axis = Axis::around([1e-99, 1e99], scale, 0.1);
            for value in [f64::NEG_INFINITY, -1e300, 0.0, 1e300, f64::INFINITY] {
                assert!(axis.place(value).is_finite(), "{value}");
            }
            assert!(axis.place(f64::INFINITY) > axis.at(1.0));
        }
    }
}
