//! What lies under paths over a surface: the function's levels as shades, with lines between.

use super::axes::{Scale, ratio};
use super::marks::{entry, mixed};
use super::outline::{drawn, trace};
use super::surface::{Surface, linear_levels, log_levels};
use kuva::prelude::{LegendEntry, LegendShape, TickFormat};
use kuva::render::layout::ComputedLayout;
use kuva::render::render::Primitive;
use std::iter;

/// Levels of a surface.
pub(super) struct Contours {
    columns: usize,
    rows: usize,
    /// The values, on a logarithmic scale their logarithms.
    heights: Vec<f64>,
    levels: Vec<f64>,
    scale: Scale,
}

/// What shades are mixed from: grey, so that every hue stands out on it.
const SLATE: u32 = 0x607080;

impl Contours {
    pub(super) fn of(surface: &Surface, scale: Scale) -> Self {
        // A grid that lacks values is not drawn.
        let points = surface.columns.checked_mul(surface.rows);
        let whole = points == Some(surface.values.len()) && surface.columns > 1;
        let mut shown: Vec<f64> = surface
            .values
            .iter()
            .copied()
            .filter(|value| scale.shows(*value))
            .collect();
        shown.sort_by(f64::total_cmp);
        // A few points near a minimum span decades of their own.
        let low = shown.get(shown.len() / 100).copied().unwrap_or(0.0);
        let high = shown.last().copied().unwrap_or(0.0);
        let levels = match scale {
            Scale::Linear => linear_levels(low, high),
            Scale::Log => log_levels(low, high),
        };
        let lowest = levels.first().copied().unwrap_or(1.0);
        let height = |value: f64| match scale {
            Scale::Linear => value.clamp(-1e100, 1e100),
            // Half a decade below the lowest level is as low as anything.
            Scale::Log => value.clamp(0.3 * lowest, 1e100).log10(),
        };
        Self {
            columns: surface.columns,
            rows: if whole { surface.rows } else { 0 },
            heights: surface.values.iter().copied().map(height).collect(),
            levels,
            scale,
        }
    }

    /// Lines of the legend, from the highest level down.
    pub(super) fn legend(&self) -> Vec<LegendEntry> {
        let number = |level: &f64| match self.scale {
            Scale::Linear => TickFormat::Auto.format(*level),
            Scale::Log => ratio(*level),
        };
        let Some(highest) = self.levels.last() else {
            return Vec::new();
        };
        let mut labels = vec![format!("below {}", number(&self.levels[0]))];
        let between = |pair: &[f64]| format!("{} to {}", number(&pair[0]), number(&pair[1]));
        labels.extend(self.levels.windows(2).map(between));
        labels.push(format!("above {}", number(highest)));
        let bands = labels.iter().enumerate().rev();
        bands
            .map(|(band, label)| entry(label, self.shade(band), LegendShape::Rect))
            .collect()
    }

    /// Shade of the band above so many levels.
    fn shade(&self, band: usize) -> String {
        let bands = self.levels.len().max(4) as f64;
        mixed(SLATE, 0.95 - 0.6 * band as f64 / bands)
    }

    /// The shaded bands, each level laid over the lower ones, and the lines between.
    pub(super) fn drawn(&self, pixels: &ComputedLayout) -> Vec<Primitive> {
        let heights = self.levels.iter().map(|level| match self.scale {
            Scale::Linear => *level,
            Scale::Log => level.log10(),
        });
        let mut parts = Vec::new();
        for (band, height) in iter::once(f64::NEG_INFINITY).chain(heights).enumerate() {
            let (region, lines) = self.above(height, pixels);
            let shade = self.shade(band);
            // The stroke closes the seams between the pieces.
            parts.push(drawn(region, Some(&shade), &shade, 0.6));
            parts.push(drawn(lines, None, &mixed(SLATE, 0.2), 1.0));
        }
        parts
    }

