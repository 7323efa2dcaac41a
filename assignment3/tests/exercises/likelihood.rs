use crate::{assert_close, matrix, vector};
use assignment3::likelihood::{bernoulli, gaussian};

#[test]
fn likelihood_bernoulli_of_two_pictures() {
    let logits = matrix([[0.5, -2.0, 3.0], [0.0, 1.0, -1.0]]);
    let pictures = matrix([[1.0, 0.0, 0.25], [0.5, 1.0, 0.1]]);
    assert_close(
        bernoulli(logits, pictures),
        vector([-2.899_592_35, -1.419_670_56]),
        "equation (1): x l - log(1 + exp(l)), added up over the pixels of each picture; no mean, and no minus in front",
    );
}

#[test]
fn likelihood_bernoulli_of_one_that_knows_nothing_is_ln_2_a_pixel() {
    let pictures = matrix([[0.0, 1.0, 0.3, 0.8]]);
    let hint = "four pixels, each -ln 2 whatever it is: a sum over the pixels";
    let expected = vector([-4.0 * std::f64::consts::LN_2]);
    assert_close(bernoulli(pictures.zeros_like(), pictures), expected, hint);
}

#[test]
fn likelihood_bernoulli_is_finite_for_all_logits() {
    let logits = matrix([[100.0, -200.0, 50.0], [-300.0, 0.0, 120.0]]);
    let pictures = matrix([[1.0, 0.0, 0.0], [1.0, 0.5, 0.5]]);
    let hint = "exp(120) and the logarithm of σ(-300) are infinite in single precision: \
                log(1 + exp(l)) = max(l, 0) + log(1 + exp(-|l|))";
    let expected = vector([-50.0, -360.693_147_18]);
    assert_close(bernoulli(logits, pictures), expected, hint);
}

#[test]
fn likelihood_gaussian_of_two_pictures() {
    let means = matrix([[0.5, 0.2, 0.9], [0.0, 1.0, 0.3]]);
    let pictures = matrix([[1.0, 0.0, 0.25], [0.5, 1.0, 0.1]]);
    assert_close(
        gaussian(means, vector([-1.0]), pictures),
        vector([-2.389_166_83, -0.828_228_73]),
        "equation (2), with log τ = -1: τ² = exp(-2), and the last two terms stand once for each pixel",
    );
}

#[test]
fn likelihood_gaussian_of_a_large_deviation() {
    let means = matrix([[0.5, 0.2, 0.9, 0.7]]);
    assert_close(
        gaussian(means, vector([0.5]), matrix([[1.0, 0.0, 0.25, 0.7]])),
        vector([-5.806_811_18]),
        "equation (2) with log τ = 0.5 and four pixels",
    );
}

#[test]
fn likelihood_gaussian_is_positive_where_pixels_are_predicted_well() {
    let pixels = matrix([[0.5, 0.2]]);
    assert_close(
        gaussian(pixels.clone(), vector([-3.0]), pixels),
        vector([4.162_122_93]),
        "nothing is left of the square; a density may be above 1, and its logarithm above 0",
    );
}
