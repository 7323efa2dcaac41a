//! What a variational autoencoder makes of codes and of pictures, to look at. All of it is of networks in
//! evaluation mode.

use super::pictures;
use crate::vae::Vae;
use burn::tensor::{Device, Tensor};
use common::by_hand::Streams;
use common::figures::Pictures;
use std::f64::consts::{PI, SQRT_2};

/// Samples in a figure.
const SAMPLES: usize = 25;
/// Pictures from one end of a strip to the other, both included.
const STRIP: usize = 9;

/// The pictures that codes `[batch, latent]` stand for, `[batch, channels, height, width]`.
pub fn images(vae: &Vae, codes: Tensor<2>) -> Tensor<4> {
    pictures::images(vae.decode(codes), vae.image)
}

fn device(vae: &Vae) -> Device {
    vae.encoder.mean.weight.device()
}

/// Pictures from codes that are drawn from the prior, always the same ones.
pub fn samples(vae: &Vae, streams: Streams) -> Pictures {
    Pictures::grid("Samples", 5)
        .note("pictures of codes drawn from the prior")
        .images(&pictures::images(drawn(vae, SAMPLES, streams), vae.image))
}

/// So many pictures of codes drawn from the prior, always the same ones, `[count, pixels]`.
pub fn drawn(vae: &Vae, count: usize, streams: Streams) -> Tensor<2> {
    let mut stream = streams.stream("shown codes");
    vae.decode(stream.normal_tensor([count, vae.latent()], 1.0, &device(vae)))
}

/// Pictures, `[batch, pixels]`, and what is made again of the means of their codes.
pub fn reconstructions(vae: &Vae, pictures: &Tensor<2>) -> Pictures {
    let means = vae.encoder.forward(pictures.clone()).mean;
    Pictures::rows("Test pictures, made again")
        .note("each from the mean of its code")
        .row("picture", &pictures::images(pictures.clone(), vae.image))
        .row("from its code", &images(vae, means))
}

/// A plane of codes: the pictures at the quantiles of the prior, so many in a row and in a column.
///
/// # Panics
/// If codes have another number of dimensions than two.
pub fn manifold(vae: &Vae, side: usize) -> Pictures {
    let along = quantiles(side);
    let rows = along.iter().rev();
    let codes = rows.flat_map(|y| along.iter().map(|x| [*x, *y]));
    let codes: Vec<f64> = codes.flatten().collect();
    let codes = Tensor::<1>::from_data(&*codes, &device(vae)).reshape([side * side, 2]);
    Pictures::grid("The plane of codes", side)
        .note(format!(
            "z₁ to the right and z₂ upwards, at {side} quantiles of the prior each"
        ))
        .images(&images(vae, codes))
}

/// Strips from one picture to another along the straight line between the means of their codes: from the
/// first to the second, from the third to the fourth, and so on.
///
/// # Shapes
/// - pictures: `[batch, pixels]`
pub fn strips(vae: &Vae, pictures: &Tensor<2>) -> Pictures {
    let means = vae.encoder.forward(pictures.clone()).mean;
    let shares = (0..STRIP).map(|place| place as f64 / (STRIP - 1) as f64);
    let shares: Vec<f64> = shares.collect();
    let shares = Tensor::<1>::from_data(&*shares, &device(vae)).unsqueeze_dim::<2>(1);
    let strips = Pictures::grid("From one test picture to another", STRIP)
        .note("along the straight line between the means of their codes");
    (0..means.dims()[0] / 2).fold(strips, |strips, pair| {
        let [from, to] = [0, 1].map(|end| means.clone().narrow(0, 2 * pair + end, 1));
        let codes = from.clone() + (to - from) * shares.clone();
        strips.images(&images(vae, codes))
    })
}

/// Where the normal distribution has (i + ½) / count of its probability below, for i from 0.
pub fn quantiles(count: usize) -> Vec<f64> {
    let device = Device::flex();
    let below: Vec<f64> = (0..count)
        .map(|place| (place as f64 + 0.5) / count as f64)
        .collect();
    let below = Tensor::<1>::from_data(&*below, &device);
    let mut at = below.zeros_like();
    // Newton's method. From 0 it comes to each from one side, because the distribution function is concave
    // above 0 and convex below.
    for _ in 0..20 {
        let density = (-at.clone().square() * 0.5).exp() / (2.0 * PI).sqrt();
        let is_below = (at.clone() / SQRT_2).erf() * 0.5 + 0.5;
        at = at + (below.clone() - is_below) / density;
    }
    at.into_data().iter().collect()
}
