//! Grey images: MNIST, Fashion-MNIST, the small digits, and faces.

use super::idx::Idx;
use super::partition::{self, Partition};
use super::{Data, Dataset, Source, Split, embedded, tables};
use crate::error::{Error, Result};
use image::{DynamicImage, ImageFormat};
use std::path::{Path, PathBuf};

const CLOTHES: [&str; 10] = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
];

/// MNIST (Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, 1998) or Fashion-MNIST (H. Xiao, K. Rasul,
/// R. Vollgraf, 2017) with its official test set: 28x28 pixels, 0 the background.
pub(super) fn mnist(source: &Source) -> Result<Data<4>> {
    let part = |embedded: &str, full: &str| match source.data_dir {
        None => embedded_part(source, embedded),
        Some(folder) => full_part(source, folder, full),
    };
    Ok(Data {
        name: source.dataset.to_string(),
        train: part("train", "train")?,
        test: part("test", "t10k")?,
        validation: None,
        classes: match source.dataset {
            Dataset::FashionMnist => CLOTHES.map(Into::into).to_vec(),
            _ => (0..10).map(|digit| digit.to_string()).collect(),
        },
    })
}

fn embedded_part(source: &Source, part: &str) -> Result<Split<4>> {
    let set = match source.dataset {
        Dataset::FashionMnist => "fashion",
        _ => "mnist",
    };
    let read = |content: &str| {
        let file = format!("{set}-{part}-{content}-ubyte.gz");
        Idx::parse(&embedded::read(&file)?, &file)
    };
    labelled(
        read("images-idx3")?,
        read("labels-idx1")?,
        "datasets",
        source,
    )
}

fn full_part(source: &Source, folder: &Path, part: &str) -> Result<Split<4>> {
    let read = |content: &str| {
        let path = find(folder, source.dataset, &format!("{part}-{content}-ubyte"))?;
        let bytes = crate::files::read(&path)?;
        let name = path.display().to_string();
        let bytes = match bytes[..] {
            // The content decides, because browsers unpack a .gz and keep its name.
            [0x1f, 0x8b, ..] => embedded::gunzip(&bytes).map_err(|error| {
                Error::Data(format!(
                    "{name} cannot be unpacked: {error}.\nFetch it again."
                ))
            })?,
            _ => bytes,
        };
        Idx::parse(&bytes, &name)
    };
    let place = folder.display().to_string();
    labelled(read("images-idx3")?, read("labels-idx1")?, &place, source)
}

/// `file` or `file.gz` in a sub-folder with the set's name, or else in the folder itself.
fn find(folder: &Path, dataset: &Dataset, file: &str) -> Result<PathBuf> {
    let inner = folder.join(dataset.to_string());
    let places =
        [&inner, folder].map(|place: &Path| [place.join(file), place.join(format!("{file}.gz"))]);
    places
        .into_iter()
        .flatten()
        .find(|path| path.is_file())
        .ok_or_else(|| {
            Error::Data(format!(
                "neither {} nor {} holds {file} or {file}.gz.\n\
             Put the four published files there, or leave out --data-dir for the embedded subset.",
                inner.display(),
                folder.display()
            ))
        })
}

/// Images and labels that fit together, as a split of ten classes.
fn labelled(images: Idx, labels: Idx, place: &str, source: &Source) -> Result<Split<4>> {
    let fits =
        matches!((&images.dims[..], &labels.dims[..]), ([n, 28, 28], [m]) if n == m && *n > 0);
    if !fits || labels.values.iter().any(|label| *label > 9) {
        return Err(Error::Data(format!(
            "the files of {} in {place} do not fit together: images {:?}, labels {:?}; \
             expected [n, 28, 28] and [n] with labels from 0 to 9.\nFetch them again.",
            source.dataset, images.dims, labels.dims
        )));
    }
    let labels = labels.values.into_iter().map(usize::from).collect();
    Ok(Split::from_bytes(
        images.values,
        255,
        &[1, 28, 28],
        labels,
        source.device,
    ))
}

