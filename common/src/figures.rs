//! Figures for reports: curves, decision maps, confusion matrices, as SVG and PNG.
//!
//! The only file that knows the plotting crate. Colours are told apart in common forms of
//! colour blindness and never stand alone: every series has a marker of its own as well. The
//! same input gives the same bytes, and no input panics: what cannot be drawn is left out.

use crate::error::{Error, Result};
use crate::files;
use kuva::prelude::*;
use kuva::render::color::Color;
use kuva::render::layout::ComputedLayout;
use kuva::render::render::{Primitive, Scene, TextAnchor};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Okabe and Ito without yellow, which vanishes on white, then three of Tol's muted scheme.
const COLOURS: [u32; 10] = [
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000, 0x882255, 0x999933,
    0x888888,
];
const MARKERS: [MarkerShape; 8] = [
    MarkerShape::Circle,
    MarkerShape::Square,
    MarkerShape::Triangle,
    MarkerShape::Diamond,
    MarkerShape::TriangleDown,
    MarkerShape::Star,
    MarkerShape::Pentagon,
    MarkerShape::Hexagon,
];
/// Characters of a legend before it wraps.
const LEGEND_WIDTH: usize = 24;
const WHITE: &str = "#ffffff";
const INK: &str = "#222222";

/// A finished figure.
pub struct Figure {
    scene: Scene,
    svg: String,
}

impl Figure {
    /// Lays `plots` over `background`, which is drawn in pixels inside the axes.
    fn compose(
        layout: Layout,
        (width, height): (f64, f64),
        background: impl FnOnce(&ComputedLayout) -> Vec<Primitive>,
        mut plots: Vec<Plot>,
    ) -> Self {
        // The size asked for is that of the plot; labels and legend come on top of it.
        let layout = layout
            .with_scale(1.4)
            .with_title_wrap(48)
            .with_x_label_wrap(60)
            .with_y_label_wrap(40)
            .with_legend_box(false)
            .with_box_axes()
            .with_legend_wrap(LEGEND_WIDTH);
        let natural = ComputedLayout::from_layout(&layout);
        let layout = layout
            .with_width(natural.width - natural.plot_width() + width)
            .with_height(natural.height - natural.plot_height() + height);
        let background = background(&ComputedLayout::from_layout(&layout));
        // Without any plot there would be no axes either.
        plots.push(ScatterPlot::new().into());
        let mut scene = kuva::render::render::render_multiple(plots, layout);
        // Before the axes, so that it covers neither them nor their ticks.
        scene.elements.splice(0..0, background);
        // The clip's name counts the figures of the process, so it would differ from run to
        // run; everything is drawn inside the axes anyway.
        scene.defs.clear();
        scene
            .elements
            .retain(|element| !matches!(element, Primitive::ClipStart { .. } | Primitive::ClipEnd));
        for element in &mut scene.elements {
            // A legend knows no hollow markers: its white discs get an outline.
            if let Primitive::Circle {
                fill: Color::Rgb(255, 255, 255),
                stroke,
                stroke_width,
                ..
            } = element
            {
                (*stroke, *stroke_width) = (Some(INK.into()), Some(2.0));
            }
        }
        let svg = SvgBackend::new().render_scene(&scene);
        Self { scene, svg }
    }

    /// Writes `<name>.svg` and `<name>.png` (two pixels a unit) into `folder`, which is created
    /// if missing, and returns the path of the SVG.
    ///
    /// # Errors
    /// [`Error::Io`] if a file cannot be written, [`Error::Failed`] if the PNG cannot be drawn.
    pub fn save(&self, folder: &Path, name: &str) -> Result<PathBuf> {
        let png = PngBackend::new()
            .with_scale(2.0)
            .render_scene(&self.scene)
            .map_err(|reason| Error::Failed(format!("could not draw {name}.png: {reason}")))?;
        files::create_folder(folder)?;
        files::write_atomic(&folder.join(format!("{name}.png")), &png)?;
        let path = folder.join(format!("{name}.svg"));
        files::write_atomic(&path, self.svg.as_bytes())?;
        Ok(path)
    }

    /// The figure as SVG text.
    pub fn svg(&self) -> &str {
        &self.svg
    }
}

/// One line of a figure with curves.
pub struct Curve {
    /// What the legend calls it.
    pub name: String,
    /// Its points, in drawing order.
    pub points: Vec<(f64, f64)>,
}

/// How an axis maps numbers to distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences, equal distances.
    Linear,
    /// Equal ratios, equal distances; only positive numbers.
    Log,
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

