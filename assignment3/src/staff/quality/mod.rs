//! How good samples are, as numbers: what a classifier makes of them beside what it makes of real pictures.
//!
//! | file | what it holds |
//! |---|---|
//! | `judge.rs` | the classifier |
//! | `frechet.rs` | the distance of two clouds of its features |
//! | `neighbours.rs` | precision and recall |

mod frechet;
mod judge;
mod neighbours;

pub use frechet::Gaussian;
pub use judge::{CLASSES, FEATURES, Judge, SIDE};
pub use neighbours::precision_and_recall;

use burn::tensor::{Tensor, activation};
use common::data::CHUNK;
use common::error::Result;

/// A class is covered if at least this share of what is its due is made of it.
const COVERED: f64 = 0.1;

/// What samples of digits are worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// Squared Fréchet distance to real pictures, in the space of features; 0 is the best.
    pub frechet: f64,
    /// The share of samples that the classifier takes for each digit.
    pub shares: Vec<f64>,
    /// How sure the classifier is of its answers, a mean of probabilities.
    pub confidence: f64,
    /// The share of samples that lie among real pictures.
    pub precision: f64,
    /// The share of real pictures that lie among samples.
    pub recall: f64,
}

impl Quality {
    /// Of samples beside as many real pictures, which no generator has learned from; the smaller number decides.
    ///
    /// # Shapes
    /// - samples: `[count, 1, 28, 28]`, from 0 to 1
    /// - real: the [features](Judge::features) of real pictures, `[count, 64]`
    ///
    /// # Errors
    /// [`Error::Failed`](common::error::Error::Failed) if a pixel is not finite.
    pub fn of(judge: &Judge, samples: Tensor<4>, real: Tensor<2>) -> Result<Self> {
        let count = samples.dims()[0].min(real.dims()[0]);
        let of_real = real.narrow(0, 0, count);
        let of_samples = samples.narrow(0, 0, count).split(CHUNK, 0).into_iter();
        let of_samples = Tensor::cat(of_samples.map(|some| judge.features(some)).collect(), 0);
        let probabilities = activation::softmax(judge.logits(of_samples.clone()), 1);
        let answers: Vec<i64> = probabilities.clone().argmax(1).into_data().iter().collect();
        let share = |class: usize| {
            let of_class = answers.iter().filter(|answer| **answer == class as i64);
            of_class.count() as f64 / count as f64
        };
        let [precision, recall] = precision_and_recall(of_samples.clone(), of_real.clone());
        Ok(Self {
            frechet: Gaussian::of(of_real).distance(&Gaussian::of(of_samples))?,
            shares: (0..CLASSES).map(share).collect(),
            confidence: probabilities.max_dim(1).mean().into_scalar(),
            precision,
            recall,
        })
    }

    /// How many classes are covered.
    pub fn covered(&self) -> usize {
        let least = COVERED / CLASSES as f64;
        self.shares.iter().filter(|share| **share >= least).count()
    }
}
