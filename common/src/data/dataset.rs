//! The data sets by name, as `--dataset` takes them.

use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A data set as `--dataset` names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Dataset {
    /// Generated: two interleaving half circles.
    Moons,
    /// Generated: a circle inside a circle.
    Circles,
    /// Generated: two normal clouds that a line separates.
    Gaussians,
    /// Generated: two normal clouds whose means nearly coincide.
    GaussiansClose,
    /// Generated: two normal clouds of large variance.
    GaussiansWide,
    /// Generated: four quadrants, opposite ones of the same class.
    Xor,
    /// Generated: two spiral arms.
    Spirals,
    /// Generated: three concentric circles.
    Rings,
    /// Embedded: 150 irises of three species, four lengths each.
    Iris,
    /// Embedded: 1,797 handwritten digits of 8x8 pixels.
    Digits,
    /// Embedded subset, or the full set from a folder: handwritten digits of 28x28 pixels.
    Mnist,
    /// Embedded subset, or the full set from a folder: articles of clothing of 28x28 pixels.
    FashionMnist,
    /// Fetched: colour photographs of 32x32 pixels in ten classes.
    Cifar10,
    /// Embedded: 1,906 colour drawings of 32x32 pixels in nine categories.
    Emoji,
    /// Embedded: ten photographs of each of 40 people, 64x64 pixels.
    Faces,
    /// A table in a file: a header, a label column, and numbers.
    Csv(PathBuf),
}

const NAMES: [(&str, Dataset); 15] = [
    ("moons", Dataset::Moons),
    ("circles", Dataset::Circles),
    ("gaussians", Dataset::Gaussians),
    ("gaussians-close", Dataset::GaussiansClose),
    ("gaussians-wide", Dataset::GaussiansWide),
    ("xor", Dataset::Xor),
    ("spirals", Dataset::Spirals),
    ("rings", Dataset::Rings),
    ("iris", Dataset::Iris),
    ("digits", Dataset::Digits),
    ("mnist", Dataset::Mnist),
    ("fashion-mnist", Dataset::FashionMnist),
    ("cifar10", Dataset::Cifar10),
    ("emoji", Dataset::Emoji),
    ("faces", Dataset::Faces),
];

impl Dataset {
    /// The names that `--dataset` knows, without the files.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// Whether the points are computed, so that their number and noise can be chosen.
    pub fn is_generated(&self) -> bool {
        self.is_gaussian()
            || matches!(
                self,
                Self::Moons | Self::Circles | Self::Xor | Self::Spirals | Self::Rings
            )
    }

    /// Whether it is one of the three pairs of normal clouds.
    pub fn is_gaussian(&self) -> bool {
        matches!(
            self,
            Self::Gaussians | Self::GaussiansClose | Self::GaussiansWide
        )
    }
}

impl FromStr for Dataset {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some((_, dataset)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Ok(dataset.clone());
        }
        let extension = Path::new(text).extension();
        if extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            return Ok(Self::Csv(text.into()));
        }
        let nearest = Self::names()
            .map(|name| (edit_distance(name, text), name))
            .min();
        let hint = match nearest {
            Some((distance, name)) if distance <= 2 => format!(" Did you mean '{name}'?"),
            _ => String::new(),
        };
        let names: Vec<_> = Self::names().collect();
        Err(Error::Usage(format!(
            "there is no data set '{text}'.{hint}\n\
             Choose one of: {}, or a file whose name ends in .csv",
            names.join(", ")
        )))
    }
}

impl fmt::Display for Dataset {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match (self, NAMES.iter().find(|(_, dataset)| dataset == self)) {
            (Self::Csv(path), _) => path.display().fmt(formatter),
            (_, Some((name, _))) => formatter.pad(name),
            (_, None) => unreachable!("every data set that is no file has a name"),
        }
    }
}

impl From<Dataset> for String {
    fn from(dataset: Dataset) -> Self {
        dataset.to_string()
    }
}

impl TryFrom<String> for Dataset {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

/// The least number of insertions, deletions and replacements from `a` to `b` (Levenshtein).
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_distances_are_levenshtein_s() {
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("moons", "moons"), 0);
    }
}
