//! Samples, what they cover, and what the discriminator says everywhere, at one moment.

use crate::staff::GanTraining;
use crate::staff::ring::{Covered, Ring};
use burn::tensor::Tensor;
use common::data::RING_MODES;
use common::demo::{Cause, Frame};
use common::figures::{Example, Plot};
use common::plots;

/// What is seen of the plane.
const AREA: (f64, f64) = (-1.1, 1.1);

/// Samples and what is said of them and of real points.
pub struct Shown {
    real: Tensor<2>,
    fake: Tensor<2>,
    /// What the discriminator says of both, `[count, 1]`.
    said: [Tensor<2>; 2],
    covered: Covered,
}

impl Shown {
    /// Of real points `[count, 2]` and of as many samples.
    pub fn of(learner: &GanTraining, modes: &Ring, real: &Tensor<2>) -> Self {
        let fake = learner.fakes(real.dims()[0]);
        let said = [real, &fake].map(|points| learner.pair.judged(points.clone(), None));
        Self {
            covered: modes.covered(fake.clone()),
            real: real.clone(),
            fake,
            said,
        }
    }

    /// What the samples cover, and both losses.
    pub fn numbers(&self, learner: &GanTraining) -> Vec<(&'static str, f64)> {
        let parts = learner.pair.report(self.said.clone()).parts;
        let part = |name| {
            let found = parts.iter().find(|(known, _)| *known == name);
            found.map_or(f64::NAN, |(_, of)| of.clone().mean().into_scalar())
        };
        vec![
            ("modes_covered", self.covered.modes as f64),
            ("near_a_mode", self.covered.near),
            ("loss_of_D", part("d_loss")),
            ("loss_of_G", part("g_loss")),
        ]
    }

    /// The plane in the colours of the discriminator, with points and samples, and what is to be noticed.
    pub fn frame(&self, learner: &GanTraining) -> Frame {
        // Scores have no zero of their own: what lies between the two means divides them.
        let [real, fake] = [0, 1].map(|of| self.said[of].clone().mean().into_scalar::<f64>());
        let middle = match learner.pair.rule().loss.is_of_logits() {
            true => 0.0,
            false => (real + fake) / 2.0,
        };
        let plane = plots::plane([AREA; 2], &self.real.device(), |points| {
            let said = learner.pair.judged(points, None) - middle;
            Tensor::cat(vec![said.zeros_like(), said], 1)
        });
        let names = ["fake, says D", "real, says D", "points", "samples"].map(String::from);
        let points = [(2, &self.real), (3, &self.fake)];
        let points = points.into_iter().flat_map(|(class, points)| {
            let values: Vec<f64> = points.to_data().iter().collect();
            let point = move |xy: &[f64]| Example::at((xy[0], xy[1]), class);
            values.chunks_exact(2).map(point).collect::<Vec<_>>()
        });
        let Covered { modes, near } = self.covered;
        let near = 100.0 * near;
        let plot = Plot::new("Points, samples, and what D says")
            .note(format!(
                "{modes} of {RING_MODES} modes covered, {near:.0} % of the samples near one"
            ))
            .x("x")
            .y("y")
            .map(&plane, &names)
            .examples(&points.collect::<Vec<_>>());
        let few = modes * 2 < RING_MODES;
        let collapsed = format!(
            "{modes} of {RING_MODES} modes: unless G is at its very beginning, it has collapsed."
        );
        Frame::new()
            .panel(plot)
            .remark_if(few, Cause::Collapsed, collapsed)
            .remark_if(
                modes == RING_MODES,
                Cause::Note,
                "All eight modes are covered: G makes some of everything.",
            )
    }
}
