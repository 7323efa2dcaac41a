//! What the hidden states of a recurrent network still tell of the first digit, and what of the loss
//! reaches them.

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
    unrolled(weights, inputs, |state| state)
}

fn unrolled(
    weights: &RnnWeights,
    inputs: &Tensor<3>,
    mut seen: impl FnMut(Tensor<2>) -> Tensor<2>,
) -> Vec<Tensor<2>> {
    let [count, steps, _] = inputs.dims();
    let mut state = Tensor::zeros([count, weights.w_hh.dims()[0]], &inputs.device());
    let next = |step| {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1);
        state = seen(cell(weights, input, state.clone()));
        state.clone()
    };
    (0..steps).map(next).collect()
}

/// The length of ∂L/∂h_t for each step t, mean over the sequences, L being the loss of one.
///
/// # Shapes
/// - weights and batch: without autodiff
pub fn gradients(weights: &RnnWeights, batch: Batch<3>) -> Vec<f64> {
    let mut leaves = Vec::new();
    // A zero that is added to a state has the state's gradient.
    let states = unrolled(weights, &batch.inputs, |state| {
        let zero = state.clone().without_autodiff().zeros_like();
        let zero = zero.autodiff().require_grad();
        leaves.push(zero.clone());
        state + zero
    });
    let Some(last) = states.into_iter().next_back() else {
        return Vec::new();
    };
    let count = last.dims()[0] as f64;
    let gradients = Step::classify(output(weights, last), batch.labels)
        .loss
        .backward();
    let lengths = leaves.iter().map(|leaf| {
        let gradient = leaf.grad(&gradients)?;
        Some(
            count
                * gradient
                    .square()
                    .sum_dim(1)
                    .sqrt()
                    .mean()
                    .into_scalar::<f64>(),
        )
    });
    lengths.map(|length| length.unwrap_or(0.0)).collect()
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
