//! The columns of a roster, and what their cells say.

use chrono::{Local, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use csv::StringRecord;

use super::words::shown;

/// A time, in the zone of the machine.
pub type DateTime = chrono::DateTime<Local>;

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

/// Where the columns stand.
pub struct Columns {
    id: usize,
    name: usize,
    email: Option<usize>,
    due: Option<usize>,
}

impl Columns {
    /// Finds them in the first line.
    pub fn of(header: &StringRecord) -> Result<Self, String> {
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

    /// The student of a line.
    pub fn student(&self, record: &StringRecord, line: usize) -> Result<Student, String> {
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
