//! The convolution of 3x3 windows with fewer multiplications (Winograd's F(2x2, 3x3)).
//!
//! A tile of 2x2 outputs reads 4x4 pixels d and, done directly, takes 36 multiplications a filter g. It is also
//!
//! Aᵀ [(G g Gᵀ) ∘ (Bᵀ d B)] A
//!
//! which multiplies 16 times: 2.25 times fewer. Each of the 16 places of a tile is a product of matrices of its own, filters
//! times channels by channels times tiles. Both derivatives have the same form: the gradient by the image is the
//! convolution of the output's gradient with the filters turned by 180°, and that by the filters is Gᵀ [(A ∂y Aᵀ) ∘ (Bᵀ d B)] G.
//!
//! Four images, or four channels, are transformed at a time, which one vector holds.
//!
//! Source: Lavin and Gray, *Fast algorithms for convolutional neural networks* (2016), section 4.1.

use crate::number::{Number, tensor};
use crate::tiles::{Four, both, of_gradient, of_input, to_output};
use burn::backend::Flex;
use burn::backend::flex::FlexTensor;
use burn::backend::ops::FloatTensorOps;
use rayon::prelude::*;
use std::array::from_fn;

mod filters;

/// Columns of a group of images: their 16 matrices stay near a core.
const COLUMNS: usize = 256;

/// The shapes of a convolution with 3x3 windows, stride 1 and padding 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tiles {
    /// Of x.
    pub(crate) channels: usize,
    /// Filters.
    pub(crate) out: usize,
    pub(crate) height: usize,
    pub(crate) width: usize,
}

impl Tiles {
    /// Tiles down and to the right.
    fn grid(&self) -> [usize; 2] {
        [self.height.div_ceil(2), self.width.div_ceil(2)]
    }

    fn count(&self) -> usize {
        self.grid().iter().product()
    }

    /// How many images a group has: some hundred columns, and at least so many groups if there are as many images.
    fn group(&self, batch: usize, groups: usize) -> usize {
        let images = (COLUMNS / self.count()).clamp(1, batch.div_ceil(groups));
        images.next_multiple_of(4)
    }

    /// Every tile of every channel, four images at a time: shape `[16, channels, tiles * lanes]`. A tile has `SIZE`
    /// pixels in each direction, the first of them so many before its outputs.
    fn read<E: Number, const SIZE: usize>(
        &self,
        (images, channels, before): (&[E], usize, usize),
        transform: impl Fn([[Four<E>; SIZE]; SIZE]) -> [[Four<E>; 4]; 4],
    ) -> FlexTensor {
        let ([down, right], plane) = (self.grid(), self.height * self.width);
        let fours = (images.len() / (channels * plane)).div_ceil(4);
        let (columns, line) = (down * right * fours, 2 * right + 2);
        let mut all = vec![[E::default(); 4]; channels * 16 * columns];
        // Four images side by side, with a border of zeros.
        let mut pixels = vec![Four::default(); (2 * down + 2) * line];
        let missing = vec![E::default(); plane];
        for (channel, places) in all.chunks_mut(16 * columns).enumerate() {
            for four in 0..fours {
                let planes: [&[E]; 4] = from_fn(|lane| {
                    let image = images.get(((4 * four + lane) * channels + channel) * plane..);
                    image
                        .and_then(|image| image.get(..plane))
                        .unwrap_or(&missing)
                });
                for y in 0..self.height {
                    let to = &mut pixels[(y + 1) * line + 1..][..self.width];
                    let [a, b, c, d] = planes.map(|plane| &plane[y * self.width..][..self.width]);
                    for (x, pixel) in to.iter_mut().enumerate() {
                        *pixel = Four([a[x], b[x], c[x], d[x]]);
                    }
                }
                for tile in 0..down * right {
                    let (y, x) = (
                        2 * (tile / right) + 1 - before,
                        2 * (tile % right) + 1 - before,
                    );
                    let row = |of: usize| &pixels[(y + of) * line + x..][..SIZE];
                    let values = transform(from_fn(|of| row(of).try_into().expect("as long")));
                    for (place, value) in values.as_flattened().iter().enumerate() {
                        places[place * columns + tile * fours + four] = value.0;
                    }
                }
            }
        }
        tensor(all.into_flattened(), [channels, 16, 4 * columns]).permute(&[1, 0, 2])
    }

