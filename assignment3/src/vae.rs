//! Variational autoencoders: a code of a few numbers for each picture, and new pictures from new codes.
//!
//! A picture x is taken to be made in two steps: a code z is drawn from the prior, N(0, I), and the picture
//! from p(x | z), which a network computes, the *decoder*. How probable a picture is, p(x) = ∫ p(x | z) p(z) dz,
//! cannot be computed, since nearly no z has anything to do with it. So a second network, the *encoder*, says
//! which have: q(z | x) is a normal distribution whose coordinates are independent, with mean μ(x) and standard
//! deviation σ(x). For every q whatever
//!
//! log p(x) ≥ E over z from q of log p(x | z) - KL(q(z | x) ‖ p(z)),   (1)
//!
//! the *evidence lower bound*; what it lacks is KL(q(z | x) ‖ p(z | x)). Its first term asks that the picture can be
//! made again from its code, the second that codes of all pictures together look like draws from the prior, so
//! that a draw from the prior is a code as well.
//!
//! Going down on minus (1) needs the gradient of a mean over draws from q, whose parameters are learned. No
//! gradient passes a draw. But a draw can be made of noise that nothing is learned of,
//!
//! z = μ + σ ε,  ε from N(0, I),   (2)
//!
//! and then it is a differentiable function of μ and σ: the *reparameterization*. One draw for each picture is
//! enough in training. With s = log σ, which may be any number, the second term of (1) needs no draw at all,
//!
//! KL = Σ over j of ½ (μ_j² + exp(2 s_j) - 1) - s_j.   (3)
//!
//! The first term takes a draw, and what the pixels are, which `likelihood.rs` has. With β in front of its KL, the
//! loss of a picture in training is
//!
//! L = -log p(x | z) + β KL,   (4)
//!
//! minus (1) for β = 1. A larger β makes codes that are closer to the prior and say less of the picture.
//!
//! | symbol | code | shape |
//! |---|---|---|
//! | x | `pictures` | `[batch, pixels]`, from 0 to 1 |
//! | μ, s | [`Posterior`], what the encoder gives | `[batch, latent]` each |
//! | ε | `noise` | `[batch, latent]`, normal |
//! | z | `codes` | `[batch, latent]` |
//! | l | `logits`, what the decoder gives | `[batch, pixels]` |
//!
//! Sources: Kingma and Welling, *Auto-encoding variational Bayes* (2014), equation 10 and appendix B; Higgins et al.,
//! *β-VAE* (2017) for (4). The dense sizes 784-400-20 are those of PyTorch's example.
//!
//! Read next: `importance.rs`.

use crate::conv_vae::{Down, Up};
use crate::likelihood::{bernoulli, gaussian};
use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation, assert_shape};
use common::learner::Step;

/// log τ before the first step: about the deviation of a digit's pixels.
const FIRST_LOG_DEVIATION: f64 = -1.0;

/// q(z | x) of each picture of a batch: independent normal distributions.
#[derive(Debug, Clone)]
pub struct Posterior {
    /// μ, shape `[batch, latent]`.
    pub mean: Tensor<2>,
    /// s = log σ, shape `[batch, latent]`.
    pub log_deviation: Tensor<2>,
}

impl Posterior {
    /// **Exercise a3.vae.sample** (3 points): equation (2), a code for each picture, through which a gradient goes
    /// back to μ and to s.
    ///
    /// # Shapes
    /// - noise, output: `[batch, latent]`
    pub fn sample(self, noise: Tensor<2>) -> Tensor<2> {
        let [batch, latent] = self.mean.dims();
        assert_shape!(noise, [batch, latent]);
        self.mean + self.log_deviation.exp() * noise
    }

    /// **Exercise a3.vae.kl** (4 points): the terms of equation (3), not added up: what each dimension of the code
    /// of each picture costs, in nats.
    ///
    /// # Shapes
    /// - output: `[batch, latent]`
    pub fn kl(self) -> Tensor<2> {
        let variance = (self.log_deviation.clone() * 2.0).exp();
        (self.mean.square() + variance - 1.0) * 0.5 - self.log_deviation
    }
}

/// From pictures to distributions of their codes.
#[derive(Module, Debug)]
pub struct Encoder {
    /// What stands in front of the hidden layer, if anything.
    pub convolutions: Option<Down>,
    /// The hidden layer.
    pub hidden: Linear,
    /// The layer whose outputs are μ.
    pub mean: Linear,
    /// The layer whose outputs are s.
    pub log_deviation: Linear,
}

impl Encoder {
    /// **Exercise a3.vae.encoder** (2 points): the hidden layer, with ReLU, of what [`features`](Self::features) makes
    /// of the pictures. Of what comes out of it one affine layer makes μ and another one s; both may be any number.
    ///
    /// # Shapes
    /// - pictures: `[batch, pixels]`
    /// - output: `[batch, latent]` each
    pub fn forward(&self, pictures: Tensor<2>) -> Posterior {
        let features = self.features(pictures);
        let hidden = activation::relu(self.hidden.forward(features)); // [batch, hidden]
        Posterior {
            mean: self.mean.forward(hidden.clone()),
            log_deviation: self.log_deviation.forward(hidden),
        }
    }

    /// What the hidden layer sees: the pictures themselves, or what convolutions make of them, `[batch, features]`.
    pub fn features(&self, pictures: Tensor<2>) -> Tensor<2> {
        let features = match &self.convolutions {
            Some(convolutions) => convolutions.forward(pictures),
            None => pictures,
        };
        assert_shape!(features, [_, self.hidden.weight.dims()[0]]);
        features
    }
}

