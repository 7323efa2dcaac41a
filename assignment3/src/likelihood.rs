//! How probable a picture is where a network says what each pixel should be.
//!
//! A decoder gives a logit l for each pixel, and with it π = σ(l), from 0 to 1. What the pixels x of a picture
//! may be beside that is an assumption; given l they are independent, so that logarithms of their
//! probabilities add up.
//!
//! *Bernoulli*: a pixel is white with probability π, and black otherwise:
//!
//! log p(x | l) = Σ over pixels of x log π + (1 - x) log(1 - π) = Σ x l - log(1 + exp(l)).   (1)
//!
//! A grey pixel is taken as a share of white. Then (1) is no probability of grey pictures any more, but it is still
//! largest at π = x, and minus (1) is the binary cross-entropy, summed.
//!
//! *Gaussian*: a pixel is normal around π, with one standard deviation τ for all, which is learned:
//!
//! log p(x | l) = -Σ over pixels of ½ (x - π)² / τ² + log τ + ½ log 2Π.   (2)
//!
//! Π is the number 3.14…. With τ fixed this is the squared error, and τ says what it costs; learned, it
//! becomes the root of the mean squared error. (2) is the logarithm of a density, which may be above 1, and
//! is positive where pixels are predicted well. So
//! numbers of (1) and of (2) do not compare.
//!
//! | symbol | code | shape |
//! |---|---|---|
//! | x | `pictures` | `[batch, pixels]`, from 0 to 1 |
//! | l | `logits` | `[batch, pixels]` |
//! | π | `means` | `[batch, pixels]`, from 0 to 1 |
//! | log τ | `log_deviation` | `[1]` |
//!
//! Sources: Kingma and Welling, *Auto-encoding variational Bayes* (2014), appendix C; for grey pixels
//! Loaiza-Ganem and Cunningham, *The continuous Bernoulli* (2019); for τ Rybkin, Daniilidis and Levine, *Simple and
//! effective VAE training with calibrated decoders* (2021).
//!
//! Read next: `vae.rs`.

use burn::tensor::{Tensor, activation, assert_shape};
use std::f64::consts::PI;

/// **Exercise a3.likelihood.bernoulli** (3 points): equation (1), one number for each picture, finite for all
/// logits.
///
/// # Shapes
/// - logits, pictures: `[batch, pixels]`
/// - output: `[batch]`, in nats
pub fn bernoulli(logits: Tensor<2>, pictures: Tensor<2>) -> Tensor<1> {
    let [batch, pixels] = logits.dims();
    assert_shape!(pictures, [batch, pixels]);
    // log(1 + exp(l)) = max(l, 0) + log(1 + exp(-|l|)), which no l makes infinite.
    let tail = (-logits.clone().abs()).exp().log1p();
    let normalizer = activation::relu(logits.clone()) + tail;
    (pictures * logits - normalizer).sum_dim(1).squeeze_dim(1)
}

/// **Exercise a3.likelihood.gaussian** (practice): equation (2), one number for each picture.
///
/// # Shapes
/// - means, pictures: `[batch, pixels]`
/// - log_deviation: `[1]`
/// - output: `[batch]`, in nats
pub fn gaussian(means: Tensor<2>, log_deviation: Tensor<1>, pictures: Tensor<2>) -> Tensor<1> {
    let [batch, pixels] = means.dims();
    assert_shape!(pictures, [batch, pixels]);
    let squares = (pictures - means).square().sum_dim(1).squeeze_dim::<1>(1); // [batch]
    let constant = (log_deviation.clone() + 0.5 * (2.0 * PI).ln()) * pixels as f64; // [1]
    -(squares * 0.5 / (log_deviation * 2.0).exp() + constant)
}
