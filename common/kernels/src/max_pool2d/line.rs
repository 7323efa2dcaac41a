//! The windows of a row of outputs, compared side by side.

use super::Pool;
use crate::number::Number;
use std::ops::Range;

/// The largest numbers of the columns of some rows, and their pixels, with what is left and right of the image.
pub(super) struct Line<E> {
    numbers: Vec<E>,
    pixels: Vec<i32>,
    padding: usize,
}

impl<E: Number> Line<E> {
    pub(super) fn new(pool: Pool) -> Self {
        let length = pool.image[3] + 2 * pool.padding;
        Self {
            // Smaller than or equal to any number, and behind any pixel.
            numbers: vec![E::from_elem(f64::NEG_INFINITY); length],
            pixels: vec![i32::MAX; length],
            padding: pool.padding,
        }
    }

    /// Compares the numbers of each column, in these rows of a map.
    pub(super) fn compare_rows(&mut self, map: &[E], rows: Range<usize>) {
        let width = self.numbers.len() - 2 * self.padding;
        let inside = self.padding..self.padding + width;
        let (numbers, pixels) = (&mut self.numbers[inside.clone()], &mut self.pixels[inside]);
        numbers.copy_from_slice(&map[rows.start * width..][..width]);
        pixels.fill((rows.start * width) as i32);
        for row in rows.skip(1) {
            let all = numbers.iter_mut().zip(pixels.iter_mut());
            for ((number, pixel), &other) in all.zip(&map[row * width..][..width]) {
                let is_larger = (other > *number) | other.is_none();
                keep_larger((number, pixel), (other, (row * width) as i32), is_larger);
            }
        }
        // The first pixel of their row until here.
        let columns = pixels.iter_mut().zip(0..);
        columns.for_each(|(pixel, column)| *pixel += column);
    }

    /// Compares the columns of each window, of this many.
    pub(super) fn compare_columns(&self, (y, pixels): (&mut [E], &mut [i32]), pool: Pool) {
        for column in 0..pool.size {
            let numbers = self.numbers[column..].chunks(pool.stride);
            let line = numbers.zip(self.pixels[column..].chunks(pool.stride));
            for ((y, pixel), (numbers, at)) in y.iter_mut().zip(pixels.iter_mut()).zip(line) {
                let (other, at) = (numbers[0], at[0]);
                let is_first = (other == *y) & (at < *pixel);
                let is_larger = (other > *y) | is_first | other.is_none() | (column == 0);
                keep_larger((y, pixel), (other, at), is_larger);
            }
        }
    }
}

/// Takes the other number with its pixel if it is larger. With a mask for one of the two the compiler makes
/// vector instructions of it, with two choices a jump.
#[inline(always)]
fn keep_larger<E: Number>(
    (number, pixel): (&mut E, &mut i32),
    (other, at): (E, i32),
    is_larger: bool,
) {
    let mask = -i32::from(is_larger);
    *pixel = (at & mask) | (*pixel & !mask);
    *number = if is_larger { other } else { *number };
}
