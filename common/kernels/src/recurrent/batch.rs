//! All rows of the batch, in groups that are computed side by side.

use super::cell::Cell;
use super::group::{Gradients, Group, Kept};
use super::weights::Stacked;
use super::{Layer, Parts, Wanted, gru, lstm, rnn};
use crate::activation::Gate;
use crate::number::tensor;
use burn::backend::flex::FlexTensor;
use burn::backend::ops::FloatTensorOps;
use burn::backend::{Flex, TensorMetadata};
use rayon::prelude::*;
use std::mem::take;

/// Rows in a group of a batch, whoever computes it: 32, or fewer where a small batch would be a single one.
fn rows_of(batch: usize) -> usize {
    batch.div_ceil(2).clamp(8, 32)
}

/// What the way back needs.
#[derive(Debug, Clone)]
pub struct Memory {
    layer: Layer,
    steps: usize,
    weights: Stacked,
    groups: Vec<Kept>,
}

pub(super) fn read<E: Gate>(parts: &Parts<Flex>, layer: Layer, keep: bool) -> (FlexTensor, Memory) {
    match layer {
        Layer::Rnn => read_with::<E, rnn::Rnn, 1, 1>(parts, layer, keep),
        Layer::Lstm => read_with::<E, lstm::Lstm, 4, 6>(parts, layer, keep),
        Layer::Gru => read_with::<E, gru::Gru, 4, 4>(parts, layer, keep),
    }
}

pub(super) fn read_back<E: Gate>(g: &FlexTensor, memory: Memory, wanted: Wanted) -> Parts<Flex> {
    match memory.layer {
        Layer::Rnn => read_back_with::<E, rnn::Rnn, 1, 1>(g, memory, wanted),
        Layer::Lstm => read_back_with::<E, lstm::Lstm, 4, 6>(g, memory, wanted),
        Layer::Gru => read_back_with::<E, gru::Gru, 4, 4>(g, memory, wanted),
    }
}

fn read_with<E: Gate, C: Cell<S, K>, const S: usize, const K: usize>(
    parts: &Parts<Flex>,
    layer: Layer,
    keep: bool,
) -> (FlexTensor, Memory) {
    let [batch, steps, features] = parts.inputs.shape().dims();
    let (inputs, start) = (parts.inputs.to_contiguous(), parts.start.to_contiguous());
    let columns = [C::INPUT, C::HIDDEN];
    let weights = Stacked::new::<E>([&parts.w_x, &parts.w_h, &parts.b], columns);
    let (hidden, states) = (weights.hidden, steps + C::STATES - 1);
    let (h, c) = E::of(&start).split_at(batch * hidden);
    let mut out = vec![E::default(); batch * states * hidden];
    let most = rows_of(batch);
    let groups = out
        .par_chunks_mut(most * states * hidden)
        .zip(E::of(&inputs).par_chunks(most * steps * features));
    let groups = groups.enumerate().map(|(number, (out, inputs))| {
        let rows = out.len() / (states * hidden);
        let of_group = |state: &'_ [E]| match state {
            [] => Vec::new(),
            _ => state[number * most * hidden..][..rows * hidden].to_vec(),
        };
        let group = Group::<C, S, K>::new(&weights, rows, steps);
        group.forward(inputs, [h, c].map(of_group), out, keep)
    });
    let memory = Memory {
        layer,
        steps,
        groups: groups.collect(),
        weights,
    };
    (tensor(out, [batch, states, hidden]), memory)
}

fn read_back_with<E: Gate, C: Cell<S, K>, const S: usize, const K: usize>(
    g: &FlexTensor,
    memory: Memory,
    wanted: Wanted,
) -> Parts<Flex> {
    let [batch, states, hidden] = g.shape().dims();
    let (g, steps) = (g.to_contiguous(), memory.steps);
    let weights = memory.weights.for_the_way_back();
    let groups = memory.groups.into_par_iter();
    let groups = groups.zip(E::of(&g).par_chunks(rows_of(batch) * states * hidden));
    let groups = groups.map(|(kept, g)| {
        let group = Group::<C, S, K>::new(&weights, g.len() / (states * hidden), steps);
        group.backward(kept, g, wanted)
    });
    // Collected first: they are added in their order, whoever computed them.
    let mut groups: Vec<Gradients<E>> = groups.collect();
    let sums = groups.iter_mut().map(|group| take(&mut group.weights));
    let sums = sums.reduce(|sums, others| {
        let pairs = sums.into_iter().zip(others);
        pairs
            .map(|(sum, other)| Flex::float_add(sum, other))
            .collect()
    });
    let [w_x, w_h, b] = weights.as_given::<E>(&sums.expect("a batch has rows"));
    let start = (0..C::STATES).flat_map(|state| groups.iter().map(move |it| &it.start[state][..]));
    let inputs = groups.iter().map(|group| &group.inputs[..]);
    let [start, inputs] = [start.collect::<Vec<_>>(), inputs.collect()].map(|parts| parts.concat());
    let features = if wanted.inputs { weights.features } else { 0 };
    Parts {
        start: tensor(start, [C::STATES, batch, hidden]),
        inputs: tensor(inputs, [batch, steps, features]),
        w_x,
        w_h,
        b,
    }
}
