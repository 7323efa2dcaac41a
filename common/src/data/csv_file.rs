//! CSV files from outside, read so that every mistake has a line, a column and a repair.

use super::tables::Table;
use crate::error::{Error, Result};
use csv::{ReaderBuilder, StringRecord};
use std::collections::BTreeMap;

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
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        at(
            name,
            line,
            "this is not UTF-8 text.\nSave the file as \"CSV UTF-8\".",
        )
    })?;
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(name, &error))?;
    let header: Vec<String> = header.iter().map(|cell| cell.trim().to_owned()).collect();
    let label_column = label_column(&header, name)?;

    let mut features = header.clone();
    features.remove(label_column);
    let (mut values, mut labels) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(name, &error))?;
        let line = line_of(&record, bytes);
        if record.len() != header.len() {
            return Err(at(
                name,
                line,
                format!(
                    "{} cells, but the header names {} columns.\nAdd what is missing or remove what is too much; \
                 a text with a comma in it needs quotation marks.",
                    record.len(),
                    header.len()
                ),
            ));
        }
        for (column, cell) in record.iter().enumerate() {
            let cell = cell.trim();
            let place = format!("column '{}'", header[column]);
            if cell.is_empty() {
                return Err(at(
                    name,
                    line,
                    format!("{place}: the cell is empty.\nFill it in or delete the row."),
                ));
            }
            if column == label_column {
                labels.push((cell.to_owned(), line));
            } else {
                values
                    .push(number(cell).map_err(|what| at(name, line, format!("{place}: {what}")))?);
            }
        }
    }
    let (labels, classes) = number_classes(&labels, name)?;
    Ok(Table {
        features,
        values,
        labels,
        classes,
    })
}

fn label_column(header: &[String], name: &str) -> Result<usize> {
    let is_label = |cell: &String| LABELS.contains(&cell.to_lowercase().as_str());
    let columns: Vec<usize> = (0..header.len())
        .filter(|&column| is_label(&header[column]))
        .collect();
    match columns[..] {
        [_] if header.len() == 1 => Err(at(
            name,
            1,
            "there is no column besides the label.\nAdd at least one column of numbers.",
        )),
        [column] => Ok(column),
        [] => Err(at(
            name,
            1,
            format!(
                "no column holds the label; the columns are: {}.\nName the one that does 'label', 'class', 'target' or 'y'.",
                header.join(", ")
            ),
        )),
        [first, second, ..] => Err(at(
            name,
            1,
            format!(
                "both '{}' and '{}' could be the label.\nRename or delete one of them.",
                header[first], header[second]
            ),
        )),
    }
}

fn number(cell: &str) -> Result<f64, String> {
    match cell.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(format!(
            "'{cell}' is not a finite number.\nReplace it or delete the row."
        )),
        Err(_) => Err(format!(
            "'{cell}' is not a number.\nWrite numbers like 1.5, encode text as numbers, or delete the column."
        )),
    }
}

/// From the labels' texts, with their lines, to numbers and sorted class names.
fn number_classes(labels: &[(String, usize)], name: &str) -> Result<(Vec<usize>, Vec<String>)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (label, _) in labels {
        *counts.entry(label).or_default() += 1;
    }
    if counts.is_empty() {
        return Err(Error::Data(format!(
            "{name}: there are no rows below the header.\nAdd some."
        )));
    }
    if let Some((label, line)) = labels.iter().find(|(label, _)| counts[label.as_str()] < 2) {
        return Err(at(
            name,
            *line,
            format!(
                "this is the only row of class '{label}', but training and test need one each.\n\
             Add rows of this class or delete this one."
            ),
        ));
    }
    if let ([(label, _), ..], 1) = (labels, counts.len()) {
        return Err(Error::Data(format!(
            "{name}: every row is of class '{label}', so there is nothing to tell apart.\nAdd rows of another class."
        )));
    }
    let mut classes: Vec<&str> = counts.into_keys().collect();
    let numbers: Option<Vec<f64>> = classes.iter().map(|class| number(class).ok()).collect();
    if numbers.is_some() {
        // As text, 10 would come before 2.
        classes.sort_by(|a, b| {
            number(a)
                .unwrap_or(0.0)
                .total_cmp(&number(b).unwrap_or(0.0))
        });
    }
    let index: BTreeMap<&str, usize> = classes
        .iter()
        .enumerate()
        .map(|(index, class)| (*class, index))
        .collect();
    let labels = labels
        .iter()
        .map(|(label, _)| index[label.as_str()])
        .collect();
    Ok((labels, classes.into_iter().map(Into::into).collect()))
}

/// The line, counted from 1, on which a record begins.
fn line_of(record: &StringRecord, bytes: &[u8]) -> usize {
    let start = record
        .position()
        .map_or(0, |position| position.byte() as usize);
    // The reader's position of a record includes the empty lines before it.
    let breaks = bytes[start..]
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    line_at(bytes, start + breaks)
}

/// The line, counted from 1, of a position in the file.
fn line_at(bytes: &[u8], position: usize) -> usize {
    1 + bytes[..position]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
}

fn at(name: &str, line: usize, what: impl std::fmt::Display) -> Error {
    Error::Data(format!("{name}, line {line}: {what}"))
}

fn unreadable(name: &str, error: &csv::Error) -> Error {
    Error::Data(format!("{name} cannot be read as CSV: {error}"))
}
