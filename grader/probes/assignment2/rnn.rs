//! What is asked of `assignment2/src/rnn.rs` with inputs that nobody has seen.

use assignment2::rnn::{RnnWeights, cell, output, sequence};
use common::by_hand::Tensor;
use probe::Case;

/// a2.rnn.cell
pub fn rnn_cell(case: &mut Case) {
    let [batch, features, hidden] = case.sizes([2..=6, 1..=4, 3..=7]);
    let weights = weights(case, [features, hidden, 2]);
    // States of which no cell is the source, and of one example alone.
    let states = [batch, 1].map(|batch| {
        let input = case.normal("input", [batch, features]);
        cell(&weights, input, case.normal("state", [batch, hidden]))
    });
    case.give("states", Tensor::cat(states.clone().into(), 0));
    // Where exp overflows tanh is 1.
    let far = case.spread("large input", [batch, features], 3000.0);
    let far = cell(&weights, far, case.normal("state", [batch, hidden]));
    let with_near = [far].into_iter().chain(states).collect();
    case.give("states of large inputs", Tensor::cat(with_near, 0));
}

/// a2.rnn.sequence
pub fn rnn_sequence(case: &mut Case) {
    let [batch, steps, features, hidden] = case.sizes([2..=5, 3..=7, 1..=4, 3..=7]);
    let weights = weights(case, [features, hidden, 2]);
    // A sequence of one step, too: the state before it is zero.
    let states = [[batch, steps], [1, steps], [batch, 1]].map(|[batch, steps]| {
        let inputs = case.normal("inputs", [batch, steps, features]);
        sequence(&weights, inputs)
    });
    case.give("last states", Tensor::cat(states.into(), 0));
}

/// a2.rnn.output
pub fn rnn_output(case: &mut Case) {
    let [batch, hidden, classes] = case.sizes([2..=6, 2..=7, 3..=8]);
    let weights = weights(case, [1, hidden, classes]);
    let logits = [batch, 1].map(|batch| {
        let state = case.between("state", [batch, hidden], -1.0..1.0);
        output(&weights, state)
    });
    case.give("logits", Tensor::cat(logits.into(), 0));
}

// Weights with which states are neither near 0 nor near ±1, where many mistakes look alike. What the first
// step leaves is still seen at the end.
fn weights(case: &mut Case, [features, hidden, classes]: [usize; 3]) -> RnnWeights {
    let of_state = 1.0 / (hidden as f64).sqrt();
    RnnWeights {
        w_hx: case.spread("W_hx", [features, hidden], 0.6 / (features as f64).sqrt()),
        w_hh: case.spread("W_hh", [hidden, hidden], of_state),
        b_h: case.spread("b_h", [hidden], 0.4),
        w_ph: case.spread("W_ph", [hidden, classes], 4.0 * of_state),
        b_o: case.normal("b_o", [classes]),
    }
}
