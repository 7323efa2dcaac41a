//! The builder of figures: what stands in a plot, named part by part.

use super::Figure;
use super::axes::Scale;
use super::bars::{BarSeries, ValueRange, bars};
use super::curves::{Curve, Mark, curves_marked};
use super::decision_boundary::{Example, Plane, decision_boundary};
use super::histograms::{Sample, histograms};
use super::spread::Spread;
use super::spread_curves::{SpreadCurve, curves_with_spread};
use super::surface::Surface;
use super::trajectories::{Trajectory, trajectories};

/// A point of a plot: x and y.
type Point = (f64, f64);

/// Something that has a colour, a marker and a line of the legend.
struct Series {
    name: String,
    shape: Shape,
}

/// What a series is drawn as.
#[derive(PartialEq)]
enum Shape {
    Line(Vec<Point>),
    /// The points, and each x without one because the goal was not reached there.
    Spread(Vec<(f64, Spread)>, Vec<f64>),
    Dots(Vec<(String, Spread)>),
    Bars(Vec<(String, Spread)>),
    Histogram(Vec<f64>),
    Path(Vec<Point>),
}

/// A plot under construction. What is not finite, and on a logarithmic axis what is not positive, is
/// left out when it is drawn.
///
/// ```
/// use common::figures::{Plot, Spread};
///
/// let figure = Plot::new("Accuracy on the test set")
///     .note("mean ± standard deviation of 5 seeds")
///     .x("training examples")
///     .y("accuracy")
///     .log_x()
///     .spread("network", [(16.0, Spread::of(&[0.7, 0.8])), (64.0, Spread::of(&[0.9, 0.9]))])
///     .figure();
/// assert!(figure.svg().contains(">training examples<"));
/// ```
#[must_use]
pub struct Plot {
    title: String,
    note: String,
    x_label: String,
    y_label: String,
    x: Scale,
    y: Scale,
    series: Vec<Series>,
    marks: Vec<(String, f64)>,
    surface: Option<Surface>,
    targets: Vec<Point>,
    map: Option<(Plane, Vec<String>)>,
    examples: Vec<Example>,
}

