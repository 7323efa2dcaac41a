//! Paths: the ways of optimisers, over the levels of the function that they descend.

use super::axes::{Axis, Scale, ratio};
use super::chart::{Chart, layer};
use super::grid;
use super::series::Series;
use super::style::{INK, Point, WHITE, mixed, stroke};
use super::wire::packed;
use kuva::prelude::{LegendShape, MarkerShape};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// The hue of levels: grey, on which all others stand out.
const SLATE: u32 = 0x304050;

/// Draws paths: a ring where each begins, its marker on the way and at its end. Targets are stars.
pub(super) fn draw(chart: &mut Chart, paths: &[&Series], targets: &[Point]) {
    let mut starts = Vec::new();
    for path in paths {
        let line = seen(path, &chart.x, &chart.y);
        starts.extend(line.first());
        let mut marked = evenly(&line, path.index);
        marked.extend(line.last());
        let line = stroke(path.index, line);
        // A white rim lifts it off what lies below.
        let rim = line.clone().with_color(WHITE).with_stroke_width(5.0);
        chart.areas.push(layer(rim));
        chart.lines.push(layer(line));
        chart.markers(&marked, path.index, false);
    }
    let (disc, star) = (MarkerShape::Circle, MarkerShape::Star);
    if !starts.is_empty() {
        chart.spots(&starts, disc, (8.0, INK));
        chart.spots(&starts, disc, (5.5, WHITE));
        chart.entry("start", WHITE, LegendShape::Circle);
    }
    let targets = targets.iter().filter(|target| is_finite(target));
    let targets = targets.map(|(x, y)| (chart.x.place(*x), chart.y.place(*y)));
    let targets: Vec<_> = targets.collect();
    if !targets.is_empty() {
        chart.spots(&targets, star, (13.0, WHITE));
        chart.spots(&targets, star, (11.0, INK));
        chart.entry("minimum", INK, LegendShape::Marker(star));
    }
}

/// Three points of a line, one at each third of its length, from series to series further on.
fn evenly(line: &[Point], index: usize) -> Vec<Point> {
    let length = |pair: &[Point]| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1);
    let steps = line.windows(2).map(length);
    let third = steps.clone().sum::<f64>() / 3.0;
    let mut passed = third * ((3 * index) % 10) as f64 / 10.0;
    let ends = line.iter().skip(1).zip(steps).filter(|(_, step)| {
        let before = (passed / third).floor();
        passed += step;
        (passed / third).floor() > before
    });
    ends.map(|(end, _)| *end).collect()
}

fn is_finite((x, y): &Point) -> bool {
    Scale::Linear.shows(*x) && Scale::Linear.shows(*y)
}

/// A path on the axes up to the first point that is not finite, without steps too small to be seen.
/// Only of one that goes to and fro hundreds of times, far each time, is more left out.
fn seen(path: &Series, x: &Axis, y: &Axis) -> Vec<Point> {
    const MOST: usize = 700;
    let points = path.points.iter().map(|(x, y)| (*x, y.mean));
    let mut kept: Vec<Point> = Vec::new();
    for to in points.take_while(is_finite) {
        let is_far = |from: &Point| {
            let across = x.share(to.0) - x.share(from.0);
            across.hypot(y.share(to.1) - y.share(from.1)) > 0.004
        };
        if kept.last().is_none_or(is_far) {
            kept.push(to);
        }
    }
    let every = kept.len().div_ceil(MOST).max(1);
    let place = |point: Point| (x.place(point.0), y.place(point.1));
    kept.into_iter().step_by(every).map(place).collect()
}

/// Draws lines at the levels of a surface that fills the chart.
pub(super) fn draw_contours(chart: &mut Chart, surface: &Surface) {
    let levels = surface.levels();
    // Half a decade below the lowest level is as low as anything.
    let lowest = 0.3 * levels.first().unwrap_or(&1.0);
    let height = |value: &f64| value.max(lowest).min(1e100).log10();
    let heights: Vec<_> = surface.values.iter().map(height).collect();
    // Pale enough that the steps of the cells do not show beside the lines.
    let below = |value: &f64| levels.iter().filter(|level| value > level).count();
    let shade = |value: &f64| mixed(SLATE, 1.0 - 0.2 * below(value) as f64 / levels.len() as f64);
    grid::shade(chart, surface.values.iter().map(shade).collect(), POINTS);
    let contours = grid::contours(chart, &heights, POINTS, 0.0).with_line_width(1.5);
    for (number, level) in levels.iter().enumerate().rev() {
        let colour = mixed(SLATE, 0.75 * (1.0 - number as f64 / levels.len() as f64));
        let contour = contours.clone().with_levels(&[level.log10()]);
        let contour = layer(contour.with_line_color(&colour));
        // Below the rims of paths.
        chart.areas.insert(0, contour);
        let name = format!("level {}", ratio(*level));
        chart.entry(&name, &colour, LegendShape::Line);
    }
}

