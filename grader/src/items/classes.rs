//! The class of each file with exercises: what its code may use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::Items;
use crate::exercises::Exercise;
use crate::source::at;

/// What the code of a file may use; [`crate::by_hand`] proves that it uses no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Tensors and elementary operations.
    ByHand,
    /// Burn's modules and optimisers as well.
    Burn,
}

impl Class {
    /// As `exercises.toml` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::Burn => "burn",
        }
    }
}

/// A line of the table `[files]`.
#[derive(Debug)]
pub struct ClassLine {
    /// The file, relative to the assignment: `src/rnn.rs`.
    pub name: String,
    /// What its code may use.
    pub class: Class,
    /// The line, counted from 1.
    pub line: usize,
}

impl Items {
    /// The class of a file with exercises, by its path in the workspace.
    pub fn class_of(&self, file: &Path) -> Option<Class> {
        let name = self.name_of(file);
        let own = self.classes.iter().find(|line| line.name == name)?;
        Some(own.class)
    }

    /// A file's name in the table: its path in the assignment, with slashes.
    fn name_of(&self, file: &Path) -> String {
        let assignment = self.file.parent().unwrap_or(Path::new(""));
        let name = file.strip_prefix(assignment).unwrap_or(file);
        name.to_string_lossy().replace('\\', "/")
    }

    /// Files with exercises that have no class, and classes of anything else.
    pub fn misclassed(&self, exercises: &[Exercise]) -> Vec<String> {
        let mut first: BTreeMap<String, &Exercise> = BTreeMap::new();
        for exercise in exercises {
            let name = self.name_of(&exercise.file);
            first.entry(name).or_insert(exercise);
        }
        let classes = self.classes.iter();
        let classes: BTreeSet<&str> = classes.map(|line| line.name.as_str()).collect();
        let without = first
            .iter()
            .filter(|(name, _)| !classes.contains(name.as_str()));
        let without = without.map(|(name, exercise)| {
            let table = self.file.display();
            exercise.at(&format!(
                "{table} does not say what this file may use: add `\"{name}\" = \"by_hand\"`, or `\"burn\"`, under `[files]`"
            ))
        });
        let others = self
            .classes
            .iter()
            .filter(|line| !first.contains_key(&line.name));
        let others = others.map(|ClassLine { name, line, .. }| {
            let fault = format!("`{name}` is no file with an exercise, such as `src/topic.rs`: correct or remove this line");
            at(&self.file, *line, &fault)
        });
        without.chain(others).collect()
    }
}
