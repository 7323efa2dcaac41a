//! The builder of figures: what stands in a plot, named part by part. Longer than other files because
//! every part has its method, with what it means to a reader.

use super::axes::{Axis, Scale};
use super::chart::Chart;
use super::figure::Figure;
use super::map::{self, Example, Plane};
use super::paths::{self, Surface};
use super::series::{Kind, Series};
use super::spread::Spread;
use super::{arrow, histogram, lines, rows, sheet};
use serde::Serialize;
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
#[derive(Default, Serialize)]
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
    /// What the axes cover: the range of a surface or a map, or what was fixed.
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

    /// Fixes what the axes cover, each from its lowest to its highest number, so that frames compare.
    /// A surface or a map covers its own range, whatever is said here; of dots and bars the first
    /// range is that of their values. A page gets it as `[[lowest x, highest x], [lowest y, highest y]]`.
    pub fn area(mut self, x: (f64, f64), y: (f64, f64)) -> Self {
        if self.surface.is_none() && self.map.is_none() {
            self.area = Some([x, y]);
        }
        self
    }

    fn add(mut self, kind: Kind, name: String, points: Vec<(f64, Spread)>) -> Self {
        let known = self.series.iter();
        // Arrows of one name belong together, as those of a field do.
        let same = known
            .clone()
            .find(|it| kind == Kind::Arrow && it.kind == kind && it.name == name);
        let next = known.map(|series| series.index + 1).max();
        // The first colours are those of the classes.
        let next = next.unwrap_or(self.classes.len());
        let index = same.map_or(next, |series| series.index);
        let missing = Vec::new();
        self.series.push(Series {
            index,
            name,
            kind,
            points,
            missing,
            is_rival: false,
        });
        self
    }

    /// A line through points, in their order. If it is equal to an earlier one, which it would hide,
    /// that one is named after both.
    pub fn line(self, name: impl Into<String>, xy: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let points = xy.into_iter().map(|(x, y)| (x, y.into()));
        self.add(Kind::Line, name.into(), points.collect())
    }

    /// A line that is compared with the one added last: of its colour, with dashes and another marker.
    pub(crate) fn rival(
        mut self,
        name: impl Into<String>,
        xy: impl IntoIterator<Item = (f64, f64)>,
    ) -> Self {
        let index = self.series.last().map(|series| series.index);
        self = self.line(name, xy);
        if let Some((rival, index)) = self.series.last_mut().zip(index) {
            (rival.index, rival.is_rival) = (index, true);
        }
        self
    }

    /// The same plot below another title; its own becomes the beginning of the note.
    pub(crate) fn headed(mut self, title: &str) -> Self {
        (self.title, self.note) = sheet::headed(title, (self.title, self.note));
        self
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

    /// An arrow from one place to another, with its marker in the middle: a vector, a gradient. Arrows
    /// of one name have one colour and one line of the legend. None is drawn where an end has no place.
    /// A page gets a series of the kind `arrow`, with two points, the head at the second.
    pub fn arrow(self, name: impl Into<String>, from: (f64, f64), to: (f64, f64)) -> Self {
        let points = [from, to].map(|(x, y)| (x, y.into()));
        self.add(Kind::Arrow, name.into(), points.into())
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
        self.named(class_names)
    }

    /// Examples in the plane without a map, each with the colour and the marker of its class:
    /// training filled and test hollow. One whose class has no name is left out.
    pub fn scatter(mut self, examples: &[Example], class_names: &[String]) -> Self {
        self = self.named(class_names);
        self.examples(examples)
    }

    /// Names the classes; the colours of series follow those of the classes.
    fn named(mut self, class_names: &[String]) -> Self {
        for series in &mut self.series {
            series.index += class_names.len();
            series.index -= self.classes.len();
        }
        self.classes = class_names.to_vec();
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
        let is_plane = self.surface.is_some() || self.map.is_some();
        if is_plane || !self.examples.is_empty() {
            (chart.grid, chart.size) = (false, (560.0, 560.0));
        }
        for (number, own) in series.iter().enumerate() {
            let is_same = |it: &Series| it.kind == Kind::Arrow && it.index == own.index;
            if own.kind != Kind::Arrow || !series[..number].iter().any(is_same) {
                chart.key(&own.name, (own.index, own.marker()));
            }
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
        arrow::draw(&mut chart, &of(&[Kind::Arrow]));
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
        if let Some([x, y]) = self.area {
            let fixed = |(low, high), scale| Axis::around([low, high], scale, 0.0);
            if !self.categories.is_empty() {
                let names = Axis::of_categories(&self.categories);
                return (fixed(x, self.scales[1]), names);
            }
            return (fixed(x, self.scales[0]), fixed(y, self.scales[1]));
        }
        if !self.examples.is_empty() {
            let arrows = series.iter().filter(|series| series.kind == Kind::Arrow);
            let ends = arrows.flat_map(|arrow| &arrow.points);
            let x = self.examples.iter().map(|example| example.x);
            let x = x.chain(ends.clone().map(|end| end.0));
            let y = self.examples.iter().map(|example| example.y);
            let y = y.chain(ends.map(|end| end.1.mean));
            return (
                Axis::around(x, Scale::Linear, 0.04),
                Axis::around(y, Scale::Linear, 0.04),
            );
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

    /// The numbers beside the axes.
    fn ticks(figure: &Figure) -> Vec<&str> {
        let texts = figure
            .svg()
            .split("</text>")
            .filter_map(|it| it.rsplit('>').next());
        texts.filter(|it| it.parse::<f64>().is_ok()).collect()
    }

    #[test]
    fn a_fixed_area_holds_whatever_is_drawn() {
        let plot = |high: f64| {
            let plot = Plot::new("t").area((0.0, 10.0), (-2.0, 2.0));
            plot.line("moving", [(0.0, 0.0), (1.0, high)]).figure()
        };
        let (low, high) = (plot(0.5), plot(70.0));
        assert_eq!(ticks(&low), ticks(&high));
        assert!(ticks(&low).contains(&"10") && ticks(&low).contains(&"-2"));
        let bars = Plot::new("t").area((0.0, 50.0), (0.0, 0.0));
        let bars = bars.bars("a", [("one", 1.0.into())]).figure();
        assert!(ticks(&bars).contains(&"50"), "{:?}", ticks(&bars));
    }

    #[test]
    fn a_map_covers_its_own_range() {
        let plane = Plane {
            x: (0.0, 4.0),
            y: (0.0, 4.0),
            columns: 1,
            rows: 1,
            classes: vec![0],
            confidence: vec![1.0],
        };
        let fixed = Plot::new("t").area((0.0, 90.0), (0.0, 90.0));
        let names = ["a".to_owned()];
        let before = fixed.map(&plane, &names).figure();
        let after = Plot::new("t").map(&plane, &names);
        let after = after.area((0.0, 90.0), (0.0, 90.0)).figure();
        assert_eq!((before.svg(), ticks(&after)), (after.svg(), ticks(&before)));
        assert!(!ticks(&after).contains(&"90"));
    }

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
