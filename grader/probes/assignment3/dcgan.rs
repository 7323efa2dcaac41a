//! What is asked of `assignment3/src/dcgan.rs` with inputs that nobody has seen.

use assignment3::dcgan::{DcDiscriminator, DcGenerator};
use burn::module::{Module, Param};
use burn::nn::{BatchNorm, Linear};
use burn::tensor::Tensor;
use common::layers::Conv2d;
use probe::Case;

// Images that are halved once, twice, and so that the sides differ.
const SIDES: [[usize; 2]; 3] = [[8, 8], [16, 16], [16, 24]];

/// a3.dcgan.generator
pub fn dcgan_generator(case: &mut Case) {
    let [batch, noise, channels] = case.sizes([2..=4, 3..=6, 1..=3]);
    let [rows, columns] = SIDES[case.number() % 3];
    let mut generator = DcGenerator::new([noise, 2], [channels, rows, columns], case.device());
    draw(case, &mut generator.input);
    for norm in &mut generator.norms {
        scale(case, norm);
    }
    for layer in &mut generator.layers {
        let shape = layer.weight.dims();
        let deviation = 1.0 / (4 * shape[0]) as f64;
        layer.weight = Param::from_tensor(case.spread("weight", shape, deviation.sqrt()));
        if layer.bias.is_some() {
            let bias: Tensor<1> = case.spread("bias", [shape[1]], 0.5);
            layer.bias = Some(Param::from_tensor(bias));
        }
    }
    let images = generator.forward(case.normal("noise", [batch, noise]));
    case.give("images", images);
    let noise = case.normal("training noise", [batch, noise]).autodiff();
    let images = generator.train().forward(noise).without_autodiff();
    case.give("images in training", images);
}

/// a3.dcgan.discriminator
pub fn dcgan_discriminator(case: &mut Case) {
    let [batch, channels] = case.sizes([2..=4, 1..=3]);
    let [rows, columns] = SIDES[1 + case.number() % 2];
    let mut network = DcDiscriminator::new(2, [channels, rows, columns], case.device());
    for layer in &mut network.layers {
        fill(case, layer);
    }
    for norm in &mut network.norms {
        scale(case, norm);
    }
    draw(case, &mut network.output);
    let images = case.normal("images", [batch, channels, rows, columns]);
    case.give("logits", network.forward(images.clone()));
    case.give(
        "logits without norms",
        network.without_norms().forward(images),
    );
}

fn draw(case: &mut Case, layer: &mut Linear) {
    let [from, to] = layer.weight.dims();
    let deviation = 1.0 / (from as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", [from, to], deviation));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.5)));
}

fn fill(case: &mut Case, layer: &mut Conv2d) {
    let shape = layer.weight.dims();
    let deviation = 1.0 / (shape[1..].iter().product::<usize>() as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", shape, deviation));
    if layer.bias.is_some() {
        let bias: Tensor<1> = case.spread("bias", [shape[0]], 0.5);
        layer.bias = Some(Param::from_tensor(bias));
    }
}

// So that normalisation is seen where it has met no batch yet.
fn scale(case: &mut Case, norm: &mut BatchNorm) {
    let size = norm.gamma.val().dims();
    norm.gamma = Param::from_tensor(case.between("gamma", size, 0.5..2.0));
    norm.beta = Param::from_tensor(case.normal("beta", size));
}
