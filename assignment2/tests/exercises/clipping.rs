use crate::{assert_close, vector};
use assignment2::clipping::{by_value, each_norm, global_norm, norm};
use common::by_hand::Tensor;

/// Three parameters of different sizes; norms 3, 4 and 12, together 13.
fn gradients() -> Vec<Tensor<1>> {
    vec![
        vector([1.0, -2.0, 2.0]),
        vector([0.0, -4.0]),
        vector([4.0, -8.0, 0.0, 8.0]),
    ]
}

#[test]
fn clipping_norm_is_the_length_of_all_gradients_together() {
    let hint =
        "one vector of all nine elements: √(9 + 16 + 144), neither a sum of three norms nor a mean";
    assert_close(norm(&gradients()), vector([13.0]), hint);
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
    assert_all(global_norm(gradients, max_norm), expected, hint);
}

#[track_caller]
fn assert_all(clipped: Vec<Tensor<1>>, expected: Vec<Tensor<1>>, hint: &str) {
    assert_eq!(clipped.len(), expected.len(), "every gradient comes back");
    for (clipped, expected) in clipped.into_iter().zip(expected) {
        assert_close(clipped, expected, hint);
    }
}

#[test]
fn clipping_global_norm_shortens_all_by_the_same_factor() {
    let hint = "the global norm is 13 and the largest allowed 3.25: every element is a quarter of what it \
                was, in all three gradients";
    let quarters = vec![
        vector([0.25, -0.5, 0.5]),
        vector([0.0, -1.0]),
        vector([1.0, -2.0, 0.0, 2.0]),
    ];
    assert_clipped(gradients(), 3.25, quarters, hint);
}

#[test]
fn clipping_global_norm_clips_where_no_single_gradient_is_too_long() {
    let hint = "the norms are 3, 4 and 12, but together 13, which is above 12.35: all times 0.95";
    let shorter = vec![
        vector([0.95, -1.9, 1.9]),
        vector([0.0, -3.8]),
        vector([3.8, -7.6, 0.0, 7.6]),
    ];
    assert_clipped(gradients(), 12.35, shorter, hint);
}

#[test]
fn clipping_global_norm_may_be_below_one() {
    let hint = "the global norm is 0.65, above 0.26: all times 0.4";
    let tenth = [0.15, 0.2, 0.6].map(|element| vector([element, 0.0]));
    let clipped = [0.06, 0.08, 0.24].map(|element| vector([element, 0.0]));
    assert_clipped(tenth.to_vec(), 0.26, clipped.to_vec(), hint);
}

#[test]
fn clipping_global_norm_leaves_what_is_short_enough() {
    let hint = "the factor is never above 1: a gradient is shortened, not stretched";
    assert_clipped(gradients(), 13.5, gradients(), hint);
    assert_clipped(gradients(), f64::INFINITY, gradients(), hint);
    let short = || vec![vector([0.03, -0.04]), vector([0.0, 0.12])];
    assert_clipped(short(), 0.5, short(), hint);
}

#[test]
fn clipping_global_norm_of_zeros_is_zeros() {
    let zeros = || vec![vector([0.0; 3]), vector([0.0])];
    let hint = "0 / 0 is not a number: ε stands below the fraction";
    assert_clipped(zeros(), 1.0, zeros(), hint);
}

#[test]
fn clipping_each_norm_shortens_each_by_its_own_factor() {
    let hint = "the norms are 3, 4 and 12 and the largest allowed 3.6: the first stays, the second is times 0.9, the \
                third times 0.3";
    let shorter = vec![
        vector([1.0, -2.0, 2.0]),
        vector([0.0, -3.6]),
        vector([1.2, -2.4, 0.0, 2.4]),
    ];
    assert_all(each_norm(gradients(), 3.6), shorter, hint);
}

#[test]
fn clipping_each_norm_may_be_below_one() {
    let hint = "the norms are 0.5 and 0.12, the largest allowed 0.2: the first times 0.4, the second as it is";
    let short = vec![vector([0.3, -0.4]), vector([0.0, 0.12])];
    let clipped = vec![vector([0.12, -0.16]), vector([0.0, 0.12])];
    assert_all(each_norm(short, 0.2), clipped, hint);
}

#[test]
fn clipping_each_norm_leaves_what_is_short_enough() {
    let hint = "no gradient is stretched, and zeros stay zeros: ε stands below the fraction";
    assert_all(each_norm(gradients(), 12.5), gradients(), hint);
    let zeros = || vec![vector([0.0; 3]), vector([0.0])];
    assert_all(each_norm(zeros(), 1.0), zeros(), hint);
}

#[test]
fn clipping_by_value_cuts_each_element_off() {
    let hint = "every element between -2.5 and 2.5 stays as it is, a smaller one becomes -2.5, a larger one 2.5";
    let cut = vec![
        vector([1.0, -2.0, 2.0]),
        vector([0.0, -2.5]),
        vector([2.5, -2.5, 0.0, 2.5]),
    ];
    assert_all(by_value(gradients(), 2.5), cut, hint);
}

#[test]
fn clipping_by_value_may_be_below_one() {
    let hint = "the bound is the size of an element, whatever the norm is: 0.1 here";
    let short = vec![vector([0.3, -0.04]), vector([-0.2, 0.0, 0.1])];
    let cut = vec![vector([0.1, -0.04]), vector([-0.1, 0.0, 0.1])];
    assert_all(by_value(short, 0.1), cut, hint);
}

#[test]
fn clipping_by_value_leaves_what_is_small_enough() {
    let hint = "no element is above the bound";
    assert_all(by_value(gradients(), 8.0), gradients(), hint);
}
