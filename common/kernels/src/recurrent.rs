//! Recurrent layers, each over a whole sequence as one operation.
//!
//! Composed of tensor operations a step is a dozen of them, each with a node in the graph and its way through memory.
//! Here a step is one product and one loop over its numbers, forth and back.
//!
//! The rows of a batch know nothing of each other: they are divided into groups, of a number that follows from the
//! batch alone, which are computed side by side, each through all steps, and whose gradients by the weights are added in their order.
//!
//! | file | what it holds |
//! |---|---|
//! | `recurrent/rnn.rs`, `lstm.rs`, `gru.rs` | the step of one unit, forth and back |
//! | `recurrent/cell.rs` | what a cell is, and its step over the units of a row |
//! | `recurrent/batch.rs`, `group.rs` | the groups of a batch, and all steps of one |
//! | `recurrent/weights.rs` | the products |

use self::batch::{read, read_back};
use crate::number::for_type_of;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, ExtensionType, Flex, backend_extension};

pub use self::batch::Memory;

mod batch;
mod cell;
mod group;
mod gru;
mod lstm;
mod rnn;
mod weights;

/// Whose steps a layer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The vanilla recurrent network.
    Rnn,
    /// The long short-term memory, gates i, f, g, o.
    Lstm,
    /// The gated recurrent unit, gates r, z, n.
    Gru,
}

/// What a layer reads and what it has learned, or the gradients by these.
#[derive(Debug, Clone, ExtensionType)]
pub struct Parts<B: Backend> {
    /// `[batch, steps, features]`
    pub inputs: FloatTensor<B>,
    /// W_x, `[features, gates * hidden]`
    pub w_x: FloatTensor<B>,
    /// W_h, `[hidden, gates * hidden]`
    pub w_h: FloatTensor<B>,
    /// b, `[gates * hidden]`
    pub b: FloatTensor<B>,
    /// h_0 and, of an LSTM, c_0 behind it: `[1 or 2, batch, hidden]`
    pub start: FloatTensor<B>,
}

/// Gradients that cost a product of their own: without somebody who wants them they are not computed, and what
/// stands in their place is none.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// By the inputs.
    pub inputs: bool,
    /// By the state before the first step.
    pub start: bool,
}

/// A layer over a sequence, and its derivative.
#[backend_extension(Autodiff, Flex)]
pub trait Recurrence: Backend {
    /// h_1 … h_n and, of an LSTM, c_n behind them, `[batch, steps or steps + 1, hidden]`; with what the way back needs,
    /// if `keep`.
    fn read(
        #[extension_type] parts: Parts<Self>,
        layer: Layer,
        keep: bool,
    ) -> (FloatTensor<Self>, Memory);

    /// The gradients by all parts, of the gradient by what came out.
    fn read_back(g: FloatTensor<Self>, memory: Memory, wanted: Wanted) -> Parts<Self>;
}

impl Recurrence for Flex {
    fn read(parts: Parts<Self>, layer: Layer, keep: bool) -> (FlexTensor, Memory) {
        for_type_of!(parts.inputs, read(&parts, layer, keep))
    }

    fn read_back(g: FlexTensor, memory: Memory, wanted: Wanted) -> Parts<Self> {
        for_type_of!(g, read_back(&g, memory, wanted))
    }
}

#[derive(Debug)]
struct Backwards;

impl<B: Recurrence> Backward<B, 5> for Backwards {
    type State = Memory;

    fn backward(self, ops: Ops<Memory, 5>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let g = gradients.consume::<B>(&ops.node);
        let [inputs, .., start] = ops.parents.each_ref().map(Option::is_some);
        let wanted = Wanted { inputs, start };
        let parts = B::read_back(g, ops.state, wanted);
        let computed = [parts.inputs, parts.w_x, parts.w_h, parts.b, parts.start];
        for (node, gradient) in ops.parents.into_iter().zip(computed) {
            if let Some(node) = node {
                gradients.register::<B>(node.id, gradient);
            }
        }
    }
}

impl<B: Recurrence, C: CheckpointStrategy> Recurrence for Autodiff<B, C> {
    fn read(parts: Parts<Self>, layer: Layer, _: bool) -> (FloatTensor<Self>, Memory) {
        let Parts {
            inputs,
            w_x,
            w_h,
            b,
            start,
        } = parts;
        let tensors = [inputs, w_x, w_h, b, start].map(|tensor| tensor.into_parts());
        let [inputs, w_x, w_h, b, start] = tensors;
        let nodes = [inputs.1, w_x.1, w_h.1, b.1, start.1];
        let parts = Parts {
            inputs: inputs.0,
            w_x: w_x.0,
            w_h: w_h.0,
            b: b.0,
            start: start.0,
        };
        match Backwards.prepare::<C>(nodes).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => {
                let (out, memory) = B::read(parts, layer, true);
                (prepared.finish(memory.clone(), out), memory)
            }
            OpsKind::UnTracked(prepared) => {
                let (out, memory) = B::read(parts, layer, false);
                (prepared.finish(out), memory)
            }
        }
    }

    fn read_back(_: FloatTensor<Self>, _: Memory, _: Wanted) -> Parts<Self> {
        unreachable!("autodiff is of first order")
    }
}
