//! What lies under the examples of a decision map: shaded cells and the boundary between them.

use super::Plane;
use super::marks::{INK, colour};
use super::outline::{drawn, trace};
use kuva::render::layout::ComputedLayout;
use kuva::render::render::Primitive;
use std::collections::BTreeMap;

/// A plane and where its cells lie in the figure.
pub(super) struct Map<'a> {
    pub(super) plane: &'a Plane,
    pub(super) pixels: &'a ComputedLayout,
    /// The confidence of a guess.
    pub(super) chance: f64,
}

impl Map<'_> {
    /// The shaded cells, equal neighbours in one rectangle and equal shades in one path, which
    /// keeps the file small.
    pub(super) fn cells(&self) -> Vec<Primitive> {
        const LEVELS: f64 = 5.0;
        let shade = |row, column| {
            let (class, confidence) = self.at(row, column)?;
            let level = (confidence - self.chance) / (1.0 - self.chance) * LEVELS;
            Some(colour(class, 0.9 - 0.45 * level.round() / LEVELS))
        };
        let mut paths = BTreeMap::new();
        for row in 0..self.plane.rows {
            let columns = 0..self.plane.columns;
            let shades: Vec<_> = columns.map(|column| shade(row, column)).collect();
            let mut column = 0;
            for run in shades.chunk_by(|first, second| first == second) {
                let (left, top) = self.pixel(row as f64 + 1.0, column as f64);
                column += run.len();
                let (right, bottom) = self.pixel(row as f64, column as f64);
                if let Some(shade) = &run[0] {
                    let path: &mut String = paths.entry(shade.clone()).or_default();
                    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
                    trace(path, corners, true);
                }
            }
        }
        let paths = paths.into_iter();
        // The stroke closes the seams between neighbours.
        let cells = paths.map(|(shade, path)| drawn(path, Some(&shade), &shade, 0.6));
        cells.collect()
    }

    /// The line between the classes.
    pub(super) fn boundary(&self) -> Primitive {
        let mut path = String::new();
        for piece in self.crossings() {
            trace(&mut path, piece, false);
        }
        drawn(path, None, INK, 2.0)
    }

    /// Pieces of that line, by marching squares on the middles of the cells.
    fn crossings(&self) -> Vec<[(f64, f64); 2]> {
        let mut lines = Vec::new();
        for row in 1..self.plane.rows {
            for column in 1..self.plane.columns {
                let (below, left) = (row - 1, column - 1);
                let corners = [(below, left), (below, column), (row, column), (row, left)];
                let sides = (0..4).map(|side| (corners[side], corners[(side + 1) % 4]));
                let crossings: Vec<_> = sides
                    .filter_map(|(from, to)| self.crossing(from, to))
                    .collect();
                match crossings[..] {
                    [from, to] => lines.push(line(from, to)),
                    _ => {
                        let middle = self.pixel(row as f64, column as f64);
                        lines.extend(crossings.iter().map(|&from| line(from, middle)));
                    }
                }
            }
        }
        lines
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
}

/// A piece of the boundary.
fn line(from: (f64, f64), to: (f64, f64)) -> [(f64, f64); 2] {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    // Half a pixel more at both ends closes the gaps between the pieces.
    let more = 0.5 / x.hypot(y).max(0.5);
    let (x, y) = (x * more, y * more);
    [(from.0 - x, from.1 - y), (to.0 + x, to.1 + y)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use kuva::prelude::Layout;

    #[test]
    fn the_boundary_of_two_classes_lies_where_they_are_equally_likely() {
        let plane = Plane {
            x: (0.0, 1.0),
            y: (0.0, 1.0),
            columns: 2,
            rows: 2,
            classes: vec![0, 1, 0, 1],
            confidence: vec![0.6, 0.9, 0.6, 0.9],
        };
        let pixels = ComputedLayout::from_layout(&Layout::new((0.0, 1.0), (0.0, 1.0)));
        let lines = Map {
            plane: &plane,
            pixels: &pixels,
            chance: 0.5,
        }
        .crossings();
        // From 0.4 at the first middle to 0.9 at the second, half a plane further.
        let expected = pixels.margin_left + pixels.plot_width() * (0.25 + 0.5 * 0.2);
        assert!(
            lines[0]
                .iter()
                .all(|point| (point.0 - expected).abs() < 1e-3),
            "{lines:?}"
        );
    }
}
