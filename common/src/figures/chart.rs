//! Charts: what a figure is drawn from, at its own size or smaller among others.

use super::axes::{Axis, Scale};
use super::sheet;
use super::style::{INK, Point, WHITE, colour, literal, marker};
use kuva::prelude::{
    Layout, LegendEntry, LegendShape, MarkerShape, Plot, ScatterPlot, render_multiple,
};
use kuva::render::color::Color;
use kuva::render::layout::{AxisLabelOverlap, ComputedLayout};
use kuva::render::render::{Primitive, Scene};
use kuva::render::render_utils::compute_tick_step;

/// Characters of a legend before it wraps.
const LEGEND_WIDTH: usize = 24;

/// What is drawn in pixels, below the axes or on top.
pub(super) type Background = Box<dyn Fn(&ComputedLayout) -> Vec<Primitive>>;

/// Something in a plot. The plotting crate's own type cannot be drawn more than once.
type Layer = Box<dyn Fn() -> Plot>;

/// Turns a part of the plotting crate into a layer.
pub(super) fn layer(part: impl Clone + Into<Plot> + 'static) -> Layer {
    Box::new(move || part.clone().into())
}

/// A plot, its axes and its legend.
pub(super) struct Chart {
    title: String,
    /// A line below the title, if not empty.
    pub(super) note: String,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) legend: Vec<LegendEntry>,
    pub(super) grid: bool,
    /// Width and height of the plot; labels and legend come on top of it.
    pub(super) size: (f64, f64),
    pub(super) marker_size: f64,
    pub(super) backgrounds: Vec<Background>,
    /// What is drawn inside of the axes: first what lies under the lines.
    pub(super) areas: Vec<Layer>,
    pub(super) lines: Vec<Layer>,
    marks: Vec<Layer>,
    /// What is drawn in pixels inside of the axes, above all else.
    pub(super) tops: Vec<Background>,
}

impl Chart {
    /// An empty chart.
    pub(super) fn new(title: &str, (x, y): (Axis, Axis)) -> Self {
        Self {
            title: literal(title),
            note: String::new(),
            x,
            y,
            legend: Vec::new(),
            grid: true,
            size: (680.0, 440.0),
            marker_size: 6.0,
            backgrounds: Vec::new(),
            areas: Vec::new(),
            lines: Vec::new(),
            marks: Vec::new(),
            tops: Vec::new(),
        }
    }

    /// Adds a line to the legend, if it has a name.
    pub(super) fn entry(&mut self, name: &str, color: &str, shape: LegendShape) {
        let (label, color, dasharray) = (literal(name), color.into(), None);
        let entry = LegendEntry {
            label,
            color,
            shape,
            dasharray,
        };
        self.legend.extend((!name.is_empty()).then_some(entry));
    }

    /// Adds a class or series to the legend, by the numbers of its colour and of its marker.
    pub(super) fn key(&mut self, name: &str, (index, own_marker): (usize, usize)) {
        let shape = LegendShape::Marker(marker(own_marker));
        self.entry(name, &colour(index, 0.0), shape);
    }

    /// Adds the markers of a class or series, on a white rim that lifts them off what lies below.
    pub(super) fn markers(&mut self, points: &[Point], index: usize, hollow: bool) {
        self.marked(points, (index, index), hollow);
    }

    /// As [`markers`](Self::markers), by the numbers of the colour and of the marker.
    pub(super) fn marked(&mut self, at: &[Point], (index, shape): (usize, usize), hollow: bool) {
        let (size, shape) = (self.marker_size, marker(shape));
        self.spots(at, shape, (size + 1.2, WHITE));
        self.spots(at, shape, (size, &colour(index, 0.0)));
        if hollow {
            self.spots(at, shape, (0.5 * size, WHITE));
        }
    }

    /// Adds the same shape, of one size and colour, at some points.
    pub(super) fn spots(&mut self, at: &[Point], shape: MarkerShape, (size, colour): (f64, &str)) {
        if !at.is_empty() {
            let spots = ScatterPlot::new().with_data(at.to_vec()).with_marker(shape);
            self.marks
                .push(layer(spots.with_size(size).with_color(colour)));
        }
    }

    /// Draws the plot at a share of its size, with text as large as ever.
    pub(super) fn scene(&self, share: f64, with_legend: bool) -> Scene {
        // The legend stands beside the plot and needs its height.
        let names = self.legend.iter().map(|entry| entry.label.chars().count());
        let rows: usize = names.map(|length| length.div_ceil(LEGEND_WIDTH)).sum();
        let height = (26.0 * rows as f64).max(self.size.1 * share);
        let layout = self.layout(share, with_legend);
        let layout = wrapped(layout, self.size.0 * share);
        let natural = ComputedLayout::from_layout(&layout);
        let mut layout = layout
            .with_width(natural.width - natural.plot_width() + self.size.0 * share)
            .with_height(natural.height - natural.plot_height() + height);
        let pixels = ComputedLayout::from_layout(&layout);
        // Most axes count something, and between two whole numbers there is nothing to count.
        let (x, y) = (&self.x, &self.y);
        if !layout.log_x && compute_tick_step(x.at(0.0), x.at(1.0), pixels.x_ticks) == 2.5 {
            layout = layout.with_x_tick_step(2.0);
        }
        let layers = self.areas.iter().chain(&self.lines).chain(&self.marks);
        let mut plots: Vec<Plot> = layers.map(|layer| layer()).collect();
        // Without any plot there would be no axes either.
        plots.push(ScatterPlot::new().into());
        let mut scene = render_multiple(plots, layout);
        finish(&mut scene);
        // Where what is drawn inside of the axes ends, so that it is cut off at their edges.
        let is_end = |element: &Primitive| matches!(element, Primitive::ClipEnd);
        let end = scene.elements.iter().rposition(is_end);
        let end = end.unwrap_or(scene.elements.len());
        let tops = self.tops.iter().flat_map(|drawn| drawn(&pixels));
        scene.elements.splice(end..end, tops);
        let backgrounds = self.backgrounds.iter();
        let mut below: Vec<_> = backgrounds.flat_map(|drawn| drawn(&pixels)).collect();
        // Small ticks of logarithmic axes: the plotting crate's own would be on both axes.
        let (left, bottom) = (pixels.margin_left, pixels.height - pixels.margin_bottom);
        let tick = |from: Point, across: f64, down: f64| Primitive::PolyLine {
            points: vec![from, (from.0 + across, from.1 + down)],
            stroke: "black".into(),
            stroke_width: pixels.tick_stroke_width,
            stroke_dasharray: None,
        };
        let length = pixels.tick_mark_minor;
        let (x, y) = (x.small_ticks().into_iter(), y.small_ticks().into_iter());
        below.extend(x.map(|x| tick((pixels.map_x(x), bottom), 0.0, length)));
        below.extend(y.map(|y| tick((left, pixels.map_y(y)), -length, 0.0)));
        // Before the axes, so that it covers neither them nor their ticks.
        scene.elements.splice(0..0, below);
        scene
    }

