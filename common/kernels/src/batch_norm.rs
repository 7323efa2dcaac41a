//! Batch normalisation, with the ReLU behind it or without, in few passes over the images.
//!
//! For each channel, with mean and variance over the n numbers that it has in a batch:
//!
//! x̂ = (x - mean) / √(variance + ε),   z = γ x̂ + β,   y = max(z, 0) or z
//!
//! and back, where h is ∂L/∂y, with ReLU only where z > 0:
//!
//! ∂L/∂β = Σ h,   ∂L/∂γ = Σ h x̂,   ∂L/∂x = γ / √(variance + ε) (h - (∂L/∂β + x̂ ∂L/∂γ) / n)
//!
//! Composed of tensor operations this writes and reads each of these. Here z is computed again on the way back, by
//! the same operations in the same order. Sums go over the batch first, pixel by pixel, then over the pixels:
//! an order that does not depend on the number of threads.
//!
//! Source: Ioffe and Szegedy, *Batch normalization* (2015), section 3.

use self::channels::Channel;
use crate::number::{Number, for_type_of, tensor};
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};
use rayon::prelude::*;

mod channels;

/// What is computed.
#[derive(Debug, Clone, Copy)]
pub struct Layer {
    /// Shape of x: batch, channels, height, width.
    pub images: [usize; 4],
    /// ε.
    pub epsilon: f64,
    /// Whether ReLU follows.
    pub relu: bool,
}

/// The operation and its derivative. What has a pair of numbers a channel is a tensor `[2, channels]`: γ and β, mean
/// and variance.
#[backend_extension(Autodiff, Flex)]
pub trait Normalization: Backend {
    /// y, with mean and variance.
    fn normalize(
        x: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        layer: Layer,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// ∂L/∂x and those of γ and β, of ∂L/∂y.
    fn to_input(
        g: FloatTensor<Self>,
        x: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        statistics: FloatTensor<Self>,
        layer: Layer,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);
}

fn forward<E: Number>(x: FlexTensor, affine: FlexTensor, layer: Layer) -> (FlexTensor, FlexTensor) {
    let (x, affine) = (x.to_contiguous(), affine.to_contiguous());
    let (all, count) = (E::of(&x), layer.count::<E>());
    let sums = layer.sums::<E, 1>(|[sums], map, _| {
        for (sum, &x) in sums.iter_mut().zip(&all[map]) {
            *sum += x;
        }
    });
    let mut statistics: Vec<E> = sums.into_iter().map(|sum| sum / count).collect();
    let squares = layer.sums::<E, 1>(|[sums], map, channel| {
        let mean = statistics[channel];
        for (sum, &x) in sums.iter_mut().zip(&all[map]) {
            *sum += (x - mean) * (x - mean);
        }
    });
    statistics.extend(squares.into_iter().map(|sum| sum / count));
    let channels = Channel::all(E::of(&affine), &statistics, layer.epsilon);

    let (area, group) = (layer.area(), layer.group());
    let mut y = vec![E::default(); all.len()];
    let groups = y
        .par_chunks_mut(group * area)
        .zip(all.par_chunks(group * area));
    groups.enumerate().for_each(|(number, (y, x))| {
        let maps = y.chunks_mut(area).zip(x.chunks(area));
        for (map, (y, x)) in (number * group..).zip(maps) {
            let channel = channels[map % channels.len()];
            for (y, &x) in y.iter_mut().zip(x) {
                *y = channel.output(x, layer.relu);
            }
        }
    });
    (
        tensor(y, layer.images),
        tensor(statistics, [2, channels.len()]),
    )
}

fn backward<E: Number>(
    [g, x, affine, statistics]: [FlexTensor; 4],
    layer: Layer,
) -> (FlexTensor, FlexTensor) {
    let tensors = [g, x, affine, statistics].map(|tensor| tensor.to_contiguous());
    let [g, x, affine, statistics] = tensors.each_ref().map(E::of);
    let channels = Channel::all(affine, statistics, layer.epsilon);
    let of_gamma_and_beta = layer.sums::<E, 2>(|[of_gamma, of_beta], map, channel| {
        let channel = channels[channel];
        let numbers = g[map.clone()].iter().zip(&x[map]);
        for ((of_gamma, of_beta), (&g, &x)) in of_gamma.iter_mut().zip(of_beta).zip(numbers) {
            let h = channel.behind(g, x, layer.relu);
            *of_beta += h;
            *of_gamma += h * ((x - channel.mean) * channel.inverse);
        }
    });
    let (of_gamma, of_beta) = of_gamma_and_beta.split_at(channels.len());

    let (area, group, count) = (layer.area(), layer.group(), layer.count::<E>());
    let mut of_x = vec![E::default(); x.len()];
    let groups = g.par_chunks(group * area).zip(x.par_chunks(group * area));
    let groups = of_x.par_chunks_mut(group * area).zip(groups);
    groups.enumerate().for_each(|(number, (of_x, (g, x)))| {
        let maps = of_x
            .chunks_mut(area)
            .zip(g.chunks(area).zip(x.chunks(area)));
        for (map, (of_x, (g, x))) in (number * group..).zip(maps) {
            let at = map % channels.len();
            let channel = channels[at];
            let mean = of_beta[at] / count;
            let slope = of_gamma[at] / count * channel.inverse;
            for (of_x, (&g, &x)) in of_x.iter_mut().zip(g.iter().zip(x)) {
                let h = channel.behind(g, x, layer.relu);
                *of_x = channel.scale * (h - mean - (x - channel.mean) * slope);
            }
        }
    });
    let of_affine = tensor(of_gamma_and_beta, [2, channels.len()]);
    (tensor(of_x, layer.images), of_affine)
}

impl Normalization for Flex {
    fn normalize(x: FlexTensor, affine: FlexTensor, layer: Layer) -> (FlexTensor, FlexTensor) {
        for_type_of!(x, forward(x, affine, layer))
    }

