//! Random numbers that are the same on every device and every run.
//!
//! A program has one root seed. From it come *named streams* ("weights", "shuffle", "noise"),
//! and from a stream its numbered pieces, so that the shuffle of epoch 7 is the same numbers
//! whether epochs 1 to 6 ran a minute ago or in yesterday's process. Nothing about a random
//! generator ever has to be saved: (seed, name, number) says it all.

use burn::tensor::{Device, Tensor, TensorData};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;
use sha2::{Digest, Sha256};

/// The root of all random numbers of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streams {
    seed: u64,
}

impl Streams {
    /// Streams that follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The stream of this name, at its start.
    pub fn stream(&self, name: &str) -> Stream {
        self.at(name, 0)
    }

    /// Piece `number` of the stream of this name: the shuffle of an epoch, the mask of a step.
    pub fn at(&self, name: &str, number: u64) -> Stream {
        // A hash keeps streams apart whose names, numbers or seeds are close to one another.
        let mut hash = Sha256::new();
        hash.update(self.seed.to_le_bytes());
        hash.update(number.to_le_bytes());
        hash.update(name.as_bytes());
        Stream {
            generator: ChaCha8Rng::from_seed(hash.finalize().into()),
        }
    }
}

/// One sequence of random numbers.
#[derive(Debug, Clone)]
pub struct Stream {
    generator: ChaCha8Rng,
}

impl Stream {
    /// One draw from the uniform distribution on `[0, 1)`.
    pub fn uniform(&mut self) -> f64 {
        self.generator.random()
    }

    /// One draw from the normal distribution with mean 0 and standard deviation 1.
    pub fn normal(&mut self) -> f64 {
        self.generator.sample(StandardNormal)
    }

    /// One draw from `0..bound`, all equally likely.
    ///
    /// # Panics
    /// If `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.generator.random_range(0..bound)
    }

    /// One draw from all 64-bit numbers; seeds a generator that is not ours.
    pub fn seed(&mut self) -> u64 {
        self.generator.next_u64()
    }

    /// The numbers `0..count` in random order (Fisher and Yates).
    pub fn permutation(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }

    /// A tensor of independent draws from the normal distribution with mean 0.
    pub fn normal_tensor<const D: usize>(
        &mut self,
        shape: [usize; D],
        standard_deviation: f64,
        device: &Device,
    ) -> Tensor<D> {
        self.tensor(shape, device, |stream| standard_deviation * stream.normal())
    }

    /// A tensor of independent draws from the uniform distribution on `[-bound, bound)`.
    pub fn uniform_tensor<const D: usize>(
        &mut self,
        shape: [usize; D],
        bound: f64,
        device: &Device,
    ) -> Tensor<D> {
        self.tensor(shape, device, |stream| {
            bound * (2.0 * stream.uniform() - 1.0)
        })
    }

    /// A tensor of independent draws that are 1 with this probability, else 0.
    pub fn bernoulli_tensor<const D: usize>(
        &mut self,
        shape: [usize; D],
        probability: f64,
        device: &Device,
    ) -> Tensor<D> {
        self.tensor(shape, device, |stream| {
            f64::from(u8::from(stream.uniform() < probability))
        })
    }

    fn tensor<const D: usize>(
        &mut self,
        shape: [usize; D],
        device: &Device,
        mut draw: impl FnMut(&mut Self) -> f64,
    ) -> Tensor<D> {
        let count = shape.iter().product();
        let values: Vec<f64> = (0..count).map(|_| draw(self)).collect();
        Tensor::from_data(TensorData::new(values, shape), device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_and_number_give_the_same_numbers() {
        let draw = |seed, name, number| Streams::new(seed).at(name, number).seed();
        assert_eq!(draw(1, "weights", 3), draw(1, "weights", 3));
        assert_ne!(draw(1, "weights", 3), draw(2, "weights", 3));
        assert_ne!(draw(1, "weights", 3), draw(1, "shuffle", 3));
        assert_ne!(draw(1, "weights", 3), draw(1, "weights", 4));
    }

    #[test]
    fn numbers_never_change_between_versions() {
        // Every published result depends on these: a change here needs new results everywhere.
        let mut stream = Streams::new(42).stream("weights");
        assert_eq!(stream.permutation(8), PERMUTATION);
        let normal = stream.normal();
        assert!((normal - NORMAL).abs() < 1e-15, "{normal}");
    }
    const PERMUTATION: [usize; 8] = [5, 3, 2, 4, 6, 7, 0, 1];
    const NORMAL: f64 = 0.581_536_612_156_846_5;

    #[test]
    fn a_permutation_holds_every_number_once() {
        let mut order = Streams::new(7).stream("shuffle").permutation(1000);
        assert_ne!(order, (0..1000).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn the_normal_stream_has_mean_0_and_variance_1() {
        let mut stream = Streams::new(3).stream("noise");
        let draws: Vec<f64> = (0..20_000).map(|_| stream.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05);
    }

    #[test]
    fn bernoulli_draws_are_1_as_often_as_was_asked() {
        let mut stream = Streams::new(4).stream("mask");
        for probability in [0.0, 0.25, 1.0] {
            let draws = stream.bernoulli_tensor([100, 100], probability, &Device::flex());
            let draws: Vec<f64> = draws.into_data().iter().collect();
            assert!(draws.iter().all(|draw| [0.0, 1.0].contains(draw)));
            let share = draws.iter().sum::<f64>() / 10_000.0;
            // Four standard deviations of the share.
            let tolerance = 4.0 * (probability * (1.0 - probability) / 10_000.0).sqrt();
            assert!((share - probability).abs() <= tolerance, "{share}");
        }
    }
}
