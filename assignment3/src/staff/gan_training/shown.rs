//! What a pair makes, for whoever looks at it.

use super::GanTraining;
use crate::staff::pictures;
use crate::staff::plan::Subject;
use crate::staff::ring::{Covered, Ring};
use common::by_hand::Tensor;
use common::figures::{Figure, Pictures};

/// Pictures that are shown.
const SHOWN: usize = 25;
/// Fakes by which it is measured how many kinds there are.
const COUNTED: usize = 1000;

impl GanTraining {
    /// 25 pictures, or as many points as there are real ones beside them, from noise that is always the same.
    pub fn samples(&self, title: &str) -> Figure {
        match &self.subject {
            Subject::Pictures(_) => self.pictures(title).figure(),
            Subject::Points(ring) => {
                let real = self.data().test.whole().inputs;
                let fake = self.fakes(real.dims()[0].min(COUNTED));
                ring.plot(title, [real, fake]).figure()
            }
        }
    }

    /// 25 pictures from noise that is always the same; of points, a row of two pixels each.
    pub fn pictures(&self, title: &str) -> Pictures {
        let pictures = self.images(self.fakes(SHOWN));
        Pictures::grid(title, 5).images(&pictures)
    }

    /// Rows as pictures `[count, channels, height, width]`, from 0 to 1.
    pub fn images(&self, rows: Tensor<2>) -> Tensor<4> {
        let shape = match self.subject {
            Subject::Pictures(shape) => shape,
            Subject::Points(_) => [1, 1, rows.dims()[1]],
        };
        pictures::images(rows * 0.5 + 0.5, shape)
    }

    /// So many fakes from noise that is always the same, `[count, features]`, from -1 to 1; the first are
    /// those of [`samples`](Self::samples). Where the networks are told the class, the classes take turns.
    pub fn fakes(&self, count: usize) -> Tensor<2> {
        self.decode(self.shown_noise(count), self.turns(count))
    }

    /// The noise of [`fakes`](Self::fakes), `[count, latent]`.
    pub fn shown_noise(&self, count: usize) -> Tensor<2> {
        self.noise("shown noise", 0, count)
    }

    /// The classes of [`fakes`](Self::fakes), `[count, classes]` with a 1 at each; none where the networks are not told.
    pub fn turns(&self, count: usize) -> Option<Tensor<2>> {
        let classes = self.data().classes.len().max(1);
        let labels: Vec<usize> = (0..count).map(|number| number % classes).collect();
        self.told(|| self.data().train.indices(&labels))
    }

    /// Fakes from noise `[count, latent]` and, where the networks are told, classes `[count, classes]`.
    pub fn decode(&self, noise: Tensor<2>, labels: Option<Tensor<2>>) -> Tensor<2> {
        self.pair.fakes(noise, labels)
    }

    /// How far the fakes spread beside the first test examples.
    pub(super) fn spread(&self) -> f64 {
        let test = &self.data().test;
        let first: Vec<usize> = (0..test.len().min(COUNTED)).collect();
        spread(self.fakes(COUNTED), test.gather(&first).inputs)
    }

    /// What the fakes cover of a ring.
    pub(super) fn covered(&self, ring: &Ring) -> Covered {
        ring.covered(self.fakes(COUNTED))
    }
}

/// The root of the variance of the fakes' numbers, mean over the features, in units of that of real examples.
///
/// # Shapes
/// - fake, real: `[count, features]` each
pub fn spread(fake: Tensor<2>, real: Tensor<2>) -> f64 {
    let deviation = |of: Tensor<2>| of.var(0).mean().sqrt().into_scalar::<f64>();
    deviation(fake) / deviation(real)
}
