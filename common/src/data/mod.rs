//! Data sets: embedded, generated, fetched or from a file, as tensors on a device.
//!
//! ```
//! use burn::tensor::Device;
//! use by_hand::Streams;
//! use common::data::{self, Dataset, Source};
//!
//! let source = Source {
//!     dataset: &Dataset::Moons,
//!     examples: 100,
//!     noise: 0.1,
//!     data_dir: None,
//!     label: None,
//!     streams: Streams::new(1),
//!     device: &Device::flex(),
//! };
//! let data = data::load_flat(&source)?;
//! assert_eq!((data.train.len(), data.test.len(), data.features()), (80, 20, 2));
//! let batch = data.train.gather(&[5, 3]);
//! assert_eq!(batch.inputs.dims(), [2, 2]);
//! # Ok::<(), common::error::Error>(())
//! ```

mod cifar10;
mod csv_file;
mod dataset;
pub mod embedded;
mod emoji;
mod example_set;
pub mod full;
mod generators;
pub mod graphs;
pub mod idx;
mod images;
mod loader;
mod mnist;
mod partition;
mod subsets;
mod tables;
pub mod text;

pub use csv_file::{open_csv, read_csv};
pub use dataset::{Dataset, Kind};
pub use example_set::{Batch, ExampleSet};
pub use generators::{RING_MODES, ring_centre};
pub use loader::Shuffled;
pub use tables::Table;

use crate::error::Result;
use crate::learner::Part;
use burn::tensor::{Device, Tensor, TensorData};
use by_hand::Streams;
use std::path::Path;

/// How many examples at a time, where all are gone through: bounds memory, changes no result.
pub const CHUNK: usize = 1000;

/// A data set with its official or seeded division into train and test.
#[derive(Debug, Clone)]
pub struct Data<const D: usize> {
    /// The name, as `--dataset` takes it.
    pub name: String,
    /// What a model learns from.
    pub train: ExampleSet<D>,
    /// What it is judged by; nothing is ever chosen by it.
    pub test: ExampleSet<D>,
    /// What [`hold_out`](Data::hold_out) took from the training examples; it may select.
    pub validation: Option<ExampleSet<D>>,
    /// The name of each class.
    pub classes: Vec<String>,
    /// The name of each feature, where features have names; else empty.
    pub feature_names: Vec<String>,
    /// What the user should know of how the data were read, a line each.
    pub remarks: Vec<String>,
}

/// How to make or find a data set.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Which data set.
    pub dataset: &'a Dataset,
    /// Generators only: the number of examples, train and test together.
    pub examples: usize,
    /// Generators only: the standard deviation of the normal noise added to each coordinate.
    pub noise: f64,
    /// Where the full set is to be read from instead of the embedded part, for data sets that have
    /// one: `<folder>/<set>/` or `<folder>/`. [`full::folder`] chooses it when the user does not.
    pub data_dir: Option<&'a Path>,
    /// CSV files only: the column with the classes, where its name does not say so.
    pub label: Option<&'a str>,
    /// Points and noise come from the stream "data", the division from the stream "split".
    pub streams: Streams,
    /// Where the tensors live.
    pub device: &'a Device,
}

/// Any data set as rows of features: shape `[examples, features]`, images flattened.
///
/// # Errors
/// [`Error::Data`](crate::error::Error::Data) for a missing, malformed or damaged file, [`Error::Usage`](crate::error::Error::Usage) for settings that
/// a generator cannot follow.
pub fn load_flat(source: &Source) -> Result<Data<2>> {
    match source.dataset {
        Dataset::Iris => tables::iris(source),
        Dataset::Csv(path) => csv_file::load(path, source),
        dataset if dataset.is_generated() => generators::generate(source),
        _ => Ok(load_images(source)?.flatten()),
    }
}

/// An image data set: shape `[examples, channels, height, width]`, values in `[0, 1]`.
///
/// | set | shape | classes | train / test |
/// |---|---|---|---|
/// | digits | 1 x 8 x 8 | 10 digits | 80 % / 20 % of 1,797, stratified |
/// | mnist, fashion-mnist | 1 x 28 x 28 | 10 | 5,000 / 1,000, or the full set |
/// | cifar10 | 3 x 32 x 32 | 10 | 50,000 / 10,000, fetched |
/// | emoji | 3 x 32 x 32 | 9 categories | 80 % / 20 % of 1,906, by concept |
/// | faces | 1 x 64 x 64 | 40 people | 8 / 2 photographs of each |
///
/// # Errors
/// [`Error::Usage`](crate::error::Error::Usage) if the data set holds no images, [`Error::Data`](crate::error::Error::Data) for a missing, malformed or
/// damaged file.
pub fn load_images(source: &Source) -> Result<Data<4>> {
    source.dataset.must_be(Kind::Images)?;
    match source.dataset {
        Dataset::Digits => images::digits(source),
        Dataset::Mnist | Dataset::FashionMnist => mnist::mnist(source),
        Dataset::Cifar10 => cifar10::cifar10(source),
        Dataset::Emoji => emoji::emoji(source),
        Dataset::Faces => images::faces(source),
        _ => unreachable!("no other set holds images"),
    }
}

