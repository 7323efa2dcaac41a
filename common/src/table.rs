//! A table that people read: at the end of a run, and in its report.

use serde::Serialize;
use std::fmt;

/// A number for a cell; a dash for what is none.
pub fn decimals(value: f64, digits: usize) -> String {
    match value.is_finite() {
        true => format!("{value:.digits$}"),
        false => "-".into(),
    }
}

/// A header and rows of text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows. The first column is text, all others are numbers.
    pub fn new<S: Into<String>>(header: impl IntoIterator<Item = S>) -> Self {
        Self {
            header: header.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, with as many cells as the header has.
    ///
    /// # Panics
    /// If it has more or fewer.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let cells: Vec<String> = cells.into_iter().map(Into::into).collect();
        assert_eq!(cells.len(), self.header.len(), "a cell for each column");
        self.rows.push(cells);
    }

    /// The header, then the rows.
    pub fn lines(&self) -> impl Iterator<Item = &[String]> {
        let header = std::iter::once(self.header.as_slice());
        header.chain(self.rows.iter().map(Vec::as_slice))
    }
}

impl fmt::Display for Table {
    /// Columns of equal width, numbers to the right, no line end after the last row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = |cell: &String| cell.chars().count();
        let widths: Vec<usize> = (0..self.header.len())
            .map(|column| self.lines().map(|line| length(&line[column])).max())
            .map(Option::unwrap_or_default)
            .collect();
        for (number, line) in self.lines().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
                match column {
                    0 => write!(f, "{cell:<width$}")?,
                    _ => write!(f, "  {cell:>width$}")?,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_counted_in_characters() {
        let mut table = Table::new(["case", "accuracy"]);
        table.row(["λ = 1", "0.9"]);
        table.row(["longer", "0.98 ± 0.01"]);
        let expected = "case       accuracy\nλ = 1           0.9\nlonger  0.98 ± 0.01";
        assert_eq!(table.to_string(), expected);
    }
}
