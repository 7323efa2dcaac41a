//! One picture of a figure: its pixels and its place.
//!
//! The plotting crate knows no pictures. A scene keeps room for them; they are added to the SVG as
//! it is written, and pasted into the PNG after it is drawn.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::fmt::Write;
use std::io::Cursor;

/// What is not a number is drawn in vermilion, which no grey picture has.
const NOT_A_NUMBER: Rgb<u8> = Rgb([0xd5, 0x5e, 0x00]);

/// A picture is enlarged by a whole factor until its longer side has this many units.
pub(super) const SIDE: u32 = 84;
/// Sides beyond this many pixels are reduced to it, so that many large pictures fit into memory.
const LONGEST: u32 = 256;

/// A picture in a scene, in the scene's units.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) left: f64,
    pub(super) top: f64,
    /// Units along one side of a pixel.
    scale: u32,
    pixels: RgbImage,
}

impl Picture {
    /// The picture of values in `[0, 1]`, one channel after the other, each row by row; none of one
    /// without pixels. Of one or two channels the first is grey; of three and more the first three
    /// are red, green and blue.
    pub(super) fn of(values: &[f32], [channels, height, width]: [usize; 3]) -> Option<Self> {
        let size = [height, width].map(|side| u32::try_from(side).unwrap_or(0));
        let area = height * width;
        if size.contains(&0) || channels == 0 || values.len() < channels * area {
            return None;
        }
        let used = if channels < 3 { [0; 3] } else { [0, 1, 2] };
        let pixels = RgbImage::from_fn(size[1], size[0], |x, y| {
            let place = y as usize * width + x as usize;
            let colour = used.map(|channel| values[channel * area + place]);
            match colour.iter().any(|value| value.is_nan()) {
                true => NOT_A_NUMBER,
                false => Rgb(colour.map(|value| (255.0 * value.clamp(0.0, 1.0)).round() as u8)),
            }
        });
        let longest = pixels.width().max(pixels.height());
        let pixels = match longest > LONGEST {
            true => {
                let reduced = |side: u32| (side * LONGEST / longest).max(1);
                let [width, height] = [pixels.width(), pixels.height()].map(reduced);
                imageops::thumbnail(&pixels, width, height)
            }
            false => pixels,
        };
        let longest = pixels.width().max(pixels.height());
        Some(Self {
            left: 0.0,
            top: 0.0,
            scale: SIDE.div_ceil(longest),
            pixels,
        })
    }

    /// Its pixels.
    pub(super) fn pixels(&self) -> &RgbImage {
        &self.pixels
    }

    /// Width and height in the scene.
    pub(super) fn size(&self) -> (f64, f64) {
        let (width, height) = self.pixels.dimensions();
        (
            f64::from(width * self.scale),
            f64::from(height * self.scale),
        )
    }

    /// Moves it to the right and down.
    pub(super) fn shifted(mut self, (right, down): (f64, f64)) -> Self {
        self.left += right;
        self.top += down;
        self
    }

    /// Adds it to an SVG, as a PNG in the text.
    pub(super) fn write_svg(&self, svg: &mut String) {
        let (left, top, (width, height)) = (self.left, self.top, self.size());
        let is_grey = |Rgb([red, green, blue]): &Rgb<u8>| red == green && green == blue;
        let picture = DynamicImage::ImageRgb8(self.pixels.clone());
        let picture = match self.pixels.pixels().all(is_grey) {
            true => picture.to_luma8().into(),
            false => picture,
        };
        let png = encoded(picture).unwrap_or_default();
        // Writing to a string does not fail.
        let _ = write!(
            svg,
            r#"<image x="{left:.2}" y="{top:.2}" width="{width}" height="{height}" href="data:image/png;base64,{}"/>"#,
            STANDARD.encode(png)
        );
    }

    /// Pastes it into a drawing that has so many pixels a unit.
    pub(super) fn paste(&self, drawing: &mut RgbImage, pixels_per_unit: u32) {
        let factor = self.scale * pixels_per_unit;
        let (width, height) = self.pixels.dimensions();
        let (width, height) = (width * factor, height * factor);
        let large = imageops::resize(&self.pixels, width, height, FilterType::Nearest);
        let place = |unit: f64| (unit * f64::from(pixels_per_unit)).round() as i64;
        imageops::replace(drawing, &large, place(self.left), place(self.top));
    }
}

/// A PNG of a picture.
///
/// # Errors
/// Those of the encoder, in words; it has none for pictures of these types that fit into memory.
pub(super) fn encoded(picture: DynamicImage) -> Result<Vec<u8>, String> {
    let mut png = Cursor::new(Vec::new());
    let written = picture.write_to(&mut png, ImageFormat::Png);
    written.map_err(|error| error.to_string())?;
    Ok(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(values: &[f32], shape: [usize; 3]) -> Vec<[u8; 3]> {
        let picture = Picture::of(values, shape).unwrap();
        picture.pixels.pixels().map(|pixel| pixel.0).collect()
    }

    #[test]
    fn one_channel_is_grey_and_three_are_colours() {
        let grey = pixels(&[0.0, 0.5, 1.0, 0.2], [1, 2, 2]);
        assert_eq!(grey, [[0; 3], [128; 3], [255; 3], [51; 3]]);
        // Two pixels: red and green values, then blue ones.
        let colour = pixels(&[1.0, 0.0, 0.0, 0.2, 0.0, 1.0], [3, 1, 2]);
        assert_eq!(colour, [[255, 0, 0], [0, 51, 255]]);
    }

    #[test]
    fn what_lies_outside_is_clamped_and_what_is_no_number_is_seen() {
        let odd = [-3.0, 7.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN];
        let expected = [[0; 3], [255; 3], [255; 3], [0; 3], NOT_A_NUMBER.0];
        assert_eq!(pixels(&odd, [1, 1, 5]), expected);
    }

    #[test]
    fn small_pictures_are_enlarged_by_a_whole_factor_and_huge_ones_reduced() {
        for (shape, size) in [
            ([1, 28, 28], (84.0, 84.0)),
            ([1, 8, 8], (88.0, 88.0)),
            ([3, 32, 16], (48.0, 96.0)),
            ([1, 100, 1], (1.0, 100.0)),
            ([1, 512, 1024], (256.0, 128.0)),
        ] {
            let values = vec![0.5; shape.iter().product()];
            assert_eq!(Picture::of(&values, shape).unwrap().size(), size);
        }
        for shape in [[0, 2, 2], [1, 0, 2], [1, 2, 0], [1, 2, 2]] {
            assert!(Picture::of(&[], shape).is_none());
        }
    }

    #[test]
    fn a_pasted_picture_has_sharp_edges_and_may_reach_beyond_the_drawing() {
        let picture = Picture::of(&[0.0, 1.0], [1, 1, 2]).unwrap();
        let mut drawing = RgbImage::from_pixel(200, 100, Rgb([7; 3]));
        picture.clone().shifted((3.0, 1.0)).paste(&mut drawing, 2);
        let at = |x, y| drawing.get_pixel(x, y).0[0];
        assert_eq!([at(5, 2), at(6, 1), at(6, 2), at(89, 85)], [7, 7, 0, 0]);
        assert_eq!(
            [at(90, 2), at(173, 85), at(174, 85), at(90, 86)],
            [255, 255, 7, 7]
        );
        picture.shifted((-20.0, 90.0)).paste(&mut drawing, 2);
    }
}
