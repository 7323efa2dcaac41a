//! CSV files from outside, read so that every mistake has a line, a column and a repair, and nothing
//! is guessed without a word.
//!
//! | file | decides |
//! |---|---|
//! | `kinds.rs` | whether it is text at all |
//! | `layout.rs` | where the table begins and what separates its cells |
//! | `columns.rs`, `features.rs` | which column is the label, and which ones only count the rows |
//! | `rows.rs` | whether a row is whole |
//! | `cells.rs` | whether a cell is a number, or says that there is none |
//! | `classes.rs` | which labels are one class, and what is no class |
//! | `fonts.rs` | which names a figure can draw |

mod cells;
mod classes;
mod columns;
mod features;
mod file;
mod fonts;
mod kinds;
mod layout;
mod rows;

use super::tables::Table;
use super::{Data, Source};
use crate::error::{Error, Result};
use classes::Classes;
use columns::title;
use features::Features;
use file::File;
use layout::Layout;
use rows::Rows;
use std::io::ErrorKind;
use std::path::Path;

/// Reads a table from the bytes of a CSV file; `name` is the file's name for errors.
///
/// The first line names the columns. One of them holds the class as text: the one named `label`, or
/// without such a name the one that is called `label`, `class`, `target` or `y` (in any case), of
/// several the first in this order. Every other one holds finite numbers; columns that only count or
/// identify the rows are left out. Classes are sorted: as numbers if all of them are numbers, else as
/// text. What had to be guessed stands in [`Table::remarks`].
///
/// # Errors
/// [`Error::Data`] with file, line, column and repair.
pub fn read_csv(bytes: &[u8], name: &str, label: Option<&str>) -> Result<Table> {
    let file = File::new(bytes, name)?;
    let layout = Layout::of(&file, label);
    let mut table = read_rows(&file, &layout, label).map_err(|error| match error {
        // What was guessed of the layout may be what is wrong.
        Error::Data(what) if !layout.remarks.is_empty() => {
            Error::Data(format!("{what}\n({})", layout.remarks.join("; ")))
        }
        other => other,
    })?;
    table.remarks.splice(0..0, layout.remarks);
    let remarks = table
        .remarks
        .iter()
        .map(|remark| format!("{name}: {remark}"));
    table.remarks = remarks.collect();
    Ok(table)
}

fn read_rows(file: &File, layout: &Layout, label: Option<&str>) -> Result<Table> {
    let mut reader = layout.reader(file);
    let mut records = reader.records();
    let header = records.next().transpose();
    let header = header
        .map_err(|error| file.unreadable(&error))?
        .unwrap_or_default();
    rows::refuse_line_breaks(file, layout.start, &header)?;
    let names = columns::names(&header);
    let found = columns::find_label(&names, label);
    let start = if names.is_empty() { 0 } else { layout.start };
    let label_column = found.map_err(|what| file.error(start, what))?;

    let mut rows = Rows::new(&names, label_column);
    while let Some(record) = records.next() {
        let record = record.map_err(|error| file.unreadable(&error))?;
        let start = file.start(layout.start, &record);
        if let Err((position, what)) = rows.add(file, start, &record) {
            // How many rows miss a value helps to choose between deleting rows and a column.
            let more = records.flatten().filter(|record| rows.misses(record));
            return Err(file.error(position, what.told(more.count())));
        }
    }
    rows.refuse_lost_header(file, layout.start)?;
    let classes = Classes::of(file, &title(&names, label_column), &rows.labels)?;
    let features = Features::of(rows, &classes.labels);
    let features = features.map_err(|what| file.error(layout.start, what))?;
    let drawn = features.names.iter().chain(&classes.names);
    let drawn = fonts::remark(drawn.map(String::as_str));
    let could_be_others = !columns::other_labels(&names, label_column).is_empty();
    let chosen = (label.is_none() && could_be_others).then(|| {
        let label = title(&names, label_column);
        format!("the label is {label}; --label NAME chooses another one")
    });
    let remarks = features.remarks.into_iter().chain(classes.remarks);
    Ok(Table {
        remarks: chosen.into_iter().chain(remarks).chain(drawn).collect(),
        names: features.names,
        values: features.values,
        labels: classes.labels,
        classes: classes.names,
    })
}

/// The table in the CSV file at `path`, read as [`read_csv`] reads it.
///
/// # Errors
/// Those of [`read_csv`], and if the file is not there or may not be read.
pub fn open_csv(path: &Path, label: Option<&str>) -> Result<Table> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    read_csv(&bytes, &path.display().to_string(), label)
}

/// The table in the CSV file at `path` as training and test examples.
pub(super) fn load(path: &Path, source: &Source) -> Result<Data<2>> {
    Ok(open_csv(path, source.label)?
        .within_single_precision()
        .into_data(source))
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let path = path.display();
    Error::Data(match error.kind() {
        ErrorKind::NotFound => {
            format!("there is no file {path}.\nCheck the name and the folder that you are in.")
        }
        ErrorKind::PermissionDenied => {
            format!("{path} may not be read by this user.\nLook at its permissions, or copy it.")
        }
        ErrorKind::IsADirectory => format!("{path} is a folder.\nName the file in it."),
        _ => format!("{path} could not be read: {error}."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_says_why() {
        let of = |kind: ErrorKind| unreadable(Path::new("t.csv"), &kind.into());
        for (kind, words) in [
            (ErrorKind::NotFound, "there is no file t.csv"),
            (
                ErrorKind::PermissionDenied,
                "t.csv may not be read by this user",
            ),
            (ErrorKind::IsADirectory, "t.csv is a folder"),
            (ErrorKind::TimedOut, "t.csv could not be read"),
        ] {
            let error = of(kind);
            assert!(error.to_string().contains(words), "{error}");
            assert!(!error.to_string().contains("--out-dir"), "{error}");
            assert_eq!(error.exit_code(), 4);
        }
    }
}