    fn to_input(
        g: FlexTensor,
        x: FlexTensor,
        affine: FlexTensor,
        statistics: FlexTensor,
        layer: Layer,
    ) -> (FlexTensor, FlexTensor) {
        let tensors = [g, x, affine, statistics];
        for_type_of!(tensors[0], backward(tensors, layer))
    }
}

#[derive(Debug)]
struct Backwards;

impl<B: Normalization> Backward<B, 2> for Backwards {
    type State = ([FloatTensor<B>; 3], Layer);

    fn backward(self, ops: Ops<Self::State, 2>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let g = gradients.consume::<B>(&ops.node);
        let ([x, affine, statistics], layer) = ops.state;
        let computed = B::to_input(g, x, affine, statistics, layer);
        for (node, gradient) in ops.parents.into_iter().zip([computed.0, computed.1]) {
            if let Some(node) = node {
                gradients.register::<B>(node.id, gradient);
            }
        }
    }
}

impl<B: Normalization, C: CheckpointStrategy> Normalization for Autodiff<B, C> {
    fn normalize(
        x: FloatTensor<Self>,
        affine: FloatTensor<Self>,
        layer: Layer,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let ((x, of_x), (affine, of_affine)) = (x.into_parts(), affine.into_parts());
        let (y, statistics) = B::normalize(x.clone(), affine.clone(), layer);
        let prepared = Backwards.prepare::<C>([of_x, of_affine]).compute_bound();
        let y = match prepared.stateful() {
            OpsKind::Tracked(prepared) => {
                prepared.finish(([x, affine, statistics.clone()], layer), y)
            }
            OpsKind::UnTracked(prepared) => prepared.finish(y),
        };
        (y, FloatTensor::<Self>::new(statistics))
    }

    fn to_input(
        _: FloatTensor<Self>,
        _: FloatTensor<Self>,
        _: FloatTensor<Self>,
        _: FloatTensor<Self>,
        _: Layer,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        unreachable!("autodiff is of first order")
    }
}
