//! The importance-weighted bound: several draws say more of a picture's probability than one.
//!
//! Of a picture x and codes z_1 … z_K, drawn from the encoder's q(z | x), the mean of the weights
//!
//! w_k = p(x | z_k) p(z_k) / q(z_k | x)   (1)
//!
//! is p(x) on average. Its logarithm is below log p(x) on average, because a logarithm is concave:
//!
//! log p(x) ≥ L_K = E of log 1/K Σ over k of w_k.   (2)
//!
//! For K = 1 this is the evidence lower bound of `vae.rs`; it never falls with K, and goes to log p(x). One sees by it
//! how much of a loss is the encoder's, and not the model's. With z = μ + σ ε and s = log σ the logarithm of q is
//! Σ -s_j - ½ ε_j² and that of p(z) Σ -½ z_j², but for the same constant, which leaves
//!
//! log p(z) - log q(z | x) = Σ over j of s_j + ½ ε_j² - ½ z_j².   (3)
//!
//! A picture's probability is exp(-100) and less, where single precision ends. Only logarithms can be
//! held, and of a sum of exponentials
//!
//! log Σ exp(a_k) = m + log Σ exp(a_k - m),  m = max a_k.   (4)
//!
//! | symbol | code | shape |
//! |---|---|---|
//! | x | `pictures` | `[batch, pixels]`, from 0 to 1 |
//! | ε | `noise` | `[samples, batch, latent]`, normal; K is `samples` |
//! | log w | `weights` | `[samples, batch]` |
//!
//! Source: Burda, Grosse and Salakhutdinov, *Importance weighted autoencoders* (2016), equation 8.
//!
//! Read next: `conv_vae.rs`.

use crate::vae::Vae;
use burn::tensor::{Tensor, assert_shape};

/// **Exercise a3.importance.bound** (practice): equation (2) with one set of draws for each picture, of which `noise`
/// has the ε.
///
/// # Shapes
/// - pictures: `[batch, pixels]`
/// - noise: `[samples, batch, latent]`
/// - output: `[batch]`, in nats
pub fn bound(vae: &Vae, pictures: Tensor<2>, noise: Tensor<3>) -> Tensor<1> {
    let [samples, batch, _] = noise.dims();
    assert_shape!(pictures, [batch, _]);
    let posterior = vae.encoder.forward(pictures.clone());
    let weights = noise.iter_dim(0).map(|noise| {
        let noise = noise.squeeze_dim::<2>(0); // [batch, latent]
        let codes = posterior.clone().sample(noise.clone());
        let squares = (noise.square() - codes.clone().square()) * 0.5;
        let ratio = (posterior.log_deviation.clone() + squares).sum_dim(1);
        let logits = vae.decoder.forward(codes);
        vae.log_likelihood(logits, pictures.clone()) + ratio.squeeze_dim(1)
    });
    let weights = Tensor::stack::<2>(weights.collect(), 0);
    let largest = weights.clone().max_dim(0); // [1, batch]
    let sum = (weights - largest.clone()).exp().sum_dim(0);
    (largest + sum.log() - (samples as f64).ln()).squeeze_dim(0)
}
