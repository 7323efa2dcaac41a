//! The ring of normal clouds, whose modes can be counted.

use crate::modes;
use burn::tensor::{Device, Tensor};
use common::data::{RING_MODES, ring_centre};
use common::figures::{Example, Plot};

/// Standard deviations of a mode within which a sample belongs to it.
const REACH: f64 = 3.0;

/// The centres of the ring's modes, and how far they spread.
#[derive(Debug, Clone)]
pub struct Ring {
    centres: Tensor<2>,
    deviation: f64,
}

/// What samples cover of the ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Covered {
    /// Modes that are covered.
    pub modes: usize,
    /// The share of samples that are near any mode.
    pub near: f64,
}

impl Ring {
    /// The ring whose clouds have this standard deviation along each axis.
    pub fn new(deviation: f64, device: &Device) -> Self {
        let centres: [[f64; 2]; RING_MODES] = std::array::from_fn(ring_centre);
        Self {
            centres: Tensor::from_data(centres, device),
            deviation,
        }
    }

    /// What samples `[count, 2]` cover.
    pub fn covered(&self, samples: Tensor<2>) -> Covered {
        let (centres, reach) = (&self.centres, REACH * self.deviation);
        Covered {
            modes: modes::covered(samples.clone(), centres.clone(), reach),
            near: modes::share_near(samples, centres.clone(), reach),
        }
    }

    /// Real points and generated ones, `[count, 2]` each, in one plane.
    pub fn plot(&self, title: &str, [real, fake]: [Tensor<2>; 2]) -> Plot {
        let Covered { modes, near } = self.covered(fake.clone());
        let points = [real, fake]
            .into_iter()
            .enumerate()
            .flat_map(|(class, points)| {
                let values: Vec<f64> = points.into_data().iter().collect();
                let point = move |xy: &[f64]| Example::at((xy[0], xy[1]), class);
                values.chunks_exact(2).map(point).collect::<Vec<_>>()
            });
        let names = ["real", "generated"].map(String::from);
        let near = 100.0 * near;
        Plot::new(title)
            .note(format!(
                "{modes} of {RING_MODES} modes covered, {near:.0} % of the samples near one"
            ))
            .x("x")
            .y("y")
            .scatter(&points.collect::<Vec<_>>(), &names)
            .area((-1.1, 1.1), (-1.1, 1.1))
    }
}
