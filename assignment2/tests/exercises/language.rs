use crate::{assert_close, device, matrix, vector};
use assignment2::language::{bits, probabilities};
use common::by_hand::{Int, Tensor};
use std::f64::consts::LN_2;

fn targets<const N: usize>(targets: [i64; N]) -> Tensor<1, Int> {
    Tensor::from_data(targets, &device())
}

/// Logits of rows whose probabilities are known: their logarithms, and a number that belongs to the row.
fn logits<const R: usize, const C: usize>(rows: [([f64; C], f64); R]) -> Tensor<2> {
    matrix(rows.map(|(row, shift)| row.map(|probability| probability.ln() + shift)))
}

#[test]
fn language_bits_of_a_guess_are_the_logarithm_of_the_vocabulary() {
    let hint = "eight characters alike: 1/8 each, and -log₂ 1/8 = 3, whatever comes";
    let guess = matrix([[0.7; 8]; 3]);
    assert_close(bits(guess, targets([0, 5, 7])), vector([3.0]), hint);
    let hint = "80 characters alike: log₂ 80 = ln 80 / ln 2";
    let guess = matrix([[0.0; 80]; 2]);
    assert_close(bits(guess, targets([79, 3])), vector([6.321_928_095]), hint);
}

#[test]
fn language_bits_are_the_mean_over_the_characters_that_came() {
    let half = [0.5, 0.25, 0.125, 0.125];
    let logits = logits([(half, 0.0), (half, 2.0), (half, -1.0), (half, 0.5)]);
    let hint = "the characters that came had 1/2, 1/4, 1/8 and 1/8: (1 + 2 + 3 + 3) / 4 bits; the logarithm first, \
                then the mean, and to the base 2";
    assert_close(bits(logits, targets([0, 1, 3, 2])), vector([2.25]), hint);
}

#[test]
fn language_bits_of_large_logits_are_finite() {
    let logits = matrix([[1000.0, 0.0, -1000.0], [-1000.0, -2000.0, -1000.0]]);
    let hint = "exp(1000) is infinite, and the logarithm of 0 too: subtract the largest logit of the row, and take the \
                logarithm of the sum, not of the quotient";
    // 1000 / ln 2 and log₂ 2, by two.
    let expected = (1000.0 / LN_2 + 1.0) / 2.0;
    assert_close(bits(logits, targets([1, 2])), vector([expected]), hint);
}

#[test]
fn language_bits_let_the_gradient_through() {
    let logits = logits([([0.5, 0.25, 0.25], 0.0), ([0.125, 0.125, 0.75], 1.0)]);
    let logits = logits.autodiff().require_grad();
    let bits = bits(logits.clone(), targets([1, 2]).autodiff());
    let gradient = logits.grad(&bits.backward()).expect("is tracked");
    let hint = "the training goes through your bits: softmax minus the one-hot target, by the number of rows and ln 2. \
                Whatever is read back to the host has no gradient";
    let rows = [[0.5, -0.75, 0.25], [0.125, 0.125, -0.25]];
    let expected = rows.map(|row| row.map(|of| of / 2.0 / LN_2));
    assert_close(gradient, matrix(expected), hint);
}

#[test]
fn language_temperature_of_one_is_the_softmax() {
    let rows = [[0.5, 0.25, 0.25], [0.1, 0.7, 0.2]];
    let logits = logits([(rows[0], 3.0), (rows[1], -2.0)]);
    let hint = "τ = 1: exp(z) divided by the sum of its row";
    assert_close(probabilities(logits, 1.0), matrix(rows), hint);
}

#[test]
fn language_temperature_makes_what_is_probable_more_or_less_so() {
    let row = [0.5, 0.25, 0.25];
    let hint = "τ = 1/2 doubles the logits, which squares the probabilities: (4, 1, 1) / 6";
    let expected = [[4.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0]; 2];
    let logits = || logits([(row, 0.0), (row, 5.0)]);
    assert_close(probabilities(logits(), 0.5), matrix(expected), hint);
    let hint =
        "τ = 2 halves the logits, which takes the root of the probabilities: (√2, 1, 1) / (2 + √2)";
    let all = 2.0 + 2.0_f64.sqrt();
    let expected = [[2.0_f64.sqrt() / all, 1.0 / all, 1.0 / all]; 2];
    assert_close(probabilities(logits(), 2.0), matrix(expected), hint);
}

#[test]
fn language_temperature_of_zero_takes_the_most_probable() {
    let logits = matrix([[0.1, 0.3, 0.2], [-5.0, -7.0, -6.0], [0.0, 1.0, 1.001]]);
    let expected = matrix([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]);
    let hint = "nothing can be divided by 0: in the limit the largest logit of each row has all of the probability";
    assert_close(probabilities(logits, 0.0), expected, hint);
}

#[test]
fn language_temperature_may_be_very_low_and_very_high() {
    let logits = matrix([[3.0, 1.0, 2.0], [-80.0, -90.0, -81.0]]);
    let hint =
        "exp(3 / 0.001) is infinite: subtract the largest logit of the row before you divide by τ";
    let expected = matrix([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]);
    assert_close(probabilities(logits.clone(), 1e-3), expected, hint);
    let hint = "a very high temperature makes all characters alike";
    assert_close(
        probabilities(logits, 1e9),
        matrix([[1.0 / 3.0; 3]; 2]),
        hint,
    );
}
