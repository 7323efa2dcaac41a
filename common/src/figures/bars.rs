//! Bars: one value, or one of each series, for every category, from top to bottom.

use super::Figure;
use super::axes::{Axis, Scale, round_step};
use super::bar::{Bar, Rows};
use super::chart::Chart;
use super::marks::{keys, literal, markers, shortened};
use super::spread::Spread;
use kuva::prelude::TickFormat;
use kuva::render::layout::ComputedLayout;
use kuva::render::render::Primitive;

/// The bars of one colour: training or test, say.
pub struct BarSeries {
    /// What the legend calls it.
    pub name: String,
    /// A value for each category. What is not finite leaves a gap.
    pub values: Vec<Spread>,
}

/// Which numbers the axis of the bars holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueRange {
    /// Zero and all values: lengths compare.
    FromZero,
    /// From just below the lowest value on, so that differences between high accuracies show. The
    /// figure says where its bars begin.
    Fitted,
    /// From one number to another. What lies beyond is cut off.
    Between(f64, f64),
}

/// Horizontal bars with error bars, the first category on top, each with its number.
///
/// `spread` says below the title what the error bars are: "mean ± standard deviation of 5 seeds".
pub fn bars(
    title: &str,
    spread: &str,
    value_label: &str,
    categories: &[String],
    series: &[BarSeries],
    range: ValueRange,
) -> Figure {
    // The value, its category and its series.
    let shown = |(_, value): &(usize, &Spread)| Scale::Linear.shows(value.mean);
    let values: Vec<_> = (0..)
        .zip(series)
        .flat_map(|(index, series)| {
            let given = series.values.iter().take(categories.len());
            let given = given.enumerate().filter(shown);
            given.map(move |(category, value)| (*value, category, index))
        })
        .collect();
    let spreads: Vec<_> = values.iter().map(|value| value.0).collect();
    let (low, high) = ends(&spreads, range);
    let decimals = decimals(&spreads, high - low);
    let lengths = spreads
        .iter()
        .map(|value| number(value.mean, decimals).len());
    // At the right the longest bar needs room for its number.
    let room = (11 * lengths.max().unwrap_or(0) + 30) as f64 / WIDTH;
    let high = low + (high - low) / (1.0 - room.min(0.5));
    let axis = Axis::around(value_label, [low, high], Scale::Linear, 0.0);
    let base = if low > 0.0 { low } else { high.min(0.0) };
    let rows = Rows {
        categories: categories.len().max(1),
        series: series.len().max(1),
    };
    let bars: Vec<_> = values
        .iter()
        .map(|(value, category, series)| Bar {
            value: value.on(&axis),
            base,
            number: number(value.mean, decimals),
            row: rows.middle(*category, *series),
            series: *series,
        })
        .collect();
    let layers = (0..series.len()).flat_map(|index| {
        let own = bars.iter().filter(|bar| bar.series == index);
        let means = own.map(|bar| (bar.value.mean, rows.place(bar.row)));
        markers(means.collect(), index, false)
    });
    let begin = (base != 0.0).then(|| format!("bars begin at {}", TickFormat::Auto.format(base)));
    let spread = Some(spread.to_owned()).filter(|spread| !spread.is_empty());
    let names = categories.iter().map(|name| literal(&shortened(name, 32)));
    // Places on an axis are counted from below.
    let y_axis = Axis::of_categories("", names.rev().collect());
    Figure::of(Chart {
        note: spread
            .into_iter()
            .chain(begin)
            .collect::<Vec<_>>()
            .join("; "),
        legend: keys(series.iter().map(|series| &series.name)),
        size: (WIDTH, rows.height()),
        layers: layers.collect(),
        background: Box::new(move |pixels| drawn(&bars, rows, pixels)),
        ..Chart::new(title, axis, y_axis)
    })
}

/// The bars and, where they fit and can be read, their numbers, all of one size.
fn drawn(bars: &[Bar], rows: Rows, pixels: &ComputedLayout) -> Vec<Primitive> {
    let parts = bars.iter().flat_map(|bar| bar.drawn(rows, pixels));
    let fitting = bars.iter().map(|bar| bar.fitting(rows, pixels));
    let size = fitting.fold(17.0, f64::min) as u32;
    let readable = bars.iter().filter(|_| size >= 9);
    parts
        .chain(readable.map(|bar| bar.label(size, rows, pixels)))
        .collect()
}

