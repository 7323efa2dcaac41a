//! Grey images that are built in: the small digits, and faces.

use super::partition::{self, Partition};
use super::{Data, Source, Split, embedded, tables};
use crate::error::Result;
use image::{DynamicImage, ImageFormat};

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
