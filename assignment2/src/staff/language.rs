//! The network of a language model of characters as a Burn module: recurrent layers one above the other, and
//! logits from the last.
//!
//! A character goes in as a row of zeros with a 1 at its place: the product with W_x picks the row of that place, as
//! the look-up of an embedding would, and needs no further parameter.

use super::recurrent::{Cell, Recurrent, Sizes, State, uniform};
use crate::language::{Window, bits};
use burn::module::Module;
use burn::nn::{Dropout, DropoutConfig, Linear, LinearConfig};
use burn::tensor::{Device, Tensor, TensorData, assert_shape};
use common::error::{Error, Result};
use common::learner::Step;
use common::ops::Kernels;
use common::tensors;
use std::f64::consts::LN_2;
use std::fmt;

/// What a network of characters is built of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// What its layers do in a step.
    pub cell: Cell,
    /// Layers, at least 1.
    pub layers: usize,
    /// Numbers in the hidden state of each.
    pub hidden: usize,
    /// The share of what a layer hands up that is left out in training.
    pub dropout: f64,
    /// Characters in the vocabulary.
    pub characters: usize,
}

impl fmt::Display for Plan {
    /// As the flags that make it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cell = self.cell.name().to_lowercase();
        write!(
            f,
            "--cell {cell} --layers {} --hidden {} --dropout {}, {} different characters",
            self.layers, self.hidden, self.dropout, self.characters
        )
    }
}

/// The network.
#[derive(Module, Debug)]
pub struct Language {
    /// From the characters up.
    layers: Vec<Recurrent>,
    /// Of what each layer hands up.
    dropout: Dropout,
    /// From the last layer to the logits.
    output: Linear,
}

impl Language {
    /// A network with its first weights: all uniform on ±1/√hidden, as PyTorch's.
    pub fn new(plan: Plan, device: &Device) -> Self {
        let hidden = plan.hidden;
        let layer = |number: usize| {
            let features = if number == 0 { plan.characters } else { hidden };
            Recurrent::new(plan.cell, Sizes { features, hidden }, device)
        };
        let output = LinearConfig::new(hidden, plan.characters).with_initializer(uniform(hidden));
        Self {
            layers: (0..plan.layers).map(layer).collect(),
            dropout: DropoutConfig::new(plan.dropout).init(),
            output: output.init(device),
        }
    }

    /// Its recurrent layers, from the characters up.
    pub fn layers(&self) -> &[Recurrent] {
        &self.layers
    }

    /// What it carries before it has read anything, of each layer.
    pub fn start(&self, parallel: usize) -> Vec<State> {
        let layers = self.layers.iter();
        layers.map(|layer| layer.start(parallel)).collect()
    }

    /// Reads on from what it carries: the logits of the character behind each that was read, stream by stream, and
    /// what it carries then.
    ///
    /// # Shapes
    /// - characters: `[stream, steps, character]`, see [`one_hot`](Self::one_hot)
    /// - output: `[stream * steps, character]`
    pub fn forward(&self, characters: Tensor<3>, from: Vec<State>) -> (Tensor<2>, Vec<State>) {
        assert_shape!(characters, [_, _, self.characters()]);
        let (mut read, mut carried) = (characters, Vec::new());
        for (layer, from) in self.layers.iter().zip(from) {
            let (all, state) = layer.forward(read, from, Kernels::Fast);
            carried.push(state);
            read = self.dropout.forward(all);
        }
        (self.output.forward(read.flatten(0, 1)), carried)
    }

    /// Reads a window on from what it carries: the loss, in nats a character, and what it carries then.
    pub fn read(&self, window: &Window, from: (Vec<State>, &Device)) -> (Step, Vec<State>) {
        let (targets, (from, device)) = (&window.targets, from);
        let inputs = self.one_hot(&window.inputs, targets.len() / window.steps, device);
        let targets: Vec<i64> = targets.iter().map(|&target| target as i64).collect();
        let (logits, carried) = self.forward(inputs, from);
        let bits = bits(logits, Tensor::from_data(targets.as_slice(), device));
        let step = Step::of(bits.clone() * LN_2).with("bits_per_character", bits);
        (step, carried)
    }

    /// Characters of so many streams, given stream by stream, as the network reads them.
    ///
    /// # Shapes
    /// - output: `[stream, steps, character]`
    pub fn one_hot(&self, characters: &[usize], parallel: usize, device: &Device) -> Tensor<3> {
        let (width, count) = (self.characters(), characters.len());
        let mut rows = vec![0.0_f32; count * width];
        for (number, &character) in characters.iter().enumerate() {
            rows[number * width + character] = 1.0;
        }
        let shape = [parallel, count / parallel, width];
        Tensor::from_data(TensorData::new(rows, shape), device)
    }

    fn characters(&self) -> usize {
        self.output.weight.dims()[1]
    }
}

/// The same numbers, from which no gradient goes further back.
pub fn detached(states: Vec<State>) -> Vec<State> {
    let detach = |state: State| State {
        h: state.h.detach(),
        c: state.c.map(Tensor::detach),
    };
    states.into_iter().map(detach).collect()
}

/// What is carried, as bytes of a checkpoint.
///
/// # Errors
/// [`Error::Failed`] if it cannot be written as bytes.
pub fn to_bytes(states: &[State]) -> Result<Vec<u8>> {
    let numbers = states.iter().enumerate().flat_map(|(layer, state)| {
        let h = (format!("{layer}.h"), state.h.to_data());
        let c = state.c.as_ref();
        [Some(h), c.map(|c| (format!("{layer}.c"), c.to_data()))]
    });
    tensors::to_bytes(&numbers.flatten().collect::<Vec<_>>())
}

/// What [`to_bytes`] wrote, in the shapes and on the device of `like`.
///
/// # Errors
/// [`Error::Data`] if it is damaged or has other shapes.
pub fn from_bytes(bytes: &[u8], like: &[State]) -> Result<Vec<State>> {
    let read = |name: String, like: &Tensor<2>| {
        let data = tensors::from_bytes(bytes, &name)?;
        match data.shape().as_slice() == like.dims() {
            true => Ok(Tensor::from_data(data, &like.device())),
            false => Err(Error::Data(format!(
                "the checkpoint does not fit: {name} has another shape"
            ))),
        }
    };
    let state = |(layer, like): (usize, &State)| {
        let c = like.c.as_ref().map(|c| read(format!("{layer}.c"), c));
        Ok(State {
            h: read(format!("{layer}.h"), &like.h)?,
            c: c.transpose()?,
        })
    };
    like.iter().enumerate().map(state).collect()
}
