//! Series: what has a colour, a marker and a line of the legend in a plot.

use super::axes::Scale;
use super::chart::Chart;
use super::spread::Spread;
use super::style::Point;
use super::wire;
use serde::Serialize;

/// What the points of a series are drawn as.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    Line,
    /// A line through means.
    Means,
    /// A vertical line at x.
    Mark,
    /// Rows of dots: x is the number of the category.
    Dots,
    /// Rows of dots at the ends of bars from zero.
    Bars,
    /// Values are x; then, for each bin, the count at its left and at its right edge.
    Histogram,
    /// The way of an optimiser.
    Path,
    /// Two points: where it begins and where its head is.
    Arrow,
}

/// A series of a plot.
#[derive(Serialize)]
pub(super) struct Series {
    /// Its place among all of the plot, which is that of its colour.
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) kind: Kind,
    #[serde(serialize_with = "wire::points")]
    pub(super) points: Vec<(f64, Spread)>,
    /// Each x without a point because the goal was not reached there.
    pub(super) missing: Vec<f64>,
    /// Whether it is compared with the series before it: it has its colour, dashes, and another marker.
    #[serde(skip)]
    pub(super) is_rival: bool,
}

impl Series {
    /// Whether both are lines of which one would hide the other.
    pub(super) fn is_same_line(&self, other: &Self) -> bool {
        let is_same = self.points == other.points && self.missing == other.missing;
        is_same && self.kind == other.kind && matches!(self.kind, Kind::Line | Kind::Means)
    }

    /// The number of its marker.
    pub(super) fn marker(&self) -> usize {
        self.index + if self.is_rival { 4 } else { 0 }
    }

    /// The means on the axes of a chart.
    pub(super) fn placed(&self, chart: &Chart) -> Vec<Point> {
        let place = |(x, y): &(f64, Spread)| (chart.x.place(*x), chart.y.place(y.mean));
        self.points.iter().map(place).collect()
    }

    /// Keeps what has a place on axes of these scales, and of a long line what is seen of it: of each
    /// stretch the lowest and the highest, so that noise stays visible.
    pub(super) fn keep_shown(&mut self, [x, y]: [Scale; 2]) {
        let most = if self.kind == Kind::Means { 400 } else { 1200 };
        let points = &mut self.points;
        self.missing.retain(|missing| x.shows(*missing));
        match self.kind {
            // They have to stay whole.
            Kind::Path | Kind::Histogram => return,
            Kind::Mark => points.retain(|point| x.shows(point.0)),
            _ => points.retain(|point| x.shows(point.0) && y.shows(point.1.mean)),
        }
        if self.kind == Kind::Means {
            points.sort_by(|first, second| first.0.total_cmp(&second.0));
        }
        if points.len() > most && matches!(self.kind, Kind::Line | Kind::Means) {
            let stretches = points.chunks(points.len().div_ceil(most / 2));
            *points = stretches.flat_map(extremes).collect();
        }
    }
}

/// The lowest and the highest of some points, in their order.
fn extremes(points: &[(f64, Spread)]) -> [(f64, Spread); 2] {
    let order = |a: &usize, b: &usize| points[*a].1.mean.total_cmp(&points[*b].1.mean);
    let low = (0..points.len()).min_by(order).unwrap_or(0);
    let high = (0..points.len()).max_by(order).unwrap_or(0);
    [points[low.min(high)], points[low.max(high)]]
}

/// About ten of the points, for the markers: from series to series further on, so that those of
/// series close to each other stay visible.
pub(super) fn some(points: &[Point], index: usize) -> Vec<Point> {
    let every = points.len().div_ceil(10).max(1);
    let shift = (3 * index) % 10 * every / 10;
    points.iter().copied().skip(shift).step_by(every).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_keeps_its_extremes() {
        let mut points: Vec<(f64, Spread)> =
            (0..50_000).map(|x| (f64::from(x), 1.0.into())).collect();
        points[12_345].1 = 9.0.into();
        let mut line = Series {
            index: 0,
            name: "loss".into(),
            kind: Kind::Line,
            points,
            missing: Vec::new(),
            is_rival: false,
        };
        line.keep_shown([Scale::Linear; 2]);
        assert!(line.points.len() <= 1200);
        assert!(line.points.contains(&(12_345.0, 9.0.into())));
    }

    #[test]
    fn markers_of_lines_close_to_each_other_stand_apart() {
        let points: Vec<_> = (0..100).map(|x| (f64::from(x), 0.0)).collect();
        let (first, second) = (some(&points, 0), some(&points, 1));
        assert_eq!((first.len(), second.len()), (10, 10));
        assert!(first.iter().all(|point| !second.contains(point)));
    }
}
