//! What is asked of `assignment3/src/autoencoder.rs` with inputs that nobody has seen.

use assignment3::autoencoder::Activation::{Identity, Relu, Sigmoid};
use assignment3::autoencoder::{Activation, Activations, Autoencoder, sparsity};
use burn::module::Param;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::Tensor;
use probe::Case;

/// a3.autoencoder.encode
pub fn autoencoder_encode(case: &mut Case) {
    for activations in [[Relu, Identity, Sigmoid], [Sigmoid, Relu, Identity]] {
        let (network, [features, _]) = network(case, activations);
        let several = case.size(2..=5);
        let codes =
            [several, 1].map(|count| network.encode(case.normal("inputs", [count, features])));
        case.give(
            &format!("codes, {activations:?}"),
            Tensor::cat(codes.into(), 0),
        );
    }
}

/// a3.autoencoder.decode
pub fn autoencoder_decode(case: &mut Case) {
    for activations in [[Relu, Sigmoid, Identity], [Sigmoid, Identity, Relu]] {
        let (network, [_, code]) = network(case, activations);
        let several = case.size(2..=5);
        let again = [several, 1].map(|count| network.decode(case.normal("codes", [count, code])));
        case.give(
            &format!("examples, {activations:?}"),
            Tensor::cat(again.into(), 0),
        );
    }
}

/// a3.autoencoder.denoising_loss
pub fn autoencoder_denoising_loss(case: &mut Case) {
    let (network, [features, _]) = network(case, [Sigmoid, Identity, Identity]);
    let batch = case.size(3..=7);
    let inputs = case.normal("inputs", [batch, features]);
    let drawn = case.between("drawn", [batch, features], 0.0..1.0);
    let mask = case.tensor("mask", drawn.greater_elem(0.4).float());
    case.give("loss", network.denoising_loss(inputs.clone(), mask));
    let whole = inputs.ones_like();
    case.give(
        "loss without spoiling",
        network.denoising_loss(inputs, whole),
    );
}

/// a3.autoencoder.sparsity
pub fn autoencoder_sparsity(case: &mut Case) {
    let [batch, code] = case.sizes([3..=7, 2..=6]);
    let codes = case.between("codes", [batch, code], 0.02..0.98);
    let target = case.number_in("target", 0.05..0.4);
    case.give("penalty", sparsity(codes, target));
    // A number that is always on, and one that never is: what is moved inside is moved by so little that rounding
    // shows, so only that it is finite and large is asked.
    let ends: Vec<f64> = (0..batch).flat_map(|_| [0.0, 1.0]).collect();
    let ends = case.from_numbers("codes at the ends", &ends, [batch, 2]);
    let penalty = sparsity(ends, 0.5);
    case.give_at_least("penalty at the ends", penalty.clone(), 5.0);
    case.give_at_most("penalty at the ends, from above", penalty, 20.0);
}

// A network of one to three layers each way, and its sizes from the example to the code.
fn network(case: &mut Case, [hidden, code, output]: [Activation; 3]) -> (Autoencoder, [usize; 2]) {
    let [features, first, second, last] = case.sizes([4..=7, 3..=6, 2..=5, 2..=4]);
    let between = &[first, second][..(case.number() + 2) % 3];
    let sizes = [&[features], between, &[last]].concat();
    let mut network = Autoencoder::new(
        &sizes,
        Activations {
            hidden,
            code,
            output,
        },
        case.device(),
    );
    for layer in network.encoder.iter_mut().chain(&mut network.decoder) {
        draw(case, layer);
    }
    (network, [features, last])
}

fn draw(case: &mut Case, layer: &mut Linear) {
    let [from, to] = layer.weight.dims();
    *layer = LinearConfig::new(from, to).init(case.device());
    let deviation = 1.5 / (from as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", [from, to], deviation));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.5)));
}
