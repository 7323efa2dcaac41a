//! All demonstrations of the assignments that are here.

use common::demo::Entry;
use common::error::{Error, Result};
use common::program::Assignment;

/// A demonstration and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The assignment's name.
    pub assignment: &'static str,
    /// The demonstration.
    pub entry: &'static Entry,
}

/// The demonstrations that are shown, in the order of the course.
#[derive(Debug, Clone)]
pub struct Table {
    rows: Vec<Row>,
}

/// The assignments that this binary was built with.
pub fn assignments() -> Vec<&'static Assignment> {
    vec![
        #[cfg(feature = "assignment1")]
        &assignment1::programs::ASSIGNMENT,
        #[cfg(feature = "assignment2")]
        &assignment2::programs::ASSIGNMENT,
        #[cfg(feature = "assignment3")]
        &assignment3::programs::ASSIGNMENT,
    ]
}

impl Table {
    /// The demonstrations of all assignments.
    pub fn of_course() -> Self {
        let rows = assignments().into_iter().flat_map(|assignment| {
            let row = |entry| Row {
                assignment: assignment.name,
                entry,
            };
            assignment.demos.iter().map(row)
        });
        Self::new(rows)
    }

    /// These demonstrations, sorted by week.
    pub fn new(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut rows: Vec<Row> = rows.into_iter().collect();
        rows.sort_by_key(|row| row.entry.words.week);
        Self { rows }
    }

    /// All of them.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The demonstration of this name.
    ///
    /// # Errors
    /// [`Error::Usage`] with the names that there are, and the one that may have been meant.
    pub fn demo(&self, name: &str) -> Result<&'static Entry> {
        let mut entries = self.rows.iter().map(|row| row.entry);
        let found = entries.find(|entry| entry.name == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = self.rows.iter().map(|row| row.entry.name).collect();
            let likeness = |it: &str| strsim::jaro_winkler(it, name);
            let near = names
                .iter()
                .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
            let near = near.filter(|it| likeness(it) > 0.7);
            let hint = near.map_or(String::new(), |it| format!(" Did you mean '{it}'?"));
            let names = names.join(", ");
            Error::Usage(format!(
                "there is no demonstration '{name}'.{hint} There are: {names}"
            ))
        })
    }

    /// A line for each of them, under its week.
    pub fn listing(&self) -> String {
        let width = self.rows.iter().map(|row| row.entry.name.len()).max();
        let width = width.unwrap_or(0) + 2;
        let mut lines = Vec::new();
        let mut week = None;
        for Row { entry, .. } in &self.rows {
            let words = &entry.words;
            if week.replace(words.week) != Some(words.week) {
                lines.push(format!("Week {}", words.week));
            }
            lines.push(format!("  {:<width$}{}", entry.name, words.title));
        }
        lines.join("\n")
    }
}