impl Plot {
    /// An empty plot with this title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            note: String::new(),
            x_label: String::new(),
            y_label: String::new(),
            x: Scale::Linear,
            y: Scale::Linear,
            series: Vec::new(),
            marks: Vec::new(),
            surface: None,
            targets: Vec::new(),
            map: None,
            examples: Vec::new(),
        }
    }

    /// The line below the title: what error bars and bands are, say.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// The label of the horizontal axis.
    pub fn x(mut self, label: impl Into<String>) -> Self {
        self.x_label = label.into();
        self
    }

    /// The label of the vertical axis.
    pub fn y(mut self, label: impl Into<String>) -> Self {
        self.y_label = label.into();
        self
    }

    /// Makes the horizontal axis logarithmic.
    pub fn log_x(mut self) -> Self {
        self.x = Scale::Log;
        self
    }

    /// Makes the vertical axis logarithmic.
    pub fn log_y(mut self) -> Self {
        self.y = Scale::Log;
        self
    }

    fn series(mut self, name: impl Into<String>, shape: Shape) -> Self {
        let name = name.into();
        self.series.push(Series { name, shape });
        self
    }

    /// A line through points, in their order. If it is equal to an earlier one, which it would hide,
    /// that one is named after both.
    pub fn line(
        self,
        name: impl Into<String>,
        points: impl IntoIterator<Item = (f64, f64)>,
    ) -> Self {
        self.series(name, Shape::Line(points.into_iter().collect()))
    }

    /// A line through means with what is around them: error bars where no line of the plot has more
    /// than 15 points, else a band. The points may come in any order. If it is equal to an earlier
    /// one, which it would hide, that one is named after both.
    pub fn spread(
        self,
        name: impl Into<String>,
        points: impl IntoIterator<Item = (f64, Spread)>,
    ) -> Self {
        let points = points.into_iter().collect();
        self.series(name, Shape::Spread(points, Vec::new()))
    }

    /// Each x of the spread added last that has no value because the goal was not reached there: a
    /// hollow marker at the upper edge, and the line is broken.
    pub fn missing(mut self, x: impl IntoIterator<Item = f64>) -> Self {
        if let Some(Shape::Spread(_, missing)) = self.series.last_mut().map(|last| &mut last.shape)
        {
            missing.extend(x);
        }
        self
    }

    /// A vertical line from edge to edge.
    pub fn mark(mut self, name: impl Into<String>, x: f64) -> Self {
        self.marks.push((name.into(), x));
        self
    }

    /// A dot with an error bar and its number for each category, one category a row, the first on
    /// top. The axis begins where the values do. Further series have the same categories.
    pub fn dots(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = (impl Into<String>, Spread)>,
    ) -> Self {
        self.series(name, Shape::Dots(named(values)))
    }

    /// As [`dots`](Self::dots), with bars from zero, whose lengths compare.
    pub fn bars(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = (impl Into<String>, Spread)>,
    ) -> Self {
        self.series(name, Shape::Bars(named(values)))
    }

    /// How many of some values lie in each of 60 bins that all histograms of the plot share. Zero
    /// lies in the middle of one, so that a peak of exact zeros stands where it belongs.
    pub fn histogram(self, name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        self.series(name, Shape::Histogram(values.into_iter().collect()))
    }

    /// The levels of a function of both axes, each a constant factor above the last.
    pub fn contours(mut self, surface: &Surface) -> Self {
        self.surface = Some(surface.clone());
        self
    }

    /// The way of an optimiser: a ring where it begins, its marker on the way and at its end. It
    /// ends before a point that is not finite; what lies outside of the axes is cut off.
    pub fn path(
        self,
        name: impl Into<String>,
        points: impl IntoIterator<Item = (f64, f64)>,
    ) -> Self {
        self.series(name, Shape::Path(points.into_iter().collect()))
    }

    /// Where paths should end: a star.
    pub fn target(mut self, point: (f64, f64)) -> Self {
        self.targets.push(point);
        self
    }

    /// A decision map: each cell in the colour of its class, paler where the model is less sure,
    /// with the boundary between the classes.
    pub fn map(mut self, plane: &Plane, class_names: &[String]) -> Self {
        self.map = Some((plane.clone(), class_names.to_vec()));
        self
    }

    /// Examples on a decision map, training filled and test hollow.
    pub fn examples(mut self, examples: &[Example]) -> Self {
        self.examples.extend_from_slice(examples);
        self
    }

    /// The same plot with something added for each item.
    pub fn each<T>(
        self,
        items: impl IntoIterator<Item = T>,
        add: impl FnMut(Self, T) -> Self,
    ) -> Self {
        items.into_iter().fold(self, add)
    }

    /// The finished figure.
    pub fn figure(mut self) -> Figure {
        self.join_equals();
        let (title, x, y) = (&self.title, &self.x_label, &self.y_label);
        if let Some((plane, names)) = &self.map {
            return decision_boundary(title, x, y, plane, &self.examples, names);
        }
        if let Some(surface) = &self.surface {
            let ways = self
                .series
                .into_iter()
                .filter_map(|series| match series.shape {
                    Shape::Path(points) => Some(Trajectory {
                        name: series.name,
                        points,
                    }),
                    _ => None,
                });
            let ways: Vec<_> = ways.collect();
            return trajectories(title, x, y, surface, Scale::Log, &self.targets, &ways);
        }
        let (mut lines, mut spreads, mut samples) = (vec![], vec![], vec![]);
        let (mut rows, mut range, mut categories) = (vec![], ValueRange::Fitted, vec![]);
        for Series { name, shape } in self.series {
            match shape {
                Shape::Line(points) | Shape::Path(points) => lines.push(Curve { name, points }),
                Shape::Spread(points, missing) => spreads.push(SpreadCurve {
                    name,
                    points,
                    missing,
                }),
                Shape::Histogram(values) => samples.push(Sample { name, values }),
                Shape::Dots(values) => {
                    let values: (Vec<_>, _) = values.into_iter().unzip();
                    categories = values.0;
                    let values = values.1;
                    rows.push(BarSeries { name, values });
                }
                Shape::Bars(values) => {
                    let values: (Vec<_>, _) = values.into_iter().unzip();
                    categories = values.0;
                    let values = values.1;
                    rows.push(BarSeries { name, values });
                    range = ValueRange::FromZero;
                }
            }
        }
        if !samples.is_empty() {
            return histograms(title, x, &samples, self.y);
        }
        if !rows.is_empty() {
            return bars(title, &self.note, x, &categories, &rows, range);
        }
        if !spreads.is_empty() {
            return curves_with_spread(title, &self.note, x, y, &spreads, self.x, self.y);
        }
        let marks = self.marks.into_iter().map(|(name, x)| Mark { name, x });
        let marks: Vec<_> = marks.collect();
        curves_marked(title, x, y, &lines, &marks, self.x, self.y)
    }

    /// The later of two equal lines would hide the earlier one.
    fn join_equals(&mut self) {
        let mut kept: Vec<Series> = Vec::new();
        for series in self.series.drain(..) {
            let is_line = matches!(series.shape, Shape::Line(_) | Shape::Spread(..));
            let same = |known: &&mut Series| is_line && known.shape == series.shape;
            match kept.iter_mut().find(same) {
                Some(known) => known.name = format!("{} and {}", known.name, series.name),
                None => kept.push(series),
            }
        }
        self.series = kept;
    }
}

fn named(values: impl IntoIterator<Item = (impl Into<String>, Spread)>) -> Vec<(String, Spread)> {
    let values = values.into_iter();
    values.map(|(name, value)| (name.into(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_equal_line_would_hide_is_named_after_both() {
        let rising = [(0.0, 1.0), (1.0, 2.0)];
        let plot = Plot::new("t").line("zeros", rising);
        let joined = plot
            .line("normal", [(0.0, 1.0), (1.0, 3.0)])
            .line("small", rising);
        let svg = joined.figure().svg().to_owned();
        assert!(
            svg.contains(">zeros and small<") && svg.contains(">normal<"),
            "{svg}"
        );
    }
}
