//! Curves of a quantity that varies from seed to seed: its mean and how far it spreads.

use super::Figure;
use super::axes::{Axis, Scale};
use super::chart::{Chart, Layer};
use super::curves::{some, thinned};
use super::marks::{WHITE, colour, entry, keys, markers};
use super::spread::Spread;
use kuva::prelude::{BandPlot, LegendShape, LinePlot, MarkerShape};

/// One line of a figure with curves that spread.
pub struct SpreadCurve {
    /// What the legend calls it.
    pub name: String,
    /// x and what was measured there, in any order.
    pub points: Vec<(f64, Spread)>,
    /// Each x without a value because the goal was not reached there: marked at the upper edge,
    /// and the line is broken.
    pub missing: Vec<f64>,
}

/// Points of the longest curve up to which intervals are error bars, not bands.
const MOST_BARS: usize = 15;

/// Curves with an error bar at each point or, where there are many points, with a band.
///
/// `spread` says below the title what the intervals are: "mean ± standard deviation of 5 seeds".
/// What is not finite, and on a logarithmic axis what is not positive, is left out. Error bars
/// of the same x stand side by side.
pub fn curves_with_spread(
    title: &str,
    spread: &str,
    x_label: &str,
    y_label: &str,
    curves: &[SpreadCurve],
    x: Scale,
    y: Scale,
) -> Figure {
    let drawn: Vec<_> = curves.iter().map(|curve| shown(curve, x, y)).collect();
    let places = drawn.iter().flatten().map(|point| point.0);
    let missing = curves
        .iter()
        .flat_map(|curve| curve.missing.iter().copied());
    let x_axis = Axis::around(x_label, places.chain(missing.clone()), x, 0.04);
    let ends = |point: &(f64, Spread)| [point.1.mean, point.1.low, point.1.high];
    let y_axis = Axis::around(y_label, drawn.iter().flatten().flat_map(ends), y, 0.06);
    let with_bars = drawn.iter().all(|points| points.len() <= MOST_BARS);
    let step = if with_bars {
        side_step(&drawn, &x_axis)
    } else {
        0.0
    };
    let (mut bands, mut lines, mut bars, mut marks) = (vec![], vec![], vec![], vec![]);
    for (index, (curve, points)) in curves.iter().zip(&drawn).enumerate() {
        let aside = step * (index as f64 - (curves.len() as f64 - 1.0) / 2.0);
        let place = |x: f64| x_axis.at(x_axis.share(x * x_axis.unit) + aside);
        let on_axes = |point: &(f64, Spread)| (place(point.0), point.1.on(&y_axis));
        let of_mean = |&(x, spread): &(f64, Spread)| (x, spread.mean);
        let hue = colour(index, 0.0);
        let unbroken = |from: &(f64, Spread), to: &(f64, Spread)| {
            let between = |missing: &f64| from.0 < *missing && *missing < to.0;
            !curve.missing.iter().any(between)
        };
        for stretch in points.chunk_by(unbroken) {
            let stretch: Vec<_> = stretch.iter().map(on_axes).collect();
            if !with_bars {
                bands.push(band(&stretch).with_color(&hue));
            }
            let line = LinePlot::new().with_data(stretch.iter().map(of_mean));
            lines.push(line.with_stroke_width(2.5).with_color(&hue));
        }
        let mut points: Vec<_> = points.iter().map(on_axes).collect();
        if with_bars {
            let bar = |point: &(f64, Spread)| error_bar(*point, &x_axis).with_color(&hue);
            bars.extend(points.iter().map(bar));
        } else {
            points = some(&points, index, curves.len());
        }
        marks.extend(markers(points.iter().map(of_mean).collect(), index, false));
        let missing = curve.missing.iter().filter(|missing| x.shows(**missing));
        let top = missing.map(|missing| (place(*missing), y_axis.range().1));
        marks.extend(markers(top.collect(), index, true));
    }
    let mut legend = keys(curves.iter().map(|curve| &curve.name));
    if missing.clone().any(|missing| x.shows(missing)) {
        let hollow = LegendShape::Marker(MarkerShape::Circle);
        legend.push(entry("not reached", WHITE.into(), hollow));
    }
    let layers = bands.into_iter().map(Layer::Band);
    let layers = layers.chain(lines.into_iter().chain(bars).map(Layer::Line));
    Figure::of(Chart {
        note: spread.into(),
        legend,
        layers: layers.chain(marks).collect(),
        ..Chart::new(title, x_axis, y_axis)
    })
}

/// The points of a curve that have a place on the axes, from left to right.
fn shown(curve: &SpreadCurve, x: Scale, y: Scale) -> Vec<(f64, Spread)> {
    let mut points = curve.points.clone();
    points.retain(|point| x.shows(point.0) && y.shows(point.1.mean));
    points.sort_by(|first, second| first.0.total_cmp(&second.0));
    thinned(points, 400, |point| point.1.mean)
}

