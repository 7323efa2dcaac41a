//! What `faces` draws.

use super::source::Source;
use crate::interpolation::{places, spherical};
use crate::staff::animation::animated;
use crate::staff::memorised::{Memorised, a_pixel};
use crate::staff::tour;
use common::by_hand::Tensor;
use common::error::Result;
use common::figures::Pictures;
use common::run::Run;

/// Pictures between two stops in the strip, which has both as well.
const BETWEEN: usize = 7;
/// Samples beside their nearest training pictures.
const SHOWN: usize = 8;
/// Pictures of the animation in a second.
const PER_SECOND: u16 = 24;

/// Draws the way from the first stop to the second, the samples beside what the generator has seen, and all pictures of
/// the way as an animation.
///
/// # Errors
/// Those of writing files.
pub fn draw(
    run: &Run,
    source: &Source,
    (samples, memorised): (&Tensor<2>, &Memorised),
    pictures: &[Tensor<4>],
) -> Result<()> {
    let end = |number| source.noise.clone().narrow(0, number, 1);
    let ends = [0, 1].map(|number| end(number).squeeze_dim::<1>(0));
    let strip = tour::pictures(&source.generator, spherical(ends, BETWEEN));
    let t = places(BETWEEN, &end(0)).into_data();
    let t = t.iter::<f64>().map(|t| format!("{t:.3}"));
    let strip = Pictures::rows("From the first stop to the second")
        .note("on the sphere of the noise; below each t")
        .images(&strip)
        .captions(t);
    run.save_figure("interpolation", &strip.figure())?;

    let shown = samples.clone().narrow(0, 0, SHOWN);
    let nearest = &memorised.nearest[..SHOWN];
    let examples: Vec<usize> = nearest.iter().map(|it| it.example).collect();
    let examples = source.data.train.gather(&examples).inputs;
    let pixels = source.data.features();
    let distances = nearest
        .iter()
        .map(|it| format!("{:.3}", a_pixel(it, pixels)));
    let beside = Pictures::rows("Samples, and the training picture that is nearest to each")
        .note("below it the root of the mean squared difference of a pixel, from 0 to 1")
        .row("sample", &source.images(shown))
        .row("nearest", &source.images(examples))
        .captions(distances);
    run.save_figure("nearest", &beside.figure())?;
    run.save_file("figures/animation.png", &animated(pictures, PER_SECOND)?)
}
