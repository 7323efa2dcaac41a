//! The cells of a heat map: their shades, their numbers and what is drawn into them.

use super::Heat;
use crate::figures::pen::Pen;
use crate::figures::style::{INK, WHITE, ink_on, signed, words};
use kuva::render::layout::ComputedLayout;
use kuva::render::render::Primitive;

/// Shades from none to the fullest.
const SHADES: f64 = 32.0;

/// The cells of a matrix, row after row from above.
pub(super) struct Cells {
    /// None for what is missing; else a number, finite or not.
    values: Vec<Option<f64>>,
    columns: usize,
    pub(super) limit: f64,
    pub(super) is_signed: bool,
    /// Digits behind the point; none for numbers that are written with a power of ten.
    digits: Option<usize>,
}

impl Cells {
    pub(super) fn of(heat: &Heat, [rows, columns]: [usize; 2]) -> Self {
        let value = |cell: usize| {
            let row = heat.rows.get(cell / columns)?;
            row.1.get(cell % columns).copied()
        };
        let values: Vec<_> = (0..rows * columns).map(value).collect();
        let finite = || values.iter().flatten().copied().filter(|it| it.is_finite());
        let limit = heat.limit.filter(|limit| limit.is_finite() && *limit > 0.0);
        let largest = finite().map(f64::abs).fold(0.0, f64::max);
        let limit = limit.unwrap_or(if largest > 0.0 { largest } else { 1.0 });
        let is_whole = finite().all(|value| value.fract() == 0.0) && limit.fract() == 0.0;
        let digits = match limit.max(largest) {
            0.01..1e5 if is_whole => Some(0),
            100.0..1e5 => Some(0),
            10.0..100.0 => Some(1),
            0.1..10.0 => Some(2),
            0.01..0.1 => Some(3),
            _ => None,
        };
        Self {
            is_signed: finite().any(|value| value < 0.0),
            values,
            columns,
            limit,
            digits,
        }
    }

    pub(super) fn row(&self, number: usize) -> impl Iterator<Item = Option<f64>> {
        let cells = self.values.iter().copied();
        let row = cells.skip(number * self.columns).take(self.columns);
        row.map(|value| value.filter(|it| it.is_finite()))
    }

    /// How full the colour of a number is.
    fn fullness(&self, value: f64) -> f64 {
        (SHADES * (value.abs() / self.limit).min(1.0)).round() / SHADES
    }

    pub(super) fn shade(&self, value: f64) -> String {
        signed(value, 1.0 - self.fullness(value))
    }

    /// As it stands in the legend, where numbers lie between whole ones.
    pub(super) fn named(&self, value: f64) -> String {
        match self.digits == Some(0) && value.fract() != 0.0 {
            true => format!("{value:.2}").trim_end_matches('0').into(),
            false => self.written(value),
        }
    }

    pub(super) fn written(&self, value: f64) -> String {
        let text = match self.digits {
            Some(digits) => format!("{value:.digits$}"),
            None if value == 0.0 => "0".into(),
            None => format!("{value:.1e}"),
        };
        // Not every zero has a sign.
        match text.trim_start_matches(['-', '0', '.']).is_empty() {
            true => text.trim_start_matches('-').into(),
            false => text,
        }
    }

    /// Draws what stands in the cells, and frames around blocks of them: first row and column, rows and columns.
    pub(super) fn draw(
        &self,
        pixels: &ComputedLayout,
        framed: &[[(usize, usize); 2]],
    ) -> Vec<Primitive> {
        let rows = self.values.len() / self.columns;
        let cell = (
            pixels.plot_width() / self.columns as f64,
            pixels.plot_height() / rows as f64,
        );
        let middle = |row: usize, column: usize| {
            (
                pixels.margin_left + cell.0 * (column as f64 + 0.5),
                pixels.margin_top + cell.1 * (row as f64 + 0.5),
            )
        };
        let all = || self.values.iter().enumerate();
        let finite = || all().filter_map(|(place, value)| Some((place, (*value)?)));
        let texts = finite().map(|(_, value)| self.written(value).chars().count());
        let longest = texts.max().unwrap_or(1) as f64;
        // A number a little narrower than its cell.
        let size = (0.84 * cell.0 / (0.62 * longest))
            .min(0.55 * cell.1)
            .min(20.0) as u32;
        let least = cell.0.min(cell.1);
        let mut drawn = Vec::new();
        for (place, value) in finite() {
            let (x, y) = middle(place / self.columns, place % self.columns);
            if !value.is_finite() {
                let arm = 0.22 * least;
                let pen = Pen::new((0.06 * least).clamp(0.5, 2.5), "#888888");
                for side in [arm, -arm] {
                    drawn.extend(pen.line(&[(x - arm, y - side), (x + arm, y + side)]));
                }
            } else if size >= 9 {
                let colour = ink_on(value, self.fullness(value));
                drawn.push(words(self.written(value), (x, y), size, colour));
            } else if value < 0.0 && least > 7.0 && self.fullness(value) > 0.1 {
                // Where no number says it, a stroke tells the two hues apart.
                let colour = ink_on(value, self.fullness(value));
                let arm = 0.22 * least;
                drawn.extend(Pen::new(1.2, colour).line(&[(x - arm, y), (x + arm, y)]));
            }
        }
        for [(row, column), (high, wide)] in framed.iter().copied() {
            let (wide, high) = (cell.0 * wide as f64 / 2.0, cell.1 * high as f64 / 2.0);
            let x = pixels.margin_left + cell.0 * column as f64 + wide;
            let y = pixels.margin_top + cell.1 * row as f64 + high;
            let corners = [
                (-1.0, -1.0),
                (1.0, -1.0),
                (1.0, 1.0),
                (-1.0, 1.0),
                (-1.0, -1.0),
            ];
            for (inside, width, colour) in [(4.5, 2.0, WHITE), (2.0, 4.0, INK)] {
                // Inside of the cell, where no edge of the figure cuts it off.
                let [wide, high] = [wide, high].map(|half| (half - inside).max(0.0));
                let frame = corners.map(|(right, down)| (x + right * wide, y + down * high));
                drawn.extend(Pen::new(width, colour).line(&frame));
            }
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::heat;
    use super::*;

    #[test]
    fn a_limit_makes_matrices_compare() {
        let shade = |heat: Heat| {
            let cells = Cells::of(&heat, [1, 2]);
            (cells.shade(1.0), cells.shade(8.0))
        };
        let (half, full) = shade(heat(&[&[1.0, 2.0]]).limit(2.0));
        assert_eq!((half, full), (signed(1.0, 0.5), signed(1.0, 0.0)));
        assert_eq!(
            shade(heat(&[&[1.0, 2.0]])),
            shade(heat(&[&[1.0, 9.0]]).limit(2.0))
        );
    }

    #[test]
    fn numbers_are_written_alike_and_zero_has_no_sign() {
        let cells = |rows: &[&[f64]]| Cells::of(&heat(rows), [1, 3]);
        let written = |cells: Cells| [-1e-9, 0.5, 12.0].map(|value| cells.written(value));
        assert_eq!(written(cells(&[&[0.0, 0.5, 12.0]])), ["0.0", "0.5", "12.0"]);
        assert_eq!(written(cells(&[&[0.0, 1.0, 12.0]])), ["0", "0", "12"]);
        assert_eq!(written(cells(&[&[0.0, 1e-9, 1e9]]))[2], "1.2e1");
        let whole = cells(&[&[0.0, 1.0, 7.0]]);
        assert_eq!(
            [7.0, 5.25, 3.5].map(|value| whole.named(value)),
            ["7", "5.25", "3.5"]
        );
    }
}
