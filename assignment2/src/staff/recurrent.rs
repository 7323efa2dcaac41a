//! A recurrent layer of any cell as a Burn module.

use burn::module::{Module, Param};
use burn::nn::Initializer;
use burn::tensor::{Device, Tensor, s};
use clap::ValueEnum;
use common::ops::{self, Kernels, Weights};
use serde::{Deserialize, Serialize};

/// What a layer does in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// tanh of input and state (Elman, 1990)
    Rnn,
    /// A cell behind three gates (Hochreiter and Schmidhuber, 1997)
    Lstm,
    /// Two gates and no cell (Cho et al., 2014)
    Gru,
}

impl Cell {
    /// As figures and tables spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rnn => "RNN",
            Self::Lstm => "LSTM",
            Self::Gru => "GRU",
        }
    }

    /// How many gates stand side by side in its weights, in the order of [`ops`].
    pub fn gates(self) -> usize {
        match self {
            Self::Rnn => 1,
            Self::Lstm => 4,
            Self::Gru => 3,
        }
    }
}

/// What a layer keeps from one step to the next, and from one piece of a long sequence to the next.
#[derive(Debug, Clone)]
pub struct State {
    /// h, shape `[batch, hidden]`.
    pub h: Tensor<2>,
    /// c, the same shape; an LSTM alone has one.
    pub c: Option<Tensor<2>>,
}

/// Uniform on ±1/√hidden: how all parameters begin, as those of PyTorch's recurrent layers and of the linear layer
/// behind them.
pub fn uniform(hidden: usize) -> Initializer {
    let bound = 1.0 / (hidden as f64).sqrt();
    Initializer::Uniform {
        min: -bound,
        max: bound,
    }
}

/// The sizes of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Numbers that a step reads.
    pub features: usize,
    /// Numbers in the hidden state.
    pub hidden: usize,
}

/// A layer with its parameters.
#[derive(Module, Debug)]
pub struct Recurrent {
    /// Shape `[features, gates * hidden]`.
    pub w_x: Param<Tensor<2>>,
    /// Shape `[hidden, gates * hidden]`.
    pub w_h: Param<Tensor<2>>,
    /// Shape `[gates * hidden]`.
    pub b: Param<Tensor<1>>,
    /// What it does in a step.
    #[module(skip)]
    pub cell: Cell,
}

impl Recurrent {
    /// A layer whose parameters, the bias too, are [`uniform`].
    pub fn new(cell: Cell, sizes: Sizes, device: &Device) -> Self {
        let Sizes { features, hidden } = sizes;
        let uniform = uniform(hidden);
        let columns = cell.gates() * hidden;
        Self {
            w_x: uniform.init([features, columns], device),
            w_h: uniform.init([hidden, columns], device),
            b: uniform.init([columns], device),
            cell,
        }
    }

    /// A layer whose gate that keeps begins with this bias, an LSTM's forget gate or a GRU's update gate; a plain one
    /// as it is. Ready to be trained. The parameters have been drawn before, so that all others are what they would
    /// be without.
    pub fn with_keep_bias(self, bias: f64) -> Self {
        if self.cell == Cell::Rnn {
            return self;
        }
        let mut layer = self.valid();
        let hidden = layer.w_h.val().dims()[0];
        // The second gate of either.
        let of_gate = s![hidden..2 * hidden];
        layer.b = layer.b.map(|all| all.slice_fill(of_gate, bias));
        layer.train()
    }

    /// The parameters as the operations take them.
    pub fn weights(&self) -> Weights {
        Weights {
            input: self.w_x.val(),
            hidden: self.w_h.val(),
            bias: self.b.val(),
        }
    }

    /// The state before anything has been read: zeros.
    pub fn start(&self, batch: usize) -> State {
        let w_h = self.w_h.val();
        let zeros = || Tensor::zeros([batch, w_h.dims()[0]], &w_h.device());
        State {
            h: zeros(),
            c: (self.cell == Cell::Lstm).then(zeros),
        }
    }

    /// Reads on from a state: all hidden states, and the state behind the last step.
    ///
    /// # Shapes
    /// - inputs: `[batch, steps, features]`, at least one step
    /// - output: `[batch, steps, hidden]`
    pub fn forward(&self, inputs: Tensor<3>, from: State, kernels: Kernels) -> (Tensor<3>, State) {
        let weights = self.weights();
        let last = |all: &Tensor<3>| {
            let steps = all.dims()[1];
            all.clone().narrow(1, steps - 1, 1).squeeze_dim(1)
        };
        match self.cell {
            Cell::Rnn | Cell::Gru => {
                let read = match self.cell {
                    Cell::Rnn => ops::rnn,
                    _ => ops::gru,
                };
                let all = read(inputs, &weights, from.h, kernels);
                let state = State {
                    h: last(&all),
                    c: None,
                };
                (all, state)
            }
            Cell::Lstm => {
                let c = from.c.unwrap_or_else(|| from.h.zeros_like());
                let (all, c) = ops::lstm(inputs, &weights, [from.h, c], kernels);
                let state = State {
                    h: last(&all),
                    c: Some(c),
                };
                (all, state)
            }
        }
    }
}
