//! What is asked of `assignment2/src/gru.rs` with inputs that nobody has seen.

use assignment2::gru::{GruWeights, cell, sequence};
use assignment2::lstm::Gate;
use common::by_hand::Tensor;
use probe::Case;

/// a2.gru.cell
pub fn gru_cell(case: &mut Case) {
    let [batch, features, hidden] = case.sizes([2..=6, 1..=4, 3..=7]);
    let weights = weights(case, [features, hidden]);
    // States of which no cell is the source, and of one example alone.
    let states = [batch, 1].map(|batch| {
        let input = case.normal("input", [batch, features]);
        cell(&weights, input, case.normal("state", [batch, hidden]))
    });
    case.give("states", Tensor::cat(states.into(), 0));
    // Gates wide open or shut: what is kept, overwritten, reset.
    let far = case.spread("large input", [batch, features], 3000.0);
    let far = cell(&weights, far, case.normal("state", [batch, hidden]));
    case.give("states of large inputs", far);
}

/// a2.gru.sequence
pub fn gru_sequence(case: &mut Case) {
    let [batch, steps, features, hidden] = case.sizes([2..=5, 3..=7, 1..=4, 3..=7]);
    let weights = weights(case, [features, hidden]);
    // A sequence of one step, too: the state before it is zero.
    let states = [[batch, steps], [1, steps], [batch, 1]].map(|[batch, steps]| {
        let inputs = case.normal("inputs", [batch, steps, features]);
        sequence(&weights, inputs)
    });
    case.give("last states", Tensor::cat(states.into(), 0));
}

// Weights with which no gate is near 0 or 1, where many mistakes look alike.
fn weights(case: &mut Case, [features, hidden]: [usize; 2]) -> GruWeights {
    let [r, z, n] = ["r", "z", "n"].map(|gate| Gate {
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
    GruWeights {
        r,
        z,
        n,
        w_ph: Tensor::zeros([hidden, 2], case.device()),
        b_p: Tensor::zeros([2], case.device()),
    }
}
