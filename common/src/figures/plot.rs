//! The builder of figures: what stands in a plot, named part by part. Longer than other files because
//! every part has its method, with what it means to a reader.

use super::axes::{Axis, Scale};
use super::chart::Chart;
use super::figure::Figure;
use super::map::{self, Example, Plane};
use super::paths::{self, Surface};
use super::series::{Kind, Series};
use super::spread::Spread;
use super::{histogram, lines, rows};
use std::mem;

/// A plot under construction. What is not finite, and on a logarithmic axis what is not positive, is
/// left out when it is drawn.
///
/// ```
/// use common::figures::Plot;
///
/// let plot = Plot::new("Training").x("epoch").y("loss").log_y();
/// let figure = plot.line("SGD", [(1.0, 0.9), (2.0, 0.1)]).figure();
/// assert!(figure.svg().contains(">epoch<"));
/// ```
#[derive(Default)]
#[must_use]
pub struct Plot {
    title: String,
    note: String,
    labels: [String; 2],
    scales: [Scale; 2],
    series: Vec<Series>,
    /// The rows of dots and bars.
    categories: Vec<String>,
    targets: Vec<(f64, f64)>,
    surface: Option<Surface>,
    map: Option<Plane>,
    /// The names of the classes of a map or of examples alone.
    classes: Vec<String>,
    /// What a surface or a map covers.
    area: Option<[(f64, f64); 2]>,
    examples: Vec<Example>,
}