/// From codes to pictures.
#[derive(Module, Debug)]
pub struct Decoder {
    /// The hidden layer.
    pub hidden: Linear,
    /// The layer whose outputs are logits of pixels, or what the convolutions begin with.
    pub output: Linear,
    /// What stands behind the output layer, if anything.
    pub convolutions: Option<Up>,
}

impl Decoder {
    /// **Exercise a3.vae.decoder** (2 points): the hidden layer with ReLU, the output layer, and what
    /// [`logits`](Self::logits) makes of it. The sigmoid is in the likelihood.
    ///
    /// # Shapes
    /// - codes: `[batch, latent]`
    /// - output: `[batch, pixels]`
    pub fn forward(&self, codes: Tensor<2>) -> Tensor<2> {
        assert_shape!(codes, [_, self.hidden.weight.dims()[0]]);
        let hidden = activation::relu(self.hidden.forward(codes)); // [batch, hidden]
        self.logits(self.output.forward(hidden))
    }

    /// The logits of the pixels, `[batch, pixels]`: the outputs themselves, or what convolutions make of them.
    pub fn logits(&self, outputs: Tensor<2>) -> Tensor<2> {
        match &self.convolutions {
            Some(convolutions) => convolutions.forward(outputs),
            None => outputs,
        }
    }
}

/// What a variational autoencoder is made of.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Channels, height and width of a picture.
    pub image: [usize; 3],
    /// The hidden layers of both networks.
    pub hidden: usize,
    /// Dimensions of a code.
    pub latent: usize,
    /// Whether convolutions stand in front of the encoder's hidden layer and behind the decoder's.
    pub is_convolutional: bool,
    /// Whether pixels are normal and not Bernoulli.
    pub is_gaussian: bool,
}

/// An encoder and a decoder.
#[derive(Module, Debug)]
pub struct Vae {
    /// q(z | x).
    pub encoder: Encoder,
    /// p(x | z).
    pub decoder: Decoder,
    /// log τ of normal pixels; none where they are Bernoulli.
    pub log_deviation: Option<Param<Tensor<1>>>,
    /// Channels, height and width of a picture.
    #[module(skip)]
    pub image: [usize; 3],
}

impl Vae {
    /// A variational autoencoder with first weights.
    pub fn new(plan: &Plan, device: &Device) -> Self {
        let Plan { hidden, latent, .. } = *plan;
        let linear = |from, to| LinearConfig::new(from, to).init(device);
        let down = plan.is_convolutional.then(|| Down::new(plan.image, device));
        let up = plan.is_convolutional.then(|| Up::new(plan.image, device));
        let features = match &down {
            Some(down) => down.features(),
            None => plan.image.iter().product(),
        };
        let log_deviation = Tensor::full([1], FIRST_LOG_DEVIATION, device);
        Self {
            encoder: Encoder {
                convolutions: down,
                hidden: linear(features, hidden),
                mean: linear(hidden, latent),
                log_deviation: linear(hidden, latent),
            },
            decoder: Decoder {
                hidden: linear(latent, hidden),
                output: linear(hidden, features),
                convolutions: up,
            },
            log_deviation: plan.is_gaussian.then(|| Param::from_tensor(log_deviation)),
            image: plan.image,
        }
    }

    /// Dimensions of a code.
    pub fn latent(&self) -> usize {
        self.encoder.mean.weight.dims()[1]
    }

    /// π: the pictures that codes stand for, from 0 to 1.
    ///
    /// # Shapes
    /// - codes: `[batch, latent]`
    /// - output: `[batch, pixels]`
    pub fn decode(&self, codes: Tensor<2>) -> Tensor<2> {
        activation::sigmoid(self.decoder.forward(codes))
    }

    /// log p(x | z) from the decoder's logits, by equation (1) or (2) of `likelihood.rs`.
    ///
    /// # Shapes
    /// - logits, pictures: `[batch, pixels]`
    /// - output: `[batch]`
    pub fn log_likelihood(&self, logits: Tensor<2>, pictures: Tensor<2>) -> Tensor<1> {
        match &self.log_deviation {
            None => bernoulli(logits, pictures),
            Some(of) => gaussian(activation::sigmoid(logits), of.val(), pictures),
        }
    }

    /// **Exercise a3.vae.loss** (4 points): equation (4) with one code for each picture, drawn from this noise. The
    /// loss is the mean over the batch; the two terms of each picture, `[batch]`, are its parts `reconstruction`,
    /// -log p(x | z), and `kl`, without β: `Step::of(loss).with("kl", …)`.
    ///
    /// # Shapes
    /// - pictures: `[batch, pixels]`
    /// - noise: `[batch, latent]`
    pub fn loss(&self, pictures: Tensor<2>, noise: Tensor<2>, beta: f64) -> Step {
        let posterior = self.encoder.forward(pictures.clone());
        let kl = posterior.clone().kl().sum_dim(1).squeeze_dim::<1>(1); // [batch]
        let logits = self.decoder.forward(posterior.sample(noise));
        let reconstruction = -self.log_likelihood(logits, pictures); // [batch]
        let loss = (reconstruction.clone() + kl.clone() * beta).mean();
        Step::of(loss)
            .with("reconstruction", reconstruction)
            .with("kl", kl)
    }
}
