//! Curves: lines over a common x axis.

use super::axes::{Axis, Scale, axes};
use super::marks::{colour, key, markers};
use super::{Figure, LEGEND_WIDTH};
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
    let lines: Vec<_> = curves
        .iter()
        .map(|curve| {
            let mut points = curve.points.clone();
            points.retain(|point| x.shows(point.0) && y.shows(point.1));
            thinned(points)
        })
        .collect();
    let x_axis = Axis::around(lines.iter().flatten().map(|point| point.0), x, 0.02);
    let y_axis = Axis::around(lines.iter().flatten().map(|point| point.1), y, 0.05);
    let (mut plots, mut legend) = (Vec::new(), Vec::new());
    for (index, (curve, line)) in curves.iter().zip(&lines).enumerate() {
        let points: Vec<_> = line
            .iter()
            .map(|point| (point.0 * x_axis.unit, point.1 * y_axis.unit))
            .collect();
        // A few markers, shifted from curve to curve so that equal curves stay visible.
        let every = points.len().div_ceil(10).max(1);
        let marked: Vec<_> = points
            .iter()
            .copied()
            .skip((every * index / curves.len()).min(every - 1))
            .step_by(every)
            .collect();
        let width = if points.len() > 300 { 1.5 } else { 2.5 };
        let line = LinePlot::new().with_data(points).with_stroke_width(width);
        plots.push(line.with_color(colour(index, 0.0)).into());
        plots.extend(markers(marked, index, false));
        legend.push(key(&curve.name, index));
    }
    let mut layout = axes(title, x_label, y_label, &x_axis, &y_axis);
    if !legend.is_empty() {
        layout = layout.with_legend_entries(legend);
    }
    // The legend stands beside the plot and needs its height.
    let names = curves.iter().map(|curve| curve.name.chars().count());
    let rows: usize = names.map(|length| length.div_ceil(LEGEND_WIDTH)).sum();
    let height = (26.0 * rows as f64).max(440.0);
    Figure::compose(layout, (680.0, height), |_| Vec::new(), plots)
}

/// At most 1200 points: of each stretch the lowest and the highest, so that noise stays visible.
fn thinned(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    const MOST: usize = 1200;
    if points.len() <= MOST {
        return points;
    }
    let mut kept = Vec::with_capacity(MOST);
    for stretch in points.chunks(points.len().div_ceil(MOST / 2)) {
        let order = |a: &usize, b: &usize| stretch[*a].1.total_cmp(&stretch[*b].1);
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
        assert!(thinned(points.clone()).contains(&(12_345.0, 9.0)));
        let figure = curves("t", "x", "y", &[0; 10].map(|_| curve(&points)));
        assert!(figure.svg().len() < 300_000, "{}", figure.svg().len());
    }
}
