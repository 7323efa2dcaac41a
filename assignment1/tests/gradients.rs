//! Every gradient against central differences, in f64, on ten shapes and several seeds.
//!
//! A test binary of its own: the device is configured for f64 before its first tensor.

use assignment1::staff::gradients::check;
use common::by_hand::{Device, Streams};
use common::gradcheck::use_f64;
use std::sync::OnceLock;

fn assert_right(name: &str) {
    static DEVICE: OnceLock<Device> = OnceLock::new();
    let device = DEVICE.get_or_init(|| {
        let mut device = Device::flex();
        use_f64(&mut device);
        device
    });
    for seed in [0, 1, 42] {
        for result in check(name, &Streams::new(seed), device) {
            assert_eq!(result.shapes, 10);
            assert!(
                result.error <= 1e-7,
                "{} is off by {:.1e} (relative, seed {seed})",
                result.gradient,
                result.error
            );
        }
    }
}

#[test]
fn linear_backward_matches_central_differences() {
    assert_right("linear");
}

#[test]
fn relu_backward_matches_central_differences() {
    assert_right("relu");
}

#[test]
fn leaky_relu_backward_matches_central_differences() {
    assert_right("leaky_relu");
}

#[test]
fn tanh_backward_matches_central_differences() {
    assert_right("tanh");
}

#[test]
fn sigmoid_backward_matches_central_differences() {
    assert_right("sigmoid");
}

#[test]
fn softmax_backward_matches_central_differences() {
    assert_right("softmax");
}

#[test]
fn cross_entropy_backward_matches_central_differences() {
    assert_right("cross_entropy");
}

#[test]
fn mlp_backward_matches_central_differences() {
    assert_right("mlp");
}

#[test]
fn batch_norm_backward_matches_central_differences() {
    assert_right("batch_norm");
}

#[test]
fn dropout_backward_matches_central_differences() {
    assert_right("dropout");
}

#[test]
fn penalties_match_central_differences() {
    assert_right("l1");
    assert_right("l2");
}

#[test]
fn gradients_of_the_surfaces_match_central_differences() {
    assert_right("bowl");
    assert_right("rosenbrock");
}
