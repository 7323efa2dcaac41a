//! The list of the class.

use std::collections::BTreeMap;
use std::path::Path;

use common::error::{Error, Result};

use super::columns::{Columns, DateTime, Student};

/// Bytes that a roster may have.
const LARGEST: u64 = 8 << 20;

/// The list of the class, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// Who is in the class.
    pub students: Vec<Student>,
}

impl Roster {
    /// Reads a CSV file with the columns `id` (or `student_id`, `number`), `name` and, if wanted, `email` and
    /// `due`; other columns are passed over. Commas, semicolons or tabs separate the cells. `due` is a day,
    /// which counts to its end, a time as `2026-03-01 23:59`, or one with its zone as in RFC 3339.
    ///
    /// # Errors
    ///
    /// With file and line, whatever would let one student stand for another: a number twice or none at all.
    pub fn read(path: &Path) -> Result<Self> {
        let file = path.display();
        let size = std::fs::metadata(path).map_err(Error::io("read", path))?;
        if !size.is_file() || size.len() > LARGEST {
            return Err(Error::Usage(format!(
                "{file} is no list of a class: give a CSV file with the columns `id` and `name`."
            )));
        }
        let bytes = common::files::read(path)?;
        Self::parse(&bytes).map_err(|(line, fault)| Error::Usage(format!("{file}:{line}: {fault}")))
    }

    /// The student with this number; capital letters make no difference.
    pub fn student(&self, id: &str) -> Option<&Student> {
        let mut students = self.students.iter();
        students.find(|student| student.id.to_lowercase() == id.to_lowercase())
    }

    /// Until when a student may hand in: the own date, or that of all.
    pub fn due(&self, id: &str, of_all: Option<DateTime>) -> Option<DateTime> {
        self.student(id).and_then(|student| student.due).or(of_all)
    }

    fn parse(bytes: &[u8]) -> Result<Self, (usize, String)> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = lines(&bytes[..error.valid_up_to()]);
            (
                line,
                "this line is no UTF-8 text: save the file as \"CSV UTF-8\"".to_owned(),
            )
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = text.lines().next().unwrap_or_default();
        let counted = [b',', b';', b'\t']
            .map(|sign| (header.bytes().filter(|own| *own == sign).count(), sign));
        let (_, separator) = counted
            .into_iter()
            .rev()
            .max_by_key(|(count, _)| *count)
            .unwrap_or((0, b','));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let fault = |error: csv::Error| {
            let line = error.position().map_or(1, |place| line_of(text, place));
            let fault = match error.kind() {
                csv::ErrorKind::UnequalLengths {
                    expected_len, len, ..
                } => {
                    format!("{len} cells, where the first line has {expected_len}")
                }
                _ => error.to_string(),
            };
            (line, fault)
        };
        let columns = Columns::of(reader.headers().map_err(fault)?).map_err(|fault| (1, fault))?;
        let mut students: Vec<Student> = Vec::new();
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(fault)?;
            let line = record.position().map_or(1, |place| line_of(text, place));
            let student = columns
                .student(&record, line)
                .map_err(|fault| (line, fault))?;
            if let Some(other) = first.insert(student.id.to_lowercase(), line) {
                let id = student.id;
                return Err((
                    line,
                    format!(
                        "the number {id} stands in line {other} already: each student has one line"
                    ),
                ));
            }
            students.push(student);
        }
        match students.is_empty() {
            true => Err((
                1,
                "the list has no student: write one line for each below the names of the columns"
                    .into(),
            )),
            false => Ok(Self { students }),
        }
    }
}

/// The line, counted from 1, behind these bytes.
fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The line, counted from 1, of a record. The reader's own number is that of the line before, where lines
/// end as on Windows or are empty.
fn line_of(text: &str, place: &csv::Position) -> usize {
    let bytes = text.as_bytes();
    let start = (place.byte() as usize).min(bytes.len());
    let ends = bytes[start..].iter();
    let ends = ends.take_while(|byte| matches!(byte, b'\r' | b'\n'));
    lines(&bytes[..start + ends.count()])
}
