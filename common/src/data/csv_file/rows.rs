//! The rows of a table: its numbers and labels, and what is wrong with a row.

use super::cells::{is_missing, is_missing_number, number};
use super::classes::Label;
use super::columns::title;
use super::file::{File, shown};
use crate::error::Result;
use csv::StringRecord;

/// What has been read of a table so far.
pub(super) struct Rows<'a> {
    pub(super) names: &'a [String],
    pub(super) label: usize,
    /// All columns but the label, row by row.
    pub(super) values: Vec<f64>,
    pub(super) labels: Vec<Label>,
    /// Rows without any value.
    pub(super) empty: usize,
    /// Rows with separators at their end that no column stands behind.
    pub(super) trailing: usize,
}

/// What is wrong with a row.
pub(super) enum Wrong {
    /// In words.
    Row(String),
    /// A value is missing: where and as what, and what to do about it.
    Missing(String, &'static str),
}

impl Wrong {
    /// In words, if so many rows below miss a value too.
    pub(super) fn told(self, more: usize) -> String {
        match (self, more) {
            (Self::Row(what), _) => what,
            (Self::Missing(what, repair), 0) => format!("{what}.\n{repair}"),
            (Self::Missing(what, repair), more) => {
                let rows = more + 1;
                format!("{what}; it is the first of {rows} rows that miss one.\n{repair}")
            }
        }
    }
}

impl<'a> Rows<'a> {
    pub(super) fn new(names: &'a [String], label: usize) -> Self {
        Self {
            names,
            label,
            values: Vec::new(),
            labels: Vec::new(),
            empty: 0,
            trailing: 0,
        }
    }

    /// Adds a row that begins at `start`.
    ///
    /// # Errors
    /// Where it is wrong, and how.
    pub(super) fn add(
        &mut self,
        file: &File,
        start: usize,
        record: &StringRecord,
    ) -> Result<(), (usize, Wrong)> {
        let wrong = |what| (start, Wrong::Row(what));
        if let Some((position, what)) = line_break(file, start, record) {
            return Err((position, Wrong::Row(what)));
        }
        if record.iter().all(str::is_empty) {
            self.empty += 1;
            return Ok(());
        }
        let width = self.names.len();
        if record.len() == width && record.iter().eq(self.names) {
            let what = "this line repeats the names of the columns.\nDelete it.";
            return Err(wrong(what.into()));
        }
        let is_trailing = |cells: &StringRecord| cells.iter().skip(width).all(str::is_empty);
        if record.len() < width || !is_trailing(record) {
            return Err(wrong(self.other_width(record)));
        }
        self.trailing += usize::from(record.len() > width);
        for (column, cell) in record.iter().take(width).enumerate() {
            let named = |what: String| format!("{}: {what}", title(self.names, column));
            if self.is_missing(column, cell) {
                let what = match cell {
                    "" => "the cell is empty".into(),
                    _ => format!("a value is missing ('{cell}')"),
                };
                let repair = match (column == self.label, cell) {
                    (true, "") => "Fill it in or delete such rows.",
                    (true, _) => {
                        "Fill it in or delete such rows; a class of that name needs another one."
                    }
                    (false, _) => "Fill it in, or delete such rows or the column.",
                };
                return Err((start, Wrong::Missing(named(what), repair)));
            }
            match column == self.label {
                true => self.labels.push((cell.to_owned(), start)),
                false => {
                    let value = number(cell).map_err(|what| wrong(named(what)))?;
                    self.values.push(value);
                }
            }
        }
        Ok(())
    }

    fn is_missing(&self, column: usize, cell: &str) -> bool {
        match column == self.label {
            true => is_missing(cell),
            false => is_missing_number(cell),
        }
    }

    /// Whether a row misses a value, though it has any.
    pub(super) fn misses(&self, record: &StringRecord) -> bool {
        let mut cells = record.iter().enumerate().take(self.names.len());
        cells.any(|(column, cell)| self.is_missing(column, cell))
            && !record.iter().all(str::is_empty)
    }

    /// What is wrong with a row of another number of cells than the header has.
    fn other_width(&self, record: &StringRecord) -> String {
        let (cells, width) = (record.len(), self.names.len());
        let is_comment = record
            .get(0)
            .is_some_and(|first| first.starts_with(['#', '%']));
        let repair = match cells > width {
            _ if is_comment => "Delete this comment.",
            true => {
                "Remove what is too much. A decimal comma must be a point (0.5 and not 0,5), text with a \
                 comma in it needs quotation marks, and row numbers need a name in the header (id,)."
            }
            false => "Fill in what is missing.",
        };
        let cells = if cells == 1 {
            "1 cell".into()
        } else {
            format!("{cells} cells")
        };
        format!("{cells}, but the header names {width} columns.\n{repair}")
    }

    /// # Errors
    /// If the first line was a row: it has numbers, and its label is one of the classes.
    pub(super) fn refuse_lost_header(&self, file: &File, start: usize) -> Result<()> {
        let name = &self.names[self.label];
        let others = self
            .names
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != self.label);
        let are_numbers = others.clone().all(|(_, name)| number(name).is_ok());
        match are_numbers && self.labels.iter().any(|(label, _)| label == name) {
            true => Err(file.error(
                start,
                "the first line should name the columns, but is a row like those below.\n\
                 Put a line of names above it, such as x1,x2,label.",
            )),
            false => Ok(()),
        }
    }
}

/// Where a record has a cell of several lines, and what is wrong then: numbers and names have one.
fn line_break(file: &File, start: usize, record: &StringRecord) -> Option<(usize, String)> {
    let cell = record.iter().find(|cell| cell.contains(['\r', '\n']))?;
    let line = file.bytes[start..]
        .iter()
        .position(|byte| matches!(byte, b'\r' | b'\n'));
    let opens = file.bytes[start..][..line.unwrap_or_default()]
        .iter()
        .rposition(|it| *it == b'"');
    let what = format!(
        "the quotation mark of this cell is not closed in its line: '{}'.\n\
         Close it or delete it; a cell has one line.",
        shown(cell)
    );
    Some((start + opens.unwrap_or_default(), what))
}

/// As for a row, in the line with the names.
///
/// # Errors
/// If a name has several lines.
pub(super) fn refuse_line_breaks(file: &File, start: usize, header: &StringRecord) -> Result<()> {
    match line_break(file, start, header) {
        Some((position, what)) => Err(file.error(position, what)),
        None => Ok(()),
    }
}
