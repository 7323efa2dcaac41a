//! Gradients in deep networks: beside the product of Jacobians, through skips, and what the figures show.

use assignment2::depth::{Block, Deep};
use assignment2::staff::deep::{Activation, Design, FirstWeights};
use assignment2::staff::inside::Inside;
use assignment2::staff::mean_field;
use burn::module::Module;
use burn::tensor::{Tensor, TensorData};
use common::by_hand::{Device, Int, Streams};
use common::data::Batch;
use common::random;

const ACTIVATIONS: [Activation; 3] = [Activation::Sigmoid, Activation::Tanh, Activation::Relu];
const FEATURES: usize = 6;
const CLASSES: usize = 3;

fn design(activation: Activation, [norm, skip]: [bool; 2], depth: usize) -> Design {
    Design {
        depth,
        width: 32,
        activation,
        norm,
        skip,
        first_weights: FirstWeights::Auto,
    }
}

fn network(design: &Design, seed: u64) -> Deep {
    let (plan, device) = (design.plan([FEATURES, CLASSES]), Device::flex());
    let stream = Streams::new(seed).stream("weights");
    random::initialize(stream, &device, |device| Deep::new(&plan, device))
}

fn batch(count: usize) -> Batch<2> {
    let device = Device::flex();
    let mut stream = Streams::new(7).stream("inputs");
    let labels: Vec<i64> = (0..count).map(|it| (it % CLASSES) as i64).collect();
    Batch {
        inputs: stream.normal_tensor([count, FEATURES], 1.0, &device),
        labels: Tensor::<1, Int>::from_data(&*labels, &device),
    }
}

fn inside(design: &Design) -> Inside {
    Inside::of(&network(design, 42), design.activation, batch(32))
}

/// Rows of f64, and what is computed with them by hand.
type Rows = Vec<Vec<f64>>;

fn rows(tensor: Tensor<2>) -> Rows {
    let [_, columns] = tensor.dims();
    let values: Vec<f64> = tensor.into_data().iter().collect();
    values.chunks(columns).map(<[f64]>::to_vec).collect()
}

fn product(left: &Rows, right: &Rows) -> Rows {
    let entry = |row: &[f64], column: usize| {
        let terms = row.iter().zip(right).map(|(a, b)| a * b[column]);
        terms.sum::<f64>()
    };
    let of_row = |row: &Vec<f64>| (0..right[0].len()).map(|it| entry(row, it)).collect();
    left.iter().map(of_row).collect()
}

fn transposed(matrix: &Rows) -> Rows {
    let column = |it: usize| matrix.iter().map(|row| row[it]).collect();
    (0..matrix[0].len()).map(column).collect()
}

fn each(left: &Rows, right: &Rows, of: impl Fn(f64, f64) -> f64) -> Rows {
    let of_rows = left.iter().zip(right);
    let row = |(a, b): (&Vec<f64>, &Vec<f64>)| a.iter().zip(b).map(|(a, b)| of(*a, *b)).collect();
    of_rows.map(row).collect()
}

/// Mean and deviation of each column, with Burn's ε.
fn statistics(z: &Rows) -> Vec<(f64, f64)> {
    let count = z.len() as f64;
    let of_column = |column: Vec<f64>| {
        let mean = column.iter().sum::<f64>() / count;
        let variance = column.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / count;
        (mean, (variance + 1e-5).sqrt())
    };
    transposed(z).into_iter().map(of_column).collect()
}

fn normalized(z: &Rows) -> Rows {
    let of = statistics(z);
    let row = |row: &Vec<f64>| row.iter().zip(&of).map(|(z, (m, d))| (z - m) / d).collect();
    z.iter().map(row).collect()
}

/// The gradient before a normalisation (γ = 1) from that behind it, n being what it gave.
fn through_norm(z: &Rows, gradient: &Rows) -> Rows {
    let (of, n) = (statistics(z), normalized(z));
    let count = z.len() as f64;
    let column = |unit: usize| {
        let own: Vec<(f64, f64)> = gradient
            .iter()
            .zip(&n)
            .map(|(g, n)| (g[unit], n[unit]))
            .collect();
        let mean = own.iter().map(|it| it.0).sum::<f64>() / count;
        let along = own.iter().map(|it| it.0 * it.1).sum::<f64>() / count;
        own.into_iter()
            .map(|(g, n)| (g - mean - n * along) / of[unit].1)
            .collect()
    };
    transposed(&(0..of.len()).map(column).collect())
}

/// The norms of ∂L/∂h_l by the product of Jacobians, in double precision on the host.
fn by_hand(network: &Deep, activation: Activation, batch: Batch<2>) -> Vec<f64> {
    let weight = |block: &Block| rows(block.affine.weight.val().without_autodiff());
    let value = |z: &Rows| each(z, z, |z, _| activation.value(z));
    let mut hidden = rows(batch.inputs);
    // Of each block z, and what the activation gave.
    let mut kept = Vec::new();
    for block in &network.blocks {
        // Every b begins at 0.
        let z = product(&hidden, &weight(block));
        let output = value(&if block.norm.is_some() {
            normalized(&z)
        } else {
            z.clone()
        });
        hidden = match block.has_skip {
            true => each(&hidden, &output, |a, b| a + b),
            false => output.clone(),
        };
        kept.push((z, output));
    }
    let output = rows(network.output.weight.val().without_autodiff());
    let labels: Vec<i64> = batch.labels.into_data().iter().collect();
    let count = labels.len() as f64;
    // ∂L/∂o = (softmax(o) - y) / batch.
    let logits = product(&hidden, &output).into_iter().zip(labels);
    let errors: Rows = logits
        .map(|(row, label)| {
            let sum: f64 = row.iter().map(|o| o.exp()).sum();
            let error = |(class, o): (usize, &f64)| {
                (o.exp() / sum - f64::from(u8::from(class as i64 == label))) / count
            };
            row.iter().enumerate().map(error).collect()
        })
        .collect();
    let mut gradient = product(&errors, &transposed(&output));
    let mut norms = Vec::new();
    for (block, (z, output)) in network.blocks.iter().zip(kept).rev() {
        let squares = gradient.iter().flatten().map(|it| it * it);
        norms.push(squares.sum::<f64>().sqrt());
        let mut error = each(&gradient, &output, |g, a| g * activation.slope(a));
        if block.norm.is_some() {
            error = through_norm(&z, &error);
        }
        let back = product(&error, &transposed(&weight(block)));
        gradient = match block.has_skip {
            true => each(&gradient, &back, |a, b| a + b),
            false => back,
        };
    }
    norms.reverse();
    norms
}

