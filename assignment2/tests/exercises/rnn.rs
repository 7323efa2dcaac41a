use crate::{assert_close, device, matrix, sequences, vector};
use assignment2::rnn::{RnnWeights, cell, output, sequence};
use common::by_hand::Tensor;

/// Three hidden units and five classes; W_hh is not symmetric.
fn weights<const FEATURES: usize>(w_hx: [[f64; 3]; FEATURES]) -> RnnWeights {
    RnnWeights {
        w_hx: matrix(w_hx),
        w_hh: matrix([[0.5, -1.0, 0.25], [2.0, 0.25, -0.75], [-0.5, 1.5, 1.0]]),
        b_h: vector([0.1, -0.2, 0.3]),
        w_ph: matrix([
            [1.0, 0.0, -1.0, 2.0, 0.5],
            [0.0, 3.0, 1.0, -2.0, 0.5],
            [-1.5, 1.0, 0.25, 0.0, 2.0],
        ]),
        b_o: vector([0.5, 0.0, -1.0, 0.25, 1.0]),
    }
}

/// One number a step.
fn scalar_weights() -> RnnWeights {
    weights([[0.5, -1.0, 2.0]])
}

/// Four numbers a step.
fn wide_weights() -> RnnWeights {
    weights([
        [0.5, -1.0, 0.0],
        [1.0, 0.25, -0.5],
        [-0.5, 0.75, 1.0],
        [0.2, -0.3, 0.4],
    ])
}

/// Two sequences of four steps, each step one number.
fn inputs() -> Tensor<3> {
    let sequences = [[[1.0], [0.0], [0.5], [-1.0]], [[0.0], [2.0], [-0.5], [1.0]]];
    Tensor::from_data(sequences, &device())
}

#[test]
fn rnn_cell_of_a_batch() {
    let input = matrix([[1.0, 0.0, 2.0, -1.0], [0.0, 1.0, -1.0, 0.5]]);
    let hidden = matrix([[0.5, -0.5, 0.25], [-1.0, 0.25, 0.75]]);
    let hint = "x W_hx + h W_hh + b_h is (-1.475, 0.35, 2.65) and (1.325, 1.3375, -0.6875): x and h have one \
                example a row, so no matrix is transposed; then tanh of the whole sum";
    let expected = matrix([
        [-0.900_526_98, 0.336_375_54, 0.990_066_40],
        [0.868_021_98, 0.871_070_47, -0.596_373_56],
    ]);
    assert_close(cell(&wide_weights(), input, hidden), expected, hint);
}

#[test]
fn rnn_cell_of_zeros_is_the_tanh_of_the_bias() {
    let (input, hidden) = (matrix([[0.0]; 4]), matrix([[0.0; 3]; 4]));
    let new = cell(&scalar_weights(), input, hidden);
    let hint = "with x = 0 and h = 0 the bias is left, in every row, and tanh of it";
    let bias = [0.099_667_99, -0.197_375_32, 0.291_312_61];
    assert_close(new, matrix([bias; 4]), hint);
}

#[test]
fn rnn_cell_hears_the_state_before() {
    let after = |hidden| cell(&scalar_weights(), matrix([[1.0]]), matrix([hidden]));
    let hint = "the same input after another state: h W_hh is (0.5, -1, 0.25) for h = (1, 0, 0), \
                (2, 0.25, -0.75) for h = (0, 1, 0), a row of W_hh each";
    let after_first = matrix([[0.800_499_02, -0.975_743_13, 0.987_880_40]]);
    assert_close(after([1.0, 0.0, 0.0]), after_first, hint);
    let after_second = matrix([[0.989_027_40, -0.739_783_05, 0.913_785_49]]);
    assert_close(after([0.0, 1.0, 0.0]), after_second, hint);
    let after_third = matrix([[0.099_667_99, 0.291_312_61, 0.997_282_96]]);
    assert_close(after([0.0, 0.0, 1.0]), after_third, hint);
}

#[test]
fn rnn_cell_is_finite_far_from_0() {
    let input = matrix([[400.0, 0.0, -600.0, 0.0]]);
    let new = cell(&wide_weights(), input, matrix([[1.0, -1.0, 1.0]]));
    let hint = "tanh of a few hundred is 1, and of exponentials infinity divided by infinity";
    assert_close(new, matrix([[1.0, -1.0, -1.0]]), hint);
}

#[test]
fn rnn_sequence_of_a_batch() {
    let hint = "each row is a sequence: step t of all of them is inputs[:, t, :], and the state that one \
                step gives goes into the next";
    let expected = matrix([
        [0.834_320_38, 0.969_996_67, -0.884_124_68],
        [0.844_792_75, 0.833_780_84, 0.980_002_86],
    ]);
    assert_close(sequence(&scalar_weights(), inputs()), expected, hint);
}

#[test]
fn rnn_sequence_of_steps_with_two_numbers() {
    let weights = weights([[0.5, -1.0, 2.0], [1.0, 0.5, -0.25]]);
    let last = sequence(&weights, sequences(4));
    let hint =
        "four sequences of five steps of two numbers: the dimensions are batch, steps, features";
    let expected = matrix([
        [0.999_524_31, -0.972_047_95, -0.711_898_78],
        [0.742_241_10, 0.052_457_53, 0.786_852_42],
        [-0.880_022_88, 0.991_446_98, 0.233_189_03],
        [-0.950_287_54, -0.834_371_31, 0.999_692_28],
    ]);
    assert_close(last, expected, hint);
}

#[test]
fn rnn_sequence_of_one_step_begins_at_zero() {
    let hint = "h_0 is zero, one row of it for each sequence";
    let expected = matrix([
        [0.537_049_57, -0.833_654_61, 0.980_096_40],
        [0.099_667_99, -0.197_375_32, 0.291_312_61],
    ]);
    let first = inputs().narrow(1, 0, 1);
    assert_close(sequence(&scalar_weights(), first), expected, hint);
}

#[test]
fn rnn_sequence_reads_the_steps_in_their_order() {
    let read = |steps: [[f64; 1]; 2]| {
        let inputs = Tensor::from_data([steps], &device());
        sequence(&scalar_weights(), inputs)
    };
    let hint = "the first step is read first, the last one last";
    let falling = matrix([[-0.945_637_23, 0.481_305_02, 0.966_721_10]]);
    assert_close(read([[1.0], [0.0]]), falling, hint);
    let rising = matrix([[0.108_992_36, -0.722_111_34, 0.992_087_72]]);
    assert_close(read([[0.0], [1.0]]), rising, hint);
}

#[test]
fn rnn_output_is_one_logit_a_class() {
    let hidden = matrix([
        [1.0, 0.0, 0.5],
        [0.0, 2.0, -1.0],
        [-1.0, 0.5, 0.0],
        [0.25, -0.75, 1.0],
    ]);
    let hint = "h W_ph + b_o and nothing more: logits may be negative and need not add up to 1, because \
                the loss has the softmax inside";
    let expected = matrix([
        [0.75, 0.5, -1.875, 2.25, 2.5],
        [2.0, 5.0, 0.75, -3.75, 0.0],
        [-0.5, 1.5, 0.5, -2.75, 0.75],
        [-0.75, -1.25, -1.75, 2.25, 2.75],
    ]);
    assert_close(output(&scalar_weights(), hidden), expected, hint);
}

#[test]
fn rnn_output_of_zeros_is_the_bias() {
    let logits = output(&scalar_weights(), matrix([[0.0; 3]; 4]));
    let hint = "the bias belongs to every row";
    assert_close(logits, matrix([[0.5, 0.0, -1.0, 0.25, 1.0]; 4]), hint);
}
