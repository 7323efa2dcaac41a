//! The gated recurrent unit: an LSTM with two gates in place of three and no cell beside its state.
//!
//! From h_0 = 0, for the steps t = 1 … T of a sequence:
//!
//! r_t = σ(x_t W_rx + h_{t-1} W_rh + b_r)   (1)
//!
//! z_t = σ(x_t W_zx + h_{t-1} W_zh + b_z)   (2)
//!
//! n_t = tanh(x_t W_nx + b_n + r_t ∘ (h_{t-1} W_nh))   (3)
//!
//! h_t = (1 - z_t) ∘ n_t + z_t ∘ h_{t-1}   (4)
//!
//! n is the new state; the reset gate r says how much of the old one goes into it, and the update gate z how much of
//! the old one stays as it is. What an LSTM decides by two gates, how much to write and how much to keep, is
//! one decision here: the two shares add up to 1, and b_z is where they begin, at b_z = 0 with a half each. On the way z ∘ h_{t-1} of (4) a gradient meets no
//! matrix, as along the cells of an LSTM.
//!
//! In Cho's paper the reset gate stands before the product, (r_t ∘ h_{t-1}) W_nh; in (3) it stands behind, as in
//! cuDNN and PyTorch, so that one product with the matrices of all three serves a step. The two are
//! different networks, and learn equally well.
//!
//! As everywhere here, only the last state is read:
//!
//! p = h_T W_ph + b_p   (5)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x_t | step t of `inputs` | `[batch, features]` |
//! | h_t | `hidden` | `[batch, hidden]` |
//! | W_rx, W_zx, W_nx | `w_x` of a [`Gate`] | `[features, hidden]` |
//! | W_rh, W_zh, W_nh | `w_h` of a [`Gate`] | `[hidden, hidden]` |
//! | b_r, b_z, b_n | `b` of a [`Gate`] | `[hidden]` |
//! | W_ph, b_p | `w_ph`, `b_p` | `[hidden, class]`, `[class]` |
//! | σ | [`sigmoid`] | |
//! | ∘ | product of each element with its own | |
//!
//! Sources: Cho et al., *Learning phrase representations using RNN encoder-decoder* (2014); for (3) the
//! documentation of PyTorch's `nn.GRU`.
//! Read next: `language.rs`.

use crate::lstm::{Gate, sigmoid};
use common::by_hand::{Tensor, assert_shape};

/// The parameters of the network.
#[derive(Debug, Clone)]
pub struct GruWeights {
    /// The reset gate.
    pub r: Gate,
    /// The update gate.
    pub z: Gate,
    /// The new state.
    pub n: Gate,
    /// W_ph, shape `[hidden, class]`.
    pub w_ph: Tensor<2>,
    /// b_p, shape `[class]`.
    pub b_p: Tensor<1>,
}

/// **Exercise a2.gru.cell** (practice): equations (1) to (4), one step.
///
/// # Shapes
/// - input: x_t, `[batch, features]`
/// - hidden: h_{t-1}, `[batch, hidden]`
/// - output: h_t, `[batch, hidden]`
pub fn cell(weights: &GruWeights, input: Tensor<2>, hidden: Tensor<2>) -> Tensor<2> {
    assert_shape!(input, [_, weights.n.w_x.dims()[0]]);
    assert_shape!(hidden, [input.dims()[0], weights.n.w_h.dims()[0]]);
    let of_input =
        |gate: &Gate| input.clone().matmul(gate.w_x.clone()) + gate.b.clone().unsqueeze();
    let of_before = |gate: &Gate| hidden.clone().matmul(gate.w_h.clone());
    let [r, z] = [&weights.r, &weights.z].map(|gate| sigmoid(of_input(gate) + of_before(gate)));
    let n = (of_input(&weights.n) + r * of_before(&weights.n)).tanh(); // (3)
    (-z.clone() + 1.0) * n + z * hidden // (4)
}

/// **Exercise a2.gru.sequence** (practice): all steps, in their order, from h_0 = 0. Returns h_T.
///
/// # Shapes
/// - inputs: `[batch, steps, features]`
/// - output: `[batch, hidden]`
pub fn sequence(weights: &GruWeights, inputs: Tensor<3>) -> Tensor<2> {
    let [batch, steps, _] = inputs.dims();
    let mut hidden = Tensor::zeros([batch, weights.n.w_h.dims()[0]], &inputs.device());
    for step in 0..steps {
        let input = inputs.clone().narrow(1, step, 1).squeeze_dim::<2>(1); // [batch, features]
        hidden = cell(weights, input, hidden);
    }
    hidden
}

/// The whole network: what it answers to each sequence, read to its end, equation (5).
///
/// # Shapes
/// - inputs: `[batch, steps, features]`
/// - output: logits, `[batch, class]`
pub fn forward(weights: &GruWeights, inputs: Tensor<3>) -> Tensor<2> {
    sequence(weights, inputs).matmul(weights.w_ph.clone()) + weights.b_p.clone().unsqueeze()
}
