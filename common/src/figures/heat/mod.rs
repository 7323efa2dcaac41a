//! Heat maps with numbers: a matrix in colours.

mod cells;

use self::cells::Cells;
use super::axes::Axis;
use super::chart::Chart;
use super::figure::Figure;
use super::{grid, sheet};
use kuva::prelude::LegendShape;
use serde::Serialize;

/// Rows and columns that a figure shows at most; it says how many there are.
const MOST: usize = 200;
/// Names along an axis; of more only some are shown.
const MOST_NAMES: usize = 40;
/// What is in a cell without a number.
const EMPTY: &str = "#ededed";

/// A matrix under construction: one colour from 0 to the largest, or two hues around 0 where there are
/// negative numbers. Numbers are written into the cells where they are legible.
#[derive(Debug, Clone, Default, Serialize)]
#[must_use]
pub struct Heat {
    title: String,
    note: String,
    /// The labels of the axes: across, then down.
    labels: [String; 2],
    columns: Vec<String>,
    rows: Vec<(String, Vec<f64>)>,
    /// The value of the fullest colour; the largest of the values if none is given.
    limit: Option<f64>,
    /// Row and column of the cell that the eye should go to.
    chosen: Option<(usize, usize)>,
    /// The first row and column of a block of cells with a frame around it, and how many there are of each.
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<[(usize, usize); 2]>,
    /// Whether the shades are left unexplained; a page explains them always.
    #[serde(skip)]
    has_no_key: bool,
}

impl Heat {
    /// A matrix without rows, with these names of its columns.
    pub fn new<S: Into<String>>(
        title: impl Into<String>,
        columns: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            title: title.into(),
            columns: columns.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// The same matrix below another title; its own becomes the beginning of the note.
    pub(crate) fn headed(mut self, title: &str) -> Self {
        (self.title, self.note) = sheet::headed(title, (self.title, self.note));
        self
    }

    /// The line below the title.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// What the columns are.
    pub fn x(mut self, label: impl Into<String>) -> Self {
        self.labels[0] = label.into();
        self
    }

    /// What the rows are.
    pub fn y(mut self, label: impl Into<String>) -> Self {
        self.labels[1] = label.into();
        self
    }

    /// Adds a row below the others: its name and a value for each column. What is missing or not finite
    /// stays empty.
    pub fn row(mut self, name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        let values = values.into_iter().collect();
        self.rows.push((name.into(), values));
        self
    }

    /// The value of the fullest colour, so that frames compare.
    pub fn limit(mut self, limit: f64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// The row and the column that the eye should go to.
    pub fn chosen(mut self, row: usize, column: usize) -> Self {
        self.chosen = Some((row, column));
        self
    }

    /// A block of cells that the eye should go to: its first row and column, and its rows and columns.
    pub fn block(mut self, first: (usize, usize), size: (usize, usize)) -> Self {
        self.block = Some([first, size]);
        self
    }

    /// Leaves out what the shades stand for: one of several small matrices whose numbers are all legible.
    pub fn without_key(mut self) -> Self {
        self.has_no_key = true;
        self
    }

    /// The finished figure: at most 200 rows and columns, and it says so if there are more. A cell
    /// without a number is grey, and crossed out if what it has is not finite.
    pub fn figure(mut self) -> Figure {
        let across = self.rows.iter().map(|row| row.1.len()).max().unwrap_or(0);
        let given = [self.rows.len(), self.columns.len().max(across)];
        for (given, what) in given.into_iter().zip(["rows", "columns"]) {
            if given > MOST {
                let separator = if self.note.is_empty() { "" } else { "; " };
                self.note += &format!("{separator}the first {MOST} of {given} {what}");
            }
        }
        self.rows.truncate(MOST);
        let [rows, columns] = given.map(|given| given.clamp(1, MOST));
        self.columns.resize(columns, String::new());
        let mut names: Vec<String> = self.rows.iter().map(|row| row.0.clone()).collect();
        names.resize(rows, String::new());
        // The axis has its first name at its high end.
        let y = Axis::of_categories(&some_names(names));
        let mut names = some_names(self.columns.clone());
        names.reverse();
        let mut chart = Chart::new(&self.title, (Axis::of_categories(&names), y));
        (chart.note, chart.grid) = (self.note.clone(), false);
        [chart.x.label, chart.y.label] = self.labels.clone();
        let side = |cells: usize, cell: f64, [least, most]: [f64; 2]| {
            (cell * cells as f64).clamp(least, most)
        };
        chart.size = (
            side(columns, 58.0, [180.0, 700.0]),
            side(rows, 44.0, [60.0, 600.0]),
        );
        let cells = Cells::of(&self, [rows, columns]);
        let shares: &[f64] = match cells.is_signed {
            true => &[1.0, 0.5, 0.0, -0.5, -1.0],
            false => &[1.0, 0.75, 0.5, 0.25, 0.0],
        };
        for share in shares.iter().filter(|_| !self.has_no_key) {
            let name = cells.named(share * cells.limit);
            chart.entry(&name, &cells.shade(share * cells.limit), LegendShape::Rect);
        }
        let below = (0..rows).rev().flat_map(|row| cells.row(row));
        let shades = below.map(|value| value.map_or(EMPTY.into(), |it| cells.shade(it)));
        grid::shade(&mut chart, shades.collect(), columns);
        let chosen = self.chosen.map(|cell| [cell, (1, 1)]);
        let mut framed: Vec<_> = self.block.into_iter().chain(chosen).collect();
        framed.retain(|[(row, column), (high, wide)]| {
            row.saturating_add(*high) <= rows && column.saturating_add(*wide) <= columns
        });
        chart
            .tops
            .push(Box::new(move |pixels| cells.draw(pixels, &framed)));
        Figure::of(chart)
    }
}

/// Some of the names of an axis, evenly, the others empty.
fn some_names(mut names: Vec<String>) -> Vec<String> {
    let every = names.len().div_ceil(MOST_NAMES).max(1);
    for (number, name) in names.iter_mut().enumerate() {
        if number % every > 0 {
            name.clear();
        }
    }
    names
}

#[cfg(test)]
mod tests;
