//! The network that completes palindromes, with a recurrent layer of any cell.

use super::completions::Completions;
use super::recurrent::{Cell, Recurrent, Sizes, uniform};
use crate::gru::GruWeights;
use crate::lstm::{Gate, LstmWeights};
use crate::palindromes::{DIGITS, Palindromes};
use crate::rnn::RnnWeights;
use crate::{gru, lstm, rnn};
use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor};
use clap::ValueEnum;
use common::learner::Start;
use common::ops::Kernels;
use common::random;
use serde::{Deserialize, Serialize};

/// Whose code computes a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The exercise's, step by step
    Exercise,
    /// The course's kernel, which reads a whole sequence at once
    Fast,
}

/// What a network is made of.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// What its layer does in a step.
    pub cell: Cell,
    /// The sizes of its layer.
    pub sizes: Sizes,
    /// Whose code computes the layer.
    pub code: Code,
    /// What the bias of the gate that keeps begins at, an LSTM's forget gate or a GRU's update gate; drawn as the
    /// others where there is none.
    pub keep_bias: Option<f64>,
}

impl Plan {
    /// With the exercise's cell, and every parameter drawn.
    pub fn of(cell: Cell, sizes: Sizes) -> Self {
        Self {
            cell,
            sizes,
            code: Code::Exercise,
            keep_bias: None,
        }
    }

    /// The network with parameters of this start, ready to be trained.
    pub fn network(&self, start: &Start) -> Network {
        let stream = start.streams.stream("weights");
        let network =
            random::initialize(stream, &start.device, |device| Network::new(self, device));
        match self.keep_bias {
            Some(bias) => Network {
                layer: network.layer.with_keep_bias(bias),
                ..network
            },
            None => network,
        }
    }
}

/// A recurrent layer, and one logit a digit from its last state.
#[derive(Module, Debug)]
pub struct Network {
    /// What reads the sequence.
    pub layer: Recurrent,
    /// Shape `[hidden, class]`.
    pub w_ph: Param<Tensor<2>>,
    /// Shape `[class]`.
    pub b_o: Param<Tensor<1>>,
    /// Whose code computes the layer.
    #[module(skip)]
    pub code: Code,
}

impl Network {
    /// A network whose parameters, biases too, are [`uniform`].
    pub fn new(plan: &Plan, device: &Device) -> Self {
        let hidden = plan.sizes.hidden;
        let uniform = uniform(hidden);
        Self {
            layer: Recurrent::new(plan.cell, plan.sizes, device),
            w_ph: uniform.init([hidden, DIGITS], device),
            b_o: uniform.init([DIGITS], device),
            code: plan.code,
        }
    }

    /// The parameters of a vanilla recurrent network as its exercises take them.
    pub fn rnn(&self) -> RnnWeights {
        let Gate { w_x, w_h, b } = self.gate(0);
        RnnWeights {
            w_hx: w_x,
            w_hh: w_h,
            b_h: b,
            w_ph: self.w_ph.val(),
            b_o: self.b_o.val(),
        }
    }

    /// The parameters of an LSTM as its exercises take them.
    pub fn lstm(&self) -> LstmWeights {
        LstmWeights {
            i: self.gate(0),
            f: self.gate(1),
            g: self.gate(2),
            o: self.gate(3),
            w_ph: self.w_ph.val(),
            b_p: self.b_o.val(),
        }
    }

    /// The parameters of a GRU as its exercises take them.
    pub fn gru(&self) -> GruWeights {
        GruWeights {
            r: self.gate(0),
            z: self.gate(1),
            n: self.gate(2),
            w_ph: self.w_ph.val(),
            b_p: self.b_o.val(),
        }
    }

    /// The columns of one gate, counted from 0 in the order of [`common::ops`].
    fn gate(&self, number: usize) -> Gate {
        let (all, hidden) = (self.layer.weights(), self.w_ph.val().dims()[0]);
        Gate {
            w_x: all.input.narrow(1, number * hidden, hidden),
            w_h: all.hidden.narrow(1, number * hidden, hidden),
            b: all.bias.narrow(0, number * hidden, hidden),
        }
    }

    /// # Shapes
    /// - inputs: `[batch, steps, features]`
    /// - output: logits, `[batch, class]`
    pub fn forward(&self, inputs: Tensor<3>) -> Tensor<2> {
        match (self.code, self.layer.cell) {
            (Code::Exercise, Cell::Rnn) => rnn::forward(&self.rnn(), inputs),
            (Code::Exercise, Cell::Lstm) => lstm::forward(&self.lstm(), inputs),
            (Code::Exercise, Cell::Gru) => gru::forward(&self.gru(), inputs),
            (Code::Fast, _) => {
                let start = self.layer.start(inputs.dims()[0]);
                let (_, state) = self.layer.forward(inputs, start, Kernels::Fast);
                self.read(state.h)
            }
        }
    }

    /// What is read of the last state.
    ///
    /// # Shapes
    /// - last: h_n, `[batch, hidden]`
    /// - output: logits, `[batch, class]`
    pub fn read(&self, last: Tensor<2>) -> Tensor<2> {
        last.matmul(self.w_ph.val()) + self.b_o.val().unsqueeze()
    }

    /// What it makes of some palindromes, which are encoded so; call it on `valid()`.
    pub fn completions(&self, some: Vec<Vec<usize>>, encoded: &Palindromes) -> Completions {
        Completions::of(some, encoded, |inputs| self.forward(inputs))
    }
}
