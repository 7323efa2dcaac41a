//! `workbook.toml`, the file of a hand-out that says what is asked.
//!
//! The hand-out builder writes it with [`Book::write`]. It holds nothing that students may not read.
//! Of each file with exercises it holds the text that was handed out: what a student changed outside
//! of bodies is told by comparing the two, item by item, and `reset` takes the empty bodies from it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// The file's name, in the root folder of a hand-out.
pub const NAME: &str = "workbook.toml";

const HEAD: &str =
    "# What `cargo workbook` knows of this assignment. Nothing in here is to be changed.\n\n";

/// What an assignment asks, and how it was handed out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Book {
    /// The assignment's name, which is its folder's and its package's.
    pub assignment: String,
    /// What else is handed out, by path with slashes: [`digest`] of each, empty where it may change.
    pub others: BTreeMap<String, String>,
    /// The parts with what earns points.
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
    /// The exercises, in the order in which they are best written.
    #[serde(rename = "exercise")]
    pub exercises: Vec<Exercise>,
    /// The files that hold them.
    #[serde(rename = "file")]
    pub files: Vec<File>,
}

/// A part of the assignment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    /// Its number: `II`.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// What earns points in it.
    #[serde(rename = "item", default)]
    pub items: Vec<Item>,
}

/// One thing that earns points.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    /// Its identifier; that of code is an exercise's.
    pub id: String,
    /// `code`, `result`, `figure` or `question`.
    pub kind: String,
    /// What it is worth.
    pub points: u32,
    /// What is to be run or answered; empty for code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub task: String,
}

/// A function that students write.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Exercise {
    /// Its identifier: `a1.linear.forward`.
    pub id: String,
    /// What it is worth; `None` is practice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
    /// Its file, with slashes.
    pub file: String,
    /// The test executables that hold its public tests.
    pub targets: Vec<String>,
    /// How many checks with other inputs are made when it is graded.
    #[serde(default)]
    pub hidden: usize,
}

/// A file with exercises.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct File {
    /// Its path, with slashes.
    pub path: String,
    /// The modules of other crates that its code may use, by crate.
    pub crates: BTreeMap<String, Vec<String>>,
    /// The modules behind `crate` that its code may use.
    pub own: Vec<String>,
    /// Names of those crates that would be the exercise itself.
    #[serde(default)]
    pub ready_made: Vec<String>,
    /// The text that was handed out.
    pub text: String,
}

impl Book {
    /// Reads the book in the root folder of a hand-out.
    ///
    /// # Errors
    /// If it cannot be read, or is not what the builder wrote.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join(NAME);
        let text = std::fs::read_to_string(&path).map_err(Error::io("read", &path))?;
        toml::from_str(&text).map_err(|error| {
            Error::Failed(format!(
                "{} is not as it was handed out: take it from the hand-out again.\n{error}",
                path.display()
            ))
        })
    }

    /// The book as text.
    ///
    /// # Errors
    /// If it cannot be written as TOML.
    pub fn write(&self) -> Result<String> {
        let text = toml::to_string_pretty(self);
        let text = text.map_err(|error| Error::Failed(format!("{NAME}: {error}")))?;
        Ok(HEAD.to_owned() + &text)
    }

    /// The exercise with this identifier.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }

    /// The part that an item stands in; practice has none.
    pub fn part_of(&self, id: &str) -> Option<&Part> {
        let mut parts = self.parts.iter();
        parts.find(|part| part.items.iter().any(|item| item.id == id))
    }

    /// The file with this path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// A text's SHA-256 in hexadecimal, the same with both kinds of line ends.
pub fn digest(text: &[u8]) -> String {
    let text: Vec<u8> = text.iter().copied().filter(|byte| *byte != b'\r').collect();
    let bytes = Sha256::digest(&text);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the names of an exercise's tests and bugs start with: `linear_forward` for
/// `a1.linear.forward`.
pub fn test_prefix(id: &str) -> String {
    id.split('.').skip(1).collect::<Vec<_>>().join("_")
}

/// Whether a test of this name may be one of an exercise; of several exercises it is the one with the longest
/// identifier's, so that `linear_backward_bias_shape` belongs to `a1.linear.backward_bias`, not to
/// `a1.linear.backward`.
pub fn may_test(function: &str, id: &str) -> bool {
    let rest = function.strip_prefix(&test_prefix(id));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}