    fn layout(&self, share: f64, with_legend: bool) -> Layout {
        let (x, y) = (&self.x, &self.y);
        let wrap = |characters: f64| (characters * share).round() as usize;
        // The range is the axis's own; the crate also measures the longest tick by it.
        let ends = |axis: &Axis| (axis.at(0.0), axis.at(1.0));
        let mut layout = Layout::new(ends(x), ends(y))
            .with_x_axis_min(x.at(0.0))
            .with_x_axis_max(x.at(1.0))
            .with_y_axis_min(y.at(0.0))
            .with_y_axis_max(y.at(1.0))
            .with_x_tick_format(x.ticks())
            .with_y_tick_format(y.ticks())
            .with_x_label_overlap(AxisLabelOverlap::Thin)
            .with_title(&self.title)
            .with_x_label(literal(&x.label))
            .with_y_label(literal(&y.label))
            .with_show_grid(self.grid)
            .with_scale(1.4)
            .with_title_wrap(wrap(48.0))
            .with_subtitle_wrap(wrap(68.0))
            .with_x_label_wrap(wrap(60.0))
            .with_y_label_wrap(wrap(40.0))
            .with_legend_box(false)
            .with_box_axes()
            .with_legend_wrap(LEGEND_WIDTH);
        (layout.log_x, layout.log_y) = (x.scale == Scale::Log, y.scale == Scale::Log);
        layout.subtitle = Some(literal(&self.note)).filter(|note| !note.is_empty());
        if share < 1.0 {
            layout = layout.with_title_size(15);
        }
        let longest = x.categories.iter().map(|name| name.chars().count()).max();
        if let Some(longest) = longest {
            layout = layout.with_x_categories(x.categories.clone());
            if longest as f64 * 10.0 > self.size.0 * share / x.categories.len() as f64 {
                layout = layout.with_x_tick_rotate(-90.0);
            }
        }
        if !y.categories.is_empty() {
            // The label would touch the longest name.
            layout.y_label_offset.0 = -6.0;
            layout = layout.with_y_categories(y.categories.clone());
        }
        match with_legend && !self.legend.is_empty() {
            true => layout.with_legend_entries(self.legend.clone()),
            false => layout,
        }
    }
}

/// The same layout, whose title and note wrap where a figure with a plot of this width ends: both are centred
/// over the plot.
fn wrapped(mut layout: Layout, width: f64) -> Layout {
    let natural = ComputedLayout::from_layout(&layout);
    let right = natural.width - natural.plot_width() - natural.margin_left;
    let room = width + 2.0 * right.min(natural.margin_left);
    let fitting = |most: usize, size: u32| most.min((room / sheet::width("x", size)) as usize);
    layout.title_wrap = layout
        .title_wrap
        .map(|most| fitting(most, natural.title_size));
    layout.subtitle_wrap = layout
        .subtitle_wrap
        .map(|most| fitting(most, natural.subtitle_size));
    layout
}

/// What the plotting crate leaves to do.
fn finish(scene: &mut Scene) {
    let mut inside = false;
    for element in &mut scene.elements {
        match element {
            // The crate numbers the clips of a process, so that names would differ from run to run.
            // A report has many figures in one page, where one name must mean one rectangle.
            Primitive::ClipStart {
                x,
                y,
                width,
                height,
                id,
            } => {
                let name = format!("clip-{x:.2}-{y:.2}-{width:.2}-{height:.2}");
                let clips = scene.defs.iter_mut();
                clips.for_each(|clip| *clip = clip.replace(&*id, &name));
                (*id, inside) = (name, true);
            }
            Primitive::ClipEnd => inside = false,
            // Error bars are its only lines of two points, and too thin for the last row.
            Primitive::Line { stroke_width, .. } if inside => *stroke_width = 2.0,
            // A legend knows no hollow markers: its white discs and squares get an outline.
            Primitive::Rect {
                width,
                height,
                fill: Color::Rgb(255, 255, 255),
                stroke,
                stroke_width,
                ..
            } if width == height && !inside => {
                (*stroke, *stroke_width) = (Some(INK.into()), Some(1.0));
            }
            Primitive::Circle {
                fill: Color::Rgb(255, 255, 255),
                stroke,
                stroke_width,
                ..
            } => {
                (*stroke, *stroke_width) = (Some(INK.into()), Some(2.0));
            }
            _ => {}
        }
    }
}
