//! The way from sample to sample, which has no end.

use crate::staff::tour::Way;
use burn::tensor::Tensor;
use common::learner::Start;

/// Noise that goes from one sample to the next.
pub struct Walk {
    start: Start,
    latent: usize,
    /// Places from one sample to the next.
    frames: usize,
}

impl Walk {
    /// Between samples of so many numbers, with so many places from one to the next.
    pub fn new(start: Start, (latent, frames): (usize, usize)) -> Self {
        Self {
            start,
            latent,
            frames,
        }
    }

    /// Which sample is behind, counted from 0, and the share of the way to the next one.
    pub fn at(&self, step: usize) -> (usize, f64) {
        let share = (step % self.frames) as f64 / self.frames as f64;
        (step / self.frames, share)
    }

    /// A sample and the one after it, `[latent]` each.
    pub fn ends(&self, leg: usize) -> [Tensor<1>; 2] {
        [leg, leg + 1].map(|sample| {
            let mut stream = self.start.streams.at("samples", sample as u64);
            stream.normal_tensor([self.latent], 1.0, &self.start.device)
        })
    }

    /// The noise after so many places, `[1, latent]`.
    pub fn place(&self, step: usize, way: Way) -> Tensor<2> {
        let places = way(self.ends(step / self.frames), self.frames - 1);
        places.narrow(0, step % self.frames, 1)
    }
}
