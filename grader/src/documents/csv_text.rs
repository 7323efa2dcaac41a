//! Tables for other programs: commas, UTF-8, no text that a spreadsheet would compute.

use common::error::{Error, Result};

use super::clean::one_line;

/// A text for a cell. One that a spreadsheet would take for a formula gets a quote in front.
pub fn guard(text: &str) -> String {
    let text = one_line(text);
    match text.starts_with(FORMULA) {
        true => format!("'{text}"),
        false => text,
    }
}

/// The text of a cell without the quote of [`guard`].
pub fn unguard(cell: &str) -> &str {
    let cell = cell.trim();
    let inner = cell
        .strip_prefix('\'')
        .filter(|inner| inner.starts_with(FORMULA));
    inner.unwrap_or(cell)
}

/// What begins a formula; the wide forms count in some spreadsheets. Tab and carriage return do not come
/// through [`one_line`].
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Rows as text, each with a line end.
pub fn write(delimiter: u8, rows: impl IntoIterator<Item = Vec<String>>) -> Result<String> {
    let failed =
        |error: &dyn std::fmt::Display| Error::Failed(format!("could not write a table: {error}"));
    let mut builder = csv::WriterBuilder::new();
    let mut writer = builder
        .delimiter(delimiter)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}
