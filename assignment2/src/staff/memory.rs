//! What the hidden states of a recurrent network still tell of the first digit, and what of the loss
//! reaches them.

use super::recurrent::State;
use super::through_time::{Unrolled, lengths};
use crate::palindromes::DIGITS;
use crate::rnn::{RnnWeights, cell, output};
use burn::tensor::{Int, Tensor, activation};
use common::data::Batch;
use common::learner::Step;

/// The hidden states h_1 … h_n of some sequences, `[sequence, hidden]` each.
///
/// # Shapes
/// - inputs: `[sequence, steps, features]`
pub fn states(weights: &RnnWeights, inputs: &Tensor<3>) -> Vec<Tensor<2>> {
    let mut state = start(weights, inputs);
    let next = |step| {
        state = after(weights, inputs.clone().narrow(1, step, 1), state.clone());
        state.h.clone()
    };
    (0..inputs.dims()[1]).map(next).collect()
}

fn start(weights: &RnnWeights, inputs: &Tensor<3>) -> State {
    let shape = [inputs.dims()[0], weights.w_hh.dims()[0]];
    let h = Tensor::zeros(shape, &inputs.device());
    State { h, c: None }
}

fn after(weights: &RnnWeights, input: Tensor<3>, before: State) -> State {
    let h = cell(weights, input.squeeze_dim(1), before.h);
    State { h, c: None }
}

/// The length of ∂L/∂h_t for each step t, mean over the sequences, L being the loss of one.
///
/// # Shapes
/// - weights and batch: without autodiff
pub fn gradients(weights: &RnnWeights, batch: Batch<3>) -> Vec<f64> {
    let Batch { inputs, labels } = batch;
    let unrolled = Unrolled::new(&inputs, start(weights, &inputs), |input, before| {
        after(weights, input, before)
    });
    let loss = Step::classify(output(weights, unrolled.last()), labels).loss;
    lengths(&unrolled.gradients(loss).0)
}

/// The mean state behind each first digit, and how far states lie from it: from this a state is read
/// with Bayes' rule. States count as normal, and all of their spread as being in the direction in which
/// the digits differ; so a digit is told only where it stands out from whatever else was read.
pub struct Memory {
    /// `[digit, hidden]`.
    means: Tensor<2>,
    /// The mean square of the distance of a state from the mean of its digit.
    spread: f64,
}

impl Memory {
    /// From states of one step and the first digits of their palindromes.
    ///
    /// # Shapes
    /// - states: `[palindrome, hidden]`
    /// - digits: `[palindrome]`
    pub fn of(states: &Tensor<2>, digits: &Tensor<1, Int>) -> Self {
        let own = digits.clone().one_hot::<2>(DIGITS).float(); // [palindrome, digit]
        let counts = own.clone().sum_dim(0).clamp_min(1.0).transpose(); // [digit, 1]
        let means = own.clone().transpose().matmul(states.clone()) / counts;
        let around = states.clone() - own.matmul(means.clone());
        let spread: f64 = around.square().sum_dim(1).mean().into_scalar();
        // No palindrome of one digit differs from another: any number will do that is small.
        let spread = spread.max(1e-9);
        Self { means, spread }
    }

    /// How probable each first digit is.
    ///
    /// # Shapes
    /// - states: `[palindrome, hidden]`
    /// - output: `[palindrome, digit]`
    pub fn read(&self, states: Tensor<2>) -> Tensor<2> {
        let lengths = self.means.clone().square().sum_dim(1).transpose(); // [1, digit]
        let nearness = states.matmul(self.means.clone().transpose()) * 2.0 - lengths;
        activation::softmax(nearness / (2.0 * self.spread), 1)
    }

    /// Of how many palindromes the most probable first digit is the right one, as a share.
    ///
    /// # Shapes
    /// - states: `[palindrome, hidden]`
    /// - digits: `[palindrome]`
    pub fn told(&self, states: Tensor<2>, digits: Tensor<1, Int>) -> f64 {
        let read = self.read(states).argmax(1).squeeze_dim::<1>(1);
        read.equal(digits).float().mean().into_scalar()
    }
}
