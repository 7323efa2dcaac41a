//! What a re-grading changed; who loses points is named first.

use std::collections::BTreeMap;

use common::error::Result;

use super::clean::one_line;
use super::csv_text::{self, guard};
use super::score::{self, earned};
use super::text::{points, points_words};
use crate::grading::{Graded, State};

/// What changed from one grading of a class to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Drops first, the largest on top; then rises; then what changed without points.
    pub changes: Vec<Change>,
    /// Students of the first grading alone, then of the second alone.
    pub only: [Vec<String>; 2],
}

/// One item of one student, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Who.
    pub student: String,
    /// Which item; empty for the total.
    pub item: String,
    /// The points, where there were any.
    pub points: [Option<f64>; 2],
    /// The states; `None` for the total, and where the item is in one grading alone.
    pub states: [Option<State>; 2],
}

impl Change {
    /// How many points were gained; negative where some were lost.
    pub fn gained(&self) -> f64 {
        let [before, after] = self.points.map(Option::unwrap_or_default);
        after - before
    }
}

/// Compares two gradings of a class, by student and item.
pub fn between(before: &[Graded], after: &[Graded]) -> Difference {
    let by_student = |all: &'_ [Graded]| -> BTreeMap<String, Graded> {
        all.iter()
            .map(|one| (one.student.clone(), one.clone()))
            .collect()
    };
    let (old, new) = (by_student(before), by_student(after));
    let mut changes: Vec<Change> = Vec::new();
    // The order of the second list is the order of what is equally large.
    for after in after {
        if let Some(before) = old.get(&after.student) {
            compare(before, after, &mut changes);
        }
    }
    changes.sort_by_key(rank);
    let only = |all: &[Graded], others: &BTreeMap<String, Graded>| {
        let students = all.iter().map(|one| one.student.clone());
        students
            .filter(|student| !others.contains_key(student))
            .collect()
    };
    let only = [only(before, &new), only(after, &old)];
    Difference { changes, only }
}

/// Drops by size, rises by size, the rest; in hundredths of points, which is what they are rounded to.
fn rank(change: &Change) -> (u8, i64) {
    let gained = (change.gained() * 100.0).round() as i64;
    match gained {
        ..0 => (0, gained),
        0 => (2, 0),
        _ => (1, -gained),
    }
}

fn compare(before: &Graded, after: &Graded, changes: &mut Vec<Change>) {
    let student = || after.student.clone();
    let totals = [before, after].map(|one| Some(score::total(one)));
    if totals[0] != totals[1] {
        let (item, states) = (String::new(), [None, None]);
        changes.push(Change {
            student: student(),
            item,
            points: totals,
            states,
        });
    }
    let mut ids: Vec<&str> = after.items.iter().map(|item| item.id.as_str()).collect();
    let gone = before.items.iter().map(|item| item.id.as_str());
    let gone: Vec<&str> = gone.filter(|id| !ids.contains(id)).collect();
    ids.extend(gone);
    for id in ids {
        let items = [before, after].map(|one| one.items.iter().find(|item| item.id == id));
        let points = items.map(|item| item.and_then(earned));
        let states = items.map(|item| item.map(|item| item.state));
        if points[0] != points[1] || states[0] != states[1] {
            changes.push(Change {
                student: student(),
                item: id.to_owned(),
                points,
                states,
            });
        }
    }
}

impl Difference {
    /// Whether anybody's total is lower than before, or somebody is gone.
    pub fn has_drops(&self) -> bool {
        let mut totals = self.changes.iter().filter(|change| change.item.is_empty());
        totals.any(|change| change.gained() < 0.0) || !self.only[0].is_empty()
    }

    /// A line for each change.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (students, words) in self
            .only
            .iter()
            .zip(["is no longer graded", "is graded for the first time"])
        {
            text.extend(
                students
                    .iter()
                    .map(|student| format!("{} {words}\n", one_line(student))),
            );
        }
        for change in &self.changes {
            let [before, after] = change.points.map(shown);
            let what = if change.item.is_empty() {
                "total"
            } else {
                &change.item
            };
            let gained = change.gained();
            let words = match gained {
                ..0.0 => format!("loses {}", points_words(-gained)),
                0.0 => "keeps the points".into(),
                _ => format!("gains {}", points_words(gained)),
            };
            let states = change.states.map(|state| state.map_or("-", State::name));
            let states = match states {
                [before, after] if before != after => format!(", {before} -> {after}"),
                _ => String::new(),
            };
            let student = one_line(&change.student);
            text += &format!("{student} {what}: {words} ({before} -> {after}{states})\n");
        }
        if text.is_empty() {
            text.push_str("nothing changed\n");
        }
        text
    }

    /// A row for each change: student, item, points and states before and after.
    ///
    /// # Errors
    /// [`Error::Failed`](common::error::Error::Failed) if the table cannot be written.
    pub fn csv(&self) -> Result<String> {
        let header = [
            "student",
            "item",
            "points_before",
            "points_after",
            "state_before",
            "state_after",
        ];
        let rows = self.changes.iter().map(|change| {
            let [before, after] = change
                .points
                .map(|value| value.map(points).unwrap_or_default());
            let [was, is] = change
                .states
                .map(|state| state.map_or("", State::name).to_owned());
            let item = if change.item.is_empty() {
                "total"
            } else {
                &change.item
            };
            vec![
                guard(&change.student),
                item.to_owned(),
                before,
                after,
                was,
                is,
            ]
        });
        let header = header.map(String::from).to_vec();
        csv_text::write(b',', std::iter::once(header).chain(rows))
    }
}

fn shown(value: Option<f64>) -> String {
    value.map_or("open".into(), points)
}
