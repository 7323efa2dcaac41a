//! Recurrent layers, each over a whole sequence at once.
//!
//! A step reads x_t and the state of the step before through one matrix each; the gates of a cell stand side by
//! side in their columns. σ is the logistic sigmoid, ∘ multiplies element by element.

use super::{Kernels, has_kernels};
use burn::backend::Dispatch;
use burn::tensor::{Tensor, activation, assert_shape};
use kernels::recurrent::{Layer, Parts, Recurrence};

/// What a layer has learned. A cell has 1 (RNN), 4 (LSTM) or 3 (GRU) gates.
#[derive(Debug, Clone)]
pub struct Weights {
    /// W_x, shape `[features, gates * hidden]`.
    pub input: Tensor<2>,
    /// W_h, shape `[hidden, gates * hidden]`.
    pub hidden: Tensor<2>,
    /// b, shape `[gates * hidden]`.
    pub bias: Tensor<1>,
}

impl Weights {
    /// x_t W_x + b of all steps, shape `[batch, steps, gates * hidden]`.
    fn of_inputs(&self, inputs: Tensor<3>) -> Tensor<3> {
        let [batch, steps, features] = inputs.dims();
        let rows = inputs.reshape([batch * steps, features]);
        let sums = rows.matmul(self.input.clone()) + self.bias.clone().unsqueeze();
        sums.reshape([batch, steps, self.bias.dims()[0]])
    }

    /// Refuses shapes that do not fit a layer of this many gates and its state.
    fn check(&self, inputs: &Tensor<3>, state: &Tensor<2>, gates: usize) {
        let ([batch, steps, features], hidden) = (inputs.dims(), self.hidden.dims()[0]);
        let all = [batch, steps, features, hidden];
        assert!(
            !all.contains(&0),
            "nothing to read: batch, steps, features, hidden are {all:?}"
        );
        assert_shape!(self.input, [features, gates * hidden]);
        assert_shape!(self.hidden, [hidden, gates * hidden]);
        assert_shape!(self.bias, [gates * hidden]);
        assert_shape!(state, [batch, hidden]);
    }

    /// The kernel of this layer. The state is `[1 or 2, batch, hidden]`.
    fn read(&self, inputs: Tensor<3>, state: Tensor<3>, layer: Layer) -> Tensor<3> {
        let parts = Parts {
            inputs: inputs.into_dispatch(),
            w_x: self.input.clone().into_dispatch(),
            w_h: self.hidden.clone().into_dispatch(),
            b: self.bias.clone().into_dispatch(),
            start: state.into_dispatch(),
        };
        Tensor::from_dispatch(Dispatch::read(parts, layer, false).0)
    }
}

/// Whether a kernel reads these.
fn fast(inputs: &Tensor<3>, kernels: Kernels) -> bool {
    kernels == Kernels::Fast && has_kernels(inputs)
}

/// A step of a sequence, `[batch, numbers]` of `[batch, steps, numbers]`.
fn at(sequence: &Tensor<3>, step: usize) -> Tensor<2> {
    sequence.clone().narrow(1, step, 1).squeeze_dim(1)
}

/// Gate number `gate` of `[batch, gates * hidden]`.
fn gate(sums: &Tensor<2>, gate: usize, hidden: usize) -> Tensor<2> {
    sums.clone().narrow(1, gate * hidden, hidden)
}

/// The vanilla recurrent layer (Elman, 1990): h_t = tanh(x_t W_x + h_{t-1} W_h + b). Returns all of its states.
///
/// # Shapes
/// - inputs: `[batch, steps, features]`, at least one step
/// - start: h_0, `[batch, hidden]`
/// - output: h_1 … h_n, `[batch, steps, hidden]`
///
/// # Panics
/// If the shapes do not fit.
pub fn rnn(inputs: Tensor<3>, weights: &Weights, start: Tensor<2>, kernels: Kernels) -> Tensor<3> {
    weights.check(&inputs, &start, 1);
    if fast(&inputs, kernels) {
        return weights.read(inputs, start.unsqueeze(), Layer::Rnn);
    }
    let sums = weights.of_inputs(inputs);
    let mut h = start;
    let states = (0..sums.dims()[1]).map(|step| {
        h = (at(&sums, step) + h.clone().matmul(weights.hidden.clone())).tanh();
        h.clone()
    });
    Tensor::stack(states.collect(), 1)
}

