//! Grey images that are built in: the small digits, and faces.

use super::{Data, ExampleSet, Source, embedded, partition, tables};
use crate::error::Result;
use image::{DynamicImage, GenericImageView, ImageBuffer, ImageFormat, Pixel};

/// Optical recognition of handwritten digits (E. Alpaydin, C. Kaynak, 1998): 8x8 pixels that count
/// from 0 to 16 how much of a 4x4 block is ink; divided at random, stratified by digit.
pub(super) fn digits(source: &Source) -> Result<Data<4>> {
    const FILE: &str = "digits8x8.csv.gz";
    const INK: u8 = 16;
    let (values, labels) = tables::parse_rows(&embedded::read_text(FILE)?, 64, 10)
        .ok_or_else(|| embedded::damaged(FILE, "it is not the table of the digits"))?;
    let partition = partition::stratified(&labels, &source.streams);
    // Whole numbers from 0 to 16.
    let values = values.into_iter().map(|value| value as u8).collect();
    let images = ExampleSet::from_bytes(values, INK, &[1, 8, 8], labels, source.device);
    Ok(Data::of(source, partition.divide(&images), 0..10))
}

/// The Database of Faces (F. Samaria, A. Harter, 1994; credit: AT&T Laboratories Cambridge):
/// 64x64 pixels; of each of 40 people 8 photographs for training and 2 for the test.
pub(super) fn faces(source: &Source) -> Result<Data<4>> {
    const FILE: &str = "orl-faces-64.png";
    const SHOTS: usize = 10;
    let values = tiles(&decode_png(FILE)?.to_luma8(), 64, 400)
        .ok_or_else(|| embedded::damaged(FILE, "it is not the sheet of 400 faces"))?;
    let labels: Vec<usize> = (0..400).map(|tile| tile / SHOTS).collect();
    let partition = partition::stratified(&labels, &source.streams);
    let images = ExampleSet::from_bytes(values, 255, &[1, 64, 64], labels, source.device);
    let classes = (1..=40).map(|person| format!("person {person}"));
    Ok(Data::of(source, partition.divide(&images), classes))
}

pub(super) fn decode_png(file: &str) -> Result<DynamicImage> {
    image::load_from_memory_with_format(&embedded::read(file)?, ImageFormat::Png)
        .map_err(|error| embedded::damaged(file, error))
}

/// Cuts the first `count` square tiles out of a sheet, row by row, each channel by channel; None if
/// the sheet is too small.
pub(super) fn tiles<P: Pixel<Subpixel = u8>>(
    sheet: &ImageBuffer<P, Vec<u8>>,
    side: u32,
    count: u32,
) -> Option<Vec<u8>> {
    let columns = sheet.width() / side;
    if columns * (sheet.height() / side) < count {
        return None;
    }
    let mut values = Vec::new();
    for tile in 0..count {
        let tile = sheet.view(tile % columns * side, tile / columns * side, side, side);
        for channel in 0..usize::from(P::CHANNEL_COUNT) {
            values.extend(tile.pixels().map(|(.., pixel)| pixel.channels()[channel]));
        }
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::LumaA;

    #[test]
    fn tiles_are_cut_row_by_row_and_channel_by_channel() {
        // Two tiles of 2x2 pixels side by side, two channels: first 0.., second 100...
        let sheet: Vec<u8> = (0..8).flat_map(|pixel| [pixel, 100 + pixel]).collect();
        let sheet = ImageBuffer::<LumaA<u8>, _>::from_raw(4, 2, sheet).unwrap();
        let expected = [
            0, 1, 4, 5, 100, 101, 104, 105, 2, 3, 6, 7, 102, 103, 106, 107,
        ];
        assert_eq!(tiles(&sheet, 2, 2).unwrap(), expected);
        assert_eq!(tiles(&sheet, 2, 3), None);
    }
}
