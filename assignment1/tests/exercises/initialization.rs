use crate::{assert_close, vector};
use assignment1::initialization::{he_deviation, xavier_bound};

#[track_caller]
fn assert_is(actual: f64, expected: f64, hint: &str) {
    // Ten thousand times as large, so that small weights are compared to as many digits as large ones.
    assert_close(vector([1e4 * actual]), vector([1e4 * expected]), hint);
}

#[test]
fn initialization_xavier_of_equal_fans() {
    let hint =
        "√(6 / (n + m)): the bound of the uniform distribution, not its deviation √(2 / (n + m))";
    assert_is(xavier_bound(3, 3), 1.0, hint);
    assert_is(xavier_bound(300, 300), 0.1, hint);
}

#[test]
fn initialization_xavier_counts_inputs_and_outputs() {
    let hint = "the sum of both fans, in either order";
    assert_is(xavier_bound(100, 50), 0.2, hint);
    assert_is(xavier_bound(50, 100), 0.2, hint);
    assert_is(xavier_bound(1, 6), 0.925_820_099_8, hint);
    assert_is(xavier_bound(200, 40), 0.158_113_883, hint);
}

#[test]
fn initialization_he_counts_the_inputs() {
    let hint = "√(2 / n): the standard deviation, not the variance";
    assert_is(he_deviation(2), 1.0, hint);
    assert_is(he_deviation(200), 0.1, hint);
    assert_is(he_deviation(8), 0.5, hint);
    assert_is(he_deviation(7), 0.534_522_483_8, hint);
    assert_is(he_deviation(1000), 0.044_721_36, hint);
}
