//! The examples that a program learns from: which data set, and how it is made, found and scaled.

use crate::data::{self, Data, Dataset, Source, full};
use crate::error::{Error, Result};
use crate::learner::Start;
use crate::remarks;
use crate::settings::{Typed, at_least, non_negative};

use serde::Serialize;
use std::path::PathBuf;

/// How much data is generated.
const EXAMPLES: usize = 1000;

/// The standard deviation of its noise.
const NOISE: f64 = 0.1;

/// The flags of whoever loads a data set.
#[derive(Debug, Clone, PartialEq, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct Examples {
    /// The data set
    #[arg(long, value_name = "NAME|FILE.csv")]
    pub dataset: Dataset,

    /// A CSV file: which column holds the classes [default: the one named label, or class, target, y]
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,

    /// A folder with full data sets, used instead of the embedded ones [default: the folder of
    /// `data path` where the full set is needed: --preset paper, cifar10]
    // Settings are kept as text, so a folder's name has to be one.
    #[arg(long, value_name = "DIR", value_parser = |name: &str| Ok::<_, String>(PathBuf::from(name)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,

    /// Generated data: how many examples, training and test together
    #[arg(long, value_name = "N", value_parser = at_least::<10>)]
    pub examples: usize,

    /// Generated data: standard deviation of the noise on each coordinate
    #[arg(long, value_name = "SIGMA", value_parser = non_negative)]
    pub noise: f64,
}

/// The flags of whoever takes images and nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct Images {
    /// The images: digits, mnist, fashion-mnist, cifar10, emoji or faces
    #[arg(long, value_name = "NAME", value_parser = Dataset::images)]
    pub dataset: Dataset,

    /// A folder with full data sets, used instead of the embedded ones [default: the folder of
    /// `data path` where the full set is needed: --preset paper, cifar10]
    // Settings are kept as text, so a folder's name has to be one.
    #[arg(long, value_name = "DIR", value_parser = |name: &str| Ok::<_, String>(PathBuf::from(name)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
}

impl Images {
    /// The images that were typed, or these.
    pub fn defaults(typed: &Typed, dataset: Dataset) -> Self {
        let dataset = typed.get("dataset").unwrap_or(dataset);
        Self {
            // Where there is no place for it, loading will say so.
            data_dir: full::folder(&dataset, typed.preset()).unwrap_or_default(),
            dataset,
        }
    }

    /// The examples as images `[example, channel, height, width]` with values from 0 to 1.
    ///
    /// # Errors
    /// Those of [`data::load_images`].
    pub fn load(&self, start: &Start) -> Result<Data<4>> {
        let examples = Examples {
            data_dir: self.data_dir.clone(),
            ..Examples::generated(self.dataset.clone(), EXAMPLES, NOISE)
        };
        examples.images(start)
    }
}

impl Examples {
    /// The data set that was typed, or this one, with what the sheet has of generated data: less
    /// noise where classes would overlap.
    pub fn defaults(typed: &Typed, dataset: Dataset) -> Self {
        let dataset = typed.get("dataset").unwrap_or(dataset);
        Self {
            label: None,
            // Where there is no place for it, loading will say so.
            data_dir: full::folder(&dataset, typed.preset()).unwrap_or_default(),
            examples: EXAMPLES,
            // The circles are 0.2 apart; with more noise than this they overlap.
            noise: if dataset == Dataset::Circles {
                0.05
            } else {
                NOISE
            },
            dataset,
        }
    }

    /// Points that are generated: so many of them, with this noise.
    pub fn generated(dataset: Dataset, examples: usize, noise: f64) -> Self {
        Self {
            dataset,
            label: None,
            data_dir: None,
            examples,
            noise,
        }
    }

    /// The examples as rows of features, scaled in the way that suits them.
    ///
    /// # Errors
    /// Those of [`unscaled`](Self::unscaled).
    pub fn load(&self, start: &Start) -> Result<Data<2>> {
        let data = self.unscaled(start)?;
        Ok(match self.dataset {
            // Each measured feature has its own unit. So have the pixels of clothes, which fill the
            // same frame: some are nearly always bright, and would make every larger step too large.
            Dataset::Iris | Dataset::Csv(_) | Dataset::FashionMnist => data.standardize(),
            // Points need nothing, and pixels share one unit.
            _ if self.dataset.is_generated() => data,
            _ => data.normalize(),
        })
    }

    /// The examples as rows of features in their own units; pixels are from 0 to 1.
    ///
    /// # Errors
    /// Those of [`data::load_flat`]; [`Error::Usage`] for settings of generated data where none is, and
    /// for a label column where there is no CSV file.
    pub fn unscaled(&self, start: &Start) -> Result<Data<2>> {
        self.read(start, data::load_flat)
    }

    /// The examples as images `[example, channel, height, width]` with values from 0 to 1.
    ///
    /// # Errors
    /// As [`load`](Self::load); [`Error::Usage`] if the data set holds no images.
    pub fn images(&self, start: &Start) -> Result<Data<4>> {
        self.read(start, data::load_images)
    }

    fn read<const D: usize>(
        &self,
        start: &Start,
        load: fn(&Source) -> Result<Data<D>>,
    ) -> Result<Data<D>> {
        let (dataset, untouched) = (&self.dataset, (EXAMPLES, NOISE));
        if !dataset.is_generated() && (self.examples, self.noise) != untouched {
            return Err(Error::Usage(format!(
                "--examples and --noise say how data is generated; {dataset} is not. \
                 Leave them out, or choose --dataset moons."
            )));
        }
        if let (Some(label), false) = (&self.label, matches!(dataset, Dataset::Csv(_))) {
            return Err(Error::Usage(format!(
                "--label {label} names a column of a CSV file; {dataset} is none. Leave it out, or name \
                 a file: --dataset FILE.csv."
            )));
        }
        let data_dir = match &self.data_dir {
            Some(folder) => Some(folder.clone()),
            None => full::folder(&self.dataset, start.preset())?,
        };
        let data = load(&Source {
            dataset: &self.dataset,
            examples: self.examples,
            noise: self.noise,
            data_dir: data_dir.as_deref(),
            label: self.label.as_deref(),
            streams: start.streams,
            device: &start.device,
        })?;
        data.remarks.iter().for_each(|remark| remarks::say(remark));
        Ok(data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Kind;
    use clap::Args;

    #[test]
    fn the_help_names_the_images_that_there_are() {
        let command = Images::augment_args(clap::Command::new("images"));
        let mut arguments = command.get_arguments();
        let help = arguments.find(|it| it.get_id() == "dataset");
        let help = help.unwrap().get_help().unwrap().to_string();
        let named = |name: &str| help.split([' ', ',']).any(|word| word == name);
        for name in Dataset::names() {
            let dataset: Dataset = name.parse().unwrap();
            assert_eq!(
                named(name),
                dataset.kind() == Kind::Images,
                "{name}: {help}"
            );
        }
    }
}
