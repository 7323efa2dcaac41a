use crate::{assert_close, matrix};
use assignment1::softmax::Softmax;
use common::by_hand::{Layer, Tensor};

fn logits() -> Tensor<2> {
    matrix([[1.0, 2.0, 3.0], [0.5, -1.0, 0.5]])
}

#[test]
fn softmax_forward_of_known_values() {
    let expected = matrix([
        [0.090_030_57, 0.244_728_47, 0.665_240_96],
        [0.449_816_22, 0.100_367_56, 0.449_816_22],
    ]);
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
    let output = Softmax::default().forward(matrix([
        [1000.0, 1001.0, 999.0],
        [-1000.0, -999.0, -1002.0],
        [3.0, -2000.0, 2.0],
    ]));
    let hint = "one maximum for the whole batch makes the other rows 0/0, and 0 or the mean in place of \
                the maximum is too little";
    let expected = matrix([
        [0.244_728_47, 0.665_240_96, 0.090_030_57],
        [0.259_496_46, 0.705_384_51, 0.035_119_03],
        [0.731_058_58, 0.0, 0.268_941_42],
    ]);
    assert_close(output, expected, hint);
}

#[test]
fn softmax_backward_of_known_values() {
    let mut layer = Softmax::default();
    layer.forward(logits());
    let grad = layer.backward(matrix([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]]));
    let expected = matrix([
        [0.096_045_15, -0.473_107_64, 0.377_062_49],
        [0.944_779_39, -0.090_293_92, -0.854_485_48],
    ]);
    let hint = "every probability depends on every logit: p (g - Σ g p), the sum over each row";
    assert_close(grad, expected, hint);
}

#[test]
fn softmax_backward_belongs_to_the_last_forward_pass() {
    let mut layer = Softmax::default();
    layer.forward(logits());
    layer.forward(matrix([
        [0.2, -0.4, 1.0],
        [2.0, 2.0, -1.0],
        [-3.0, 0.0, 1.0],
    ]));
    let grad = layer.backward(matrix([
        [1.0, -2.0, 0.5],
        [3.0, 0.0, -1.0],
        [2.0, 2.0, -4.0],
    ]));
    let expected = matrix([
        [0.193_686_39, -0.329_919_17, 0.136_232_78],
        [0.761_407_01, -0.702_159_64, -0.059_247_37],
        [0.057_190_60, 1.148_703_81, -1.205_894_41],
    ]);
    let hint = "p of the last forward pass, and Σ g p over the classes of each example, not over the batch";
    assert_close(grad, expected, hint);
}
