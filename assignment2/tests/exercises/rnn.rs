use crate::{assert_close, device, matrix};
use assignment2::rnn::{RnnWeights, cell, output, sequence};
use common::by_hand::Tensor;

/// Two hidden units and five classes; W_hh is not symmetric.
fn weights<const FEATURES: usize>(w_hx: [[f64; 2]; FEATURES]) -> RnnWeights {
    RnnWeights {
        w_hx: matrix(w_hx),
        w_hh: matrix([[0.5, -1.0], [2.0, 0.25]]),
        b_h: Tensor::from_data([0.1, -0.2], &device()),
        w_ph: matrix([[1.0, 0.0, -1.0, 2.0, 0.5], [0.0, 3.0, 1.0, -2.0, 0.5]]),
        b_o: Tensor::from_data([0.5, 0.0, -1.0, 0.25, 1.0], &device()),
    }
}

/// One number a step.
fn scalar_weights() -> RnnWeights {
    weights([[0.5, -1.0]])
}

/// Three sequences of four steps, each step one number.
fn inputs() -> Tensor<3> {
    let sequences = [
        [[1.0], [0.0], [0.5], [-1.0]],
        [[0.0], [2.0], [-0.5], [1.0]],
        [[-1.0], [1.0], [0.0], [0.25]],
    ];
    Tensor::from_data(sequences, &device())
}

#[test]
fn rnn_cell_of_a_batch() {
    let weights = weights([[0.5, -1.0], [1.0, 0.25], [-0.5, 0.75], [0.2, -0.3]]);
    let input = matrix([
        [1.0, 0.0, 2.0, -1.0],
        [0.0, 1.0, -1.0, 0.5],
        [0.5, 0.5, 0.0, 0.0],
    ]);
    let hidden = matrix([[0.5, -0.5], [-1.0, 0.25], [0.0, 0.0]]);
    let hint = "x W_hx + h W_hh + b_h is (-1.35, -0.025), (1.7, 0.2125), (0.85, -0.575): x and h have one \
                example a row, so no matrix is transposed; then tanh of the whole sum";
    let expected = matrix([
        [-0.874_053_3, -0.024_994_8],
        [0.935_409_1, 0.209_358_2],
        [0.691_069_5, -0.519_021_8],
    ]);
    assert_close(cell(&weights, input, hidden), expected, hint);
}

#[test]
fn rnn_cell_of_zeros_is_the_tanh_of_the_bias() {
    let (input, hidden) = (matrix([[0.0]; 3]), matrix([[0.0, 0.0]; 3]));
    let new = cell(&scalar_weights(), input, hidden);
    let hint = "with x = 0 and h = 0 the bias is left, in every row, and tanh of it";
    assert_close(new, matrix([[0.099_668_0, -0.197_375_3]; 3]), hint);
}

#[test]
fn rnn_cell_hears_the_state_before() {
    let after = |hidden| cell(&scalar_weights(), matrix([[1.0]]), matrix([hidden]));
    let hint = "the same input after another state: h W_hh is (0.5, -1) for h = (1, 0) and (2, 0.25) for \
                h = (0, 1), a row of W_hh each";
    let after_first = matrix([[0.800_499_0, -0.975_743_1]]);
    assert_close(after([1.0, 0.0]), after_first, hint);
    let after_second = matrix([[0.989_027_4, -0.739_783_1]]);
    assert_close(after([0.0, 1.0]), after_second, hint);
}

#[test]
fn rnn_sequence_of_a_batch() {
    let hint = "each row is a sequence: step t of all of them is inputs[:, t, :], and the state that one \
                step gives goes into the next";
    let expected = matrix([
        [-0.717_964_1, 0.936_529_7],
        [-0.727_674_9, -0.367_098_6],
        [-0.941_462_8, -0.141_633_6],
    ]);
    assert_close(sequence(&scalar_weights(), inputs()), expected, hint);
}

#[test]
fn rnn_sequence_of_one_step_begins_at_zero() {
    let hint = "h_0 is zero, one row of it for each sequence";
    let expected = matrix([
        [0.537_049_6, -0.833_654_6],
        [0.099_668_0, -0.197_375_3],
        [-0.379_949_0, 0.664_036_8],
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
    let falling = matrix([[-0.861_409_9, -0.737_722_3]]);
    assert_close(read([[1.0], [0.0]]), falling, hint);
    let rising = matrix([[0.249_691_1, -0.873_819_8]]);
    assert_close(read([[0.0], [1.0]]), rising, hint);
}

#[test]
fn rnn_output_is_one_logit_a_class() {
    let hidden = matrix([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.5]]);
    let hint = "h W_ph + b_o and nothing more: logits may be negative and need not add up to 1, because \
                the loss has the softmax inside";
    let expected = matrix([
        [1.5, 0.0, -2.0, 2.25, 1.5],
        [0.5, 6.0, 1.0, -3.75, 2.0],
        [-0.5, 1.5, 0.5, -2.75, 0.75],
    ]);
    assert_close(output(&scalar_weights(), hidden), expected, hint);
}

#[test]
fn rnn_output_of_zeros_is_the_bias() {
    let logits = output(&scalar_weights(), matrix([[0.0, 0.0]; 3]));
    let hint = "the bias belongs to every row";
    assert_close(logits, matrix([[0.5, 0.0, -1.0, 0.25, 1.0]; 3]), hint);
}
