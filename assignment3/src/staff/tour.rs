//! A generator that goes from sample to sample: the noise on its way, one picture a forward pass, and the time that it
//! takes.

use crate::dcgan::DcGenerator;
use burn::module::Module;
use burn::tensor::{Device, Tensor};
use common::statistics;
use common::trained;
use std::time::Instant;

/// A way from one noise to another, with so many places between them, both ends included.
pub type Way = fn([Tensor<1>; 2], usize) -> Tensor<2>;

/// The noise of a round trip: from each stop `frames` places on to the next one, and from the last back to the first. A
/// place is `[1, latent]`.
///
/// # Shapes
/// - stops: `[stops, latent]`
pub fn round_trip(stops: &Tensor<2>, frames: usize, way: Way) -> Vec<Tensor<2>> {
    let count = stops.dims()[0];
    let stop = |number: usize| stops.clone().narrow(0, number % count, 1);
    let legs = (0..count).flat_map(|leg| {
        let ends = [leg, leg + 1].map(|end| stop(end).squeeze_dim::<1>(0));
        let places = way(ends, frames - 1);
        // The last place is the first one of the next leg.
        (0..frames).map(move |place| places.clone().narrow(0, place, 1))
    });
    legs.collect()
}

/// A picture from noise `[1, latent]`, and the milliseconds until its pixels are in this machine's memory.
///
/// # Shapes
/// - output: `[1, channels, height, width]`, from 0 to 1, on the CPU
pub fn picture(generator: &DcGenerator, noise: Tensor<2>) -> (Tensor<4>, f64) {
    let begun = Instant::now();
    let pixels = pictures(generator, noise).into_data();
    let milliseconds = 1e3 * begun.elapsed().as_secs_f64();
    (Tensor::from_data(pixels, &Device::flex()), milliseconds)
}

/// Pictures from noise, `[batch, channels, height, width]`, from 0 to 1.
pub fn pictures(generator: &DcGenerator, noise: Tensor<2>) -> Tensor<4> {
    generator.forward(noise) * 0.5 + 0.5
}

/// What pictures took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times {
    /// The middle one, in milliseconds.
    pub median: f64,
    /// 95 of 100 take no longer, in milliseconds.
    pub slow: f64,
    /// Pictures a second, of all of them.
    pub per_second: f64,
}

impl Times {
    /// Of some pictures' milliseconds; none of no picture.
    pub fn of(milliseconds: &[f64]) -> Option<Self> {
        let mut sorted = milliseconds.to_vec();
        sorted.sort_by(f64::total_cmp);
        let count = sorted.len();
        let slow = (0.95 * count as f64).ceil() as usize;
        Some(Self {
            median: statistics::median(&sorted)?,
            slow: sorted[slow.max(1) - 1],
            per_second: 1e3 * count as f64 / sorted.iter().sum::<f64>(),
        })
    }
}

/// How large a generator is: the numbers that it learns, and the bytes of all of its numbers in single precision,
/// running statistics too.
pub fn size(generator: &DcGenerator) -> [usize; 2] {
    let learned = trained::parameters(&generator.clone().train());
    [learned, 4 * generator.num_params()]
}
