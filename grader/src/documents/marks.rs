//! Reads back what people have filled into `marking.csv`.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use common::error::{Error, Result};

use super::class::Class;
use super::csv_text::unguard;
use super::text::{one_line, points};
use crate::grading::{Graded, Reason, State};
use crate::source::{at, refuse};

/// The name of the table in the folder of a class.
pub const FILE: &str = "marking.csv";

/// The columns of the table.
pub const HEADER: [&str; 5] = ["student", "item", "points", "max", "comment"];

/// The points that people gave, by student and item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    given: BTreeMap<(String, String), Mark>,
}

#[derive(Debug, Clone, PartialEq)]
struct Mark {
    points: f64,
    comment: String,
    line: u64,
}

/// A table as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The whole file.
    pub text: String,
    /// What stands between its cells: a comma, or what a spreadsheet made of it.
    pub delimiter: u8,
    /// The place of each of the columns student, item, points, max, comment.
    columns: [Option<usize>; 5],
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    line: u64,
    /// Student, item, points, max, comment.
    cells: [String; 5],
}

/// The marks in a table, checked against the class; a file that does not exist has none.
///
/// # Errors
/// [`Error::Failed`] with every row that is at fault: a student who is not in the roster, an item that
/// people do not mark, points that are no number or more than the item is worth, a row that stands twice.
pub fn read(path: &Path, class: &Class<'_>) -> Result<Marks> {
    let mut marks = Marks::default();
    let Some(sheet) = Sheet::read(path)? else {
        return Ok(marks);
    };
    let mut problems = Vec::new();
    for row in &sheet.rows {
        let [student, item, given, _, comment] = &row.cells;
        if given.is_empty() {
            continue;
        }
        let points = match check(class, [student, item, given]) {
            Ok(points) => points,
            Err(fault) => {
                problems.push(at(path, row.line as usize, &fault));
                continue;
            }
        };
        let (comment, line) = (comment.clone(), row.line);
        let mark = Mark {
            points,
            comment,
            line,
        };
        let key = (student.clone(), item.clone());
        if let Some(first) = marks.given.insert(key, mark) {
            let (student, first) = (one_line(student), first.line);
            let fault =
                format!("{student} has points for {item} in line {first} already: keep one row");
            problems.push(at(path, line as usize, &fault));
        }
    }
    refuse(
        &problems,
        "the marks are at fault, and none of them is taken",
    )?;
    Ok(marks)
}

/// The points of a row, or what is wrong with it.
fn check(class: &Class<'_>, [student, item, given]: [&str; 3]) -> Result<f64, String> {
    let (who, which, what) = (one_line(student), one_line(item), one_line(given));
    if !class.roster.iter().any(|(id, _)| id == student) {
        return Err(format!(
            "there is no student '{who}' in the roster: correct the number"
        ));
    }
    let mut items = class.catalogue.items.all();
    let found =
        items.find(|other| other.id == item && matches!(other.task.kind(), "figure" | "question"));
    let Some(found) = found else {
        return Err(format!(
            "'{which}' is no figure and no question of the assignment: correct the name"
        ));
    };
    let number: Option<f64> = given.parse().ok().filter(|number: &f64| number.is_finite());
    let Some(number) = number else {
        return Err(format!("'{what}' is no number: write points as 1 or 0.5"));
    };
    match number {
        0.0.. if number > found.points.into() => {
            let (given, max) = (points(number), found.points);
            Err(format!(
                "{given} points for {which}, which is worth {max}: give at most {max}"
            ))
        }
        0.0.. => Ok(number),
        _ => Err(format!("{what} points for {which}: points are not below 0")),
    }
}

/// Puts the marks of a student into the result: state and points, and the comment as the reason.
pub fn apply(graded: &mut Graded, marks: &Marks) {
    for item in &mut graded.items {
        let by_hand = matches!(item.state, State::Open | State::Marked);
        let mark = marks.given.get(&(graded.student.clone(), item.id.clone()));
        let Some(mark) = mark.filter(|_| by_hand) else {
            continue;
        };
        item.state = State::Marked;
        item.points = Some(mark.points);
        let words = mark.comment.clone();
        item.reason = (!words.is_empty()).then(|| Reason {
            words,
            ..Reason::default()
        });
    }
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
