//! The data sets by name, as `--dataset` takes them.

use crate::error::Error;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What the examples of a data set are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Points in the plane, generated.
    Points,
    /// Rows of measured features.
    Table,
    /// Pixels of one size.
    Images,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Points => "points",
            Self::Table => "a table",
            Self::Images => "images",
        })
    }
}

/// The enum, with name and kind of each variant that is no file.
macro_rules! datasets {
    ($($(#[$doc:meta])* $name:literal $variant:ident $kind:ident,)*) => {
        /// A data set as `--dataset` names it.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Dataset {
            $($(#[$doc])* $variant,)*
            /// A table in a file: a header, a label column, and numbers.
            Csv(PathBuf),
        }

        const NAMED: &[(&str, Dataset)] = &[$(($name, Dataset::$variant)),*];

        impl Dataset {
            /// What its examples are.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$variant => Kind::$kind,)*
                    Self::Csv(_) => Kind::Table,
                }
            }
        }

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
    "moons" Moons Points,
    /// Generated: a circle inside a circle.
    "circles" Circles Points,
    /// Generated: two normal clouds that a line separates.
    "gaussians" Gaussians Points,
    /// Generated: two normal clouds whose means nearly coincide.
    "gaussians-close" GaussiansClose Points,
    /// Generated: two normal clouds of large variance.
    "gaussians-wide" GaussiansWide Points,
    /// Generated: four quadrants, opposite ones of the same class.
    "xor" Xor Points,
    /// Generated: two spiral arms.
    "spirals" Spirals Points,
    /// Generated: three concentric circles.
    "rings" Rings Points,
    /// Generated: a sheet in space, rolled up; its classes are pieces along the roll.
    "swiss-roll" SwissRoll Table,
    /// Generated: eight normal clouds around a circle.
    "ring" Ring Points,
    /// Embedded: 150 irises of three species, four lengths each.
    "iris" Iris Table,
    /// Embedded: 1,797 handwritten digits of 8x8 pixels.
    "digits" Digits Images,
    /// Embedded subset, or the full set from a folder: handwritten digits of 28x28 pixels.
    "mnist" Mnist Images,
    /// Embedded subset, or the full set from a folder: articles of clothing of 28x28 pixels.
    "fashion-mnist" FashionMnist Images,
    /// Fetched: colour photographs of 32x32 pixels in ten classes.
    "cifar10" Cifar10 Images,
    /// Embedded: 1,906 colour drawings of 32x32 pixels in nine categories.
    "emoji" Emoji Images,
    /// Embedded: ten photographs of each of 40 people, 64x64 pixels.
    "faces" Faces Images,
}

impl Dataset {
    /// The names that `--dataset` knows, without the files.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Channels, height and width of an image, and the number of classes, where the examples are images. No data
    /// is read for it.
    pub fn image(&self) -> Option<([usize; 3], usize)> {
        match self {
            Self::Digits => Some(([1, 8, 8], 10)),
            Self::Mnist | Self::FashionMnist => Some(([1, 28, 28], 10)),
            Self::Cifar10 => Some(([3, 32, 32], 10)),
            Self::Emoji => Some(([3, 32, 32], 9)),
            Self::Faces => Some(([1, 64, 64], 40)),
            _ => None,
        }
    }

    /// Refuses a data set of another kind than a program needs.
    ///
    /// # Errors
    /// [`Error::Usage`] with the names of those that fit.
    pub fn must_be(&self, kind: Kind) -> Result<(), Error> {
        if self.kind() == kind {
            return Ok(());
        }
        let fits = names_of(|it| it.kind() == kind).join(", ");
        let own = self.kind();
        Err(Error::Usage(format!(
            "{self} is {own}, and {kind} are needed here.\nChoose one of: {fits}"
        )))
    }

    /// The images of this name: how a program reads it that takes nothing else.
    ///
    /// # Errors
    /// [`Error::Usage`] with the names of all images.
    pub fn images(text: &str) -> Result<Self, Error> {
        let is_image = |it: &Self| it.kind() == Kind::Images;
        let dataset = known(text).ok_or_else(|| unknown(text, &names_of(is_image), ""))?;
        dataset.must_be(Kind::Images)?;
        Ok(dataset)
    }
}

impl FromStr for Dataset {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let or_file = ", or a file whose name ends in .csv";
        known(text).ok_or_else(|| unknown(text, &names_of(|_| true), or_file))
    }
}

/// The data set of this name, or in this file.
fn known(text: &str) -> Option<Dataset> {
    if let Some((_, dataset)) = NAMED.iter().find(|(name, _)| *name == text) {
        return Some(dataset.clone());
    }
    let extension = Path::new(text).extension()?;
    let is_table = extension.eq_ignore_ascii_case("csv");
    is_table.then(|| Dataset::Csv(text.into()))
}

/// The names of some of the data sets.
fn names_of(is_wanted: impl Fn(&Dataset) -> bool) -> Vec<&'static str> {
    let wanted = NAMED.iter().filter(|(_, dataset)| is_wanted(dataset));
    wanted.map(|(name, _)| *name).collect()
}

