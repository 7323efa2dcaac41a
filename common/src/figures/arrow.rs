//! Arrows on axes: vectors, gradients.

use super::axes::Axis;
use super::chart::{Chart, layer};
use super::pen::Pen;
use super::series::Series;
use super::style::{Point, WHITE, colour, stroke};

/// Draws arrows on axes, each with its marker in the middle.
pub(super) fn draw(chart: &mut Chart, arrows: &[&Series]) {
    for series in arrows {
        // An end without a place leaves no arrow.
        let [from, to] = series.placed(chart)[..] else {
            continue;
        };
        // A white rim lifts it off what lies below.
        let rim = stroke(series.index, [from, to]).with_color(WHITE);
        chart.areas.push(layer(rim.with_stroke_width(6.0)));
        let between = |axis: &Axis, ends: [f64; 2]| {
            let [from, to] = ends.map(|end| axis.share(end));
            axis.at(0.5 * (from + to))
        };
        let [(x, y), (to_x, to_y)] = [0, 1].map(|end| {
            let (x, y) = series.points[end];
            (x, y.mean)
        });
        let middle = (between(&chart.x, [x, to_x]), between(&chart.y, [y, to_y]));
        chart.markers(&[middle], series.index, false);
        let pen = Pen::new(3.0, colour(series.index, 0.0));
        chart.tops.push(Box::new(move |pixels| {
            let at = |(x, y): Point| (pixels.map_x(x), pixels.map_y(y));
            pen.arrow(&[at(from), at(to)])
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Example, Figure, Plot};

    fn heads(figure: &Figure, index: usize) -> usize {
        let head = format!("z\" stroke=\"{}\"", colour(index, 0.0));
        figure.svg().matches(&head).count()
    }

    #[test]
    fn arrows_of_one_name_are_of_one_colour_and_stand_in_the_legend_once() {
        let plot = Plot::new("t").arrow("gradient", (0.0, 0.0), (1.0, 2.0));
        let plot = plot.arrow("gradient", (1.0, 2.0), (3.0, 1.0));
        let figure = plot.arrow("update", (0.0, 1.0), (1.0, 1.0)).figure();
        assert_eq!((heads(&figure, 0), heads(&figure, 1)), (2, 1));
        for name in [">gradient<", ">update<"] {
            assert_eq!(figure.svg().matches(name).count(), 1, "{name}");
        }
    }

    #[test]
    fn an_arrow_over_examples_has_a_colour_of_its_own_and_a_place() {
        let example = |class: usize| Example {
            x: class as f64,
            y: 0.0,
            class,
            test: false,
        };
        let names = ["no".to_owned(), "yes".to_owned()];
        let plot = || Plot::new("t").arrow("weights", (0.0, 0.0), (1.0, 5.0));
        let figure = plot().scatter(&[example(0), example(1)], &names).figure();
        assert_eq!([0, 1, 2].map(|index| heads(&figure, index)), [0, 0, 1]);
        assert!(figure.svg().contains(">5<"), "{}", figure.svg());
    }

    #[test]
    fn an_arrow_without_a_place_is_left_out() {
        for (x, y) in [(f64::NAN, 0.0), (f64::INFINITY, 1.0), (1e300, 0.0)] {
            let figure = Plot::new("t").arrow("a", (0.0, 0.0), (x, y)).figure();
            assert_eq!(heads(&figure, 0), 0);
        }
    }
}