const REMEDIES: [[bool; 2]; 4] = [[false, false], [true, false], [false, true], [true, true]];

#[test]
fn the_norms_are_those_of_the_product_of_jacobians() {
    for activation in ACTIVATIONS {
        for remedies in REMEDIES {
            let design = design(activation, remedies, 4);
            let network = network(&design, 1);
            let measured = Inside::of(&network, activation, batch(16)).gradients;
            let expected = by_hand(&network, activation, batch(16));
            assert_eq!(measured.len(), 4);
            for (measured, expected) in measured.iter().zip(&expected) {
                let error = (measured - expected).abs() / expected;
                assert!(error < 1e-4, "{design:?}: {measured} and {expected}");
            }
        }
    }
}

#[test]
fn measuring_changes_nothing_and_is_the_same_again() {
    let design = design(Activation::Tanh, [true, true], 3);
    let network = network(&design, 1);
    let record = |network: &Deep| network.valid().into_record().into_bytes().unwrap().to_vec();
    let before = record(&network);
    let first = Inside::of(&network, design.activation, batch(16));
    assert_eq!(first, Inside::of(&network, design.activation, batch(16)));
    assert!(before == record(&network));
}

#[test]
fn skips_around_zero_weights_pass_the_gradient_unchanged_and_plain_layers_stop_it() {
    for activation in ACTIVATIONS {
        for [norm, skip] in REMEDIES {
            let mut network = network(&design(activation, [norm, skip], 8), 1);
            for block in &mut network.blocks[1..] {
                let zero = |weight: Tensor<2>| (weight * 0.0).detach().require_grad();
                block.affine.weight = block.affine.weight.clone().map(zero);
            }
            let gradients = Inside::of(&network, activation, batch(16)).gradients;
            let is_whole = |norm: &f64| (norm / gradients[7] - 1.0).abs() < 1e-6;
            assert!(gradients[7] > 1e-3);
            match skip {
                true => assert!(gradients.iter().all(is_whole), "{gradients:?}"),
                false => assert!(gradients[..7].iter().all(|it| *it == 0.0), "{gradients:?}"),
            }
        }
    }
}

#[test]
fn the_first_layer_gets_what_theory_says() {
    // In powers of ten; a layer of 32 units is not wide, and with norm 32 examples are not many.
    for activation in ACTIVATIONS {
        for remedies in REMEDIES {
            let design = design(activation, remedies, 20);
            let measured = inside(&design).ratio().log10();
            let theory = mean_field::ratio(&design).log10();
            let apart = (measured - theory).abs();
            assert!(
                apart < 0.75,
                "{design:?}: 10^{measured:.2}, in theory 10^{theory:.2}"
            );
        }
    }
}

#[test]
fn sigmoids_vanish_norm_alone_makes_relu_explode_and_skips_keep_both() {
    let ratio = |activation, remedies| inside(&design(activation, remedies, 20)).ratio();
    let sigmoid = REMEDIES.map(|it| ratio(Activation::Sigmoid, it));
    // 0.25 to the power 19 is 4e-12.
    assert!(sigmoid[0] < 4e-12, "{sigmoid:?}");
    assert!(
        sigmoid[1..].iter().all(|it| (0.5..20.0).contains(it)),
        "{sigmoid:?}"
    );
    let relu = REMEDIES.map(|it| ratio(Activation::Relu, it));
    assert!(relu[1] > 10.0 && relu[1] > 3.0 * relu[3], "{relu:?}");
    assert!(
        (0.05..5.0).contains(&relu[0]) && (0.5..5.0).contains(&relu[2]),
        "{relu:?}"
    );
}

#[test]
fn what_is_flat_and_what_is_dead_is_told_layer_by_layer() {
    let mut network = network(&design(Activation::Relu, [false, true], 3), 1);
    // In the second block all units but one are off for every input of the batch.
    let bias = |value: f64| {
        let mut biases = vec![-1e3; 32];
        biases[0] = value;
        Tensor::<1>::from_data(TensorData::new(biases, [32]), &Device::flex())
    };
    let affine = &mut network.blocks[1].affine;
    affine.bias = affine
        .bias
        .take()
        .map(|old| old.map(|_| bias(1e3).autodiff().require_grad()));
    let inside = Inside::of(&network, Activation::Relu, batch(16));
    assert_eq!(inside.dead[1], 31.0 / 32.0);
    assert_eq!(inside.flat[1], 31.0 / 32.0);
    assert!(inside.dead[0] < 0.5 && inside.flat[0] > inside.dead[0]);
}
