use crate::{assert_close, matrix};
use assignment1::softmax::Softmax;
use common::by_hand::{Layer, Tensor};

fn logits() -> Tensor<2> {
    matrix([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
}

#[test]
fn softmax_forward_of_known_values() {
    let third = 1.0 / 3.0;
    let expected = matrix([[0.090_030_57, 0.244_728_47, 0.665_240_96], [third; 3]]);
    let hint = "divide by the sum of each row (dimension 1), not of each column";
    assert_close(Softmax::default().forward(logits()), expected, hint);
}

#[test]
fn softmax_forward_survives_large_logits() {
    let output = Softmax::default().forward(matrix([[1000.0, 1000.0], [-1000.0, 0.0]]));
    let hint = "subtract the largest logit of each row before exp";
    assert_close(output, matrix([[0.5, 0.5], [0.0, 1.0]]), hint);
}

#[test]
fn softmax_forward_subtracts_the_maximum_of_each_row_by_itself() {
    let output = Softmax::default().forward(matrix([[1000.0, 1001.0], [-1000.0, -999.0]]));
    let row = [0.268_941_42, 0.731_058_6];
    let hint = "one maximum for the whole batch makes the other rows 0/0";
    assert_close(output, matrix([row, row]), hint);
}

#[test]
fn softmax_backward_of_known_values() {
    let mut layer = Softmax::default();
    layer.forward(logits());
    let grad = layer.backward(matrix([[1.0, 0.0, 0.0], [3.0, 0.0, 0.0]]));
    let expected = matrix([
        [0.081_925_07, -0.022_033_04, -0.059_892_02],
        [0.666_666_7, -0.333_333_3, -0.333_333_3],
    ]);
    let hint = "every probability depends on every logit: p (g - Σ g p)";
    assert_close(grad, expected, hint);
}
