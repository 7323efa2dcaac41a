//! The public tests of assignment 1's exercises: literal numbers on tiny inputs.
//!
//! `cargo test -p assignment1 linear` checks one topic, `cargo test -p assignment1 linear_backward`
//! one exercise. The gradients are checked again, against central differences, in `gradients.rs`.

mod activations;
mod batch_norm;
mod compare;
mod coordinates;
mod cross_entropy;
mod dropout;
mod gates;
mod initialization;
mod linear;
#[cfg(target_os = "linux")]
mod memory;
mod mlp;
mod optimizers;
mod penalties;
mod perceptron;
mod range_test;
mod schedules;
mod sgd;
mod softmax;
mod surfaces;
mod training;

use common::by_hand::{Device, Tensor};

/// The CPU.
fn device() -> Device {
    Device::flex()
}

/// A matrix from rows.
fn matrix<const R: usize, const C: usize>(rows: [[f64; C]; R]) -> Tensor<2> {
    Tensor::from_data(rows, &device())
}

/// Fails with both tensors if an element differs by more than f32 rounding explains.
#[track_caller]
fn assert_close<const D: usize>(actual: Tensor<D>, expected: Tensor<D>, hint: &str) {
    assert_eq!(
        actual.dims(),
        expected.dims(),
        "the shape is wrong\n    hint {hint}"
    );
    let values = |tensor: &Tensor<D>| tensor.to_data().iter::<f64>().collect::<Vec<_>>();
    let close = values(&actual)
        .iter()
        .zip(values(&expected))
        .all(|(a, e)| (a - e).abs() <= 1e-5 * e.abs().max(1.0));
    assert!(
        close,
        "\n     got {}\nexpected {}\n    hint {hint}",
        actual.to_data(),
        expected.to_data()
    );
}

/// If this fails, the machine or its set-up is at fault and no exercise: tell the teaching staff.
#[test]
fn machine_can_compute() {
    let product = matrix([[1.0, 2.0], [3.0, 4.0]]).matmul(matrix([[1.0], [10.0]]));
    assert_close(
        product,
        matrix([[21.0], [43.0]]),
        "please tell the teaching staff",
    );
}
