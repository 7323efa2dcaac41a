//! Other losses for the two networks of a GAN: what the discriminator's number means, and how hard it pushes.
//!
//! `gan.rs` reads the discriminator's number s as a logit. Four other readings, each with a loss L_D for the
//! discriminator and a loss L_G for the generator; s(x) is the number of a real picture, s(x̃) that of a fake.
//!
//! *Minimax*, equation (1) of `gan.rs` as it stands; L_D is (2) there, and
//!
//! L_G = E log(1 - σ(s(x̃)))   (1)
//!
//! *Least squares*: s is to be 1 for real and 0 for fake. A fake far on the wrong side is pushed in proportion to
//! its distance, and so is one that is too far on the right side:
//!
//! L_D = ½ E (s(x) - 1)² + ½ E s(x̃)²   (2)
//!
//! L_G = ½ E (s(x̃) - 1)²   (3)
//!
//! *Hinge*: only what is within the margin, or beyond it on the wrong side, teaches the discriminator:
//!
//! L_D = E max(0, 1 - s(x)) + E max(0, 1 + s(x̃))   (4)
//!
//! *Wasserstein*: s is a score, and the discriminator, here called a critic, makes the scores differ as much as it
//! can. The generator's loss, here and beside (4), is (6):
//!
//! L_D = E s(x̃) - E s(x)   (5)
//!
//! L_G = -E s(x̃)   (6)
//!
//! For a critic that changes by at most 1 where a picture changes by 1 (in the Euclidean norm), the largest -L_D is
//! the distance by which the fakes have to be moved to become the real pictures. Something has to hold the critic
//! to that: clipping its weights, normalising them (`staff/constraints.rs`), or a penalty on the slope of
//! s at points x̂ between real pictures and fakes,
//!
//! P = E (‖∂s/∂x̂‖ - 1)²   (7)
//!
//! To go down on P autodiff would have to differentiate a gradient, which Burn's cannot. But leaky ReLU is made of
//! straight pieces: a critic of layers W₁ … W_n has the slope
//!
//! ∂s/∂x = W₁ M₁ W₂ M₂ … W_n   (8)
//!
//! where M_k is diagonal, 1 where the k-th affine output is positive and 0.2 where it is not. With the M_k as
//! constants, (8) is an ordinary product of the weights, and its own gradient is exact wherever no output is 0.
//!
//! | symbol | code | shape |
//! |---|---|---|
//! | s(x), s(x̃) | `of_real`, `of_fake` | `[batch, 1]` |
//! | x̂ | `pictures` | `[batch, pixels]` |
//! | W_k | `critic.layers[k - 1].weight` | `[inputs, outputs]` |
//! | ∂s/∂x̂ | [`input_gradient`] | `[batch, pixels]` |
//!
//! Sources: Mao et al., *Least squares generative adversarial networks* (2017), equation 9 with a = 0, b = c = 1;
//! Lim and Ye, *Geometric GAN* (2017) for (4); Arjovsky, Chintala and Bottou, *Wasserstein GAN* (2017), algorithm 1;
//! Gulrajani et al., *Improved training of Wasserstein GANs* (2017), equation 3 for (7).
//!
//! Read next: `modes.rs`.

use crate::gan::Discriminator;
use burn::tensor::{Tensor, activation, assert_shape};
use common::loss::binary_cross_entropy;

/// The slope of the discriminator's leaky ReLU for negative inputs.
const SLOPE: f64 = 0.2;

/// Equation (1), from the logits of fakes, `[batch, 1]`.
pub fn minimax_generator(of_fake: Tensor<2>) -> Tensor<1> {
    let zeros = of_fake.zeros_like();
    -binary_cross_entropy(of_fake, zeros)
}

