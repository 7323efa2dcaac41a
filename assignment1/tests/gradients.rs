//! Every gradient against central differences, on ten shapes and several seeds.
//!
//! In f32, as everything is computed that is not told otherwise; `cargo run -p assignment1 -- gradcheck` does
//! the same in f64, to seven digits.

use assignment1::staff::gradients::check;
use common::by_hand::{Device, Streams};

/// Fails if a gradient of this name is wrong, with what to do first.
fn assert_right(name: &str) {
    for seed in [0, 1, 42] {
        for result in check(name, &Streams::new(seed), &Device::flex()) {
            assert_eq!(result.shapes, 10);
            assert!(
                result.error <= 1e-3,
                "\nhint: the tests of tests/exercises show the same in numbers to follow by hand: \
                 cargo test -p assignment1 {name}\n{}, {}\noff by {:.1e} (relative, seed {seed})",
                result.gradient,
                result.largest,
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
    assert_right("saddle");
}
