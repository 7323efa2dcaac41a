//! Decision maps: what a classifier says everywhere in the plane, with the examples on it.

use super::Figure;
use super::axes::{Axis, Scale};
use super::chart::Chart;
use super::map::Map;
use super::marks::{INK, WHITE, entry, key, markers};
use kuva::prelude::{LegendShape, MarkerShape};
use kuva::render::layout::ComputedLayout;

/// A grid of predictions over the plane.
#[derive(Clone)]
pub struct Plane {
    /// Lowest and highest x.
    pub x: (f64, f64),
    /// Lowest and highest y.
    pub y: (f64, f64),
    /// Cells along x.
    pub columns: usize,
    /// Cells along y.
    pub rows: usize,
    /// Class of each cell, row after row from the lowest y.
    pub classes: Vec<usize>,
    /// Probability of that class, between 1 / (number of classes) and 1, in the same order.
    pub confidence: Vec<f64>,
}

/// One example of a decision map.
#[derive(Clone, Copy)]
pub struct Example {
    /// First feature.
    pub x: f64,
    /// Second feature.
    pub y: f64,
    /// True class.
    pub class: usize,
    /// Whether it belongs to the test data.
    pub test: bool,
}

/// A decision map: each cell in the colour of its class, paler where the model is less sure,
/// with the boundary between the classes and the examples on it, training filled and test
/// hollow. Examples outside the plane are left out.
pub fn decision_boundary(
    title: &str,
    x_label: &str,
    y_label: &str,
    plane: &Plane,
    examples: &[Example],
    class_names: &[String],
) -> Figure {
    let x_axis = Axis::around(x_label, [plane.x.0, plane.x.1], Scale::Linear, 0.0);
    let y_axis = Axis::around(y_label, [plane.y.0, plane.y.1], Scale::Linear, 0.0);
    let mut layers = Vec::new();
    for test in [false, true] {
        for class in 0..class_names.len() {
            let points: Vec<_> = examples
                .iter()
                .filter(|example| example.class == class && example.test == test)
                .map(|example| (example.x, example.y))
                .filter(|point| x_axis.holds(point.0) && y_axis.holds(point.1))
                .collect();
            layers.extend(markers(points, class, test));
        }
    }
    let names = class_names.iter().enumerate();
    let mut legend: Vec<_> = names.map(|(class, name)| key(name, class)).collect();
    // Without test examples there is nothing to tell apart.
    if examples.iter().any(|example| example.test) {
        let disc = LegendShape::Marker(MarkerShape::Circle);
        legend.push(entry("training", INK.into(), disc));
        legend.push(entry("test", WHITE.into(), disc));
    }
    let (plane, classes) = (plane.clone(), class_names.len());
    let background = move |pixels: &ComputedLayout| {
        let map = Map {
            plane: &plane,
            pixels,
            chance: 1.0 / classes.max(2) as f64,
        };
        let mut parts = map.cells();
        parts.push(map.boundary());
        parts
    };
    Figure::of(Chart {
        legend,
        layers,
        grid: false,
        size: (560.0, 560.0),
        background: Box::new(background),
        ..Chart::new(title, x_axis, y_axis)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{assert_reproducible, names, saved};

    fn map(classes: usize, side: usize, confidence: f64, at: f64) -> Figure {
        let plane = Plane {
            x: (-at, at),
            y: (0.0, at),
            columns: side,
            rows: side,
            classes: (0..side * side)
                .map(|cell| cell * 7 / 3 % classes.max(1))
                .collect(),
            confidence: vec![confidence; side * side],
        };
        let example = |test| Example {
            x: at / 2.0,
            y: at / 3.0,
            class: 1,
            test,
        };
        let examples = [example(false), example(true)];
        decision_boundary("map", "x", "y", &plane, &examples, &names(classes))
    }

    #[test]
    fn the_same_plane_gives_the_same_bytes() {
        assert_reproducible(|| map(3, 20, 0.7, 1.0));
    }

    #[test]
    fn odd_planes_are_drawn() {
        for (classes, side, confidence, at) in [
            (2, 0, 0.5, 1.0),
            (2, 1, 1.0, 1.0),
            (10, 30, f64::NAN, 1.0),
            (1, 3, f64::INFINITY, 0.0),
            (3, 3, -1.0, f64::NAN),
            (3, 3, 0.5, f64::INFINITY),
            (0, 3, 0.5, 1e300),
        ] {
            saved(&map(classes, side, confidence, at));
        }
        let plane = Plane {
            x: (0.0, 1.0),
            y: (0.0, 1.0),
            columns: 9,
            rows: 9,
            classes: vec![7],
            confidence: vec![],
        };
        saved(&decision_boundary("t", "x", "y", &plane, &[], &[]));
    }
}
