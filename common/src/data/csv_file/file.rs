//! A file's bytes, and places in them as an editor shows them.

use super::kinds;
use crate::error::{Error, Result};
use csv::{Position, StringRecord};
use std::fmt::Display;

/// A file that is text in UTF-8.
pub(super) struct File<'a> {
    /// Its name, for errors.
    pub(super) name: &'a str,
    pub(super) bytes: &'a [u8],
}

impl<'a> File<'a> {
    /// # Errors
    /// If it is something else than text in UTF-8: what it is, and what to do.
    pub(super) fn new(bytes: &'a [u8], name: &'a str) -> Result<Self> {
        // A byte order mark, which spreadsheets write, would count in positions but not be read.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let file = Self { name, bytes };
        match kinds::other_than_text(bytes) {
            Some((position, what)) => Err(file.error(position, what)),
            None => Ok(file),
        }
    }

    /// The position of a record's first byte, if reading began at `from`.
    pub(super) fn start(&self, from: usize, record: &StringRecord) -> usize {
        let start = from + record.position().map_or(0, Position::byte) as usize;
        // The reader counts the empty lines before a record as part of it.
        let rest = self.bytes.get(start..).unwrap_or_default().iter();
        let line_ends = rest.take_while(|byte| matches!(byte, b'\r' | b'\n'));
        start + line_ends.count()
    }

    /// The line of a position, counted from 1 as an editor counts: CR, LF and CR LF end one.
    pub(super) fn line(&self, position: usize) -> usize {
        let before = &self.bytes[..position.min(self.bytes.len())];
        let ends = before.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => *at == 0 || before[at - 1] != b'\r',
            byte => **byte == b'\r',
        });
        1 + ends.count()
    }

    /// An error at a position in the file.
    pub(super) fn error(&self, position: usize, what: impl Display) -> Error {
        Error::Data(format!(
            "{}, line {}: {what}",
            self.name,
            self.line(position)
        ))
    }

    pub(super) fn unreadable(&self, error: &csv::Error) -> Error {
        Error::Data(format!("{} cannot be read as CSV: {error}", self.name))
    }
}

/// A cell as it is shown to the user: in one line, and not all of a long one.
pub(super) fn shown(cell: &str) -> String {
    const MOST: usize = 40;
    let line = cell.split(['\r', '\n']).next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < cell.len() => format!("{line}…"),
        None => line.into(),
    }
}

/// Names in one line, but not all of many.
pub(super) fn listed<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const MOST: usize = 12;
    let count = names.len();
    let first: Vec<String> = names.take(MOST).map(shown).collect();
    match count > MOST {
        true => format!("{}, … ({count} in all)", first.join(", ")),
        false => first.join(", "),
    }
}
