//! Backpropagation through time, measured: what of the loss reaches each state of a recurrent layer, and
//! what is known of it beforehand.
//!
//! With g_t = ∂L/∂h_t of a plain recurrent layer (equation (3) of `rnn.rs`),
//!
//! g_{t-1} = (g_t ∘ (1 - h_t²)) W_hᵀ   (1)
//!
//! so that from step to step a gradient grows by at most the largest singular value of that product, and this
//! is at most that of W_h, because no slope of tanh is above 1 (Pascanu, Mikolov and Bengio, 2013, section 2.1):
//!
//! ‖g_t‖ ≤ ‖g_n‖ Π_{s = t+1 … n} σ_max(diag(1 - h_s²) W_hᵀ) ≤ ‖g_n‖ σ_max(W_h)^(n - t)   (2)
//!
//! An LSTM has a way on which no matrix stands, that of its cell: c_t = f_t ∘ c_{t-1} + …, hence
//!
//! ∂L/∂c_t = (Π_{s = t+1 … n} f_s) ∘ ∂L/∂c_n + what comes by way of h   (3)
//!
//! (Hochreiter and Schmidhuber, 1997, with f = 1; Gers, Schmidhuber and Cummins, 2000). The first term alone is
//! what the gates keep. A GRU's is the same with z and h in place of f and c.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | ‖∂L/∂h_t‖ | [`Reach::hidden`] | `steps` numbers |
//! | ‖∂L/∂c_t‖ | [`Reach::cell`] | `steps` numbers |
//! | (2) | [`Reach::bounds`] | two times `steps` numbers |
//! | ‖(Π f_s) ∘ ∂L/∂c_n‖ | [`Reach::kept`] | `steps` numbers |

mod bounds;
mod gates;
mod unrolled;

pub use unrolled::{Unrolled, lengths};

use super::recurrent::{Cell, Recurrent};
use burn::tensor::Tensor;
use common::data::Batch;
use common::learner::Step;
use common::ops::Kernels;
use gates::Gates;
use unrolled::rows;

/// What of the loss reaches the states t = 1 … n. Each length is a mean over the sequences, L being the loss
/// of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// ‖∂L/∂h_t‖.
    pub hidden: Vec<f64>,
    /// ‖∂L/∂c_t‖; of an LSTM alone.
    pub cell: Option<Vec<f64>>,
    /// What gates keep of the last gradient, the first term of (3); of an LSTM and a GRU.
    pub kept: Option<Vec<f64>>,
    /// ‖∂L/∂h_n‖ of each sequence.
    last: Vec<f64>,
}

impl Reach {
    /// Reads sequences to their end and goes back through time.
    ///
    /// `read` makes logits of the last hidden state, `[batch, hidden]` to `[batch, class]`.
    ///
    /// # Shapes
    /// - layer, read and batch: without autodiff; at least one step
    pub fn of(
        layer: &Recurrent,
        read: impl FnOnce(Tensor<2>) -> Tensor<2>,
        batch: Batch<3>,
    ) -> Self {
        let Batch { inputs, labels } = batch;
        let start = layer.start(inputs.dims()[0]);
        let unrolled = Unrolled::new(&inputs, start.clone(), |input, state| {
            // Burn's operations take weights without autodiff beside states with it.
            layer.forward(input, state, Kernels::Burn).1
        });
        let loss = Step::classify(read(unrolled.last()), labels).loss;
        let (hidden, of_cell) = unrolled.gradients(loss);
        let states = unrolled.states();
        let gates = Gates::of(layer, &inputs, start.h, &states);
        let cell: Option<Vec<_>> = of_cell.map(|later| {
            let steps = later.into_iter().zip(&hidden).enumerate();
            let whole = |(step, (later, of_h)): (usize, (Tensor<2>, &Tensor<2>))| {
                later + of_h.clone() * gates.slope_of_cell(step, &states[step])
            };
            steps.map(whole).collect()
        });
        let end = cell.as_ref().unwrap_or(&hidden).last();
        let end = end.filter(|_| layer.cell != Cell::Rnn);
        Self {
            kept: end.map(|end| gates.kept(end)),
            cell: cell.as_deref().map(lengths),
            last: hidden.last().map(rows).unwrap_or_default(),
            hidden: lengths(&hidden),
        }
    }

    /// The two bounds of (2) on ‖∂L/∂h_t‖ of a plain layer, the lower one first: those of the states of these
    /// sequences, from which the gradients are too.
    ///
    /// # Shapes
    /// - layer and inputs: without autodiff
    pub fn bounds(&self, layer: &Recurrent, inputs: &Tensor<3>) -> [Vec<f64>; 2] {
        let start = layer.start(inputs.dims()[0]);
        let (states, _) = layer.forward(inputs.clone(), start, Kernels::Burn);
        bounds::bounds(layer, &states, &self.last)
    }

    /// What the first state gets of the gradient of the last.
    pub fn ratio(&self) -> f64 {
        self.hidden[0] / self.hidden[self.hidden.len() - 1]
    }

    /// By what a step back multiplies a gradient, if every step does alike: 1 where there is none.
    pub fn factor(&self) -> f64 {
        let steps = self.hidden.len() as f64 - 1.0;
        self.ratio().powf(1.0 / steps.max(1.0))
    }
}