    /// From the 16 places of every tile to the images.
    fn write<E: Number>(&self, all: &[E], images: &mut [E], channels: usize) {
        let ([down, right], plane) = (self.grid(), self.height * self.width);
        let count = images.len() / (channels * plane);
        let (fours, line) = (count.div_ceil(4), 2 * right);
        let columns = down * right * fours;
        let mut places = vec![[E::default(); 4]; 16 * columns];
        let mut pixels = vec![Four::default(); 2 * down * line];
        for channel in 0..channels {
            // Side by side: rows that are a power of two apart would push one another out of the cache.
            let rows = all
                .as_chunks::<4>()
                .0
                .chunks(columns)
                .skip(channel)
                .step_by(channels);
            places
                .chunks_mut(columns)
                .zip(rows)
                .for_each(|(to, row)| to.copy_from_slice(row));
            for four in 0..fours {
                for tile in 0..down * right {
                    let place = |place: usize| Four(places[place * columns + tile * fours + four]);
                    let values = both(from_fn(|y| from_fn(|x| place(4 * y + x))), to_output);
                    let first = 2 * (tile / right) * line + 2 * (tile % right);
                    pixels[first..][..2].copy_from_slice(&values[0]);
                    pixels[first + line..][..2].copy_from_slice(&values[1]);
                }
                for lane in 0..4.min(count - 4 * four) {
                    let image = ((4 * four + lane) * channels + channel) * plane;
                    let lines = images[image..][..plane].chunks_mut(self.width);
                    for (to, from) in lines.zip(pixels.chunks(line)) {
                        to.iter_mut()
                            .zip(from)
                            .for_each(|(to, from)| *to = from.0[lane]);
                    }
                }
            }
        }
    }

    /// The convolution, or with the filters turned, ∂L/∂x of ∂L/∂y.
    pub(crate) fn convolve<E: Number>(&self, x: &[E], w: &[E], back: bool) -> Vec<E> {
        let (mut filters, mut channels) = (self.filters(w, back), [self.channels, self.out]);
        if back {
            filters = filters.transpose(1, 2);
            channels.reverse();
        }
        let plane = self.height * self.width;
        let [from, to] = channels;
        let batch = x.len() / (from * plane);
        let group = self.group(batch, 2);
        let mut y = vec![E::default(); batch * to * plane];
        let groups = x.par_chunks(group * from * plane);
        y.par_chunks_mut(group * to * plane)
            .zip(groups)
            .for_each(|(y, x)| {
                let tiles = self.read::<E, 4>((x, from, 1), |tile| both(tile, of_input));
                let product = Flex::float_matmul(filters.clone(), tiles).to_contiguous();
                self.write(E::of(&product), y, to);
            });
        y
    }

    /// ∂L/∂w of ∂L/∂y.
    pub(crate) fn of_filters<E: Number>(&self, g: &[E], x: &[E]) -> Vec<E> {
        let plane = self.height * self.width;
        // One group may be enough here: what is computed of it is large, and many threads can share it.
        let group = self.group(x.len() / (self.channels * plane), 1);
        let groups = x.par_chunks(group * self.channels * plane);
        let parts = g
            .par_chunks(group * self.out * plane)
            .zip(groups)
            .map(|(g, x)| {
                let (gradients, tiles) = rayon::join(
                    || self.read::<E, 2>((g, self.out, 0), |tile| both(tile, of_gradient)),
                    || self.read::<E, 4>((x, self.channels, 1), |tile| both(tile, of_input)),
                );
                Flex::float_matmul(gradients, Flex::float_transpose(tiles))
            });
        // Collected first: they are added in their order, whoever computed them.
        let parts = parts.collect::<Vec<_>>().into_iter();
        let sum = parts
            .reduce(Flex::float_add)
            .expect("a batch has images")
            .to_contiguous();
        self.taps(E::of(&sum))
    }
}
