//! Trajectories: the ways of several optimisers over a function of two variables.

use super::Figure;
use super::axes::{Axis, Scale};
use super::chart::{Chart, Layer};
use super::contours::Contours;
use super::frame::Frame;
use super::marks::{INK, WHITE, colour, entry, keys, markers};
use super::outline::{drawn, trace};
use super::surface::Surface;
use kuva::prelude::{LegendShape, MarkerShape, ScatterPlot};
use kuva::render::layout::ComputedLayout;
use kuva::render::render::Primitive;

/// One way over a surface.
pub struct Trajectory {
    /// What the legend calls it.
    pub name: String,
    /// Its points, from the first to the last. It ends before one that is not finite.
    pub points: Vec<(f64, f64)>,
}

/// Trajectories over a surface: shaded levels, a ring where each begins, its marker on the way
/// and at its end, and a star at each minimum. A logarithmic `levels` suits functions that span
/// decades. What lies outside the surface is cut off.
pub fn trajectories(
    title: &str,
    x_label: &str,
    y_label: &str,
    surface: &Surface,
    levels: Scale,
    minima: &[(f64, f64)],
    trajectories: &[Trajectory],
) -> Figure {
    let x_axis = Axis::around(x_label, [surface.x.0, surface.x.1], Scale::Linear, 0.0);
    let y_axis = Axis::around(y_label, [surface.y.0, surface.y.1], Scale::Linear, 0.0);
    let frame = Frame {
        x: x_axis.range(),
        y: y_axis.range(),
    };
    let contours = Contours::of(surface, levels);
    let (mut ways, mut starts, mut layers) = (vec![], vec![], vec![]);
    for (index, trajectory) in trajectories.iter().enumerate() {
        let shown =
            |point: &&(f64, f64)| Scale::Linear.shows(point.0) && Scale::Linear.shows(point.1);
        let points: Vec<_> = trajectory
            .points
            .iter()
            .take_while(shown)
            .copied()
            .collect();
        let pieces = frame.pieces(&points);
        starts.extend(points.first().filter(|point| frame.holds(**point)));
        let ends = points.last().filter(|point| frame.holds(**point));
        let shift = (index as f64 + 0.5) / trajectories.len() as f64;
        let mut marked = frame.on_the_way(&pieces, shift);
        marked.extend(ends);
        layers.extend(markers(marked, index, false));
        ways.push(pieces);
    }
    let minima: Vec<_> = minima
        .iter()
        .copied()
        .filter(|minimum| frame.holds(*minimum))
        .collect();
    let spots = |points: &[(f64, f64)], shape, size, colour: &str| {
        let spots = ScatterPlot::new()
            .with_data(points.to_vec())
            .with_marker(shape);
        Layer::Points(spots.with_size(size).with_color(colour))
    };
    let (disc, star) = (MarkerShape::Circle, MarkerShape::Star);
    layers.extend([
        spots(&starts, disc, 8.0, INK),
        spots(&starts, disc, 5.5, WHITE),
        spots(&minima, star, 13.0, WHITE),
        spots(&minima, star, 11.0, INK),
    ]);
    let mut legend = keys(trajectories.iter().map(|way| &way.name));
    if !starts.is_empty() {
        legend.push(entry("start", WHITE.into(), LegendShape::Marker(disc)));
    }
    if !minima.is_empty() {
        legend.push(entry("minimum", INK.into(), LegendShape::Marker(star)));
    }
    legend.extend(contours.legend());
    Figure::of(Chart {
        legend,
        grid: false,
        size: (560.0, 560.0),
        background: Box::new(move |pixels| {
            let mut parts = contours.drawn(pixels);
            parts.extend(lines(&ways, pixels));
            parts
        }),
        layers,
        ..Chart::new(title, x_axis, y_axis)
    })
}

