//! Decision maps: what a classifier says everywhere in the plane, and examples in it.

use super::chart::{Chart, layer};
use super::grid;
use super::style::{INK, WHITE, colour};
use kuva::prelude::LegendShape;

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

impl Plane {
    /// What a rule without doubt says in the middles of 128 by 128 cells: with a power of two these are
    /// exact, and so is the side of a line that they are on.
    pub fn of(x: (f64, f64), y: (f64, f64), class: impl Fn(f64, f64) -> usize) -> Self {
        const SIDE: usize = 128;
        let middle = |(low, high): (f64, f64), cell: usize| {
            low + (high - low) * (cell as f64 + 0.5) / SIDE as f64
        };
        let cells = 0..SIDE * SIDE;
        let classes = cells.map(|cell| class(middle(x, cell % SIDE), middle(y, cell / SIDE)));
        Self {
            x,
            y,
            columns: SIDE,
            rows: SIDE,
            classes: classes.collect(),
            confidence: vec![1.0; SIDE * SIDE],
        }
    }
}

/// One example in the plane, on a decision map or without one.
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

impl Example {
    /// One of the training data.
    pub fn at((x, y): (f64, f64), class: usize) -> Self {
        let test = false;
        Self { x, y, class, test }
    }
}

/// Adds classes to the legend.
pub(super) fn draw_names(chart: &mut Chart, class_names: &[String]) {
    for (class, name) in class_names.iter().enumerate() {
        chart.key(name, (class, class));
    }
}

/// Draws a map of so many classes that fills the chart.
pub(super) fn draw(chart: &mut Chart, plane: &Plane, number: usize) {
    const LEVELS: f64 = 5.0;
    let guesses = plane.classes.iter().zip(&plane.confidence);
    let chance = 1.0 / number.max(2) as f64;
    let shade = |(class, confidence): (&usize, &f64)| {
        let surer = (confidence.max(chance).min(1.0) - chance) / (1.0 - chance);
        colour(*class, 0.9 - 0.45 * (LEVELS * surer).round() / LEVELS)
    };
    grid::shade(chart, guesses.clone().map(shade).collect(), plane.columns);
    // What is not one of the other classes is the first.
    for class in 1..number {
        // The boundary passes where two classes are equally likely. Less than a half says nothing
        // of the second one.
        let lead = |(likeliest, confidence): (&usize, &f64)| {
            let lead = (confidence.max(0.501) - 0.5).min(0.5);
            if *likeliest == class { lead } else { -lead }
        };
        let leads: Vec<_> = guesses.clone().map(lead).collect();
        let boundary = grid::contours(chart, &leads, plane.columns, 0.5).with_levels(&[0.0]);
        let boundary = boundary.with_line_color(INK).with_line_width(2.0);
        chart.areas.push(layer(boundary));
    }
}

/// Draws the examples that lie on the axes, of training filled and of the test set hollow.
pub(super) fn draw_examples(chart: &mut Chart, examples: &[Example], classes: usize) {
    let is_inside = |example: &&Example| {
        let shares = [chart.x.share(example.x), chart.y.share(example.y)];
        shares.iter().all(|share| (0.0..=1.0).contains(share))
    };
    let shown: Vec<_> = examples.iter().filter(is_inside).collect();
    // Training first.
    for number in 0..2 * classes {
        let (test, class) = (number >= classes, number % classes);
        let is_own = |example: &&&Example| (example.test, example.class) == (test, class);
        let own = shown.iter().filter(is_own);
        let place = |example: &&Example| (chart.x.place(example.x), chart.y.place(example.y));
        chart.markers(&own.map(place).collect::<Vec<_>>(), class, test);
    }
    // Without test examples there is nothing to tell apart.
    if examples.iter().any(|example| example.test) {
        chart.entry("training", INK, LegendShape::Circle);
        chart.entry("test", WHITE, LegendShape::Circle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Plot;
    use crate::figures::style::marker;

    fn plane(side: usize, second: impl Fn(f64, f64) -> f64) -> Plane {
        let middle = |cell: usize| (cell as f64 + 0.5) / side as f64;
        let cells = (0..side * side).map(|cell| second(middle(cell % side), middle(cell / side)));
        let cells: Vec<f64> = cells.collect();
        Plane {
            x: (0.0, 1.0),
            y: (0.0, 1.0),
            columns: side,
            rows: side,
            classes: cells
                .iter()
                .map(|second| usize::from(*second > 0.5))
                .collect(),
            confidence: cells
                .iter()
                .map(|second| second.max(1.0 - second))
                .collect(),
        }
    }

    #[test]
    fn the_boundary_of_two_classes_lies_where_they_are_equally_likely() {
        let names = ["inner".to_owned(), "outer".to_owned()];
        let figure = Plot::new("t")
            .map(&plane(2, |x, _| 0.05 + x), &names)
            .figure();
        let line = figure
            .svg()
            .split("<path d=\"")
            .find(|path| path.contains("stroke=\"#222222\""));
        let (line, _) = line.unwrap().split_once('"').unwrap();
        let places = line
            .split(['M', 'L', ' '])
            .filter_map(|word| word.parse::<f64>().ok());
        let x: Vec<f64> = places.step_by(2).collect();
        let frame = figure.svg().split("<clipPath id=\"clip-").nth(1).unwrap();
        let frame: Vec<f64> = frame
            .split(['-', '"'])
            .map_while(|word| word.parse().ok())
            .collect();
        let expected = frame[0] + 0.45 * frame[2];
        assert!(
            x.iter().all(|x| (x - expected).abs() < 0.02),
            "{x:?} {expected}"
        );
    }

    #[test]
    fn a_map_is_small() {
        let names = ["inner".to_owned(), "outer".to_owned()];
        let ring = |x: f64, y: f64| (2.0 * (x - 0.5).hypot(y - 0.5)).min(1.0);
        let figure = Plot::new("t").map(&plane(100, ring), &names).figure();
        assert!(figure.svg().len() < 100_000, "{}", figure.svg().len());
    }

    #[test]
    fn examples_stand_alone_each_class_with_its_name_colour_and_marker() {
        let names: Vec<String> = (0..10).map(|class| format!("digit {class}")).collect();
        let example = |class: usize| Example {
            x: class as f64,
            y: 1.0 - class as f64,
            class,
            test: false,
        };
        let examples: Vec<Example> = (0..11).map(example).collect();
        let figure = Plot::new("t").scatter(&examples, &names).figure();
        for name in &names {
            assert_eq!(figure.svg().matches(&format!(">{name}<")).count(), 1);
        }
        // Once in the legend and once in the plane.
        for class in 0..10 {
            let filled = format!("fill=\"{}\"", colour(class, 0.0));
            assert_eq!(figure.svg().matches(&filled).count(), 2, "{class}");
        }
        let looks = (0..10).map(|class| (colour(class, 0.0), format!("{:?}", marker(class))));
        assert_eq!(looks.collect::<std::collections::BTreeSet<_>>().len(), 10);
        assert!(!figure.svg().contains(">training<"));
    }
}
