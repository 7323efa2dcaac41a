//! What the public tests of every assignment are written with; the tests of each include this file.

use common::by_hand::{Device, Tensor};

/// The CPU.
pub fn device() -> Device {
    Device::flex()
}

/// A matrix from rows.
pub fn matrix<const R: usize, const C: usize>(rows: [[f64; C]; R]) -> Tensor<2> {
    Tensor::from_data(rows, &device())
}

/// Fails with both tensors if an element differs by more than f32 rounding explains.
#[track_caller]
pub fn assert_close<const D: usize>(actual: Tensor<D>, expected: Tensor<D>, hint: &str) {
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
