//! Curves: lines over a common x axis.

use super::Figure;
use super::axes::{Axis, Scale};
use super::chart::{Chart, Layer};
use super::marks::{colour, key, markers};
use kuva::prelude::LinePlot;

/// One line of a figure with curves.
pub struct Curve {
    /// What the legend calls it.
    pub name: String,
    /// Its points, in drawing order.
    pub points: Vec<(f64, f64)>,
}

/// Curves over a common x axis. Points that are not finite are left out.
pub fn curves(title: &str, x_label: &str, y_label: &str, curves: &[Curve]) -> Figure {
    let linear = Scale::Linear;
    curves_scaled(title, x_label, y_label, curves, linear, linear)
}

/// [`curves`] with a choice of scales. A logarithmic axis leaves out what is not positive.
pub fn curves_scaled(
    title: &str,
    x_label: &str,
    y_label: &str,
    curves: &[Curve],
    x: Scale,
    y: Scale,
) -> Figure {
    curves_marked(title, x_label, y_label, curves, &[], x, y)
}

/// A place on the x axis of a figure with curves: a vertical line from edge to edge.
pub struct Mark {
    /// What the legend calls it.
    pub name: String,
    /// Where it stands.
    pub x: f64,
}

/// [`curves_scaled`] with marks on the x axis, such as the rate that a range test suggests.
pub fn curves_marked(
    title: &str,
    x_label: &str,
    y_label: &str,
    curves: &[Curve],
    marks: &[Mark],
    x: Scale,
    y: Scale,
) -> Figure {
    let lines: Vec<_> = curves
        .iter()
        .map(|curve| {
            let mut points = curve.points.clone();
            points.retain(|point| x.shows(point.0) && y.shows(point.1));
            thinned(points, 1200, |point| point.1)
        })
        .collect();
    let marks: Vec<_> = marks.iter().filter(|mark| x.shows(mark.x)).collect();
    let places = lines.iter().flatten().map(|point| point.0);
    let places = places.chain(marks.iter().map(|mark| mark.x));
    let x_axis = Axis::around(x_label, places, x, 0.02);
    let heights = lines.iter().flatten().map(|point| point.1);
    let y_axis = Axis::around(y_label, heights, y, 0.05);
    let (mut layers, mut legend) = (Vec::new(), Vec::new());
    let numbered = || (curves.len()..).zip(&marks);
    for (index, mark) in numbered() {
        let (low, high) = y_axis.range();
        let ends = [low, high].map(|end| (mark.x * x_axis.unit, end));
        let line = LinePlot::new().with_data(ends).with_stroke_width(2.5);
        layers.push(Layer::Line(line.with_color(colour(index, 0.0))));
        layers.extend(markers(ends.to_vec(), index, false));
    }
    for (index, (curve, line)) in curves.iter().zip(&lines).enumerate() {
        let points: Vec<_> = line
            .iter()
            .map(|point| (point.0 * x_axis.unit, point.1 * y_axis.unit))
            .collect();
        let marked = some(&points, index, curves.len());
        let width = if points.len() > 300 { 1.5 } else { 2.5 };
        let line = LinePlot::new().with_data(points).with_stroke_width(width);
        layers.push(Layer::Line(line.with_color(colour(index, 0.0))));
        layers.extend(markers(marked, index, false));
        legend.push(key(&curve.name, index));
    }
    legend.extend(numbered().map(|(index, mark)| key(&mark.name, index)));
    Figure::of(Chart {
        legend,
        layers,
        ..Chart::new(title, x_axis, y_axis)
    })
}

/// Some of the points, about ten, for the markers: shifted from curve to curve so that equal
/// curves stay visible.
pub(super) fn some<T: Copy>(points: &[T], index: usize, curves: usize) -> Vec<T> {
    let every = points.len().div_ceil(10).max(1);
    let shift = (every * index / curves).min(every - 1);
    points.iter().copied().skip(shift).step_by(every).collect()
}

/// At most `most` points: of each stretch the lowest and the highest, so that noise stays visible.
pub(super) fn thinned<T: Copy>(points: Vec<T>, most: usize, height: fn(&T) -> f64) -> Vec<T> {
    if points.len() <= most {
        return points;
    }
    let mut kept = Vec::with_capacity(most);
    for stretch in points.chunks(points.len().div_ceil(most / 2)) {
        let order = |a: &usize, b: &usize| height(&stretch[*a]).total_cmp(&height(&stretch[*b]));
        let low = (0..stretch.len()).min_by(order).unwrap_or(0);
        let high = (0..stretch.len()).max_by(order).unwrap_or(0);
        kept.extend([stretch[low.min(high)], stretch[low.max(high)]]);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, saved};

    fn curve(points: &[(f64, f64)]) -> Curve {
        Curve {
            name: "loss".into(),
            points: points.to_vec(),
        }
    }

    #[test]
    fn the_same_curves_give_the_same_bytes() {
        assert_reproducible(|| curves("t", "x", "y", &[curve(&[(0.0, 1.0), (1.0, 2.0)])]));
    }

    #[test]
    fn odd_curves_are_drawn_without_what_has_no_place() {
        let (nan, inf) = (f64::NAN, f64::INFINITY);
        let odd: [&[(f64, f64)]; 11] = [
            &[],
            &[(0.0, 0.0)],
            &[(5.0, 5.0), (5.0, 5.0)],
            &[(0.0, 1e9), (1.0, 1e9)],
            &[(nan, 1.0), (1.0, nan), (nan, nan)],
            &[(0.0, inf), (-inf, 1.0)],
            &[(0.0, f64::MAX), (1.0, f64::MIN), (2.0, 1.0)],
            &[(0.0, 1e99), (1.0, -1e99)],
            &[(1.0, f64::MIN_POSITIVE), (2.0, 0.0), (3.0, -1.0)],
            &[(1.0, 1e-14), (2.0, 1e-13)],
            &[(1e16, 1.0), (1e16 + 2.0, 1.0 + f64::EPSILON)],
        ];
        for points in odd {
            for scale in [Scale::Linear, Scale::Log] {
                let figure = curves_scaled("t", "x", "y", &[curve(points)], scale, scale);
                saved(&figure);
                assert!(figure.svg().contains("loss"));
                assert!(!figure.svg().contains("NaN") && !figure.svg().contains("inf"));
            }
        }
        saved(&curves("", "", "", &[]));
    }

    #[test]
    fn long_curves_keep_their_extremes_and_stay_small() {
        let mut points: Vec<_> = (0..50_000).map(|step| (f64::from(step), 1.0)).collect();
        points[12_345].1 = 9.0;
        assert!(thinned(points.clone(), 1200, |point| point.1).contains(&(12_345.0, 9.0)));
        let figure = curves("t", "x", "y", &[0; 10].map(|_| curve(&points)));
        assert!(figure.svg().len() < 300_000, "{}", figure.svg().len());
    }
}
