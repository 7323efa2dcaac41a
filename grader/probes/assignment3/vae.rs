//! What is asked of `assignment3/src/vae.rs` with inputs that nobody has seen.

use assignment3::vae::{Plan, Posterior, Vae};
use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::optim::{AdamConfig, GradientsParams};
use burn::tensor::{Int, Tensor, activation};
use probe::Case;

/// a3.vae.sample
pub fn vae_sample(case: &mut Case) {
    let [batch, latent] = case.sizes([2..=5, 2..=6]);
    let Posterior {
        mean,
        log_deviation,
    } = posterior(case, [batch, latent]);
    let noise = case.normal("noise", [batch, latent]);
    let weights = case.normal("weights of the codes", [batch, latent]);
    let [mean, log_deviation] = [mean, log_deviation].map(|of| of.autodiff().require_grad());
    let posterior = Posterior {
        mean: mean.clone(),
        log_deviation: log_deviation.clone(),
    };
    let codes = posterior.sample(noise.autodiff());
    case.give("codes", codes.clone().without_autodiff());
    let gradients = (codes * weights.autodiff()).sum().backward();
    let none = "a gradient goes back through the draw";
    case.give("gradient of the mean", mean.grad(&gradients).expect(none));
    let of_deviation = log_deviation.grad(&gradients).expect(none);
    case.give("gradient of the log deviation", of_deviation);
}

/// a3.vae.kl
pub fn vae_kl(case: &mut Case) {
    let [batch, latent] = case.sizes([2..=5, 2..=6]);
    let posterior = posterior(case, [batch, latent]);
    case.give("KL", posterior.kl());
    // Nearly a point, far away: what the prior and the posterior change places by.
    let far = Posterior {
        mean: case.spread("far means", [1, latent], 5.0),
        log_deviation: case.between("small log deviations", [1, latent], -4.0..-2.0),
    };
    case.give("KL of codes that are nearly points", far.kl());
}

/// a3.vae.encoder
pub fn vae_encoder(case: &mut Case) {
    let [batch, pixels] = case.sizes([3..=6, 4..=8]);
    let vae = vae(case, pixels);
    let pictures = case.between("pictures", [batch, pixels], 0.0..1.0);
    let Posterior {
        mean,
        log_deviation,
    } = vae.encoder.forward(pictures);
    case.give("means", mean);
    case.give("log deviations", log_deviation);
}

/// a3.vae.decoder
pub fn vae_decoder(case: &mut Case) {
    let [batch, pixels] = case.sizes([3..=6, 4..=8]);
    let vae = vae(case, pixels);
    let codes = case.spread("codes", [batch, vae.latent()], 2.0);
    case.give("logits", vae.decoder.forward(codes));
}

/// a3.vae.loss
pub fn vae_loss(case: &mut Case) {
    let [batch, pixels] = case.sizes([2..=5, 3..=7]);
    let vae = vae(case, pixels).train();
    let pictures = case.between("pictures", [batch, pixels], 0.0..1.0);
    let noise = case.normal("noise", [batch, vae.latent()]);
    let beta = case.number_in("beta", 1.5..4.0);
    let step = vae.loss(pictures.autodiff(), noise.autodiff(), beta);
    case.give("loss", step.loss.clone().without_autodiff());
    for name in ["reconstruction", "kl"] {
        let part = step.parts.iter().find(|(known, _)| *known == name);
        case.give(name, part.expect("the step has both parts").1.clone());
    }
    let gradients = step.loss.backward();
    let encoder = &vae.encoder;
    let layers = [
        &encoder.hidden,
        &encoder.mean,
        &encoder.log_deviation,
        &vae.decoder.output,
    ];
    let gradients = layers.map(|layer| {
        let gradient = layer.weight.val().grad(&gradients);
        gradient
            .expect("a gradient reaches every layer")
            .reshape([-1])
    });
    let gradients = Tensor::<1>::cat(gradients.into(), 0);
    case.give("gradient of the weights", gradients);
}

/// a3.vae.bound (result, burn)
pub fn vae_bound(case: &mut Case) {
    let (signs, vae) = trained(case, 4);
    // The bound is computed here, from what the two networks give.
    let pictures = patterns(case, &signs, 300);
    let Posterior {
        mean,
        log_deviation,
    } = vae.encoder.forward(pictures.clone());
    let noise = case.normal("test noise", mean.dims());
    let codes = mean.clone() + log_deviation.clone().exp() * noise;
    let logits = vae.decoder.forward(codes);
    let right = activation::log_sigmoid(logits * (pictures * 2.0 - 1.0));
    let kl = (mean.square() + (log_deviation.clone() * 2.0).exp() - 1.0) * 0.5 - log_deviation;
    let loss = (kl.sum_dim(1) - right.sum_dim(1)).mean();
    // Which of the four patterns it is costs ln 4 = 1.39 nats and the flipped pixels 3.18: nothing can be below 4.56
    // on average. Over 30 seeds the solution's loss is 5.41 ± 0.15, largest 5.67. That of codes that a detached draw
    // keeps from the encoder is above 9, that of a network that knows nothing 11.1.
    case.give_at_most("loss", loss, 6.2);
}

