use crate::{assert_close, matrix, vector};
use assignment1::cross_entropy::CrossEntropy;
use common::by_hand::Tensor;

/// Four examples of three classes.
fn logits() -> Tensor<2> {
    matrix([
        [1.0, 2.0, 3.0],
        [0.5, -1.0, 0.5],
        [-2.0, 0.0, 1.5],
        [3.0, 1.0, -1.0],
    ])
}

/// Classes 2, 0, 0 and 1.
fn targets() -> Tensor<2> {
    matrix([
        [0.0, 0.0, 1.0],
        [1.0, 0.0, 0.0],
        [1.0, 0.0, 0.0],
        [0.0, 1.0, 0.0],
    ])
}

#[test]
fn cross_entropy_forward_is_the_mean_over_the_batch() {
    let loss = CrossEntropy::default().forward(logits(), targets());
    let hint = "mean over the examples, not the sum: (0.4076 + 0.7989 + 3.7258 + 2.1429) / 4. If you got \
                1.1625: the loss takes logits and has the softmax in it, do not apply another";
    assert_close(loss, vector([1.768_813_96]), hint);
}

#[test]
fn cross_entropy_forward_knows_nothing_at_equal_logits() {
    let loss = CrossEntropy::default().forward(matrix([[7.0; 10]]), matrix([one_hot_10(3)]));
    assert_close(loss, vector([std::f64::consts::LN_10]), "ln(classes)");
}

fn one_hot_10(class: usize) -> [f64; 10] {
    let mut target = [0.0; 10];
    target[class] = 1.0;
    target
}

#[test]
fn cross_entropy_forward_is_finite_when_the_network_is_sure_and_wrong() {
    let loss = CrossEntropy::default().forward(matrix([[0.0, 500.0]]), matrix([[1.0, 0.0]]));
    let hint = "ln of a probability that rounds to 0 is infinite: use equation (2)";
    assert_close(loss, vector([500.0]), hint);
}

#[test]
fn cross_entropy_forward_is_zero_when_the_network_is_sure_and_right() {
    let logits = matrix([[700.0, 0.0], [-900.0, 0.0]]);
    let loss = CrossEntropy::default().forward(logits, matrix([[1.0, 0.0], [0.0, 1.0]]));
    let hint = "exp(700) is infinite, and 0 · ln 0 is not a number: subtract the maximum, and take ln of \
                the sum alone";
    assert_close(loss, vector([0.0]), hint);
}

#[test]
fn cross_entropy_forward_subtracts_the_maximum_of_each_row_by_itself() {
    let logits = matrix([[1000.0, 1001.0], [-1000.0, -999.0], [-3.0, 2.0]]);
    let targets = matrix([[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]]);
    let loss = CrossEntropy::default().forward(logits, targets);
    let hint =
        "with one maximum for the whole batch every exp of the second row is 0, and ln 0 infinite";
    assert_close(loss, vector([2.211_079_57]), hint);
}

#[test]
fn cross_entropy_backward_is_p_minus_t_over_the_batch() {
    let mut loss = CrossEntropy::default();
    loss.forward(logits(), targets());
    let expected = matrix([
        [0.022_507_64, 0.061_182_12, -0.083_689_76],
        [-0.137_545_95, 0.025_091_89, 0.112_454_05],
        [-0.243_976_56, 0.044_507_55, 0.199_469_01],
        [0.216_703_33, -0.220_672_39, 0.003_969_06],
    ]);
    let hint = "(p - t) / B: four times this means the division by the batch size is missing, a third \
                of it that you divided by the classes too";
    assert_close(loss.backward(), expected, hint);
}

#[test]
fn cross_entropy_backward_of_extreme_logits() {
    let mut loss = CrossEntropy::default();
    let logits = matrix([[1000.0, 0.0, -1000.0], [-800.0, -799.0, -798.0]]);
    loss.forward(logits, matrix([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]));
    let expected = matrix([
        [0.5, -0.5, 0.0],
        [-0.454_984_71, 0.122_364_24, 0.332_620_48],
    ]);
    let hint = "p with the maximum of each row subtracted before exp, in both rows";
    assert_close(loss.backward(), expected, hint);
}

#[test]
fn cross_entropy_backward_belongs_to_the_last_forward_pass() {
    let mut loss = CrossEntropy::default();
    loss.forward(logits(), targets());
    let second = matrix([[2.0, -1.0, 0.5], [0.0, 1.0, 3.0]]);
    loss.forward(second, matrix([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]));
    let expected = matrix([
        [0.392_798_52, -0.480_443_71, 0.087_645_20],
        [0.021_005_03, 0.057_097_60, -0.078_102_63],
    ]);
    let hint = "p, t and B are those of the last forward pass";
    assert_close(loss.backward(), expected, hint);
}
