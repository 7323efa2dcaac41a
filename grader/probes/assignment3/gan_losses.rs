//! What is asked of `assignment3/src/gan_losses.rs` with inputs that nobody has seen.

use assignment3::gan::Discriminator;
use assignment3::gan_losses::{
    gradient_penalty, input_gradient, least_squares_discriminator, least_squares_generator,
};
use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::Tensor;
use probe::Case;

/// a3.gan_losses.least_squares_discriminator
pub fn gan_losses_least_squares_discriminator(case: &mut Case) {
    let [real, fake] = case.sizes([2..=5, 3..=8]);
    let real = case.spread("of real", [real, 1], 2.0);
    let fake = case.spread("of fake", [fake, 1], 2.0);
    case.give("loss", least_squares_discriminator(real, fake));
}

/// a3.gan_losses.least_squares_generator
pub fn gan_losses_least_squares_generator(case: &mut Case) {
    let fake = case.size(2..=8);
    let fake = case.spread("of fake", [fake, 1], 2.0);
    case.give("loss", least_squares_generator(fake));
}

/// a3.gan_losses.input_gradient
pub fn gan_losses_input_gradient(case: &mut Case) {
    let [batch, pixels] = case.sizes([2..=6, 3..=8]);
    let [first, second] = case.sizes([3..=6, 4..=7]);
    // One to three layers.
    let sizes = [&[pixels], &[first, second][..(case.number() + 1) % 3]].concat();
    let mut critic = Discriminator::new(&sizes, case.device());
    for layer in &mut critic.layers {
        draw(case, layer);
    }
    let critic = critic.train();
    let pictures = case.normal("pictures", [batch, pixels]).autodiff();
    let slopes = input_gradient(&critic, pictures);
    case.give("slopes", slopes.clone().without_autodiff());
    let gradients = gradient_penalty(slopes).backward();
    let of_weights = critic.layers.iter().map(|layer| {
        let weight = layer.weight.val();
        let gradient = weight.grad(&gradients);
        gradient
            .unwrap_or_else(|| weight.zeros_like().without_autodiff())
            .reshape([-1])
    });
    let of_weights = Tensor::cat(of_weights.collect::<Vec<Tensor<1>>>(), 0);
    case.give("gradient of the penalty", of_weights);
}

fn draw(case: &mut Case, layer: &mut Linear) {
    let [from, to] = layer.weight.dims();
    let deviation = 1.0 / (from as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", [from, to], deviation));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.5)));
}
