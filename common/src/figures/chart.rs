//! Charts: what a figure is drawn from, at its own size or smaller among others.

use super::axes::{Axis, Scale};
use super::marks::{INK, literal};
use kuva::prelude::{BandPlot, Layout, LegendEntry, LinePlot, Plot, ScatterPlot, render_multiple};
use kuva::render::color::Color;
use kuva::render::layout::{AxisLabelOverlap, ComputedLayout};
use kuva::render::render::{Primitive, Scene};

/// Characters of a legend before it wraps.
const LEGEND_WIDTH: usize = 24;

/// What is drawn in pixels below the axes.
type Background = Box<dyn Fn(&ComputedLayout) -> Vec<Primitive>>;

/// Something in a plot. Unlike the plotting crate's own type it can be drawn more than once.
#[derive(Clone)]
pub(super) enum Layer {
    Line(LinePlot),
    Points(ScatterPlot),
    Band(BandPlot),
}

impl From<Layer> for Plot {
    fn from(layer: Layer) -> Self {
        match layer {
            Layer::Line(line) => line.into(),
            Layer::Points(points) => points.into(),
            Layer::Band(band) => band.into(),
        }
    }
}

/// A plot, its axes and its legend.
pub(super) struct Chart {
    pub(super) title: String,
    /// A line below the title, if not empty.
    pub(super) note: String,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) legend_title: Option<&'static str>,
    pub(super) legend: Vec<LegendEntry>,
    pub(super) grid: bool,
    /// Width and height of the plot; labels and legend come on top of it.
    pub(super) size: (f64, f64),
    pub(super) background: Background,
    /// From the lowest to the topmost.
    pub(super) layers: Vec<Layer>,
}

impl Chart {
    /// An empty chart.
    pub(super) fn new(title: &str, x: Axis, y: Axis) -> Self {
        Self {
            title: title.into(),
            note: String::new(),
            x,
            y,
            legend_title: None,
            legend: Vec::new(),
            grid: true,
            size: (680.0, 440.0),
            background: Box::new(|_| Vec::new()),
            layers: Vec::new(),
        }
    }

    /// Draws the plot at a share of its size, with text as large as ever.
    pub(super) fn scene(&self, share: f64, with_legend: bool) -> Scene {
        // The legend stands beside the plot and needs its height.
        let names = self.legend.iter().map(|entry| entry.label.chars().count());
        let rows: usize = names.map(|length| length.div_ceil(LEGEND_WIDTH)).sum();
        let rows = rows + usize::from(self.legend_title.is_some());
        let height = (26.0 * rows as f64).max(self.size.1 * share);
        let layout = self.layout(share, with_legend);
        let natural = ComputedLayout::from_layout(&layout);
        let layout = layout
            .with_width(natural.width - natural.plot_width() + self.size.0 * share)
            .with_height(natural.height - natural.plot_height() + height);
        let pixels = ComputedLayout::from_layout(&layout);
        let mut background = (self.background)(&pixels);
        background.extend(self.small_ticks(&pixels));
        let mut plots: Vec<Plot> = self.layers.iter().cloned().map(Plot::from).collect();
        // Without any plot there would be no axes either.
        plots.push(ScatterPlot::new().into());
        let mut scene = render_multiple(plots, layout);
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
        scene
    }

    /// Small ticks of logarithmic axes. The plotting crate's own would be on both axes.
    fn small_ticks(&self, pixels: &ComputedLayout) -> Vec<Primitive> {
        let line = |from: (f64, f64), to: (f64, f64)| Primitive::Line {
            x1: from.0,
            y1: from.1,
            x2: to.0,
            y2: to.1,
            stroke: "black".into(),
            stroke_width: pixels.tick_stroke_width,
            stroke_dasharray: None,
        };
        let (left, length) = (pixels.margin_left, pixels.tick_mark_minor);
        let bottom = pixels.height - pixels.margin_bottom;
        let below = self.x.small_ticks().into_iter().map(|tick| {
            let x = pixels.map_x(tick);
            line((x, bottom), (x, bottom + length))
        });
        let beside = self.y.small_ticks().into_iter().map(|tick| {
            let y = pixels.map_y(tick);
            line((left - length, y), (left, y))
        });
        below.chain(beside).collect()
    }

    fn layout(&self, share: f64, with_legend: bool) -> Layout {
        let (x, y) = (&self.x, &self.y);
        let (x_range, y_range) = (x.range(), y.range());
        let wrap = |characters: f64| (characters * share).round() as usize;
        let mut layout = Layout::new(x_range, y_range)
            .with_x_axis_min(x_range.0)
            .with_x_axis_max(x_range.1)
            .with_y_axis_min(y_range.0)
            .with_y_axis_max(y_range.1)
            .with_x_tick_format(x.ticks())
            .with_y_tick_format(y.ticks())
            .with_title(literal(&self.title))
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
        layout.log_x = x.scale == Scale::Log;
        layout.log_y = y.scale == Scale::Log;
        if !self.note.is_empty() {
            layout = layout.with_subtitle(literal(&self.note));
        }
        if share < 1.0 {
            layout = layout.with_title_size(15);
        }
        if x.categories.is_empty() {
            layout = layout.with_x_label_overlap(AxisLabelOverlap::Thin);
        } else {
            let lengths = x.categories.iter().map(|name| name.chars().count());
            let room = self.size.0 * share / x.categories.len() as f64;
            if lengths.max().unwrap_or(0) as f64 * 10.0 > room {
                layout = layout.with_x_tick_rotate(-90.0);
            }
            layout = layout.with_x_categories(x.categories.clone());
        }
        if !y.categories.is_empty() {
            // The label would touch the longest name.
            layout = layout
                .with_y_categories(y.categories.clone())
                .with_y_label_offset(-6.0, 0.0);
        }
        if with_legend && !self.legend.is_empty() {
            layout = layout.with_legend_entries(self.legend.clone());
            if let Some(title) = self.legend_title {
                layout = layout.with_legend_title(title);
            }
        }
        layout
    }
}