/// The ways, on white rims that lift them off the shades and off each other.
fn lines(ways: &[Vec<Vec<(f64, f64)>>], pixels: &ComputedLayout) -> Vec<Primitive> {
    let paths: Vec<_> = ways
        .iter()
        .map(|pieces| {
            let mut path = String::new();
            for piece in pieces {
                let place = |point: &(f64, f64)| (pixels.map_x(point.0), pixels.map_y(point.1));
                trace(&mut path, piece.iter().map(place), false);
            }
            path
        })
        .collect();
    let rims = paths
        .iter()
        .map(|path| drawn(path.clone(), None, WHITE, 5.0));
    let hues = (0..).zip(&paths);
    let lines = hues.map(|(index, path)| drawn(path.clone(), None, &colour(index, 0.0), 2.5));
    rims.chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, saved};

    fn bowl(x: f64, y: f64) -> f64 {
        x * x + 10.0 * y * y
    }

    fn figure(surface: &Surface, levels: Scale, points: &[(f64, f64)]) -> Figure {
        let way = |name: &str| Trajectory {
            name: name.into(),
            points: points.to_vec(),
        };
        let ways = [way("SGD"), way("Adam")];
        trajectories(
            "t",
            "x",
            "y",
            surface,
            levels,
            &[(0.0, 0.0), (9.0, 9.0)],
            &ways,
        )
    }

    #[test]
    fn the_same_trajectories_give_the_same_bytes() {
        let surface = Surface::of((-1.0, 1.0), (-1.0, 1.0), bowl);
        assert_reproducible(|| {
            figure(&surface, Scale::Log, &[(0.9, 0.9), (0.1, -0.3), (0.0, 0.0)])
        });
    }

    #[test]
    fn odd_surfaces_and_trajectories_are_drawn() {
        let (nan, inf) = (f64::NAN, f64::INFINITY);
        let square = (-1.0, 1.0);
        let all = |value: f64| Surface::of(square, square, |_, _| value);
        let sized = |columns, rows| Surface {
            columns,
            rows,
            ..all(1.0)
        };
        let surfaces = [
            all(0.0),
            all(nan),
            all(inf),
            Surface::of(
                square,
                square,
                |x, y| if x > y { nan } else { (1.0 / x).exp() },
            ),
            Surface::of(square, square, |x, _| -1e99 * x),
            Surface::of((nan, 1.0), (3.0, 3.0), bowl),
            Surface::of((1.0, -1.0), (0.0, 1e300), bowl),
            sized(0, 0),
            sized(1, 121 * 121),
            sized(3, usize::MAX),
        ];
        let ways: [&[(f64, f64)]; 6] = [
            &[],
            &[(0.5, 0.5)],
            &[(0.5, 0.5), (0.5, 0.5)],
            &[(nan, 0.0), (0.5, 0.5)],
            &[
                (0.0, 0.0),
                (-3.0, 1e99),
                (3.0, -1e99),
                (inf, 0.0),
                (0.0, 0.0),
            ],
            &[(5.0, 5.0), (6.0, 6.0)],
        ];
        for surface in &surfaces {
            for levels in [Scale::Linear, Scale::Log] {
                for points in ways {
                    let figure = figure(surface, levels, points);
                    assert!(figure.svg().contains("Adam"));
                    assert!(!figure.svg().contains("NaN") && !figure.svg().contains("inf"));
                }
                saved(&figure(surface, levels, ways[4]));
            }
        }
    }

    #[test]
    fn long_trajectories_stay_small() {
        let rosenbrock = |x: f64, y: f64| (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
        let surface = Surface::of((-2.0, 2.0), (-1.0, 3.0), rosenbrock);
        let point = |step: i32| (f64::from(step % 7) / 5.0, f64::from(step % 11) / 9.0);
        let way = |_| Trajectory {
            name: "Adam".into(),
            points: (0..50_000).map(point).collect(),
        };
        let ways: Vec<_> = (0..7).map(way).collect();
        let figure = trajectories("t", "x", "y", &surface, Scale::Log, &[(1.0, 1.0)], &ways);
        assert!(figure.svg().len() < 300_000, "{}", figure.svg().len());
    }
}
