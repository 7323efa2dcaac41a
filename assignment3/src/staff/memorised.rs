//! Whether a generator has learned its pictures by heart, as numbers.

use super::nearest::{Nearest, nearest};
use burn::tensor::Tensor;
use common::data::Data;

/// Test pictures that are measured at most.
const MEASURED: usize = 200;

/// How far pictures are from the nearest training picture: the root of the mean squared difference of a pixel, whose
/// values are from 0 to 1. The mean of samples, and of test pictures, which nothing has learned from.
#[derive(Debug, Clone, PartialEq)]
pub struct Memorised {
    /// The nearest training picture of each sample.
    pub nearest: Vec<Nearest>,
    /// The mean distance of samples.
    pub of_samples: f64,
    /// The mean distance of test pictures.
    pub of_test: f64,
}

impl Memorised {
    /// Of samples `[count, pixels]` beside the pictures of a data set, all from -1 to 1.
    pub fn of(samples: &Tensor<2>, data: &Data<2>) -> Self {
        let test: Vec<usize> = (0..data.test.len().min(MEASURED)).collect();
        let nearest_of = |rows: &Tensor<2>| nearest(rows, &data.train);
        let mean = |of: &[Nearest]| {
            let distances = of.iter().map(|it| a_pixel(it, data.features()));
            distances.sum::<f64>() / of.len() as f64
        };
        let near = nearest_of(samples);
        Self {
            of_samples: mean(&near),
            of_test: mean(&nearest_of(&data.test.gather(&test).inputs)),
            nearest: near,
        }
    }

    /// What the two distances say.
    pub fn words(&self) -> String {
        let (samples, test) = (self.of_samples, self.of_test);
        let meaning = if samples < test / 2.0 {
            "Memorised: samples are much nearer. They repeat pictures that the generator has seen."
        } else if samples < test {
            "Samples are nearer to training pictures than unseen pictures are: some may repeat them. Look at the figure `nearest`."
        } else if samples < 1.5 * test {
            "Copies would be much nearer. A copy that is shifted by a pixel would not: look at the figure `nearest`."
        } else {
            "Copies would be much nearer, but so would good samples: these are less like training pictures than real ones are."
        };
        format!(
            "The nearest training picture is {samples:.3} away from a sample, and {test:.3} from a test picture, which the\n\
             generator has never seen (root of the mean squared difference of a pixel, from 0 to 1).\n{meaning}"
        )
    }
}

/// The distance to the nearest picture as [`Memorised`] gives it, from values twice as far apart.
pub fn a_pixel(nearest: &Nearest, pixels: usize) -> f64 {
    nearest.distance / (2.0 * (pixels as f64).sqrt())
}