/// Points of the grid along both sides.
const POINTS: usize = 121;

/// The values of a function of two variables on a grid over a rectangle.
#[derive(Clone)]
pub struct Surface {
    pub(super) x: (f64, f64),
    pub(super) y: (f64, f64),
    /// Row after row from the lowest y.
    pub(super) values: Vec<f64>,
}

impl Surface {
    /// The surface of `function` between the lowest and the highest x and y.
    pub fn of(x: (f64, f64), y: (f64, f64), mut function: impl FnMut(f64, f64) -> f64) -> Self {
        let share = |point: usize| point as f64 / (POINTS - 1) as f64;
        let at = |(low, high): (f64, f64), point: usize| low + (high - low) * share(point);
        let points = 0..POINTS * POINTS;
        let values = points.map(|point| function(at(x, point % POINTS), at(y, point / POINTS)));
        let values = values.collect();
        Self { x, y, values }
    }

    /// How many points there are along both sides.
    pub(super) fn side(&self) -> usize {
        POINTS
    }

    /// At most ten levels, as a reader tells no more apart: 1 and 3 times the powers of ten between
    /// the values, or some of them.
    pub(super) fn levels(&self) -> Vec<f64> {
        let values = self.values.iter().copied();
        let mut shown: Vec<f64> = values.filter(|value| Scale::Log.shows(*value)).collect();
        shown.sort_by(f64::total_cmp);
        // A few points near a minimum span decades of their own.
        let (Some(&low), Some(&high)) = (shown.get(shown.len() / 100), shown.last()) else {
            return Vec::new();
        };
        let halves = |value: f64| (2.0 * value.log10()).floor() as i32;
        let factor = |half: i32| if half % 2 == 0 { 1.0 } else { 3.0 };
        let level = |half: i32| factor(half) * 10_f64.powi(half.div_euclid(2));
        let every = (halves(high) - halves(low)) as usize / 10 + 1;
        let between = |level: &f64| low < *level && *level < high;
        let levels = (halves(low)..=halves(high)).step_by(every);
        levels.map(level).filter(between).collect()
    }
}

impl Serialize for Surface {
    /// Values packed as little-endian f32, with the levels of the contour lines.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.values.iter();
        let bytes: Vec<u8> = values
            .flat_map(|value| (*value as f32).to_le_bytes())
            .collect();
        let mut surface = serializer.serialize_struct("Surface", 5)?;
        surface.serialize_field("x", &self.x)?;
        surface.serialize_field("y", &self.y)?;
        surface.serialize_field("side", &self.side())?;
        surface.serialize_field("values", &packed(&bytes))?;
        surface.serialize_field("levels", &self.levels())?;
        surface.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::series::Kind;
    use super::*;

    #[test]
    fn levels_are_round_and_few() {
        let levels = |low: f64, high: f64| {
            let rising = |x: f64, _| low * (high / low).powf(x);
            Surface::of((-0.01, 1.0), (0.0, 1.0), rising).levels()
        };
        assert_eq!(
            levels(0.5, 1500.0),
            [1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0]
        );
        assert_eq!(levels(2e-3, 0.2), [3e-3, 0.01, 0.03, 0.1]);
        assert!((5..=10).contains(&levels(1e-90, 1e90).len()));
        assert!(levels(2.0, 2.0).is_empty() && levels(0.0, 0.0).is_empty());
    }

    #[test]
    fn of_a_long_path_what_is_seen_stays() {
        let seen = |points: Vec<(f64, f64)>| {
            let axis = || Axis::around([0.0, 1.0], Scale::Linear, 0.0);
            let path = Series {
                index: 0,
                name: String::new(),
                kind: Kind::Path,
                points: points.into_iter().map(|(x, y)| (x, y.into())).collect(),
                missing: Vec::new(),
                is_rival: false,
            };
            seen(&path, &axis(), &axis())
        };
        let along = (0..10_000).map(|step| (f64::from(step) / 9999.0, 0.5));
        let kept = seen(
            along
                .chain([(1.0, 0.9), (f64::NAN, 0.0), (0.0, 0.0)])
                .collect(),
        );
        assert!((200..300).contains(&kept.len()), "{}", kept.len());
        assert_eq!((kept[0], kept[kept.len() - 1]), ((0.0, 0.5), (1.0, 0.9)));
        let wild = (0..10_000).map(|step| (f64::from(step % 2), 0.5));
        assert!(seen(wild.collect()).len() <= 700);
    }
}