/// The long short-term memory (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al., 2000). With
/// the gates i, f, g, o, of which each has its columns of x_t W_x + h_{t-1} W_h + b:
///
/// c_t = σ(f) ∘ c_{t-1} + σ(i) ∘ tanh(g),   h_t = σ(o) ∘ tanh(c_t)
///
/// Returns all hidden states and the last c.
///
/// # Shapes
/// - inputs: `[batch, steps, features]`, at least one step
/// - start: h_0 and c_0, `[batch, hidden]` each
/// - output: h_1 … h_n, `[batch, steps, hidden]`; c_n, `[batch, hidden]`
///
/// # Panics
/// If the shapes do not fit.
pub fn lstm(
    inputs: Tensor<3>,
    weights: &Weights,
    start: [Tensor<2>; 2],
    kernels: Kernels,
) -> (Tensor<3>, Tensor<2>) {
    weights.check(&inputs, &start[0], 4);
    let [batch, hidden] = start[0].dims();
    assert_shape!(start[1], [batch, hidden]);
    if fast(&inputs, kernels) {
        let steps = inputs.dims()[1];
        let states = weights.read(inputs, Tensor::stack(start.into(), 0), Layer::Lstm);
        let c = states.clone().narrow(1, steps, 1).squeeze_dim(1);
        return (states.narrow(1, 0, steps), c);
    }
    let sums = weights.of_inputs(inputs);
    let [mut h, mut c] = start;
    let hidden = h.dims()[1];
    let states = (0..sums.dims()[1]).map(|step| {
        let sums = at(&sums, step) + h.clone().matmul(weights.hidden.clone());
        let open = |of| activation::sigmoid(gate(&sums, of, hidden));
        c = open(1) * c.clone() + open(0) * gate(&sums, 2, hidden).tanh();
        h = open(3) * c.clone().tanh();
        h.clone()
    });
    (Tensor::stack(states.collect(), 1), c)
}

/// The gated recurrent unit (Cho et al., 2014) in the form of cuDNN, whose reset gate stands behind the product. With
/// the gates r, z, n, of which each has its columns of a = x_t W_x + b and of u = h_{t-1} W_h:
///
/// r = σ(a_r + u_r),  z = σ(a_z + u_z),  n = tanh(a_n + r ∘ u_n),  h_t = (1 - z) ∘ n + z ∘ h_{t-1}
///
/// Returns all of its states.
///
/// # Shapes
/// - inputs: `[batch, steps, features]`, at least one step
/// - start: h_0, `[batch, hidden]`
/// - output: h_1 … h_n, `[batch, steps, hidden]`
///
/// # Panics
/// If the shapes do not fit.
pub fn gru(inputs: Tensor<3>, weights: &Weights, start: Tensor<2>, kernels: Kernels) -> Tensor<3> {
    weights.check(&inputs, &start, 3);
    if fast(&inputs, kernels) {
        return weights.read(inputs, start.unsqueeze(), Layer::Gru);
    }
    let sums = weights.of_inputs(inputs);
    let (mut h, hidden) = (start.clone(), start.dims()[1]);
    let states = (0..sums.dims()[1]).map(|step| {
        let (a, u) = (at(&sums, step), h.clone().matmul(weights.hidden.clone()));
        let open = |of| activation::sigmoid(gate(&a, of, hidden) + gate(&u, of, hidden));
        let (r, z) = (open(0), open(1));
        let n = (gate(&a, 2, hidden) + r * gate(&u, 2, hidden)).tanh();
        h = n.clone() + z * (h.clone() - n);
        h.clone()
    });
    Tensor::stack(states.collect(), 1)
}
