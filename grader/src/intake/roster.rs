//! The list of the class.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Local, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use common::error::{Error, Result};
use csv::StringRecord;

use super::basket::shown;

/// A time, in the zone of the machine.
pub type DateTime = chrono::DateTime<Local>;

/// Bytes that a roster may have.
const LARGEST: u64 = 8 << 20;

/// A student of the class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Student {
    /// The number that files are named after.
    pub id: String,
    /// As the roster writes it.
    pub name: String,
    /// As the roster writes it; empty where there is none.
    pub email: String,
    /// Until when this student may hand in, where that differs from the others.
    pub due: Option<DateTime>,
    /// The roster's line.
    pub line: usize,
}

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
            let line = error
                .position()
                .map_or(1, |position| position.line() as usize);
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
            let line = record
                .position()
                .map_or(1, |position| position.line() as usize);
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

/// Where the columns stand.
struct Columns {
    id: usize,
    name: usize,
    email: Option<usize>,
    due: Option<usize>,
}

impl Columns {
    fn of(header: &StringRecord) -> Result<Self, String> {
        let names: Vec<String> = header
            .iter()
            .map(|name| name.to_lowercase().replace([' ', '-'], "_"))
            .collect();
        let column = |wanted: &[&str]| -> Result<Option<usize>, String> {
            let mut places = (0..names.len()).filter(|place| wanted.contains(&&*names[*place]));
            match (places.next(), places.next()) {
                (Some(_), Some(_)) => Err(format!(
                    "two columns are called {}: keep one",
                    wanted.join(" or ")
                )),
                (place, _) => Ok(place),
            }
        };
        let there = shown(&header.iter().collect::<Vec<_>>().join(", "));
        let missing = |name: &str| {
            format!(
                "there is no column `{name}`: the first line names the columns, such as `id,name,email,due`; it is `{there}`"
            )
        };
        Ok(Self {
            id: column(&["id", "student_id", "number"])?.ok_or_else(|| missing("id"))?,
            name: column(&["name"])?.ok_or_else(|| missing("name"))?,
            email: column(&["email", "e_mail", "mail"])?,
            due: column(&["due"])?,
        })
    }

    fn student(&self, record: &StringRecord, line: usize) -> Result<Student, String> {
        let cell = |place: usize| record.get(place).unwrap_or_default();
        let cell_of = |place: Option<usize>| place.map(cell).unwrap_or_default();
        let id = cell(self.id);
        let is_of_number = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if id.is_empty() {
            return Err("the number is missing: it says whose file is whose".into());
        }
        if !id.chars().all(is_of_number) || !id.starts_with(char::is_alphanumeric) {
            return Err(format!(
                "`{}` is no number of a student: it has letters, digits, `-`, `_` and `.` alone (a spreadsheet may have \
                 rewritten it: format the column as text)",
                shown(id)
            ));
        }
        Ok(Student {
            id: id.to_owned(),
            name: cell(self.name).to_owned(),
            email: cell_of(self.email).to_owned(),
            due: due(cell_of(self.due))?,
            line,
        })
    }
}

/// A date, a time, or nothing.
fn due(text: &str) -> Result<Option<DateTime>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(time) = chrono::DateTime::parse_from_rfc3339(text) {
        return Ok(Some(time.with_timezone(&Local)));
    }
    let forms = [
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%S",
    ];
    let time = forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = || {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?))
    };
    let local = time
        .or_else(day)
        .and_then(|time| Local.from_local_datetime(&time).latest());
    match local {
        Some(time) => Ok(Some(time)),
        None => Err(format!(
            "`{}` is no date: write 2026-03-01 or 2026-03-01 23:59",
            shown(text)
        )),
    }
}