/// a3.vae.plane (result, burn)
pub fn vae_plane(case: &mut Case) {
    let (signs, vae) = trained(case, 2);
    let codes = case.normal("codes of the prior", [400, 2]);
    let made = activation::sigmoid(vae.decoder.forward(codes));
    // The square of the distance to the nearest pattern, a pixel.
    let patterns = signs * 0.45 + 0.5;
    let apart = made.unsqueeze_dim::<3>(1) - patterns.unsqueeze_dim::<3>(0);
    let squares = apart.square().mean_dim(2).squeeze_dim::<2>(2);
    let (nearest, which) = squares.min_dim_with_indices(1);
    // And of each pattern some: the rarest has this share of the draws.
    let which: Vec<i64> = which.into_data().iter().collect();
    let share = |of: i64| which.iter().filter(|it| **it == of).count() as f64 / 400.0;
    let rarest = (0..4).map(share).fold(1.0, f64::min);
    // Over 30 seeds the solution's are 0.026 ± 0.002, largest 0.030, and 0.220 ± 0.013, smallest 0.195; the distance is
    // above 0.13 where nothing of the picture reaches the code.
    case.give_at_most("distance to the nearest pattern", nearest.mean(), 0.06);
    case.give_at_least("share of the rarest pattern", rarest, 0.12);
}

// Pixels of a pattern, and the probability of each to be flipped.
const PIXELS: usize = 16;
const FLIPPED: f64 = 0.05;

// Four patterns of +1 and -1, any two of which differ in eight pixels, and what has learned to code them with so
// many numbers.
fn trained(case: &mut Case, latent: usize) -> (Tensor<2>, Vae) {
    let bits = (0..4 * PIXELS).map(|place| ((place % PIXELS) >> (place / PIXELS)) & 1);
    let bits: Vec<f64> = bits.map(|bit| 2.0 * bit as f64 - 1.0).collect();
    let bits = case.from_numbers("bits", &bits, [4, PIXELS]);
    let signs = bits * case.signs("signs", PIXELS).unsqueeze();
    let plan = Plan {
        image: [1, 4, 4],
        hidden: 32,
        latent,
        is_convolutional: false,
        is_gaussian: false,
    };
    let mut vae = Vae::new(&plan, case.device());
    for layer in layers(&mut vae) {
        draw(case, layer);
    }
    let mut vae = vae.train();
    let mut adam = AdamConfig::new().init();
    for _ in 0..600 {
        let pictures = patterns(case, &signs, 64);
        let noise = case.normal("noise", [64, latent]);
        let step = vae.loss(pictures.autodiff(), noise.autodiff(), 1.0);
        let gradients = GradientsParams::from_grads(step.loss.backward(), &vae);
        vae = adam.step(0.005, vae, gradients);
    }
    (signs, vae.valid())
}

// So many pictures of 0 and 1, each one of the patterns with some pixels flipped.
fn patterns(case: &mut Case, signs: &Tensor<2>, count: usize) -> Tensor<2> {
    let chosen: Vec<i64> = (0..count).map(|_| case.below(4) as i64).collect();
    let chosen = Tensor::<1, Int>::from_data(&*chosen, case.device());
    let flips = case.between("flips", [count, PIXELS], 0.0..1.0);
    let kept = flips.greater_elem(FLIPPED).float() * 2.0 - 1.0;
    signs.clone().select(0, chosen) * kept * 0.5 + 0.5
}

// Codes of moderate deviations.
fn posterior(case: &mut Case, shape: [usize; 2]) -> Posterior {
    Posterior {
        mean: case.spread("means", shape, 1.5),
        log_deviation: case.between("log deviations", shape, -1.5..1.0),
    }
}

// Small dense networks for pictures of so many pixels.
fn vae(case: &mut Case, pixels: usize) -> Vae {
    let [hidden, latent] = case.sizes([4..=8, 2..=5]);
    let plan = Plan {
        image: [1, 1, pixels],
        hidden,
        latent,
        is_convolutional: false,
        is_gaussian: false,
    };
    let mut vae = Vae::new(&plan, case.device());
    for layer in layers(&mut vae) {
        draw(case, layer);
    }
    vae
}

fn layers(vae: &mut Vae) -> [&mut Linear; 5] {
    let (encoder, decoder) = (&mut vae.encoder, &mut vae.decoder);
    [
        &mut encoder.hidden,
        &mut encoder.mean,
        &mut encoder.log_deviation,
        &mut decoder.hidden,
        &mut decoder.output,
    ]
}

fn draw(case: &mut Case, layer: &mut Linear) {
    let [from, to] = layer.weight.dims();
    let deviation = 1.0 / (from as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", [from, to], deviation));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.3)));
}