/// A grid of predictions over the plane.
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
    let x_axis = Axis::around([plane.x.0, plane.x.1], Scale::Linear, 0.0);
    let y_axis = Axis::around([plane.y.0, plane.y.1], Scale::Linear, 0.0);
    let mut plots = Vec::new();
    for test in [false, true] {
        for class in 0..class_names.len() {
            let points: Vec<_> = examples
                .iter()
                .filter(|example| example.class == class && example.test == test)
                .map(|example| (example.x, example.y))
                .filter(|point| x_axis.holds(point.0) && y_axis.holds(point.1))
                .collect();
            plots.extend(markers(points, class, test));
        }
    }
    let names = class_names.iter().enumerate();
    let mut legend: Vec<_> = names.map(|(class, name)| key(name, class)).collect();
    let disc = LegendShape::Marker(MarkerShape::Circle);
    legend.push(entry("training", INK.into(), disc));
    legend.push(entry("test", WHITE.into(), disc));
    let layout = axes(title, x_label, y_label, &x_axis, &y_axis)
        .with_legend_entries(legend)
        .with_show_grid(false);
    let chance = 1.0 / class_names.len().max(2) as f64;
    let background = |pixels: &ComputedLayout| {
        let map = Map {
            plane,
            pixels,
            chance,
        };
        [map.cells(), map.boundary()].concat()
    };
    Figure::compose(layout, (560.0, 560.0), background, plots)
}

/// A plane and where its cells lie in the figure.
struct Map<'a> {
    plane: &'a Plane,
    pixels: &'a ComputedLayout,
    /// The confidence of a guess.
    chance: f64,
}

impl Map<'_> {
    /// Class and confidence of a cell.
    fn at(&self, row: usize, column: usize) -> Option<(usize, f64)> {
        let index = row * self.plane.columns + column;
        let class = *self.plane.classes.get(index)?;
        let confidence = *self.plane.confidence.get(index)?;
        Some((class, confidence.max(self.chance).min(1.0)))
    }

    /// Pixel of a place counted in cells.
    fn pixel(&self, row: f64, column: f64) -> (f64, f64) {
        let width = self.pixels.plot_width() / self.plane.columns as f64;
        let height = self.pixels.plot_height() / self.plane.rows as f64;
        let bottom = self.pixels.height - self.pixels.margin_bottom;
        let left = self.pixels.margin_left;
        (left + column * width, bottom - row * height)
    }

    /// The shaded cells, equal neighbours in one rectangle, which keeps the file small.
    fn cells(&self) -> Vec<Primitive> {
        const LEVELS: f64 = 5.0;
        let shade = |row, column| {
            let (class, confidence) = self.at(row, column)?;
            let level = (confidence - self.chance) / (1.0 - self.chance) * LEVELS;
            Some(colour(class, 0.9 - 0.45 * level.round() / LEVELS))
        };
        let mut cells = Vec::new();
        for row in 0..self.plane.rows {
            let columns = 0..self.plane.columns;
            let shades: Vec<_> = columns.map(|column| shade(row, column)).collect();
            let mut column = 0;
            for run in shades.chunk_by(|first, second| first == second) {
                let high = self.pixel(row as f64 + 1.0, column as f64);
                column += run.len();
                let low = self.pixel(row as f64, column as f64);
                cells.extend(run[0].iter().map(|fill| rectangle(high, low, fill)));
            }
        }
        cells
    }

    /// Where the boundary passes between the middles of two cells of different classes: nearer to
    /// the less sure one, exactly so where a third class plays no part.
    fn crossing(&self, from: (usize, usize), to: (usize, usize)) -> Option<(f64, f64)> {
        let (first, second) = (self.at(from.0, from.1)?, self.at(to.0, to.1)?);
        if first.0 == second.0 {
            return None;
        }
        let unsure = first.1.min(second.1) < 0.5;
        let even = if unsure { self.chance } else { 0.5 } - 1e-9;
        let share = (first.1 - even) / (first.1 + second.1 - 2.0 * even);
        let between =
            |from: usize, to: usize| 0.5 + (1.0 - share) * from as f64 + share * to as f64;
        Some(self.pixel(between(from.0, to.0), between(from.1, to.1)))
    }

    /// The boundary between the classes, by marching squares on the middles of the cells.
    fn boundary(&self) -> Vec<Primitive> {
        let mut lines = Vec::new();
        for row in 1..self.plane.rows {
            for column in 1..self.plane.columns {
                let (below, left) = (row - 1, column - 1);
                let corners = [(below, left), (below, column), (row, column), (row, left)];
                let sides = (0..4).map(|side| (corners[side], corners[(side + 1) % 4]));
                let crossings: Vec<_> = sides
                    .filter_map(|(from, to)| self.crossing(from, to))
                    .collect();
                let mut draw = |from: (f64, f64), to: (f64, f64)| {
                    let (x, y) = (to.0 - from.0, to.1 - from.1);
                    // Half a pixel more at both ends closes the gaps between the pieces.
                    let more = 0.5 / x.hypot(y).max(0.5);
                    let (x, y) = (x * more, y * more);
                    lines.push(Primitive::PolyLine {
                        points: vec![(from.0 - x, from.1 - y), (to.0 + x, to.1 + y)],
                        stroke: INK.into(),
                        stroke_width: 2.0,
                        stroke_dasharray: None,
                    });
                };
                match crossings[..] {
                    [from, to] => draw(from, to),
                    _ => {
                        let middle = self.pixel(row as f64, column as f64);
                        crossings.iter().for_each(|&from| draw(from, middle));
                    }
                }
            }
        }
        lines
    }
}

