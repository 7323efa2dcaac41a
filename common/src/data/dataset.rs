//! The data sets by name, as `--dataset` takes them.

use crate::error::Error;
use serde::{Serialize, Serializer};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The enum, and the name of each variant that is no file.
macro_rules! datasets {
    ($($(#[$doc:meta])* $name:literal $variant:ident,)*) => {
        /// A data set as `--dataset` names it.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Dataset {
            $($(#[$doc])* $variant,)*
            /// A table in a file: a header, a label column, and numbers.
            Csv(PathBuf),
        }

        const NAMED: &[(&str, Dataset)] = &[$(($name, Dataset::$variant)),*];

        impl fmt::Display for Dataset {
            fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                match self {
                    $(Self::$variant => formatter.pad($name),)*
                    Self::Csv(path) => path.display().fmt(formatter),
                }
            }
        }
    };
}

// No `ValueEnum` of clap: it would come before `FromStr`, and refuse files.
datasets! {
    /// Generated: two interleaving half circles.
    "moons" Moons,
    /// Generated: a circle inside a circle.
    "circles" Circles,
    /// Generated: two normal clouds that a line separates.
    "gaussians" Gaussians,
    /// Generated: two normal clouds whose means nearly coincide.
    "gaussians-close" GaussiansClose,
    /// Generated: two normal clouds of large variance.
    "gaussians-wide" GaussiansWide,
    /// Generated: four quadrants, opposite ones of the same class.
    "xor" Xor,
    /// Generated: two spiral arms.
    "spirals" Spirals,
    /// Generated: three concentric circles.
    "rings" Rings,
    /// Embedded: 150 irises of three species, four lengths each.
    "iris" Iris,
    /// Embedded: 1,797 handwritten digits of 8x8 pixels.
    "digits" Digits,
    /// Embedded subset, or the full set from a folder: handwritten digits of 28x28 pixels.
    "mnist" Mnist,
    /// Embedded subset, or the full set from a folder: articles of clothing of 28x28 pixels.
    "fashion-mnist" FashionMnist,
    /// Fetched: colour photographs of 32x32 pixels in ten classes.
    "cifar10" Cifar10,
    /// Embedded: 1,906 colour drawings of 32x32 pixels in nine categories.
    "emoji" Emoji,
    /// Embedded: ten photographs of each of 40 people, 64x64 pixels.
    "faces" Faces,
}

impl Dataset {
    /// The names that `--dataset` knows, without the files.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Whether its examples are images.
    pub fn is_of_images(&self) -> bool {
        matches!(
            self,
            Self::Digits
                | Self::Mnist
                | Self::FashionMnist
                | Self::Cifar10
                | Self::Emoji
                | Self::Faces
        )
    }
}

impl FromStr for Dataset {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some((_, dataset)) = NAMED.iter().find(|(name, _)| *name == text) {
            return Ok(dataset.clone());
        }
        let extension = Path::new(text).extension();
        if extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            return Ok(Self::Csv(text.into()));
        }
        let distance = |name: &&str| strsim::levenshtein(name, text);
        let near = Self::names().filter(|name| distance(name) <= 2);
        let hint = near.min_by_key(distance);
        let hint = hint.map_or(String::new(), |name| format!(" Did you mean '{name}'?"));
        let names: Vec<&str> = Self::names().collect();
        Err(Error::Usage(format!(
            "there is no data set '{text}'.{hint}\n\
             Choose one of: {}, or a file whose name ends in .csv",
            names.join(", ")
        )))
    }
}

impl Serialize for Dataset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
