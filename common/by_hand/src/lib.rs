//! All that code written by hand may use.
//!
//! An exercise file imports this package and nothing else: tensors with their elementary
//! [`operations`], random numbers, and the few types that tie layers to a training loop. There is
//! no automatic differentiation here, no layer, no loss and no update rule: those are the
//! exercises. Continuous integration compiles the exercise files against this package and a
//! Burn without autodiff, so "by hand" is a fact and not a promise.

mod layer;
#[doc = include_str!("../OPERATIONS.md")]
pub mod operations {}
mod optimizer;
mod parameter;
pub mod random;

pub use burn::tensor::{
    Bool, Device, IndexingUpdateOp, Int, Shape, Tensor, TensorData, assert_shape, s,
};
pub use layer::{Content, Layer, Mode, numbered};
pub use optimizer::{Memory, Optimizer, Penalty, UpdateRule};
pub use parameter::{AnyParameter, AnyTensor, Parameter};
pub use random::{Stream, Streams};
