use crate::{assert_close, device};
use assignment2::clipping::{global_norm, norm};
use common::by_hand::Tensor;

fn vector<const N: usize>(values: [f64; N]) -> Tensor<1> {
    Tensor::from_data(values, &device())
}

/// Two parameters; norms 3 and 4, together 5.
fn gradients() -> Vec<Tensor<1>> {
    vec![vector([1.0, -2.0, 2.0]), vector([0.0, -4.0])]
}

#[test]
fn clipping_norm_is_the_length_of_all_gradients_together() {
    let hint =
        "one vector of all elements: √(1 + 4 + 4 + 0 + 16), neither a sum of two norms nor a mean";
    assert_close(norm(&gradients()), vector([5.0]), hint);
}

#[test]
fn clipping_norm_of_one_gradient_is_its_length() {
    let hint = "√(Σ g²): the square of each element, and the root at the end";
    let gradients = [vector([-0.3, 0.0, 0.4, -1.2])];
    assert_close(norm(&gradients), vector([1.3]), hint);
}

#[test]
fn clipping_norm_of_zeros_is_zero() {
    let hint = "without a gradient the norm is 0";
    assert_close(
        norm(&[vector([0.0; 2]), vector([0.0])]),
        vector([0.0]),
        hint,
    );
}

/// Fails where one of the gradients is not what it should be after clipping.
#[track_caller]
fn assert_clipped(gradients: Vec<Tensor<1>>, max_norm: f64, expected: Vec<Tensor<1>>, hint: &str) {
    let clipped = global_norm(gradients, max_norm);
    assert_eq!(clipped.len(), expected.len(), "every gradient comes back");
    for (clipped, expected) in clipped.into_iter().zip(expected) {
        assert_close(clipped, expected, hint);
    }
}

#[test]
fn clipping_global_norm_shortens_all_by_the_same_factor() {
    let hint = "the global norm is 5 and the largest allowed 2.5: every element is halved, in both gradients";
    let halves = vec![vector([0.5, -1.0, 1.0]), vector([0.0, -2.0])];
    assert_clipped(gradients(), 2.5, halves, hint);
}

#[test]
fn clipping_global_norm_clips_where_no_single_gradient_is_too_long() {
    let hint = "the norms are 3 and 4, but together 5, which is above 4.5: both times 0.9";
    let shorter = vec![vector([0.9, -1.8, 1.8]), vector([0.0, -3.6])];
    assert_clipped(gradients(), 4.5, shorter, hint);
}

#[test]
fn clipping_global_norm_leaves_what_is_short_enough() {
    let hint = "the factor is never above 1: a gradient is shortened, not stretched";
    assert_clipped(gradients(), 6.0, gradients(), hint);
    assert_clipped(gradients(), f64::INFINITY, gradients(), hint);
}

#[test]
fn clipping_global_norm_of_zeros_is_zeros() {
    let zeros = || vec![vector([0.0; 3]), vector([0.0])];
    let hint = "0 / 0 is not a number: ε stands below the fraction";
    assert_clipped(zeros(), 1.0, zeros(), hint);
}