/// A confusion matrix: rows are true classes, columns predicted ones. Each cell holds its count
/// where that is legible and is as dark as its share of the row.
pub fn confusion(title: &str, class_names: &[String], counts: &[Vec<usize>]) -> Figure {
    let classes = class_names.len().max(counts.len()).max(1);
    let name = |class: usize| {
        let Some(name) = class_names.get(class) else {
            return class.to_string();
        };
        let short: String = name.chars().take(20).collect();
        literal(&if short == *name { short } else { short + "…" })
    };
    let count = |row: usize, column: usize| {
        let row = counts.get(row);
        row.and_then(|row| row.get(column)).copied().unwrap_or(0)
    };
    let cells = || (0..classes).flat_map(|row| (0..classes).map(move |column| (row, column)));
    let highest = counts.iter().flatten().max().unwrap_or(&0);
    let digits = highest.to_string().len() as f64;
    let side = (classes as f64 * 56.0).clamp(320.0, 720.0);
    let cell = side / classes as f64;
    let size = (1.37 * cell / digits).min(0.6 * cell).min(22.0) as u32;
    let lengths = (0..classes).map(|class| name(class).chars().count());
    let widest = lengths.max().unwrap_or(0);
    let shade = |share: f64| mixed(COLOURS[0], 0.94 * (1.0 - share));
    let legend = [100_u8, 75, 50, 25, 0].map(|percent| {
        let colour = shade(f64::from(percent) / 100.0);
        entry(&format!("{percent} %"), colour, LegendShape::Rect)
    });
    let range = (0.5, classes as f64 + 0.5);
    let mut layout = Layout::new(range, range)
        .with_x_categories((0..classes).map(name).collect())
        .with_y_categories((0..classes).rev().map(name).collect())
        .with_title(literal(title))
        .with_x_label("predicted class")
        .with_y_label("true class")
        .with_legend_title("share of row")
        .with_legend_entries(legend.to_vec());
    if widest as f64 * 10.0 > cell {
        layout = layout.with_x_tick_rotate(-90.0);
    }
    let background = |pixels: &ComputedLayout| {
        let (mut shades, mut numbers) = (Vec::new(), Vec::new());
        for (row, column) in cells() {
            let total: f64 = (0..classes).map(|other| count(row, other) as f64).sum();
            let share = count(row, column) as f64 / total.max(1.0);
            let left = pixels.margin_left + column as f64 * cell;
            let top = pixels.margin_top + row as f64 * cell;
            let corner = (left + cell, top + cell);
            shades.push(rectangle((left, top), corner, &shade(share)));
            // Among very many cells the zeros would only hide the errors.
            if size < 10 || (classes > 10 && count(row, column) == 0) {
                continue;
            }
            let colour = match share {
                0.0 => "#6a6a6a",
                _ if share > 0.55 => WHITE,
                _ => INK,
            };
            numbers.push(Primitive::Text {
                x: left + cell / 2.0,
                y: top + cell / 2.0 + f64::from(size) * 0.36,
                content: count(row, column).to_string(),
                size,
                anchor: TextAnchor::Middle,
                rotate: None,
                bold: false,
                color: Some(colour.into()),
            });
        }
        shades.extend(numbers);
        shades
    };
    Figure::compose(layout, (side, side), background, Vec::new())
}

