//! The table of what an assignment asks and what it is worth: `assignment1/exercises.toml`.
//!
//! An item is code, a result, a figure or a question. Code items repeat identifier and points of a
//! tag in the sources, so that the whole distribution can be read in one place; [`Items::check`]
//! refuses a table that disagrees with the tags. The file holds the model answers and is never
//! handed out: students read what `students_page` makes of it.

use std::fmt;
use std::path::{Path, PathBuf};

mod check;
mod classes;
mod written;

pub use classes::{Class, ClassLine};

/// What an assignment asks.
#[derive(Debug)]
pub struct Items {
    /// The table's path, relative to the workspace.
    pub file: PathBuf,
    /// What is still to come, in words, where the table is not complete.
    pub partial: Option<String>,
    /// The classes of the files that hold exercises.
    pub classes: Vec<ClassLine>,
    /// Its parts, in the order of the sheet.
    pub parts: Vec<Part>,
}

/// A part of an assignment.
#[derive(Debug)]
pub struct Part {
    /// Its number, as the sheet writes it: `II`.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// What it is worth, which its items must add up to.
    pub points: u32,
    /// The line of `points`.
    pub line: usize,
    /// What earns its points.
    pub items: Vec<Item>,
}

/// One thing that earns points.
#[derive(Debug)]
pub struct Item {
    /// Its name: `a1.linear.backward`.
    pub id: String,
    /// What it is worth.
    pub points: u32,
    /// The line of the identifier in the table.
    pub line: usize,
    /// What is to be done for it.
    pub task: Task,
}

/// What is to be done for an item.
#[derive(Debug)]
pub enum Task {
    /// Write the function whose tag has the same identifier.
    Code,
    /// Reach a bound in every one of these runs.
    Result(Vec<Run>),
    /// Hand in a figure that a program draws.
    Figure {
        /// The program with its flags.
        command: String,
        /// The figure's name in the run's folder.
        figure: String,
    },
    /// Answer in words.
    Question {
        /// As students read it.
        question: String,
        /// The model answer, for the staff alone.
        answer: String,
    },
}

/// What a whole assignment is worth.
const TOTAL: u32 = 100;

/// The names of the kinds, in the order of the table.
pub const KINDS: [&str; 4] = ["code", "result", "figure", "question"];

impl Task {
    /// The kind's name.
    pub fn kind(&self) -> &'static str {
        let [code, result, figure, question] = KINDS;
        match self {
            Self::Code => code,
            Self::Result(_) => result,
            Self::Figure { .. } => figure,
            Self::Question { .. } => question,
        }
    }
}

/// A program's run and the bound that its `result.json` must reach.
#[derive(Debug)]
pub struct Run {
    /// The program with its flags: `mlp --batch-size 32`.
    pub command: String,
    /// The metric in `result.json`: `test_accuracy`.
    pub metric: String,
    /// What it must reach.
    pub bound: Bound,
}

/// Which values of a metric count as reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// This and everything above.
    AtLeast(f64),
    /// This and everything below.
    AtMost(f64),
}

impl fmt::Display for Bound {
    /// `≥ 0.95`, with all digits of the bound and at least two behind the point.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, value) = match self {
            Self::AtLeast(value) => ('≥', value),
            Self::AtMost(value) => ('≤', value),
        };
        let (short, padded) = (value.to_string(), format!("{value:.2}"));
        let longer = if short.len() > padded.len() {
            short
        } else {
            padded
        };
        write!(f, "{sign} {longer}")
    }
}

impl Items {
    /// Reads an assignment's table; the error says file and line of what cannot be read.
    pub fn read(root: &Path, assignment: &str) -> Result<Self, String> {
        let file = Path::new(assignment).join("exercises.toml");
        let text = std::fs::read_to_string(root.join(&file)).map_err(|error| {
            let file = file.display();
            format!("{file}: {error}: every assignment has a table of its items")
        })?;
        written::read(&text, file)
    }

    /// What all parts together are worth.
    pub fn total(&self) -> u32 {
        self.parts.iter().map(|part| part.points).sum()
    }

    /// `40 of 100 points; still to come: ...`, where the table is not complete.
    pub fn still_to_come(&self) -> Option<String> {
        let words = self.partial.as_ref()?.trim();
        let total = self.total();
        Some(format!("{total} of {TOTAL} points; still to come: {words}"))
    }

    /// Every item, in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = &Item> {
        self.parts.iter().flat_map(|part| &part.items)
    }

    /// The programs that are to be run, with their flags.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        self.all().flat_map(|item| match &item.task {
            Task::Result(runs) => runs.iter().map(|run| run.command.as_str()).collect(),
            Task::Figure { command, .. } => vec![command.as_str()],
            Task::Code | Task::Question { .. } => Vec::new(),
        })
    }

    /// Where an item stands in the table.
    pub fn place(&self, item: &Item) -> String {
        format!("{}:{}", self.file.display(), item.line)
    }
}
