//! One bar, its error bar and its number, and the row in which they stand.

use super::marks::{INK, colour, rectangle};
use super::spread::Spread;
use kuva::render::layout::ComputedLayout;
use kuva::render::render::{Primitive, TextAnchor};

/// How the height of a figure is divided. Heights are counted in categories from the upper edge.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    pub(super) categories: usize,
    pub(super) series: usize,
}

/// Share of a category's height that its bars fill.
const FILLED: f64 = 0.8;

impl Rows {
    /// Height of the plot in pixels: enough for a number beside each bar, unless there are very
    /// many.
    pub(super) fn height(self) -> f64 {
        let height = self.categories.saturating_mul(24 * self.series + 14);
        height.clamp(160, 2000) as f64
    }

    /// Middle of a bar.
    pub(super) fn middle(self, category: usize, series: usize) -> f64 {
        let within = (series as f64 + 0.5) / self.series as f64;
        category as f64 + (1.0 - FILLED) / 2.0 + FILLED * within
    }

    /// The place of a height on an axis with a category at 1, 2, … from below.
    pub(super) fn place(self, height: f64) -> f64 {
        self.categories as f64 + 0.5 - height
    }
}

/// One bar.
pub(super) struct Bar {
    /// In numbers of the axis, cut off at its ends.
    pub(super) value: Spread,
    /// Where it begins.
    pub(super) base: f64,
    /// Its value as it is written.
    pub(super) number: String,
    /// Its middle.
    pub(super) row: f64,
    /// Its colour.
    pub(super) series: usize,
}

impl Bar {
    /// Its middle and half its thickness in pixels; a pixel stays free between neighbours.
    fn height(&self, rows: Rows, pixels: &ComputedLayout) -> (f64, f64) {
        let category = pixels.plot_height() / rows.categories as f64;
        let half = category * FILLED / rows.series as f64 / 2.0 - 1.0;
        (pixels.margin_top + category * self.row, half)
    }

    /// Where its number begins.
    fn end(&self, pixels: &ComputedLayout) -> f64 {
        pixels.map_x(self.value.high.max(self.base)) + 10.0
    }

    /// The size at which its number fits beside it, with digits 0.64 of their size wide.
    pub(super) fn fitting(&self, rows: Rows, pixels: &ComputedLayout) -> f64 {
        let free = pixels.width - pixels.margin_right - 4.0 - self.end(pixels);
        let (_, half) = self.height(rows, pixels);
        (free / (0.64 * self.number.len() as f64)).min(1.6 * half)
    }

    /// The bar and its error bar.
    pub(super) fn drawn(&self, rows: Rows, pixels: &ComputedLayout) -> Vec<Primitive> {
        let (y, half) = self.height(rows, pixels);
        let Spread { mean, low, high } = self.value;
        let [base, mean, low, high] = [self.base, mean, low, high].map(|value| pixels.map_x(value));
        let (from, to) = ((base.min(mean), y - half), (base.max(mean), y + half));
        let mut parts = vec![rectangle(from, to, &colour(self.series, 0.5))];
        if low < high {
            let line = |from, to| Primitive::PolyLine {
                points: vec![from, to],
                stroke: INK.into(),
                stroke_width: 2.0,
                stroke_dasharray: None,
            };
            let cap = 0.5 * half;
            parts.push(line((low, y), (high, y)));
            parts.extend([low, high].map(|x| line((x, y - cap), (x, y + cap))));
        }
        parts
    }

    /// Its number.
    pub(super) fn label(&self, size: u32, rows: Rows, pixels: &ComputedLayout) -> Primitive {
        let (y, _) = self.height(rows, pixels);
        Primitive::Text {
            x: self.end(pixels),
            y: y + f64::from(size) * 0.36,
            content: self.number.clone(),
            size,
            anchor: TextAnchor::Start,
            rotate: None,
            bold: false,
            color: Some(INK.into()),
        }
    }
}
