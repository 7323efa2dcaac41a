//! The data sets by name, as `--dataset` takes them.

use crate::error::Error;
use clap::ValueEnum;
use serde::{Serialize, Serializer};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A data set as `--dataset` names it: the variant's name in lower case with hyphens.
#[derive(Debug, Clone, PartialEq, Eq, ValueEnum)]
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
    #[value(skip)]
    Csv(PathBuf),
}

impl Dataset {
    /// The names that `--dataset` knows, without the files.
    pub fn names() -> impl Iterator<Item = String> {
        Self::value_variants().iter().map(Self::to_string)
    }
}

impl FromStr for Dataset {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if let Ok(dataset) = <Self as ValueEnum>::from_str(text, false) {
            return Ok(dataset);
        }
        let extension = Path::new(text).extension();
        if extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            return Ok(Self::Csv(text.into()));
        }
        let names: Vec<String> = Self::names().collect();
        let distance = |name: &&String| strsim::levenshtein(name, text);
        let near = names.iter().filter(|name| distance(name) <= 2);
        let hint = near.min_by_key(distance);
        let hint = hint.map_or(String::new(), |name| format!(" Did you mean '{name}'?"));
        Err(Error::Usage(format!(
            "there is no data set '{text}'.{hint}\n\
             Choose one of: {}, or a file whose name ends in .csv",
            names.join(", ")
        )))
    }
}

impl fmt::Display for Dataset {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if let Self::Csv(path) = self {
            return path.display().fmt(formatter);
        }
        let named = self.to_possible_value().expect("only files have no name");
        formatter.pad(named.get_name())
    }
}

impl Serialize for Dataset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
