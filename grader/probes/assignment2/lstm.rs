//! What is asked of `assignment2/src/lstm.rs` with inputs that nobody has seen.

use assignment2::lstm::{Gate, LstmWeights, State, cell, sequence};
use common::by_hand::Tensor;
use probe::Case;

/// a2.lstm.cell
pub fn lstm_cell(case: &mut Case) {
    let [batch, features, hidden] = case.sizes([2..=6, 1..=4, 3..=7]);
    let weights = weights(case, [features, hidden]);
    // States of which no cell is the source, and of one example alone.
    let states = [batch, 1].map(|batch| {
        let input = case.normal("input", [batch, features]);
        cell(&weights, input, state(case, [batch, hidden]))
    });
    let both = |of: fn(State) -> Tensor<2>| Tensor::cat(states.clone().map(of).into(), 0);
    case.give("hidden states", both(|state| state.h));
    case.give("cells", both(|state| state.c));
    // Gates wide open or shut: what is kept, overwritten, shown.
    let far = case.spread("large input", [batch, features], 3000.0);
    let far = cell(&weights, far, state(case, [batch, hidden]));
    case.give("hidden states of large inputs", far.h);
    case.give("cells of large inputs", far.c);
}

/// a2.lstm.sequence
pub fn lstm_sequence(case: &mut Case) {
    let [batch, steps, features, hidden] = case.sizes([2..=5, 3..=7, 1..=4, 3..=7]);
    let weights = weights(case, [features, hidden]);
    // A sequence of one step, too: the state before it is zero.
    let states = [[batch, steps], [1, steps], [batch, 1]].map(|[batch, steps]| {
        let inputs = case.normal("inputs", [batch, steps, features]);
        sequence(&weights, inputs)
    });
    case.give("last states", Tensor::cat(states.into(), 0));
}

// A hidden state is between -1 and 1; a cell is not.
fn state(case: &mut Case, shape: [usize; 2]) -> State {
    State {
        h: case.between("hidden state", shape, -1.0..1.0),
        c: case.spread("cell", shape, 1.5),
    }
}

// Weights with which no gate is near 0 or 1, where many mistakes look alike.
fn weights(case: &mut Case, [features, hidden]: [usize; 2]) -> LstmWeights {
    let [i, f, g, o] = ["i", "f", "g", "o"].map(|gate| Gate {
        w_x: case.spread(
            &format!("W_{gate}x"),
            [features, hidden],
            1.0 / (features as f64).sqrt(),
        ),
        w_h: case.spread(
            &format!("W_{gate}h"),
            [hidden, hidden],
            1.5 / (hidden as f64).sqrt(),
        ),
        b: case.spread(&format!("b_{gate}"), [hidden], 0.7),
    });
    LstmWeights {
        i,
        f,
        g,
        o,
        w_ph: Tensor::zeros([hidden, 2], case.device()),
        b_p: Tensor::zeros([2], case.device()),
    }
}
