use crate::{assert_close, device};
use assignment1::penalties::{L1, L2};
use common::by_hand::{Penalty, Tensor};

fn vector<const N: usize>(values: [f64; N]) -> Tensor<1> {
    Tensor::from_data(values, &device())
}

fn weights() -> Tensor<1> {
    vector([3.0, -2.0, 0.0, 0.5])
}

#[test]
fn penalties_l2_loss_is_half_the_sum_of_the_squares() {
    let loss = L2 { strength: 0.4 }.loss(weights());
    let hint = "λ/2 times the sum of the squares: no root, no mean";
    assert_close(loss, vector([2.65]), hint);
}

#[test]
fn penalties_l2_gradient_is_proportional_to_the_weight() {
    let gradient = L2 { strength: 0.4 }.gradient(weights());
    let hint = "λ w: the 2 of the square and the half cancel";
    assert_close(gradient, vector([1.2, -0.8, 0.0, 0.2]), hint);
}

#[test]
fn penalties_l1_loss_is_the_sum_of_the_absolute_values() {
    let loss = L1 { strength: 0.4 }.loss(weights());
    let hint = "λ times the sum of the absolute values, without a half: no mean, no sign is lost";
    assert_close(loss, vector([2.2]), hint);
}

#[test]
fn penalties_l1_gradient_is_the_sign() {
    let gradient = L1 { strength: 0.4 }.gradient(vector([3.0, -2.0, 1e-6, -1e-6]));
    let hint = "λ sign(w): as strong for a small weight as for a large one";
    assert_close(gradient, vector([0.4, -0.4, 0.4, -0.4]), hint);
}

#[test]
fn penalties_l1_gradient_at_0_is_0() {
    let gradient = L1 { strength: 0.4 }.gradient(vector([0.0, -0.0, 1.0]));
    let hint = "a weight that is 0 is left alone: sign(0) = 0, and w / |w| is not a number there";
    assert_close(gradient, vector([0.0, 0.0, 0.4]), hint);
}
