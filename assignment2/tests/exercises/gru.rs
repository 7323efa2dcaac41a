use crate::{assert_close, device, matrix, sequences, vector};
use assignment2::gru::{GruWeights, cell, sequence};
use assignment2::lstm::Gate;
use common::by_hand::Tensor;

/// What each gate makes of up to three numbers a step, r, z and n.
const OF_INPUTS: [[[f64; 2]; 3]; 3] = [
    [[1.0, -0.5], [0.5, 2.0], [-1.0, 0.25]],
    [[0.5, 1.0], [-1.0, 0.5], [2.0, -0.75]],
    [[-1.0, 0.5], [1.5, 1.0], [0.5, -2.0]],
];

/// Two hidden units, so many numbers a step; no matrix is symmetric, no two gates are alike.
fn weights(features: usize) -> GruWeights {
    let gate = |number: usize, w_h, b| Gate {
        w_x: matrix(OF_INPUTS[number]).narrow(0, 0, features),
        w_h: matrix(w_h),
        b: vector(b),
    };
    GruWeights {
        r: gate(0, [[0.5, -1.0], [2.0, 0.25]], [0.5, -0.5]),
        z: gate(1, [[-0.5, 1.0], [0.75, -1.5]], [1.0, 0.25]),
        n: gate(2, [[1.0, 0.5], [-1.0, 2.0]], [0.1, -0.2]),
        w_ph: matrix([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]]),
        b_p: vector([0.0, 1.0, -1.0]),
    }
}

#[test]
fn gru_cell_of_a_batch() {
    let input = matrix([[1.0, 0.0, 2.0], [-0.5, 1.0, -1.0]]);
    let hidden = matrix([[0.5, -0.5], [-1.0, 0.25]]);
    let hint = "in the first row, r is (0.2227, 0.2451), z (0.9924, 0.7311) and n (0.3119, -0.9992): in n the reset \
                gate multiplies h W_nh alone, and z is the share of the old state";
    let expected = matrix([[0.498_575_07, -0.634_243_17], [0.257_621_68, 0.687_317_07]]);
    assert_close(cell(&weights(3), input, hidden), expected, hint);
}

#[test]
fn gru_cell_of_zeros_is_made_of_the_biases() {
    let new = cell(&weights(1), matrix([[0.0]; 3]), matrix([[0.0; 2]; 3]));
    let hint = "with x = 0 and h = 0 the new state is (1 - σ(b_z)) tanh(b_n), in every row";
    assert_close(new, matrix([[0.026_804_85, -0.086_415_55]; 3]), hint);
}

#[test]
fn gru_cell_hears_the_state_before() {
    let after = |hidden| cell(&weights(1), matrix([[1.0]]), matrix([hidden]));
    let hint = "the same input after another state: a row of each W_h, and z of the state itself";
    let first = matrix([[0.725_894_75, 0.032_882_50]]);
    assert_close(after([1.0, 0.0]), first, hint);
    let second = matrix([[-0.090_930_63, 0.851_571_93]]);
    assert_close(after([0.0, 1.0]), second, hint);
}

#[test]
fn gru_cell_with_gates_wide_open_or_shut() {
    let new = cell(
        &weights(3),
        matrix([[400.0, 0.0, -600.0]]),
        matrix([[0.25, -0.75]]),
    );
    let hint =
        "z is (0, 1): the first number is new, tanh of a large negative sum, the second stays";
    assert_close(new, matrix([[-1.0, -0.75]]), hint);
}

/// Sequences of so many steps, each step one number.
fn read<const ROWS: usize, const STEPS: usize>(sequences: [[f64; STEPS]; ROWS]) -> Tensor<2> {
    let inputs = Tensor::<2>::from_data(sequences, &device());
    sequence(&weights(1), inputs.unsqueeze_dim(2))
}

#[test]
fn gru_sequence_of_a_batch() {
    let hint = "each row is a sequence: step t of all of them is inputs[:, t, :], and the state that one step gives \
                goes into the next";
    let expected = matrix([
        [0.175_522_99, -0.472_651_90],
        [-0.051_398_28, -0.208_830_18],
    ]);
    let last = read([[1.0, 0.0, 0.5, -1.0], [0.0, 2.0, -0.5, 1.0]]);
    assert_close(last, expected, hint);
}

#[test]
fn gru_sequence_of_steps_with_two_numbers() {
    let hint =
        "three sequences of five steps of two numbers: the dimensions are batch, steps, features";
    let expected = matrix([
        [0.911_012_60, 0.376_844_64],
        [0.369_523_63, -0.331_622_28],
        [0.866_716_17, -0.413_920_22],
    ]);
    assert_close(sequence(&weights(2), sequences(3)), expected, hint);
}

#[test]
fn gru_sequence_begins_at_zero_every_time() {
    let hint = "h_0 is zero, one row of it for each sequence";
    let expected = matrix([[-0.130_671_01, 0.064_875_36], [0.026_804_85, -0.086_415_55]]);
    for _ in 0..2 {
        assert_close(read([[1.0], [0.0]]), expected.clone(), hint);
    }
}

#[test]
fn gru_sequence_reads_the_steps_in_their_order() {
    let hint = "the first step is read first, the last one last";
    let falling = matrix([[-0.104_470_47, -0.052_111_55]]);
    assert_close(read([[1.0, 0.0]]), falling, hint);
    let rising = matrix([[-0.108_589_89, -0.019_617_77]]);
    assert_close(read([[0.0, 1.0]]), rising, hint);
}
