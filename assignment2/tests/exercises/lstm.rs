use crate::{assert_close, device, matrix, sequences, vector};
use assignment2::lstm::{Gate, LstmWeights, State, cell, sequence};
use common::by_hand::Tensor;

/// What each gate makes of up to three numbers a step, i, f, g and o.
const OF_INPUTS: [[[f64; 2]; 3]; 4] = [
    [[1.0, -0.5], [0.5, 2.0], [-1.0, 0.25]],
    [[0.5, 1.0], [-1.0, 0.5], [2.0, -0.75]],
    [[-1.0, 0.5], [1.5, 1.0], [0.5, -2.0]],
    [[0.75, 1.5], [-0.5, 0.25], [1.0, -1.0]],
];

/// Two hidden units, so many numbers a step; no matrix is symmetric, no two gates are alike.
fn weights(features: usize) -> LstmWeights {
    let gate = |number: usize, w_h, b| Gate {
        w_x: matrix(OF_INPUTS[number]).narrow(0, 0, features),
        w_h: matrix(w_h),
        b: vector(b),
    };
    LstmWeights {
        i: gate(0, [[0.5, -1.0], [2.0, 0.25]], [0.5, -0.5]),
        f: gate(1, [[-0.5, 1.0], [0.75, -1.5]], [1.0, 0.25]),
        g: gate(2, [[1.0, 0.5], [-1.0, 2.0]], [0.1, -0.2]),
        o: gate(3, [[0.25, -0.5], [1.5, 1.0]], [-0.3, 0.6]),
        w_ph: matrix([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]]),
        b_p: vector([0.0, 1.0, -1.0]),
    }
}

/// One step from a state of one row.
fn step(input: f64, h: [f64; 2], c: [f64; 2]) -> State {
    let state = State {
        h: matrix([h]),
        c: matrix([c]),
    };
    cell(&weights(1), matrix([[input]]), state)
}

#[track_caller]
fn assert_state<const ROWS: usize>(
    state: State,
    h: [[f64; 2]; ROWS],
    c: [[f64; 2]; ROWS],
    hint: &str,
) {
    assert_close(state.c, matrix(c), &format!("the cell: {hint}"));
    assert_close(state.h, matrix(h), &format!("the hidden state: {hint}"));
}

#[test]
fn lstm_cell_of_a_batch() {
    let input = matrix([[1.0, 0.0, 2.0], [-0.5, 1.0, -1.0]]);
    let state = State {
        h: matrix([[0.5, -0.5], [-1.0, 0.25]]),
        c: matrix([[0.8, -1.2], [2.0, 0.5]]),
    };
    let hint = "in the first row, i is (0.2227, 0.2451), f (0.9924, 0.7311), g (0.8005, -0.9997) and o (0.8612, \
                0.3430): σ for i, f and o, tanh for g, and the gates with weights of their own";
    assert_state(
        cell(&weights(3), input, state),
        [[0.645_592_68, -0.277_260_21], [0.062_983_49, 0.698_089_56]],
        [[0.972_209_45, -1.122_288_46], [0.621_588_47, 1.120_823_55]],
        hint,
    );
}

#[test]
fn lstm_cell_of_zeros_is_made_of_the_biases() {
    let hint = "with x = 0, h = 0 and c = 0, c is tanh(b_g) σ(b_i), and h is tanh(c) σ(b_o)";
    assert_state(
        step(0.0, [0.0; 2], [0.0; 2]),
        [[0.026_367_46, -0.048_023_65]],
        [[0.062_039_27, -0.074_517_21]],
        hint,
    );
}

#[test]
fn lstm_cell_keeps_what_the_forget_gate_lets_through() {
    let hint = "of the old cell (2, -1) σ(b_f) stays, and tanh(b_g) σ(b_i) is added; h comes from the new cell";
    assert_state(
        step(0.0, [0.0; 2], [2.0, -1.0]),
        [[0.387_010_17, -0.363_274_73]],
        [[1.524_156_43, -0.636_693_71]],
        hint,
    );
}

#[test]
fn lstm_cell_hears_the_state_before() {
    let hint = "the same input and cell after another state: a row of each W_h is added to its sum";
    assert_state(
        step(1.0, [1.0, 0.0], [0.5; 2]),
        [[0.283_726_83, 0.404_786_84]],
        [[0.453_316_57, 0.531_480_39]],
        hint,
    );
    assert_state(
        step(1.0, [0.0, 1.0], [0.5; 2]),
        [[-0.387_770_49, 0.466_902_24]],
        [[-0.475_882_74, 0.533_347_55]],
        hint,
    );
}

#[test]
fn lstm_cell_with_gates_wide_open_or_shut() {
    let state = State {
        h: matrix([[1.0, -1.0]]),
        c: matrix([[3.0, -2.0]]),
    };
    let hint = "i is (1, 0), f (0, 1), g (-1, 1) and o (0, 1): the first cell is overwritten and hidden, the second \
                kept and shown as tanh(-2)";
    assert_state(
        cell(&weights(3), matrix([[400.0, 0.0, -600.0]]), state),
        [[0.0, -0.964_027_58]],
        [[-1.0, -2.0]],
        hint,
    );
}

/// Sequences of so many steps, each step one number.
fn read<const ROWS: usize, const STEPS: usize>(sequences: [[f64; STEPS]; ROWS]) -> Tensor<2> {
    let inputs = Tensor::<2>::from_data(sequences, &device());
    sequence(&weights(1), inputs.unsqueeze_dim(2))
}

#[test]
fn lstm_sequence_of_a_batch() {
    let hint = "each row is a sequence: step t of all of them is inputs[:, t, :], and h and c that one step gives \
                go into the next";
    let expected = matrix([
        [-0.074_729_67, -0.136_362_97],
        [-0.416_345_98, -0.230_876_38],
    ]);
    let last = read([[1.0, 0.0, 0.5, -1.0], [0.0, 2.0, -0.5, 1.0]]);
    assert_close(last, expected, hint);
}

#[test]
fn lstm_sequence_of_steps_with_two_numbers() {
    let hint =
        "three sequences of five steps of two numbers: the dimensions are batch, steps, features";
    let expected = matrix([
        [0.346_867_67, 0.696_322_15],
        [-0.494_540_79, 0.159_608_52],
        [0.193_761_41, 0.180_851_48],
    ]);
    assert_close(sequence(&weights(2), sequences(3)), expected, hint);
}

#[test]
fn lstm_sequence_begins_at_zero_every_time() {
    let hint = "h_0 and c_0 are zero, one row of each for each sequence, and nothing is left of another call";
    let expected = matrix([[-0.321_650_01, 0.069_656_26], [0.026_367_46, -0.048_023_65]]);
    for _ in 0..2 {
        assert_close(read([[1.0], [0.0]]), expected.clone(), hint);
    }
}

#[test]
fn lstm_sequence_reads_the_steps_in_their_order() {
    let hint = "the first step is read first, the last one last";
    let falling = matrix([[-0.239_687_76, -0.044_857_22]]);
    assert_close(read([[1.0, 0.0]]), falling, hint);
    let rising = matrix([[-0.272_857_70, -0.002_883_81]]);
    assert_close(read([[0.0, 1.0]]), rising, hint);
}