fn rectangle((left, top): (f64, f64), (right, bottom): (f64, f64), fill: &str) -> Primitive {
    Primitive::Rect {
        x: left,
        y: top,
        // A pixel of overlap hides the seams that smoothing leaves between neighbours.
        width: right - left + 1.0,
        height: bottom - top + 1.0,
        fill: fill.into(),
        stroke: None,
        stroke_width: None,
        opacity: None,
    }
}

/// The range of an axis. The plotting crate draws no logarithm below 1e-10, so a logarithmic
/// axis is drawn in a `unit` that makes its lowest number about 1, and labelled in the original.
struct Axis {
    low: f64,
    high: f64,
    unit: f64,
    scale: Scale,
}

impl Scale {
    /// Beyond 1e100 the arithmetic of ticks would overflow.
    fn shows(self, value: f64) -> bool {
        value.abs() < 1e100 && (self == Self::Linear || value > 1e-100)
    }
}

impl Axis {
    /// The axis that holds `values` and a margin, a share of their range, at both ends.
    fn around(values: impl IntoIterator<Item = f64>, scale: Scale, margin: f64) -> Self {
        let shown = values.into_iter().filter(|value| scale.shows(*value));
        let shown = shown.map(|value| match scale {
            Scale::Linear => value,
            Scale::Log => value.log10(),
        });
        let (low, high) = shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
        // One value alone gets a neighbourhood, a logarithmic axis at least a decade.
        let least = match scale {
            Scale::Linear if high == 0.0 && low == 0.0 => 1.0,
            Scale::Linear => 1e-6 * low.abs().max(high.abs()),
            Scale::Log => 1.0,
        };
        let extra = (margin * (high - low)).max((least - (high - low)) / 2.0);
        let (low, high) = (low - extra, high + extra);
        let shift = -low.floor();
        let (low, high, unit) = match scale {
            Scale::Linear => (low, high, 1.0),
            Scale::Log => {
                let power = |exponent| 10_f64.powf(exponent);
                (power(low + shift), power(high + shift), power(shift))
            }
        };
        Self {
            low,
            high,
            unit,
            scale,
        }
    }

    fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Ticks of a logarithmic axis, in the original numbers.
    fn ticks(&self) -> TickFormat {
        let unit = self.unit;
        match self.scale {
            Scale::Linear => TickFormat::Auto,
            Scale::Log => TickFormat::Custom(Arc::new(move |value| {
                let original = value / unit;
                match (original.log10() + 1e-9).floor() as i32 {
                    exponent @ -3..=4 => {
                        format!("{original:.*}", exponent.min(0).unsigned_abs() as usize)
                    }
                    _ => format!("{original:.0e}"),
                }
            })),
        }
    }
}