/// Width of the plot in pixels.
const WIDTH: f64 = 680.0;

/// Lowest and highest number of the axis, without the room at its end.
fn ends(values: &[Spread], range: ValueRange) -> (f64, f64) {
    let shown = |value: &f64| Scale::Linear.shows(*value);
    let all = values
        .iter()
        .flat_map(|value| [value.mean, value.low, value.high]);
    let (low, high) = all
        .filter(shown)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    match range {
        ValueRange::Between(low, high) if low < high && shown(&low) && shown(&high) => (low, high),
        ValueRange::Fitted if 0.0 < low && low < high => {
            let step = round_step((high - low) / 4.0);
            let begin = ((low / step).ceil() - 1.0) * step;
            (begin.max(0.0), high)
        }
        _ if low <= high && (low, high) != (0.0, 0.0) => (low.min(0.0), high.max(0.0)),
        _ => (0.0, 1.0),
    }
}

/// How many decimals tell the values apart: down to half of what they spread, or to a hundredth
/// of the axis where they do not.
fn decimals(values: &[Spread], length: f64) -> usize {
    let halves = values.iter().map(|value| (value.high - value.low) / 2.0);
    let mut halves: Vec<_> = halves.filter(|half| *half > 1e-9 * length).collect();
    halves.sort_by(f64::total_cmp);
    let median = halves.get(halves.len() / 2);
    let least = median.map_or(length / 100.0, |half| half / 2.0);
    (-least.log10()).ceil().clamp(0.0, 6.0) as usize
}

fn number(value: f64, decimals: usize) -> String {
    if value.abs() < 1e6 {
        format!("{value:.decimals$}")
    } else {
        format!("{value:.2e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, names, saved};

    fn figure(means: &[f64], spread: f64, range: ValueRange) -> Figure {
        let values: Vec<_> = means
            .iter()
            .map(|mean| Spread {
                mean: *mean,
                low: mean - spread,
                high: mean + spread,
            })
            .collect();
        let series = ["training", "test"].map(|name| BarSeries {
            name: name.into(),
            values: values.clone(),
        });
        bars(
            "t",
            "mean ± spread",
            "accuracy",
            &names(means.len()),
            &series,
            range,
        )
    }

    #[test]
    fn the_same_bars_give_the_same_bytes() {
        assert_reproducible(|| figure(&[0.9, 0.95], 0.01, ValueRange::Fitted));
    }

    #[test]
    fn every_bar_has_its_number_and_a_cut_axis_is_told() {
        let fitted = figure(&[0.912, 0.95], 0.01, ValueRange::Fitted);
        let whole = figure(&[0.912, 0.95], 0.01, ValueRange::FromZero);
        assert_eq!(fitted.svg().matches(">0.912<").count(), 2);
        assert_eq!(fitted.svg().matches(">class 1<").count(), 1);
        assert!(
            fitted.svg().contains(">mean ± spread; bars begin at 0.9<"),
            "{}",
            fitted.svg()
        );
        assert!(whole.svg().contains(">mean ± spread<"));
        let told = figure(&[5.0], 0.0, ValueRange::Between(2.0, 10.0));
        assert!(told.svg().contains("bars begin at 2<"));
    }

    #[test]
    fn odd_bars_are_drawn_without_what_has_no_place() {
        let (nan, inf) = (f64::NAN, f64::INFINITY);
        let odd: [&[f64]; 9] = [
            &[],
            &[0.0],
            &[nan, inf],
            &[-3.0, 2.0],
            &[-3.0, -2.0],
            &[1e99, -1e99],
            &[1e-300],
            &[1e16, 1e16 + 2.0],
            &[0.5; 300],
        ];
        let ranges = [
            ValueRange::FromZero,
            ValueRange::Fitted,
            ValueRange::Between(1.0, 2.0),
            ValueRange::Between(-2.0, -1.0),
            ValueRange::Between(2.0, nan),
        ];
        for means in odd {
            for spread in [0.0, 0.3, nan, inf] {
                for range in ranges {
                    let figure = figure(means, spread, range);
                    if means.len() < 100 {
                        saved(&figure);
                    }
                    assert!(figure.svg().contains("training"));
                    assert!(!figure.svg().contains("NaN") && !figure.svg().contains("inf"));
                }
            }
        }
        saved(&bars("", "", "", &[], &[], ValueRange::Fitted));
    }
}
