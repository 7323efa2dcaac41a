//! Training images changed at random, so that a network never sees the same one twice.
//!
//! What is drawn for a step follows from the seed and the step's number. Images stay tensors: only where to
//! read each row and each column from is worked out on the host, so that the work is a few copies of the batch.

use burn::tensor::{Device, Int, Tensor, TensorData};
use clap::ValueEnum;
use common::by_hand::{Stream, Streams};
use common::data::{Batch, Data, Shuffled};
use common::learner::{DataLoader, Part};
use serde::Serialize;

/// One way of changing an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Augmentation {
    /// Moved by up to an eighth of its sides, its edges repeated where it left (He et al., 2016)
    PadCrop,
    /// Left and right exchanged, every second image; not for digits and letters
    Flip,
    /// A square of half its height hidden, somewhere (DeVries and Taylor, 2017)
    Cutout,
}

impl Augmentation {
    /// Images `[batch, channels, height, width]` with this change, each drawn for itself.
    pub fn apply(self, images: Tensor<4>, stream: &mut Stream) -> Tensor<4> {
        let [count, _, height, width] = images.dims();
        match self {
            Self::PadCrop => {
                let mut shift = |side: usize| {
                    let most = side / 8;
                    stream.below(2 * most + 1) as isize - most as isize
                };
                let shifts: Vec<[isize; 2]> =
                    (0..count).map(|_| [shift(height), shift(width)]).collect();
                moved(images, &shifts)
            }
            Self::Flip => {
                let chosen: Vec<bool> = (0..count).map(|_| stream.uniform() < 0.5).collect();
                flipped(images, &chosen)
            }
            Self::Cutout => {
                let mut centre = || [height, width].map(|side| stream.below(side));
                let centres: Vec<[usize; 2]> = (0..count).map(|_| centre()).collect();
                cut_out(images, &centres, height / 2)
            }
        }
    }

    /// Its stream. Each change has its own, so that one draws the same with and without the others.
    fn stream(self) -> &'static str {
        match self {
            Self::PadCrop => "pad-crop",
            Self::Flip => "flip",
            Self::Cutout => "cutout",
        }
    }
}

/// Each image moved down and right by so many pixels. What comes in at the other side is the edge again:
/// black has another value in each normalised set, and zeros would be a frame around a digit.
///
/// # Shapes
/// - images: `[batch, channels, height, width]`
/// - shifts: `batch` pairs
pub fn moved(images: Tensor<4>, shifts: &[[isize; 2]]) -> Tensor<4> {
    let from = |side: usize, shift: isize| {
        let place = move |to: usize| to as isize - shift;
        (0..side).map(move |to| place(to).clamp(0, side as isize - 1) as usize)
    };
    let down = rows(images, |image, height| {
        from(height, shifts[image][0]).collect()
    });
    let columns = down.swap_dims(2, 3);
    rows(columns, |image, width| {
        from(width, shifts[image][1]).collect()
    })
    .swap_dims(2, 3)
}

/// Each of the chosen images with left and right exchanged.
///
/// # Shapes
/// - images: `[batch, channels, height, width]`
/// - chosen: `batch`
pub fn flipped(images: Tensor<4>, chosen: &[bool]) -> Tensor<4> {
    let shape = images.dims();
    let data = TensorData::new(chosen.to_vec(), [shape[0], 1, 1, 1]);
    let mask = Tensor::<4, burn::tensor::Bool>::from_data(data, &images.device()).expand(shape);
    images.clone().mask_where(mask, images.flip([3]))
}

/// Each image with a square of this side around its centre, row and column, set to 0, which is the mean of all
/// normalised pixels; what of the square lies outside is lost.
///
/// # Shapes
/// - images: `[batch, channels, height, width]`
/// - centres: `batch` pairs
pub fn cut_out(images: Tensor<4>, centres: &[[usize; 2]], side: usize) -> Tensor<4> {
    let [count, _, height, width] = images.dims();
    let hidden = |axis: usize, length: usize| {
        let of_image = move |centre: &[usize; 2]| {
            let first = centre[axis] as isize - (side / 2) as isize;
            let square = first..first + side as isize;
            (0..length as isize).map(move |place| f32::from(u8::from(square.contains(&place))))
        };
        centres.iter().flat_map(of_image).collect::<Vec<f32>>()
    };
    let device = images.device();
    let tensor =
        |values, shape: [usize; 4]| Tensor::<4>::from_data(TensorData::new(values, shape), &device);
    let rows = tensor(hidden(0, height), [count, 1, height, 1]);
    let columns = tensor(hidden(1, width), [count, 1, 1, width]);
    images * (-(rows * columns) + 1.0)
}

/// Each image's rows, read from these places of the image, one for each row.
fn rows(images: Tensor<4>, places: impl Fn(usize, usize) -> Vec<usize>) -> Tensor<4> {
    let shape = images.dims();
    let [count, channels, height, width] = shape;
    let mut from: Vec<i64> = Vec::with_capacity(count * channels * height);
    for image in 0..count {
        let places = places(image, height);
        for channel in 0..channels {
            let first = (image * channels + channel) * height;
            from.extend(places.iter().map(|place| (first + place) as i64));
        }
    }
    let device: Device = images.device();
    let from = TensorData::new(from, [count * channels * height]);
    let table = images.reshape([count * channels * height, width]);
    let table: Tensor<2> = table.select(0, Tensor::<1, Int>::from_data(from, &device));
    table.reshape(shape)
}

/// Images whose training batches are augmented; all that is measured is as it was.
pub struct Augmented {
    images: Shuffled<4>,
    augmentations: Vec<Augmentation>,
    streams: Streams,
}

impl Augmented {
    /// These images with these changes, in the order in which [`Augmentation`] names them; none of them leaves the
    /// batches as they are.
    pub fn new(images: Shuffled<4>, augmentations: &[Augmentation], streams: Streams) -> Self {
        let all = Augmentation::value_variants().iter().copied();
        Self {
            images,
            augmentations: all.filter(|it| augmentations.contains(it)).collect(),
            streams,
        }
    }

    /// All of the data.
    pub fn data(&self) -> &Data<4> {
        self.images.data()
    }

    /// Images in a batch; the last of an epoch may have fewer.
    pub fn batch_size(&self) -> usize {
        self.images.batch_size()
    }

    /// Whether training images are changed at all.
    pub fn changes(&self) -> bool {
        !self.augmentations.is_empty()
    }

    /// Images as a step, counted from 0, would change them.
    ///
    /// # Shapes
    /// - images and output: `[batch, channels, height, width]`
    pub fn changed(&self, images: Tensor<4>, step: usize) -> Tensor<4> {
        let change = |images: Tensor<4>, augmentation: &Augmentation| {
            let mut stream = self.streams.at(augmentation.stream(), step as u64);
            augmentation.apply(images, &mut stream)
        };
        self.augmentations.iter().fold(images, change)
    }
}

impl DataLoader for Augmented {
    type Batch = Batch<4>;

    fn steps_per_epoch(&self) -> usize {
        self.images.steps_per_epoch()
    }

    fn batch(&mut self, step: usize) -> Batch<4> {
        let Batch { inputs, labels } = self.images.batch(step);
        let inputs = self.changed(inputs.without_autodiff(), step);
        Batch { inputs, labels }.tracked()
    }

    fn part(&self, part: Part) -> impl Iterator<Item = (usize, Batch<4>)> {
        self.images.part(part)
    }

    fn parts(&self) -> Vec<Part> {
        self.images.parts()
    }
}