impl Plot {
    /// An empty plot with this title.
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self {
            title,
            ..Self::default()
        }
    }

    /// The line below the title: what error bars and bands are, say.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// The label of the horizontal axis.
    pub fn x(mut self, label: impl Into<String>) -> Self {
        self.labels[0] = label.into();
        self
    }

    /// The label of the vertical axis.
    pub fn y(mut self, label: impl Into<String>) -> Self {
        self.labels[1] = label.into();
        self
    }

    /// Makes the horizontal axis logarithmic.
    pub fn log_x(mut self) -> Self {
        self.scales[0] = Scale::Log;
        self
    }

    /// Makes the vertical axis logarithmic.
    pub fn log_y(mut self) -> Self {
        self.scales[1] = Scale::Log;
        self
    }

    fn add(mut self, kind: Kind, name: String, points: Vec<(f64, Spread)>) -> Self {
        let (index, missing) = (self.series.len(), Vec::new());
        self.series.push(Series {
            index,
            name,
            kind,
            points,
            missing,
        });
        self
    }

    /// A line through points, in their order. If it is equal to an earlier one, which it would hide,
    /// that one is named after both.
    pub fn line(self, name: impl Into<String>, xy: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let points = xy.into_iter().map(|(x, y)| (x, y.into()));
        self.add(Kind::Line, name.into(), points.collect())
    }

    /// A line through means with what is around them: error bars where no such line of the plot has
    /// more than 15 points, else a band. The points may come in any order. If it is equal to an
    /// earlier one, which it would hide, that one is named after both.
    pub fn spread(
        self,
        name: impl Into<String>,
        points: impl IntoIterator<Item = (f64, Spread)>,
    ) -> Self {
        self.add(Kind::Means, name.into(), points.into_iter().collect())
    }

    /// Each x of the spread added last that has no value because the goal was not reached there: a
    /// hollow marker at the upper edge, and the line is broken.
    pub fn missing(mut self, x: impl IntoIterator<Item = f64>) -> Self {
        if let Some(last) = self.series.last_mut() {
            last.missing.extend(x);
        }
        self
    }

    /// A vertical line from edge to edge.
    pub fn mark(self, name: impl Into<String>, x: f64) -> Self {
        self.add(Kind::Mark, name.into(), vec![(x, f64::NAN.into())])
    }

    /// A dot with an error bar and its number for each category, one category a row, the first on
    /// top. The axis begins where the values do. Several series stand below each other in the rows
    /// of their categories.
    pub fn dots(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = (impl Into<String>, Spread)>,
    ) -> Self {
        self.rows(Kind::Dots, name.into(), values)
    }

    /// As [`dots`](Self::dots), with bars from zero, whose lengths compare.
    pub fn bars(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = (impl Into<String>, Spread)>,
    ) -> Self {
        self.rows(Kind::Bars, name.into(), values)
    }

    fn rows(
        mut self,
        kind: Kind,
        name: String,
        values: impl IntoIterator<Item = (impl Into<String>, Spread)>,
    ) -> Self {
        let mut points = Vec::new();
        for (category, value) in values {
            let category = category.into();
            let known = self.categories.iter().position(|known| *known == category);
            points.push((known.unwrap_or(self.categories.len()) as f64, value));
            self.categories.extend(known.is_none().then_some(category));
        }
        self.add(kind, name, points)
    }

    /// How many of some values lie in each of 60 bins that all histograms of the plot share. Zero
    /// lies in the middle of one, so that a peak of exact zeros stands where it belongs.
    pub fn histogram(self, name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        let points = values.into_iter().map(|value| (value, 0.0.into()));
        let plot = self.y("count");
        plot.add(Kind::Histogram, name.into(), points.collect())
    }

    /// The levels of a positive function of both axes, each a constant factor above the last.
    pub fn contours(mut self, surface: &Surface) -> Self {
        self.area = Some([surface.x, surface.y]);
        self.surface = Some(surface.clone());
        self
    }

    /// The way of an optimiser: a ring where it begins, its marker on the way and at its end. It
    /// ends before a point that is not finite.
    pub fn path(self, name: impl Into<String>, xy: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let points = xy.into_iter().map(|(x, y)| (x, y.into()));
        self.add(Kind::Path, name.into(), points.collect())
    }

    /// Where paths should end: a star.
    pub fn target(mut self, point: (f64, f64)) -> Self {
        self.targets.push(point);
        self
    }

    /// A decision map: each cell in the colour of its class, paler where the model is less sure,
    /// with the boundary between the classes.
    pub fn map(mut self, plane: &Plane, class_names: &[String]) -> Self {
        self.area = Some([plane.x, plane.y]);
        self.map = Some(plane.clone());
        self.classes = class_names.to_vec();
        self
    }

    /// Examples in the plane without a map, each with the colour and the marker of its class:
    /// training filled and test hollow. One whose class has no name is left out.
    pub fn scatter(mut self, examples: &[Example], class_names: &[String]) -> Self {
        self.classes = class_names.to_vec();
        self.examples(examples)
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
        if !self.categories.is_empty() {
            self.scales = [Scale::Linear, self.scales[0]];
        }
        let mut series: Vec<Series> = Vec::new();
        for mut new in mem::take(&mut self.series) {
            new.keep_shown(self.scales);
            match series.iter_mut().find(|known| new.is_same_line(known)) {
                Some(known) => known.name += &format!(" and {}", new.name),
                None => series.push(new),
            }
        }
        histogram::count(&mut series);
        let mut chart = Chart::new(&self.title, self.axes(&series));
        (chart.note, [chart.x.label, chart.y.label]) = (self.note, self.labels);
        if self.area.is_some() || !self.examples.is_empty() {
            (chart.grid, chart.size) = (false, (560.0, 560.0));
        }
        for series in &series {
            chart.key(&series.name, series.index);
        }
        let of = |kinds: &[Kind]| -> Vec<&Series> {
            let series = series.iter().filter(|series| kinds.contains(&series.kind));
            series.collect()
        };
        lines::draw_marks(&mut chart, &of(&[Kind::Mark]));
        lines::draw(&mut chart, &of(&[Kind::Line, Kind::Means]));
        let dots = of(&[Kind::Dots, Kind::Bars]);
        rows::draw(&mut chart, &dots, self.categories.len());
        histogram::draw(&mut chart, &of(&[Kind::Histogram]));
        paths::draw(&mut chart, &of(&[Kind::Path]), &self.targets);
        if let Some(surface) = &self.surface {
            paths::draw_contours(&mut chart, surface);
        }
        if !self.classes.is_empty() {
            map::draw_names(&mut chart, &self.classes);
        }
        match &self.map {
            Some(plane) => map::draw(&mut chart, plane, self.classes.len()),
            // Less room is needed than where a map must be seen between them.
            None if self.examples.len() > 200 => chart.marker_size = 4.5,
            None => {}
        }
        map::draw_examples(&mut chart, &self.examples, self.classes.len());
        Figure::of(chart)
    }

    fn axes(&self, series: &[Series]) -> (Axis, Axis) {
        if let Some(area) = self.area {
            let [x, y] = area.map(|(low, high)| Axis::around([low, high], Scale::Linear, 0.0));
            return (x, y);
        }
        if !self.examples.is_empty() {
            let of = |values: fn(&Example) -> f64| {
                Axis::around(self.examples.iter().map(values), Scale::Linear, 0.04)
            };
            return (of(|example| example.x), of(|example| example.y));
        }
        let has = |kind: Kind| series.iter().any(|series| series.kind == kind);
        let points = || series.iter().flat_map(|series| &series.points);
        let x = points().map(|point| point.0);
        let x = x.chain(series.iter().flat_map(|series| series.missing.clone()));
        let y = points().flat_map(|point| point.1.ends());
        let y = y.chain(has(Kind::Bars).then_some(0.0));
        let x = Axis::around(x, self.scales[0], 0.04);
        let margin = if has(Kind::Bars) { 0.0 } else { 0.06 };
        let mut y = Axis::around(y, self.scales[1], margin);
        if has(Kind::Histogram) {
            // From zero or, where that has no place, from below one, above the tick at a half.
            y.low = if y.scale == Scale::Log { -0.15 } else { 0.0 };
        }
        if self.categories.is_empty() {
            return (x, y);
        }
        // Room for the number beside the highest value.
        y.high += 0.15 * (y.high - y.low);
        (y, Axis::of_categories(&self.categories))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_equal_line_would_hide_is_named_after_both() {
        let rising = [(0.0, 1.0), (1.0, 2.0)];
        let plot = Plot::new("t").line("zeros", rising);
        let plot = plot.line("normal", [(0.0, 1.0), (1.0, 3.0)]);
        let figure = plot.line("small", rising).figure();
        let is_named = |name: &str| figure.svg().contains(&format!(">{name}<"));
        assert!(is_named("zeros and small") && is_named("normal"));
        assert!(!is_named("zeros") && !is_named("small"));
    }
}
