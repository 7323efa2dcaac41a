//! What the gates of an LSTM and of a GRU let through.

use super::super::recurrent::{Recurrent, State};
use super::unrolled::{mean, rows};
use burn::tensor::{Tensor, activation};
use common::ops::Weights;

/// The gate that keeps, f of an LSTM or z of a GRU, among the columns of the weights.
const KEEP: usize = 1;
/// The output gate of an LSTM.
const OUTPUT: usize = 3;

/// The gates of every step of some sequences.
pub(super) struct Gates<'a> {
    weights: Weights,
    inputs: &'a Tensor<3>,
    /// h before each step.
    before: Vec<Tensor<2>>,
}

impl<'a> Gates<'a> {
    /// From h_0 and the states that these inputs make.
    pub(super) fn of(
        layer: &Recurrent,
        inputs: &'a Tensor<3>,
        start: Tensor<2>,
        states: &[State],
    ) -> Self {
        let states = states.iter().map(|state| state.h.clone());
        Self {
            weights: layer.weights(),
            inputs,
            before: [start].into_iter().chain(states).collect(),
        }
    }

    /// One gate in a step, `[batch, hidden]`.
    fn gate(&self, gate: usize, step: usize) -> Tensor<2> {
        let before = self.before[step].clone();
        let hidden = before.dims()[1];
        let columns = |of: &Tensor<2>| of.clone().narrow(1, gate * hidden, hidden);
        let input = self.inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        let sums = input.matmul(columns(&self.weights.input))
            + before.matmul(columns(&self.weights.hidden))
            + columns(&self.weights.bias.clone().unsqueeze());
        activation::sigmoid(sums)
    }

    /// ∂h_t/∂c_t = o ∘ (1 - tanh²(c_t)) of an LSTM in a step.
    pub(super) fn slope_of_cell(&self, step: usize, state: &State) -> Tensor<2> {
        let c = state.c.clone().expect("an LSTM has a cell");
        self.gate(OUTPUT, step) * (c.tanh().square() * -1.0 + 1.0)
    }

    /// The length of what the gates keep of the last gradient, in each step.
    pub(super) fn kept(&self, last: &Tensor<2>) -> Vec<f64> {
        let (mut left, steps) = (last.clone(), self.inputs.dims()[1]);
        let mut lengths = vec![mean(&rows(&left))];
        for step in (1..steps).rev() {
            left = left * self.gate(KEEP, step);
            lengths.push(mean(&rows(&left)));
        }
        lengths.reverse();
        lengths
    }
}