/// Equation (2) of `gan.rs` with targets of 1 - ε in place of 1 for real pictures (one-sided label smoothing;
/// Salimans et al., *Improved techniques for training GANs*, 2016): the logits of real pictures end at
/// log((1 - ε) / ε) and do not grow without bound.
///
/// # Shapes
/// - of_real, of_fake: logits, `[batch, 1]` each
pub fn smoothed_discriminator(of_real: Tensor<2>, of_fake: Tensor<2>, smoothing: f64) -> Tensor<1> {
    let (targets, zeros) = (
        of_real.ones_like() * (1.0 - smoothing),
        of_fake.zeros_like(),
    );
    binary_cross_entropy(of_real, targets) + binary_cross_entropy(of_fake, zeros)
}

/// **Exercise a3.gan_losses.least_squares_discriminator** (2 points): equation (2), from what the discriminator
/// gives real pictures and fakes, `[batch, 1]` each; each mean is over its own batch.
pub fn least_squares_discriminator(of_real: Tensor<2>, of_fake: Tensor<2>) -> Tensor<1> {
    ((of_real - 1.0).square().mean() + of_fake.square().mean()) / 2.0
}

/// **Exercise a3.gan_losses.least_squares_generator** (1 point): equation (3), from what the discriminator gives
/// fakes, `[batch, 1]`.
pub fn least_squares_generator(of_fake: Tensor<2>) -> Tensor<1> {
    (of_fake - 1.0).square().mean() / 2.0
}

/// Equation (4), from the scores of real pictures and fakes, `[batch, 1]` each.
pub fn hinge_discriminator(of_real: Tensor<2>, of_fake: Tensor<2>) -> Tensor<1> {
    activation::relu(-of_real + 1.0).mean() + activation::relu(of_fake + 1.0).mean()
}

/// Equation (5), from the scores of real pictures and fakes, `[batch, 1]` each.
pub fn wasserstein_critic(of_real: Tensor<2>, of_fake: Tensor<2>) -> Tensor<1> {
    of_fake.mean() - of_real.mean()
}

/// Equation (6), from the scores of fakes, `[batch, 1]`: the generator's loss beside (4) and beside (5).
pub fn score_generator(of_fake: Tensor<2>) -> Tensor<1> {
    -of_fake.mean()
}

/// **Exercise a3.gan_losses.input_gradient** (practice): equation (8), how the critic's score of each picture changes with each
/// of its pixels, as a function of the critic's weights: through the weights of what comes out autodiff goes back,
/// through which side of leaky ReLU a unit is on it does not.
///
/// # Shapes
/// - pictures: `[batch, pixels]`
/// - output: `[batch, pixels]`
pub fn input_gradient(critic: &Discriminator, pictures: Tensor<2>) -> Tensor<2> {
    let [batch, pixels] = pictures.dims();
    assert_shape!(critic.layers[0].weight.val(), [pixels, _]);
    let last = critic.layers.len() - 1;
    let (mut hidden, mut slopes) = (pictures, Vec::new());
    for layer in &critic.layers[..last] {
        let affine = layer.forward(hidden); // [batch, outputs of the layer]
        let is_positive = affine.clone().detach().greater_elem(0.0).float();
        slopes.push(is_positive * (1.0 - SLOPE) + SLOPE);
        hidden = activation::leaky_relu(affine, SLOPE);
    }
    // From the right: one row for each picture, [batch, inputs of the layer].
    let row = critic.layers[last].weight.val().transpose(); // [1, inputs of the last layer]
    let [_, inputs] = row.dims();
    let mut gradient = row.expand([batch, inputs]);
    for (layer, slope) in critic.layers[..last].iter().zip(slopes).rev() {
        gradient = (gradient * slope).matmul(layer.weight.val().transpose());
    }
    gradient
}

/// Equation (7), from slopes as [`input_gradient`] gives them, `[batch, pixels]`.
pub fn gradient_penalty(gradients: Tensor<2>) -> Tensor<1> {
    // The root has no slope at 0, where a critic whose weights are all 0 would be.
    let norms = (gradients.square().sum_dim(1) + 1e-12).sqrt();
    (norms - 1.0).square().mean()
}