impl<const D: usize> Data<D> {
    /// Training and test examples of a source.
    fn of(
        source: &Source,
        [train, test]: [ExampleSet<D>; 2],
        classes: impl IntoIterator<Item = impl ToString>,
    ) -> Self {
        Self {
            name: source.dataset.to_string(),
            train,
            test,
            validation: None,
            classes: classes.into_iter().map(|class| class.to_string()).collect(),
            feature_names: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// The same data with all values shifted and scaled alike, to mean 0 and standard deviation 1
    /// over everything in the training set: what one does to pixels, which share their unit.
    pub fn normalize(self) -> Self {
        let (mean, deviation) = self.train.mean_and_deviation();
        let deviation = if deviation == 0.0 { 1.0 } else { deviation };
        self.map(|set| set.shift_and_scale(mean, deviation))
    }

    /// The same data with values from -1 to 1 in place of those from 0 to 1; bytes stay bytes.
    pub fn centred(self) -> Self {
        self.map(|set| set.shift_and_scale(0.5, 0.5))
    }

    /// One part.
    ///
    /// # Panics
    /// If it is the validation part and none was held out, or the sample that a [loader](Shuffled) keeps.
    pub fn part(&self, part: Part) -> &ExampleSet<D> {
        match part {
            Part::Train => &self.train,
            Part::TrainSample => panic!("a sample is kept by whoever draws it"),
            Part::Test => &self.test,
            Part::Validation => self.validation.as_ref().expect("was held out"),
        }
    }

    /// The same data with every part changed in the same way.
    fn map<const E: usize>(self, change: impl Fn(ExampleSet<D>) -> ExampleSet<E>) -> Data<E> {
        Data {
            name: self.name,
            train: change(self.train),
            test: change(self.test),
            validation: self.validation.map(change),
            classes: self.classes,
            feature_names: self.feature_names,
            remarks: self.remarks,
        }
    }
}

impl Data<2> {
    /// The same data with `change` applied to all inputs, shape `[examples, features]`; the number
    /// of features may change, and they have no names any more.
    pub fn map_inputs(self, change: impl Fn(Tensor<2>) -> Tensor<2>) -> Self {
        Self {
            feature_names: Vec::new(),
            ..self.map(|set| set.map(&change))
        }
    }

    /// The number of features of an example.
    pub fn features(&self) -> usize {
        self.train.dims()[1]
    }

    /// The same data with each feature shifted and scaled to mean 0 and standard deviation 1.
    ///
    /// Mean and (population) standard deviation are those of the training examples, for the test
    /// examples too. A feature that is constant in training becomes 0.
    pub fn standardize(self) -> Self {
        let [shift, factor] = shift_and_factor(&self.train);
        self.map(|set| set.map(|inputs| (inputs - shift.clone()) * factor.clone()))
    }
}

impl Data<4> {
    /// The shape of an image: channels, height, width.
    pub fn shape(&self) -> [usize; 3] {
        let [_, channels, height, width] = self.train.dims();
        [channels, height, width]
    }

    /// The same images as rows, channel by channel; still bytes on the device.
    pub fn flatten(self) -> Data<2> {
        self.map(ExampleSet::flatten)
    }
}

/// The mean of each feature and the inverse of its standard deviation, both of shape `[1, features]`.
fn shift_and_factor(set: &ExampleSet<2>) -> [Tensor<2>; 2] {
    let [count, columns] = set.dims();
    // On the host in double precision: the same on every device, and exact enough to divide by.
    let values = || {
        let chunks = set.chunks(CHUNK).map(|batch| batch.inputs.into_data());
        let values = chunks.flat_map(|data| data.iter::<f64>().collect::<Vec<_>>());
        values.zip((0..columns).cycle())
    };
    let mut means = vec![0.0; columns];
    let (mut least, mut most) = (vec![f64::MAX; columns], vec![f64::MIN; columns]);
    for (value, column) in values() {
        means[column] += value / count as f64;
        least[column] = value.min(least[column]);
        most[column] = value.max(most[column]);
    }
    let mut factors = vec![0.0; columns];
    for (value, column) in values() {
        factors[column] += (value - means[column]).powi(2) / count as f64;
    }
    for (column, factor) in factors.iter_mut().enumerate() {
        // A variance that only rounding errors made must not become a divisor.
        let constant = least[column] == most[column] || *factor == 0.0;
        *factor = if constant { 0.0 } else { factor.sqrt().recip() };
    }
    let device = set.label_tensor().device();
    [means, factors].map(|row| Tensor::from_data(TensorData::new(row, [1, columns]), &device))
}
