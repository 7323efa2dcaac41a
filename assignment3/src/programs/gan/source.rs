//! What is imitated: images, or the points of a ring.

use crate::staff::Subject;
use crate::staff::ring::Ring;
use common::data::ExampleSet;
use common::program::prelude::*;
use std::path::PathBuf;

/// Points of the ring, training and test together, and their standard deviation around its modes.
const POINTS: usize = 5000;
const DEVIATION: f64 = 0.05;

/// What the generator learns to make.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Source {
    /// The images: digits, mnist, fashion-mnist, cifar10, emoji or faces; or ring, points around a circle
    /// whose modes are counted
    #[arg(long, value_name = "NAME", value_parser = subject)]
    pub dataset: Dataset,

    /// A folder with full data sets, used instead of the embedded ones [default: the folder of
    /// `data path` where the full set is needed: --preset paper, cifar10]
    // Settings are kept as text, so a folder's name has to be one.
    #[arg(long, value_name = "DIR", value_parser = |name: &str| Ok::<_, String>(PathBuf::from(name)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    data_dir: Option<PathBuf>,

    /// Learn from the pictures of this class alone, by its name
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
}

/// The ring, or the images of this name.
fn subject(text: &str) -> Result<Dataset, Error> {
    match text == Dataset::Ring.to_string() {
        true => Ok(Dataset::Ring),
        false => Dataset::images(text).map_err(|error| Error::Usage(format!("{error}, ring"))),
    }
}

impl Source {
    /// What was typed, or the sheet's.
    pub fn defaults(typed: &Typed) -> Self {
        let Images { dataset, data_dir } = Images::defaults(typed, Dataset::Mnist);
        Self {
            dataset,
            data_dir,
            class: None,
        }
    }

    /// Rows from -1 to 1, and what they are.
    ///
    /// # Errors
    /// Those of [`Images::load`]; [`Error::Usage`] for a class that there is not.
    pub fn load(&self, start: &Start) -> Result<(Data<2>, Subject)> {
        if self.dataset == Dataset::Ring {
            if let Some(class) = &self.class {
                return Err(Error::Usage(format!(
                    "--class {class}: the points of --dataset ring are of one kind. Leave it out."
                )));
            }
            let points = Examples::generated(Dataset::Ring, POINTS, DEVIATION).load(start)?;
            return Ok((points, Subject::Points(Ring::new(DEVIATION, &start.device))));
        }
        let (dataset, data_dir) = (self.dataset.clone(), self.data_dir.clone());
        let images = Images { dataset, data_dir }.load(start)?;
        let images = match &self.class {
            Some(class) => of_class(images, class)?,
            None => images,
        };
        let images = images.centred();
        let shape = images.shape();
        Ok((images.flatten(), Subject::Pictures(shape)))
    }
}

/// The examples of one class, by its name in any case.
fn of_class(data: Data<4>, name: &str) -> Result<Data<4>> {
    let class = data
        .classes
        .iter()
        .position(|class| class.eq_ignore_ascii_case(name));
    let Some(class) = class else {
        return Err(Error::Usage(format!(
            "{} has no class {name:?}. Choose one of: {}.",
            data.name,
            data.classes.join(", ")
        )));
    };
    let [channels, height, width] = data.shape();
    let part = |set: &ExampleSet<4>| {
        let places = set.labels().iter().enumerate();
        let places = places.filter(|(_, label)| **label == class);
        let places: Vec<usize> = places.map(|(place, _)| place).collect();
        let batch = set.gather(&places);
        let (values, device) = (batch.inputs.clone().into_data(), batch.inputs.device());
        let labels = vec![class; places.len()];
        ExampleSet::from_floats(
            values.iter().collect(),
            &[channels, height, width],
            labels,
            &device,
        )
    };
    Ok(Data {
        train: part(&data.train),
        test: part(&data.test),
        validation: None,
        ..data
    })
}