fn axes(title: &str, x_label: &str, y_label: &str, x: &Axis, y: &Axis) -> Layout {
    let mut layout = Layout::new((x.low, x.high), (y.low, y.high))
        .with_x_axis_min(x.low)
        .with_x_axis_max(x.high)
        .with_y_axis_min(y.low)
        .with_y_axis_max(y.high)
        .with_x_tick_format(x.ticks())
        .with_y_tick_format(y.ticks())
        .with_title(literal(title))
        .with_x_label(literal(x_label))
        .with_y_label(literal(y_label));
    layout.log_x = x.scale == Scale::Log;
    layout.log_y = y.scale == Scale::Log;
    layout
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

/// The points of one class or curve, on a white rim that lifts them off what lies below.
fn markers(points: Vec<(f64, f64)>, index: usize, hollow: bool) -> Vec<Plot> {
    let size = 6.0;
    let (rim, hole) = ((size + 1.2, WHITE.into()), (0.5 * size, WHITE.into()));
    let layers = [rim, (size, colour(index, 0.0)), hole];
    layers
        .into_iter()
        .take(if hollow { 3 } else { 2 })
        .filter(|_| !points.is_empty())
        .map(|(size, colour)| {
            let plot = ScatterPlot::new().with_data(points.clone()).with_size(size);
            let plot = plot.with_marker(MARKERS[index % MARKERS.len()]);
            plot.with_color(colour).into()
        })
        .collect()
}

/// The legend's line for a class or curve.
fn key(name: &str, index: usize) -> LegendEntry {
    let shape = LegendShape::Marker(MARKERS[index % MARKERS.len()]);
    entry(name, colour(index, 0.0), shape)
}

fn entry(name: &str, color: String, shape: LegendShape) -> LegendEntry {
    let (label, dasharray) = (literal(name), None);
    LegendEntry {
        label,
        color,
        shape,
        dasharray,
    }
}

/// Colour of a class or curve, with a share of white.
fn colour(index: usize, white: f64) -> String {
    mixed(COLOURS[index % COLOURS.len()], white)
}

fn mixed(colour: u32, white: f64) -> String {
    let mix = |part: u8| (f64::from(part) * (1.0 - white) + 255.0 * white).round() as u8;
    let [_, red, green, blue] = colour.to_be_bytes().map(mix);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Text as it stands: the plotting crate would typeset what lies between two dollar signs, and
/// XML forbids control characters.
fn literal(text: &str) -> String {
    text.replace(char::is_control, " ").replace('$', "\\$")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|class| format!("class {class}")).collect()
    }

    fn curve(points: &[(f64, f64)]) -> Curve {
        Curve {
            name: "loss".into(),
            points: points.to_vec(),
        }
    }

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

    fn saved(figure: &Figure) -> (Vec<u8>, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let svg = figure
            .save(&folder.path().join("figures"), "figure")
            .unwrap();
        (
            files::read(&svg).unwrap(),
            files::read(&svg.with_extension("png")).unwrap(),
        )
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        let draw: [fn() -> Figure; 3] = [
            || curves("t", "x", "y", &[curve(&[(0.0, 1.0), (1.0, 2.0)])]),
            || map(3, 20, 0.7, 1.0),
            || confusion("t", &names(2), &[vec![5, 1], vec![0, 4]]),
        ];
        for figure in draw {
            let (svg, png) = saved(&figure());
            assert_eq!((&svg, &png), (&saved(&figure()).0, &saved(&figure()).1));
            assert!(svg.starts_with(b"<svg") && svg.ends_with(b"</svg>"));
            assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        }
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

    #[test]
    fn a_logarithmic_axis_is_labelled_in_the_original_numbers() {
        let figure = curves_scaled(
            "t",
            "x",
            "y",
            &[curve(&[(1.0, 1e-14), (2.0, 1e-9)])],
            Scale::Linear,
            Scale::Log,
        );
        assert!(figure.svg().contains(">1e-12<"), "{}", figure.svg());
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

    #[test]
    fn the_boundary_of_two_classes_lies_where_they_are_equally_likely() {
        let (classes, confidence) = (vec![0, 1, 0, 1], vec![0.6, 0.9, 0.6, 0.9]);
        let plane = Plane {
            x: (0.0, 1.0),
            y: (0.0, 1.0),
            columns: 2,
            rows: 2,
            classes,
            confidence,
        };
        let pixels = ComputedLayout::from_layout(&Layout::new((0.0, 1.0), (0.0, 1.0)));
        let lines = Map {
            plane: &plane,
            pixels: &pixels,
            chance: 0.5,
        }
        .boundary();
        let Primitive::PolyLine { points, .. } = &lines[0] else {
            panic!("no line")
        };
        // From 0.4 at the first middle to 0.9 at the second, half a plane further.
        let expected = pixels.margin_left + pixels.plot_width() * (0.25 + 0.5 * 0.2);
        assert!(
            points.iter().all(|point| (point.0 - expected).abs() < 1e-3),
            "{points:?}"
        );
    }

    #[test]
    fn confusion_matrices_of_every_size_name_their_classes() {
        for classes in [1, 2, 3, 10, 40] {
            let counts = vec![vec![123_456; classes]; classes];
            let figure = confusion("t", &names(classes), &counts);
            saved(&figure);
            assert!(
                names(classes)
                    .iter()
                    .all(|name| figure.svg().contains(name))
            );
            assert_eq!(figure.svg().contains("123456"), classes < 40);
        }
        saved(&confusion("", &[], &[]));
        saved(&confusion("t", &names(3), &[vec![1], vec![0, usize::MAX]]));
    }

    #[test]
    fn labels_stand_as_they_are_written() {
        let names = ["a < b & c".to_owned(), "$x$ and $y$\u{7}".to_owned()];
        let figure = confusion("from $1 to $2", &names, &[vec![1, 0], vec![0, 1]]);
        for text in ["a &lt; b &amp; c", "$x$ and $y$ ", "from $1 to $2"] {
            assert!(
                figure.svg().contains(&format!(">{text}<")),
                "{text}: {}",
                figure.svg()
            );
        }
    }
}
