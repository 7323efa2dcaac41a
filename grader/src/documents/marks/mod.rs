//! Reads back what people have filled into `marking.csv`.

mod sheet;

pub use sheet::{HEADER, Sheet};

use std::collections::BTreeMap;
use std::path::Path;

use common::error::{Error, Result};
use common::files;

use super::class::Class;
use super::clean::one_line;
use super::text::points;
use crate::grading::{Graded, GradedItem, Reason, State};
use crate::source::{at, refuse};

/// The name of the table in the folder of a class.
pub const FILE: &str = "marking.csv";

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
        // As it stands in the table, where an identifier has no control characters.
        let key = (one_line(student), item.clone());
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

impl Marks {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.given.len()
    }
}

/// Reads the marks of a table that was filled in elsewhere, and puts it in the place of the one in a folder
/// of results. What stood there and had marks is kept as `marking.before.csv`.
///
/// # Errors
/// [`Error::Usage`] if there is no such file; those of [`read`]. Nothing is written then.
pub fn replace(folder: &Path, file: &Path, class: &Class<'_>) -> Result<Marks> {
    if !file.is_file() {
        return Err(Error::Usage(format!(
            "there is no table of marks at {}: `batch` writes {FILE} into the folder of results.",
            file.display()
        )));
    }
    let marks = read(file, class)?;
    let (place, bytes) = (folder.join(FILE), files::read(file)?);
    match std::fs::read(&place) {
        Ok(old) if old == bytes => return Ok(marks),
        // A table that cannot be read may hold marks too.
        Ok(old) if read(&place, class).map_or(true, |old| old.count() > 0) => {
            files::write_atomic(&folder.join("marking.before.csv"), &old)?;
        }
        _ => {}
    }
    files::write_atomic(&place, &bytes)?;
    Ok(marks)
}

/// The points of a row, or what is wrong with it.
fn check(class: &Class<'_>, [student, item, given]: [&str; 3]) -> Result<f64, String> {
    let (who, which, what) = (one_line(student), one_line(item), one_line(given));
    if !class.roster.iter().any(|(id, _)| one_line(id) == who) {
        return Err(format!(
            "there is no student '{who}' in the roster: correct the number"
        ));
    }
    let by_people = |kind: &str| {
        let own = class.graded.iter();
        let mut own = own.filter(|graded| one_line(&graded.student) == who);
        let mut items = own.next().into_iter().flat_map(|graded| &graded.items);
        matches!(kind, "figure" | "question")
            || items.any(|other| other.id == item && is_marked_by_hand(other))
    };
    let mut items = class.catalogue.items.all();
    let found = items.find(|other| other.id == item && by_people(other.task.kind()));
    let Some(found) = found else {
        return Err(format!(
            "'{which}' is nothing that people mark in this assignment: correct the name"
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

fn is_marked_by_hand(item: &GradedItem) -> bool {
    matches!(item.state, State::Open | State::Marked)
}

/// Puts the marks of a student into the result: state and points, and the comment as the reason.
pub fn apply(graded: &mut Graded, marks: &Marks) {
    for item in &mut graded.items {
        let by_hand = is_marked_by_hand(item);
        let mark = marks
            .given
            .get(&(one_line(&graded.student), item.id.clone()));
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
