//! The table of marks as it stands in its file, in whatever form a spreadsheet has saved it.

use std::io::ErrorKind;
use std::path::Path;

use common::error::{Error, Result};

use super::super::csv_text::unguard;
use crate::source::at;

/// The columns of the table.
pub const HEADER: [&str; 5] = ["student", "item", "points", "max", "comment"];

/// A table as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The whole file.
    pub text: String,
    /// What stands between its cells: a comma, or what a spreadsheet made of it.
    pub delimiter: u8,
    /// The place of each of the columns student, item, points, max, comment.
    columns: [Option<usize>; 5],
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: u64,
    /// Student, item, points, max, comment.
    pub(super) cells: [String; 5],
}

impl Sheet {
    /// Reads a table; `None` where the file does not exist.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let bytes = match std::fs::read(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read.map_err(Error::io("read", path))?,
        };
        let failed = |line, fault: &str| Error::Failed(at(path, line, fault));
        let text = String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            failed(line, "this is no UTF-8: save the table as `CSV UTF-8`")
        })?;
        let first = text.lines().next().unwrap_or_default();
        let mut delimiters = [b';', b'\t'].into_iter();
        let delimiter = delimiters.find(|sign| first.contains(char::from(*sign)));
        let delimiter = delimiter.unwrap_or(b',');
        let mut sheet = Self {
            text,
            delimiter,
            columns: [None; 5],
            rows: Vec::new(),
        };
        sheet
            .parse()
            .map_err(|(line, fault)| failed(line, &fault))?;
        Ok(Some(sheet))
    }

    /// Finds columns and rows; the error has the line.
    fn parse(&mut self) -> Result<(), (usize, String)> {
        // The mark with which some programs begin a text in UTF-8.
        let text = self.text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new();
        reader.delimiter(self.delimiter).flexible(true);
        let mut reader = reader.from_reader(text.as_bytes());
        let fault = |error: csv::Error| {
            let line = error
                .position()
                .map_or(1, |position| position.line() as usize);
            (line, error.to_string())
        };
        let header = reader.headers().map_err(fault)?.clone();
        let place = |name: &str| {
            header
                .iter()
                .position(|cell| cell.trim().eq_ignore_ascii_case(name))
        };
        self.columns = HEADER.map(place);
        if self.columns[..3].contains(&None) {
            let wanted = HEADER.join(",");
            return Err((
                1,
                format!("the first line names the columns: write {wanted}"),
            ));
        }
        for record in reader.records() {
            let record = record.map_err(fault)?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |column: Option<usize>| column.and_then(|column| record.get(column));
            let cells = self
                .columns
                .map(|column| unguard(cell(column).unwrap_or_default()).to_owned());
            self.rows.push(Row { line, cells });
        }
        Ok(())
    }

    /// The students and items that have a row.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        let rows = self.rows.iter();
        rows.map(
            |Row {
                 cells: [student, item, ..],
                 ..
             }| (student.as_str(), item.as_str()),
        )
    }

    /// Cells in the order of the usual columns, in the order of this table's own.
    pub fn in_order(&self, cells: &[String]) -> Vec<String> {
        let width = self
            .columns
            .iter()
            .flatten()
            .max()
            .map_or(0, |last| last + 1);
        let mut row = vec![String::new(); width];
        for (place, cell) in self.columns.iter().zip(cells) {
            if let Some(place) = place {
                row[*place].clone_from(cell);
            }
        }
        row
    }
}
