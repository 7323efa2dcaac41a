//! Pictures that move: an animated PNG, which browsers play.

use burn::tensor::Tensor;
use common::error::{Error, Result};
use png::{BitDepth, ColorType, Encoder};

/// Pictures are enlarged by a whole factor until their longer side has this many pixels, or a few more.
const SIDE: usize = 256;

/// The bytes of an animated PNG that shows these pictures one after the other, so many a second, and begins again
/// without end. It is grey where pictures have one channel, else of the first three.
///
/// # Shapes
/// - pictures: `[1, channels, height, width]` each, from 0 to 1
///
/// # Errors
/// [`Error::Failed`] without a picture, and of pictures that differ in shape.
pub fn animated(pictures: &[Tensor<4>], per_second: u16) -> Result<Vec<u8>> {
    let failed = |reason: String| Error::Failed(format!("the animation cannot be made: {reason}"));
    let first = pictures
        .first()
        .ok_or_else(|| failed("it has no picture".into()))?;
    let shape @ [_, channels, height, width] = first.dims();
    if pictures.iter().any(|picture| picture.dims() != shape) {
        return Err(failed("its pictures differ in shape".into()));
    }
    let factor = SIDE.div_ceil(height.max(width).max(1));
    let (count, mut bytes) = (pictures.len() as u32, Vec::new());
    let [across, down] = [width, height].map(|side| (side * factor) as u32);
    let mut encoder = Encoder::new(&mut bytes, across, down);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(match channels {
        1 | 2 => ColorType::Grayscale,
        _ => ColorType::Rgb,
    });
    let write = || -> Result<(), png::EncodingError> {
        // 0 times is without end.
        encoder.set_animated(count, 0)?;
        encoder.set_frame_delay(1, per_second)?;
        let mut writer = encoder.write_header()?;
        for picture in pictures {
            writer.write_image_data(&pixels(picture, factor))?;
        }
        writer.finish()
    };
    write().map_err(|error| failed(error.to_string()))?;
    Ok(bytes)
}

/// The bytes of an enlarged picture, row by row, the channels of a pixel beside each other.
fn pixels(picture: &Tensor<4>, factor: usize) -> Vec<u8> {
    let [_, channels, height, width] = picture.dims();
    let values: Vec<f32> = picture.to_data().iter().collect();
    let shown = if channels < 3 { 1 } else { 3 };
    let mut bytes = Vec::with_capacity(shown * height * width * factor * factor);
    for row in (0..height).flat_map(|row| std::iter::repeat_n(row, factor)) {
        for column in (0..width).flat_map(|column| std::iter::repeat_n(column, factor)) {
            bytes.extend((0..shown).map(|channel| {
                let value = values[(channel * height + row) * width + column];
                // What is not a number becomes 0.
                (255.0 * value.clamp(0.0, 1.0)).round() as u8
            }));
        }
    }
    bytes
}
