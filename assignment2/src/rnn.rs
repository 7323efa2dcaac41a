//! The vanilla recurrent network: one layer that reads a sequence step by step and keeps, in its hidden
//! state, what it will need of the steps behind it.
//!
//! From h_0 = 0, for the steps t = 1 … n of a sequence:
//!
//! h_t = tanh(x_t W_hx + h_{t-1} W_hh + b_h)   (1)
//!
//! The same three parameters serve every step. Only the last state is read, as one logit a class:
//!
//! o = h_n W_ph + b_o   (2)
//!
//! A batch has one example a row, so the matrices stand on the right; the course's sheet writes W_hx x_t
//! for columns. The softmax is no part of the network: the loss takes logits and has it inside.
//!
//! There is no backward pass to write: autodiff follows the loop of (1) backwards. What it computes is
//! worth knowing all the same. From one step to the step before, a gradient goes
//!
//! ∂L/∂h_{t-1} = (∂L/∂h_t ∘ (1 - h_t²)) W_hhᵀ   (3)
//!
//! and from the last state h_n to the first, h_1, through n - 1 such products. Where they shrink it, the first steps are not
//! heard; where they stretch it, one step of training can undo all that was learned.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x_t | step t of `inputs` | `[batch, features]` |
//! | h_t | `hidden` | `[batch, hidden]` |
//! | o | output of [`output`] | `[batch, class]` |
//! | W_hx | `w_hx` | `[features, hidden]` |
//! | W_hh | `w_hh` | `[hidden, hidden]` |
//! | b_h | `b_h` | `[hidden]` |
//! | W_ph | `w_ph` | `[hidden, class]` |
//! | b_o | `b_o` | `[class]` |
//! | n | `steps` | a number |
//!
//! Sources: Elman, *Finding structure in time*, Cognitive Science 14 (1990), for (1); Goodfellow, Bengio
//! and Courville, *Deep Learning* (2016), sections 10.2 and 10.7, for (2) and (3).
//! Read next: `clipping.rs`.

use common::by_hand::{Tensor, assert_shape};

/// The parameters of the network.
#[derive(Debug, Clone)]
pub struct RnnWeights {
    /// W_hx, shape `[features, hidden]`.
    pub w_hx: Tensor<2>,
    /// W_hh, shape `[hidden, hidden]`: its rows belong to h_{t-1}, its columns to h_t.
    pub w_hh: Tensor<2>,
    /// b_h, shape `[hidden]`.
    pub b_h: Tensor<1>,
    /// W_ph, shape `[hidden, class]`.
    pub w_ph: Tensor<2>,
    /// b_o, shape `[class]`.
    pub b_o: Tensor<1>,
}

/// **Exercise a2.rnn.cell** (4 points): equation (1), one step.
///
/// # Shapes
/// - input: x_t, `[batch, features]`
/// - hidden: h_{t-1}, `[batch, hidden]`
/// - output: h_t, `[batch, hidden]`
pub fn cell(weights: &RnnWeights, input: Tensor<2>, hidden: Tensor<2>) -> Tensor<2> {
    assert_shape!(input, [_, weights.w_hx.dims()[0]]);
    assert_shape!(hidden, [input.dims()[0], weights.w_hh.dims()[0]]);
    let from_input = input.matmul(weights.w_hx.clone()); // [batch, hidden]
    let from_before = hidden.matmul(weights.w_hh.clone()); // [batch, hidden]
    (from_input + from_before + weights.b_h.clone().unsqueeze()).tanh()
}

/// **Exercise a2.rnn.sequence** (4 points): equation (1) from h_0 = 0 through all steps, in their order.
/// Returns h_n.
///
/// # Shapes
/// - inputs: `[batch, steps, features]`
/// - output: `[batch, hidden]`
pub fn sequence(weights: &RnnWeights, inputs: Tensor<3>) -> Tensor<2> {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.w_hh.dims()[0]], &inputs.device());
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1); // [batch, features]
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// **Exercise a2.rnn.output** (2 points): equation (2).
///
/// # Shapes
/// - hidden: h_n, `[batch, hidden]`
/// - output: logits, `[batch, class]`
pub fn output(weights: &RnnWeights, hidden: Tensor<2>) -> Tensor<2> {
    assert_shape!(hidden, [_, weights.w_ph.dims()[0]]);
    hidden.matmul(weights.w_ph.clone()) + weights.b_o.clone().unsqueeze()
}

/// The whole network: what it answers to each sequence, read to its end.
///
/// # Shapes
/// - inputs: `[batch, steps, features]`
/// - output: logits, `[batch, class]`
pub fn forward(weights: &RnnWeights, inputs: Tensor<3>) -> Tensor<2> {
    output(weights, sequence(weights, inputs))
}