/// Says that there is no such data set, and which of these names was meant perhaps.
fn unknown(text: &str, names: &[&str], or_file: &str) -> Error {
    let distance = |name: &&&str| strsim::levenshtein(name, text);
    let near = names.iter().filter(|name| distance(name) <= 2);
    let hint = near.min_by_key(distance);
    let hint = hint.map_or(String::new(), |name| format!(" Did you mean '{name}'?"));
    let names = names.join(", ");
    Error::Usage(format!(
        "there is no data set '{text}'.{hint}\nChoose one of: {names}{or_file}"
    ))
}

impl Serialize for Dataset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // Settings outlive the folder in which they were typed.
            Self::Csv(path) => {
                let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                serializer.collect_str(&path.display())
            }
            named => serializer.collect_str(named),
        }
    }
}

impl<'de> Deserialize<'de> for Dataset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_have_the_shape_and_the_classes_that_are_said_of_them() {
        use crate::data::{Source, load_images};
        use burn::tensor::Device;
        use by_hand::Streams;
        for (name, dataset) in NAMED {
            let image = dataset.image();
            assert_eq!(image.is_some(), dataset.kind() == Kind::Images, "{name}");
            // CIFAR-10 is fetched, and its reader takes no other shape.
            if image.is_none() || *dataset == Dataset::Cifar10 {
                continue;
            }
            let source = Source {
                dataset,
                examples: 10,
                noise: 0.0,
                data_dir: None,
                label: None,
                streams: Streams::new(1),
                device: &Device::flex(),
            };
            let data = load_images(&source).unwrap();
            assert_eq!(image, Some((data.shape(), data.classes.len())), "{name}");
        }
    }

    #[test]
    fn who_takes_images_is_offered_nothing_else() {
        assert_eq!(Dataset::images("emoji").unwrap(), Dataset::Emoji);
        for (text, told) in [
            ("moons", "moons is points, and images are needed here"),
            ("table.csv", "table.csv is a table, and images"),
            ("facs", "Did you mean 'faces'?"),
            ("moon", "there is no data set 'moon'.\n"),
        ] {
            let error = Dataset::images(text).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
            let offered = error.split_once("Choose one of: ").unwrap().1;
            assert_eq!(
                offered,
                "digits, mnist, fashion-mnist, cifar10, emoji, faces"
            );
        }
    }

    #[test]
    fn a_set_of_another_kind_is_refused_with_those_that_fit() {
        Dataset::Faces.must_be(Kind::Images).unwrap();
        Dataset::Csv("t.csv".into()).must_be(Kind::Table).unwrap();
        let error = Dataset::Moons.must_be(Kind::Images).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        let text = error.to_string();
        assert!(
            text.contains("moons is points, and images are needed"),
            "{text}"
        );
        assert!(
            text.ends_with("digits, mnist, fashion-mnist, cifar10, emoji, faces"),
            "{text}"
        );
    }
}
