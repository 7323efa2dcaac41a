use crate::{assert_close, vector};
use assignment1::penalties::{L1, L2};
use common::by_hand::{Penalty, Tensor};

/// Five weights: their squares add up to 15.5, their absolute values to 7.
fn weights() -> Tensor<1> {
    vector([3.0, -2.0, 0.0, 0.5, -1.5])
}

#[test]
fn penalties_l2_loss_is_half_the_sum_of_the_squares() {
    let hint = "λ/2 times the sum of the squares, 15.5: no root, no mean";
    let loss = L2 { strength: 0.4 }.loss(weights());
    assert_close(loss, vector([3.1]), hint);
    let loss = L2 { strength: 1.5 }.loss(weights());
    assert_close(loss, vector([11.625]), hint);
}

#[test]
fn penalties_l2_gradient_is_proportional_to_the_weight() {
    let hint = "λ w: the 2 of the square and the half cancel";
    let gradient = L2 { strength: 0.4 }.gradient(weights());
    assert_close(gradient, vector([1.2, -0.8, 0.0, 0.2, -0.6]), hint);
    let gradient = L2 { strength: 1.5 }.gradient(weights());
    assert_close(gradient, vector([4.5, -3.0, 0.0, 0.75, -2.25]), hint);
}

#[test]
fn penalties_l1_loss_is_the_sum_of_the_absolute_values() {
    let hint =
        "λ times the sum of the absolute values, 7, without a half: no mean, no sign is lost";
    let loss = L1 { strength: 0.4 }.loss(weights());
    assert_close(loss, vector([2.8]), hint);
    let loss = L1 { strength: 1.5 }.loss(weights());
    assert_close(loss, vector([10.5]), hint);
}

#[test]
fn penalties_l1_gradient_is_the_sign() {
    let hint = "λ sign(w): as strong for a small weight as for a large one";
    let gradient = L1 { strength: 0.4 }.gradient(vector([3.0, -2.0, 1e-6, -1e-6, -1.5]));
    assert_close(gradient, vector([0.4, -0.4, 0.4, -0.4, -0.4]), hint);
    let gradient = L1 { strength: 1.5 }.gradient(vector([0.25, -7.0]));
    assert_close(gradient, vector([1.5, -1.5]), hint);
}

#[test]
fn penalties_l1_gradient_at_0_is_0() {
    let gradient = L1 { strength: 0.4 }.gradient(vector([0.0, -0.0, 1.0]));
    let hint = "a weight that is 0 is left alone: sign(0) = 0, and w / |w| is not a number there";
    assert_close(gradient, vector([0.0, 0.0, 0.4]), hint);
}