/// How far error bars of the same x stand apart, as a share of the axis: seven pixels, or less
/// where those of the next x would come near.
fn side_step(drawn: &[Vec<(f64, Spread)>], axis: &Axis) -> f64 {
    let places = drawn
        .iter()
        .flatten()
        .map(|point| axis.share(point.0 * axis.unit));
    let mut places: Vec<_> = places.collect();
    places.sort_by(f64::total_cmp);
    let gaps = places.windows(2).map(|pair| pair[1] - pair[0]);
    let gap = gaps.filter(|gap| *gap > 1e-9).fold(1.0, f64::min);
    (0.6 * gap / drawn.len() as f64).min(0.01)
}

fn band(points: &[(f64, Spread)]) -> BandPlot {
    let x = points.iter().map(|point| point.0);
    let low = points.iter().map(|point| point.1.low);
    let high = points.iter().map(|point| point.1.high);
    BandPlot::new(x, low, high).with_opacity(0.2)
}

/// An error bar: one stroke from cap to cap.
fn error_bar((x, spread): (f64, Spread), axis: &Axis) -> LinePlot {
    let aside = |share: f64| axis.at(axis.share(x) + share);
    let (left, right) = (aside(-0.006), aside(0.006));
    let stroke = [
        (left, spread.high),
        (right, spread.high),
        (x, spread.high),
        (x, spread.low),
        (left, spread.low),
        (right, spread.low),
    ];
    LinePlot::new().with_data(stroke).with_stroke_width(2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, saved};

    fn figure(points: &[(f64, Spread)], missing: &[f64], scale: Scale) -> Figure {
        let curve = |name: &str| SpreadCurve {
            name: name.into(),
            points: points.to_vec(),
            missing: missing.to_vec(),
        };
        let curves = [curve("SGD"), curve("Adam")];
        curves_with_spread("t", "mean ± spread", "x", "y", &curves, scale, scale)
    }

    fn rising(count: u32) -> Vec<(f64, Spread)> {
        let at = |x: f64| (x, Spread::of(&[x, x + 2.0]));
        (1..=count).map(|x| at(f64::from(x))).collect()
    }

    #[test]
    fn the_same_curves_give_the_same_bytes() {
        assert_reproducible(|| figure(&rising(4), &[2.5], Scale::Log));
        assert_reproducible(|| figure(&rising(40), &[2.5], Scale::Linear));
    }

    #[test]
    fn few_points_have_error_bars_and_many_a_band() {
        let bands = |count| {
            figure(&rising(count), &[], Scale::Linear)
                .svg()
                .matches("fill-opacity")
                .count()
        };
        assert_eq!((bands(15), bands(16)), (0, 2));
    }

    #[test]
    fn what_was_not_reached_is_said_and_breaks_the_line() {
        let whole = figure(&rising(4), &[], Scale::Linear);
        let broken = figure(&rising(4), &[2.5], Scale::Linear);
        assert!(!whole.svg().contains("not reached") && broken.svg().contains(">not reached<"));
        let lines = |figure: &Figure| figure.svg().matches(r#"stroke-width="2.5""#).count();
        assert_eq!((lines(&whole), lines(&broken)), (2, 4));
        assert!(whole.svg().contains(">mean ± spread<"));
    }

    #[test]
    fn odd_curves_are_drawn_without_what_has_no_place() {
        let (nan, inf) = (f64::NAN, f64::INFINITY);
        let spread = |mean, low, high| Spread { mean, low, high };
        let odd: [&[(f64, Spread)]; 8] = [
            &[],
            &[(1.0, spread(1.0, 1.0, 1.0))],
            &[(0.0, spread(0.0, 0.0, 0.0)), (0.0, spread(0.0, 0.0, 0.0))],
            &[(1.0, spread(1.0, nan, nan)), (2.0, spread(nan, 1.0, 2.0))],
            &[(1.0, spread(1.0, -inf, inf)), (inf, spread(1.0, 0.0, 2.0))],
            &[
                (1.0, spread(1.0, 2.0, 0.0)),
                (2.0, spread(1e-14, -1.0, 1e99)),
            ],
            &[
                (1e99, spread(1e99, -1e99, 1e300)),
                (1.0, spread(2.0, 1.0, 3.0)),
            ],
            &[(1e-320, spread(1e-320, 0.0, 1e-319))],
        ];
        for points in odd {
            for scale in [Scale::Linear, Scale::Log] {
                for missing in [&[][..], &[1.5], &[nan, inf, -1.0, 0.0, 1e300]] {
                    let figure = figure(points, missing, scale);
                    saved(&figure);
                    assert!(figure.svg().contains("Adam"));
                    assert!(!figure.svg().contains("NaN") && !figure.svg().contains("inf"));
                }
            }
        }
        saved(&curves_with_spread(
            "",
            "",
            "",
            "",
            &[],
            Scale::Log,
            Scale::Linear,
        ));
    }

    #[test]
    fn long_curves_stay_small() {
        let curve = |_| SpreadCurve {
            name: "Adam".into(),
            points: rising(20_000),
            missing: vec![],
        };
        let curves: Vec<_> = (0..10).map(curve).collect();
        let linear = Scale::Linear;
        let figure = curves_with_spread("t", "", "x", "y", &curves, linear, linear);
        assert!(figure.svg().len() < 300_000, "{}", figure.svg().len());
    }
}
