//! What a multi-layer perceptron is trained with on each data set, by hand or out of Burn's layers: with the
//! same settings both programs train the same network.

use crate::data::Dataset;
use crate::settings::BatchSize::{self, Full, Of};
use crate::settings::{Epochs, Preset};

/// Sizes, rate and length of a training by gradient descent.
#[derive(Debug, Clone, PartialEq)]
pub struct Usual {
    /// Of the hidden layers, from input to output.
    pub hidden_sizes: Vec<usize>,
    /// The learning rate.
    pub lr: f64,
    /// Examples a step.
    pub batch_size: BatchSize,
    /// How long.
    pub length: Epochs,
}

impl Usual {
    /// For a data set. The row of the moons is the assignment sheet's; the others are the smallest that
    /// reach the data set's plateau.
    pub fn of(dataset: &Dataset, preset: Preset) -> Self {
        // (hidden sizes, learning rate, batch size, epochs, evaluation every)
        let (hidden_sizes, lr, batch_size, epochs, eval_every): (&[usize], _, _, usize, _) =
            match dataset {
                Dataset::Moons => (&[20], 1e-2, Full, 1500, 10),
                Dataset::Gaussians | Dataset::GaussiansClose => (&[20], 0.1, Of(32), 50, 1),
                // Coordinates of 10 and more: the same step in the weights does ten times as much.
                Dataset::GaussiansWide => (&[20], 0.01, Of(32), 50, 1),
                Dataset::Circles | Dataset::Xor => (&[20], 0.1, Of(32), 300, 3),
                Dataset::Rings | Dataset::Ring => (&[32], 0.1, Of(32), 200, 2),
                Dataset::SwissRoll => (&[64], 0.1, Of(32), 300, 3),
                Dataset::Spirals => (&[64, 64], 0.1, Of(32), 300, 3),
                Dataset::Iris | Dataset::Csv(_) => (&[20], 0.05, Of(16), 200, 2),
                Dataset::Digits => (&[64], 0.1, Of(32), 40, 1),
                // The full sets of the preset `paper` have twelve times as many examples an epoch.
                Dataset::Mnist if preset == Preset::Paper => (&[512], 0.2, Of(64), 12, 1),
                Dataset::FashionMnist if preset == Preset::Paper => (&[512], 0.02, Of(32), 12, 1),
                Dataset::Mnist => (&[512], 0.2, Of(32), 15, 1),
                Dataset::FashionMnist => (&[512], 0.005, Of(32), 40, 1),
                Dataset::Cifar10 => (&[512, 256], 0.05, Of(64), 8, 1),
                Dataset::Emoji | Dataset::Faces => (&[256], 0.05, Of(32), 30, 1),
            };
        let epochs = match preset {
            Preset::Quick => (epochs / 20).max(1),
            Preset::Course | Preset::Paper => epochs,
        };
        Self {
            hidden_sizes: hidden_sizes.into(),
            lr,
            batch_size,
            length: Epochs { epochs, eval_every },
        }
    }
}