    /// Outlines of what lies above a height, whole cells of a row in one piece, and the lines at
    /// that height: marching squares.
    fn above(&self, level: f64, pixels: &ComputedLayout) -> (String, String) {
        let (mut region, mut lines) = (String::new(), String::new());
        for row in 1..self.rows {
            // Where the whole cells at hand began.
            let mut began = None;
            for column in 1..=self.columns {
                let cell = (column < self.columns).then(|| self.cell(row, column, level, pixels));
                let cell = cell.unwrap_or_default();
                let whole = cell.len() == 4 && cell.iter().all(|(_, crossing)| !crossing);
                if whole {
                    began = began.or(Some(column - 1));
                    continue;
                }
                if let Some(first) = began.take() {
                    let place = |row, column| self.pixel(row, column, pixels);
                    let last = column - 1;
                    trace(
                        &mut region,
                        [
                            place(row - 1, first),
                            place(row - 1, last),
                            place(row, last),
                            place(row, first),
                        ],
                        true,
                    );
                }
                if cell.len() > 2 {
                    trace(&mut region, cell.iter().map(|(point, _)| *point), true);
                }
                for (index, (point, crossing)) in cell.iter().enumerate() {
                    let (next, too) = cell[(index + 1) % cell.len()];
                    if *crossing && too {
                        trace(&mut lines, [*point, next], false);
                    }
                }
            }
        }
        (region, lines)
    }

    /// The part above `level` of the cell below and left of a point: its corners, and where the
    /// level crosses its sides (true).
    fn cell(
        &self,
        row: usize,
        column: usize,
        level: f64,
        pixels: &ComputedLayout,
    ) -> Vec<((f64, f64), bool)> {
        let (below, left) = (row - 1, column - 1);
        let corners = [(below, left), (below, column), (row, column), (row, left)];
        let corners = corners.map(|(row, column)| {
            (
                self.pixel(row, column, pixels),
                self.heights[row * self.columns + column],
            )
        });
        if corners.iter().any(|(_, height)| height.is_nan()) {
            return Vec::new();
        }
        let mut outline = Vec::new();
        for (index, &(from, height)) in corners.iter().enumerate() {
            let (to, next) = corners[(index + 1) % 4];
            if height > level {
                outline.push((from, false));
            }
            if (height > level) != (next > level) {
                let share = (level - height) / (next - height);
                let between = |from: f64, to: f64| from + share * (to - from);
                outline.push(((between(from.0, to.0), between(from.1, to.1)), true));
            }
        }
        outline
    }

    /// Pixel of a point of the grid.
    fn pixel(&self, row: usize, column: usize, pixels: &ComputedLayout) -> (f64, f64) {
        let width = pixels.plot_width() / (self.columns - 1) as f64;
        let height = pixels.plot_height() / (self.rows - 1) as f64;
        let bottom = pixels.height - pixels.margin_bottom;
        (
            pixels.margin_left + column as f64 * width,
            bottom - row as f64 * height,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lie_where_the_function_has_that_value() {
        // The level 1 of x + y over the unit square is the diagonal from corner to corner.
        let surface = Surface::of((0.0, 1.0), (0.0, 1.0), |x, y| x + y);
        let contours = Contours::of(&surface, Scale::Linear);
        let layout = kuva::prelude::Layout::new((0.0, 1.0), (0.0, 1.0));
        let pixels = ComputedLayout::from_layout(&layout);
        let (row, column) = (31, 121 - 31);
        let cell = contours.cell(row, column, 1.0, &pixels);
        let crossings: Vec<_> = cell.iter().filter(|(_, crossing)| *crossing).collect();
        let corners = [(row - 1, column), (row, column - 1)]
            .map(|(row, column)| contours.pixel(row, column, &pixels));
        assert_eq!(crossings.len(), 2);
        for ((point, _), corner) in crossings.iter().zip(corners) {
            assert!(
                (point.0 - corner.0).abs() + (point.1 - corner.1).abs() < 1e-6,
                "{point:?} {corner:?}"
            );
        }
    }
}
