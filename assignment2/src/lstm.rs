//! The long short-term memory: a recurrent network that writes what it must keep into a cell, and reads it
//! when it is asked.
//!
//! From h_0 = 0 and c_0 = 0, for the steps t = 1 … n of a sequence:
//!
//! g_t = tanh(x_t W_gx + h_{t-1} W_gh + b_g)   (1)
//!
//! i_t = σ(x_t W_ix + h_{t-1} W_ih + b_i)   (2)
//!
//! f_t = σ(x_t W_fx + h_{t-1} W_fh + b_f)   (3)
//!
//! o_t = σ(x_t W_ox + h_{t-1} W_oh + b_o)   (4)
//!
//! c_t = g_t ∘ i_t + c_{t-1} ∘ f_t   (5)
//!
//! h_t = tanh(c_t) ∘ o_t   (6)
//!
//! g is what could be written; the three gates, numbers between 0 and 1, say how much of it is written (i),
//! how much of the old cell stays (f), and how much of the cell is shown (o). Only the last state is read:
//!
//! p = h_n W_ph + b_p   (7)
//!
//! and the softmax is in the loss, as behind the vanilla network. In that one the gradient goes from state to state
//! through a matrix and a tanh at each step. Here there is one more way, along the cells, on which (5) puts neither:
//!
//! ∂L/∂c_{t-1} = ∂L/∂c_t ∘ f_t + what comes through h_{t-1}   (8)
//!
//! Where the forget gate is 1, a gradient comes through a hundred steps as it was. The gate is learned, and
//! b_f is where it begins: at b_f = 0 half of the cell is lost in every step.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x_t | step t of `inputs` | `[batch, features]` |
//! | h_t, c_t | [`State`] | `[batch, hidden]` each |
//! | W_gx, W_ix, W_fx, W_ox | `w_x` of a [`Gate`] | `[features, hidden]` |
//! | W_gh, W_ih, W_fh, W_oh | `w_h` of a [`Gate`] | `[hidden, hidden]` |
//! | b_g, b_i, b_f, b_o | `b` of a [`Gate`] | `[hidden]` |
//! | W_ph, b_p | `w_ph`, `b_p` | `[hidden, class]`, `[class]` |
//! | σ | [`sigmoid`] | |
//! | ∘ | product of each element with its own | |
//!
//! Every gate has one bias. Burn's and PyTorch's layers have two, which are added to each other and so can do no
//! more than one.
//!
//! Sources: Hochreiter and Schmidhuber, *Long short-term memory*, Neural Computation 9 (1997); Gers,
//! Schmidhuber and Cummins, *Learning to forget* (2000), for the forget gate.
//! Read next: `gru.rs`.

use common::by_hand::{Tensor, assert_shape};

/// What one gate has learned; g, which is no gate, has the same.
#[derive(Debug, Clone)]
pub struct Gate {
    /// What it makes of x_t, shape `[features, hidden]`.
    pub w_x: Tensor<2>,
    /// What it makes of h_{t-1}, shape `[hidden, hidden]`: rows belong to h_{t-1}.
    pub w_h: Tensor<2>,
    /// Shape `[hidden]`.
    pub b: Tensor<1>,
}

/// The parameters of the network.
#[derive(Debug, Clone)]
pub struct LstmWeights {
    /// The input gate.
    pub i: Gate,
    /// The forget gate.
    pub f: Gate,
    /// What could be written.
    pub g: Gate,
    /// The output gate.
    pub o: Gate,
    /// W_ph, shape `[hidden, class]`.
    pub w_ph: Tensor<2>,
    /// b_p, shape `[class]`.
    pub b_p: Tensor<1>,
}

/// What one step leaves to the next.
#[derive(Debug, Clone)]
pub struct State {
    /// h_t, shape `[batch, hidden]`.
    pub h: Tensor<2>,
    /// c_t, shape `[batch, hidden]`.
    pub c: Tensor<2>,
}

/// σ(a) = 1 / (1 + e^(-a)), each element between 0 and 1. Written as (1 + tanh(a/2)) / 2, which is the same and
/// finite, its gradient too, however far a is from 0.
pub fn sigmoid(a: Tensor<2>) -> Tensor<2> {
    ((a * 0.5).tanh() + 1.0) * 0.5
}

/// **Exercise a2.lstm.cell** (4 points): equations (1) to (6), one step.
///
/// # Shapes
/// - input: x_t, `[batch, features]`
/// - state: h_{t-1} and c_{t-1}, `[batch, hidden]` each
/// - output: h_t and c_t
pub fn cell(weights: &LstmWeights, input: Tensor<2>, state: State) -> State {
    let State { h, c } = state;
    assert_shape!(input, [_, weights.g.w_x.dims()[0]]);
    assert_shape!(h, [input.dims()[0], weights.g.w_h.dims()[0]]);
    assert_shape!(c, [h.dims()[0], h.dims()[1]]);
    let sum = |gate: &Gate| {
        let from_input = input.clone().matmul(gate.w_x.clone()); // [batch, hidden]
        let from_before = h.clone().matmul(gate.w_h.clone()); // [batch, hidden]
        from_input + from_before + gate.b.clone().unsqueeze()
    };
    let g = sum(&weights.g).tanh(); // (1)
    let [i, f, o] = [&weights.i, &weights.f, &weights.o].map(|gate| sigmoid(sum(gate))); // (2) to (4)
    let c = g * i + c * f; // (5)
    let h = c.clone().tanh() * o; // (6)
    State { h, c }
}

/// **Exercise a2.lstm.sequence** (1 point): all steps, in their order, from h_0 = 0 and c_0 = 0. Returns h_n.
///
/// # Shapes
/// - inputs: `[batch, steps, features]`
/// - output: `[batch, hidden]`
pub fn sequence(weights: &LstmWeights, inputs: Tensor<3>) -> Tensor<2> {
    let [batch, steps, _] = inputs.dims();
    let zeros = Tensor::zeros([batch, weights.g.w_h.dims()[0]], &inputs.device());
    let mut state = State {
        h: zeros.clone(),
        c: zeros,
    };
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1); // [batch, features]
        state = cell(weights, input, state);
    }
    state.h
}

/// The whole network: what it answers to each sequence, read to its end, equation (7).
///
/// # Shapes
/// - inputs: `[batch, steps, features]`
/// - output: logits, `[batch, class]`
pub fn forward(weights: &LstmWeights, inputs: Tensor<3>) -> Tensor<2> {
    sequence(weights, inputs).matmul(weights.w_ph.clone()) + weights.b_p.clone().unsqueeze()
}
