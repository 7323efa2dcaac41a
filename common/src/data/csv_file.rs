//! CSV files from outside, read so that every mistake has a line, a column and a repair.

use super::tables::Table;
use super::{Data, Source};
use crate::error::{Error, Result};
use csv::{Position, ReaderBuilder, StringRecord, Trim};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;

/// The names that mark the label column, in any case.
const LABELS: [&str; 4] = ["label", "class", "target", "y"];

/// Reads a table from the bytes of a CSV file; `name` is the file's name for errors.
///
/// The first line names the columns. One of them is named `label`, `class`, `target` or `y`
/// (in any case) and holds the class as text; every other one holds finite numbers. Classes are
/// sorted: as numbers if all of them are numbers, else as text.
///
/// # Errors
/// [`Error::Data`] with file, line, column and repair.
pub fn read_csv(bytes: &[u8], name: &str) -> Result<Table> {
    // A byte order mark, which spreadsheets write, would count in positions but not be read.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let file = File { name, bytes };
    if let Err(error) = std::str::from_utf8(bytes) {
        let what = "this is not UTF-8 text.\nSave the file as \"CSV UTF-8\".";
        return Err(file.error(error.valid_up_to(), what));
    }
    let mut reader = ReaderBuilder::new();
    let mut reader = reader.flexible(true).trim(Trim::All).from_reader(bytes);
    let header = reader.headers().map_err(|error| file.unreadable(&error))?;
    let label_column = file.label_column(header)?;
    let columns: Vec<String> = header.iter().map(Into::into).collect();

    let (mut values, mut labels) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| file.unreadable(&error))?;
        let start = file.start(&record);
        if record.len() != columns.len() {
            let what = format!(
                "{} cells, but the header names {} columns.\n\
                 Fill in what is missing or remove what is too much; text with a comma in it \
                 needs quotation marks.",
                record.len(),
                columns.len()
            );
            return Err(file.error(start, what));
        }
        for (index, (cell, column)) in record.iter().zip(&columns).enumerate() {
            let wrong = |what: String| file.error(start, format!("column '{column}': {what}"));
            if cell.is_empty() {
                let what = "the cell is empty.\nFill it in or delete the row.";
                return Err(wrong(what.into()));
            }
            match index == label_column {
                true => labels.push((cell.to_owned(), start)),
                false => values.push(number(cell).map_err(wrong)?),
            }
        }
    }
    let (labels, classes) = file.number_classes(&labels)?;
    Ok(Table {
        values,
        labels,
        classes,
    })
}

/// The CSV file at `path`, read as [`read_csv`] reads it.
pub(super) fn load(path: &Path, source: &Source) -> Result<Data<2>> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Data(format!(
            "there is no file {}.\nCheck the name and the folder that you are in.",
            path.display()
        )),
        _ => Error::io("read", path)(error),
    })?;
    let table = read_csv(&bytes, &path.display().to_string())?;
    Ok(table.into_data(source))
}

struct File<'a> {
    name: &'a str,
    bytes: &'a [u8],
}

impl File<'_> {
    fn label_column(&self, header: &StringRecord) -> Result<usize> {
        let names: Vec<&str> = header.iter().collect();
        let is_label = |name: &str| LABELS.iter().any(|label| name.eq_ignore_ascii_case(label));
        let columns: Vec<usize> = (0..names.len()).filter(|&at| is_label(names[at])).collect();
        let what = match columns[..] {
            [column] if names.len() > 1 => return Ok(column),
            [_] => "there is no column besides the label.\nAdd columns of numbers.".into(),
            [] if names.is_empty() => "the file is empty.\nWrite a header and rows.".into(),
            [] => format!(
                "no column holds the label; the columns are: {}.\n\
                 Name the one that does 'label', 'class', 'target' or 'y'.",
                names.join(", ")
            ),
            [first, second, ..] => format!(
                "both '{}' and '{}' could be the label.\nRename or delete one of them.",
                names[first], names[second]
            ),
        };
        Err(self.error(self.start(header), what))
    }

    /// From the labels' texts, with the positions of their rows, to numbers and sorted names.
    fn number_classes(&self, labels: &[(String, usize)]) -> Result<(Vec<usize>, Vec<String>)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (label, _) in labels {
            *counts.entry(label).or_default() += 1;
        }
        let alone = |(label, _): &&(String, usize)| counts[label.as_str()] < 2;
        let wrong = match labels {
            [] => Some((0, "there are no rows below the header.\nAdd some.".into())),
            [(label, start), _, ..] if counts.len() == 1 => Some((
                *start,
                format!(
                    "from here on every row is of class '{label}', so there is nothing to tell \
                     apart.\nAdd rows of another class."
                ),
            )),
            _ => labels.iter().find(alone).map(|(label, start)| {
                let what = format!(
                    "this is the only row of class '{label}', but training and test need one \
                     each.\nAdd rows of this class or delete this one."
                );
                (*start, what)
            }),
        };
        if let Some((position, what)) = wrong {
            return Err(self.error(position, what));
        }
        let mut classes: Vec<&str> = counts.into_keys().collect();
        if classes.iter().all(|class| number(class).is_ok()) {
            // As text, 10 would come before 2.
            let value = |class: &str| number(class).unwrap_or_default();
            classes.sort_by(|a, b| value(a).total_cmp(&value(b)));
        }
        let places: BTreeMap<&str, usize> = classes.iter().copied().zip(0..).collect();
        let labels = labels.iter().map(|(label, _)| places[label.as_str()]);
        let classes = classes.iter().map(|class| (*class).into());
        Ok((labels.collect(), classes.collect()))
    }

    /// The position of a record's first byte.
    fn start(&self, record: &StringRecord) -> usize {
        let start = record.position().map_or(0, Position::byte) as usize;
        // The reader counts the empty lines before a record as part of it.
        let rest = self.bytes.get(start..).unwrap_or_default().iter();
        let line_ends = rest.take_while(|byte| matches!(byte, b'\r' | b'\n'));
        start + line_ends.count()
    }

    /// An error at a position in the file, with its line as an editor counts.
    fn error(&self, position: usize, what: impl Display) -> Error {
        let before = self.bytes.iter().take(position);
        let line = 1 + before.filter(|byte| **byte == b'\n').count();
        Error::Data(format!("{}, line {line}: {what}", self.name))
    }

    fn unreadable(&self, error: &csv::Error) -> Error {
        Error::Data(format!("{} cannot be read as CSV: {error}", self.name))
    }
}

fn number(cell: &str) -> Result<f64, String> {
    match cell.parse::<f64>() {
        // Tensors are in single precision unless a program asks for more.
        Ok(value) if (value as f32).is_finite() => Ok(value),
        Ok(_) => Err(format!(
            "'{cell}' is not a finite number (up to 3.4e38).\nReplace it or delete the row."
        )),
        Err(_) => Err(format!(
            "'{cell}' is not a number.\n\
             Write numbers like 1.5, encode text as numbers, or delete the column."
        )),
    }
}