/// Optical recognition of handwritten digits (E. Alpaydin, C. Kaynak, 1998): 8x8 pixels that count
/// from 0 to 16 how much of a 4x4 block is ink; divided at random, stratified by digit.
pub(super) fn digits(source: &Source) -> Result<Data<4>> {
    const FILE: &str = "digits8x8.csv.gz";
    const INK: u8 = 16;
    let text = embedded::read_text(FILE)?;
    let (values, labels) = tables::parse_rows(&text, 64, 10)
        .ok_or_else(|| embedded::damaged(FILE, "it is not the table of the digits"))?;
    let images = Images {
        // Whole numbers from 0 to 16.
        values: values.into_iter().map(|value| value as u8).collect(),
        white: INK,
        item: [1, 8, 8],
        labels,
    };
    let partition = partition::stratified(&images.labels, &source.streams);
    let classes = (0..10).map(|digit| digit.to_string()).collect();
    Ok(images.into_data(partition, classes, source))
}

/// The Database of Faces (F. Samaria, A. Harter, 1994; credit: AT&T Laboratories Cambridge):
/// 64x64 pixels; of each of 40 people 8 photographs for training and 2 for the test.
pub(super) fn faces(source: &Source) -> Result<Data<4>> {
    const FILE: &str = "orl-faces-64.png";
    const SHOTS: usize = 10;
    let sheet = decode_png(FILE)?.to_luma8();
    let values = cut_tiles(sheet.as_raw(), sheet.width() as usize, 1, 64, 400)
        .ok_or_else(|| embedded::damaged(FILE, "it is not the sheet of 400 faces"))?;
    let images = Images {
        values,
        white: 255,
        item: [1, 64, 64],
        labels: (0..400).map(|tile| tile / SHOTS).collect(),
    };
    let partition = partition::stratified(&images.labels, &source.streams);
    let classes = (1..=40).map(|person| format!("person {person}")).collect();
    Ok(images.into_data(partition, classes, source))
}

/// Images on the host, not yet divided.
pub(super) struct Images {
    /// One image after the other, each of shape `item`.
    pub values: Vec<u8>,
    /// The byte that becomes 1.0.
    pub white: u8,
    /// Channels, height, width.
    pub item: [usize; 3],
    /// The class of each image.
    pub labels: Vec<usize>,
}

impl Images {
    pub(super) fn into_data(
        self,
        partition: Partition,
        classes: Vec<String>,
        source: &Source,
    ) -> Data<4> {
        let size: usize = self.item.iter().product();
        let split = |part: Vec<usize>| {
            let image = |&index: &usize| &self.values[index * size..(index + 1) * size];
            let values = part.iter().flat_map(image).copied().collect();
            let labels = part.iter().map(|&index| self.labels[index]).collect();
            Split::from_bytes(values, self.white, &self.item, labels, source.device)
        };
        Data {
            name: source.dataset.to_string(),
            train: split(partition.train),
            test: split(partition.test),
            validation: None,
            classes,
        }
    }
}

pub(super) fn decode_png(file: &str) -> Result<DynamicImage> {
    image::load_from_memory_with_format(&embedded::read(file)?, ImageFormat::Png)
        .map_err(|error| embedded::damaged(file, error))
}

/// Cuts the first `count` square tiles out of a sheet, row by row, each channel by channel.
///
/// `sheet` holds rows of `width` pixels of `channels` bytes. None if it is too small.
pub(super) fn cut_tiles(
    sheet: &[u8],
    width: usize,
    channels: usize,
    side: usize,
    count: usize,
) -> Option<Vec<u8>> {
    let columns = width / side;
    let mut tiles = Vec::with_capacity(count * channels * side * side);
    for tile in 0..count {
        let (top, left) = (tile.checked_div(columns)? * side, tile % columns * side);
        for channel in 0..channels {
            for y in top..top + side {
                let row = sheet
                    .get((y * width + left) * channels..)?
                    .get(..side * channels)?;
                tiles.extend(row.iter().skip(channel).step_by(channels));
            }
        }
    }
    Some(tiles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_cut_row_by_row_and_channel_by_channel() {
        // Two tiles of 2x2 pixels side by side, two channels: first 0.., second 100...
        let sheet: Vec<u8> = (0..8).flat_map(|pixel| [pixel, 100 + pixel]).collect();
        let expected = [
            0, 1, 4, 5, 100, 101, 104, 105, 2, 3, 6, 7, 102, 103, 106, 107,
        ];
        assert_eq!(cut_tiles(&sheet, 4, 2, 2, 2).unwrap(), expected);
        assert_eq!(cut_tiles(&sheet, 4, 2, 2, 3), None);
    }
}
