//! The two-dimensional convolution as products of matrices.
//!
//! All windows of some images become the columns of a matrix (im2col); the weight, one filter a row, times this
//! matrix is what every filter makes of every window. With the columns C, the weight W, and G = ∂L/∂(W C):
//!
//! ∂L/∂W = G Cᵀ,   ∂L/∂C = Wᵀ G
//!
//! and ∂L/∂x adds up, for every pixel, what stands in the columns that it was copied to (col2im).
//!
//! The images of a batch are divided into groups whose columns fit into a core's cache; groups are computed side by
//! side. A group depends on shapes alone, and what groups share is added in their order.
//!
//! Source: Chellapilla, Puri and Simard, *High performance convolutional neural networks for document
//! processing* (2006).

pub use crate::columns::Places;
use crate::number::{Number, for_type_of, tensor};
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::flex::FlexTensor;
use burn::backend::ops::FloatTensorOps;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};
use rayon::prelude::*;

/// The convolution and its two derivatives; shapes are those of `common::ops::conv2d`.
#[backend_extension(Autodiff, Flex)]
pub trait Convolution: Backend {
    /// y, without a bias.
    fn convolve(x: FloatTensor<Self>, w: FloatTensor<Self>, places: Places) -> FloatTensor<Self>;

    /// ∂L/∂x of ∂L/∂y.
    fn to_image(g: FloatTensor<Self>, w: FloatTensor<Self>, places: Places) -> FloatTensor<Self>;

    /// ∂L/∂w of ∂L/∂y.
    fn to_filters(g: FloatTensor<Self>, x: FloatTensor<Self>, places: Places) -> FloatTensor<Self>;
}

/// `[a, b, l]` as `[b, a, l]`.
fn swap<E: Number>(x: &[E], out: &mut [E], [a, b]: [usize; 2]) {
    let l = x.len() / (a * b);
    for (to, out) in out.chunks_mut(l).enumerate() {
        out.copy_from_slice(&x[(to % a * b + to / a) * l..][..l]);
    }
}

fn forward<E: Number>(x: FlexTensor, w: FlexTensor, places: Places) -> FlexTensor {
    let ([batch, channels, height, width], out) = (places.image, places.filters[0]);
    let ([window, l], group) = (places.columns(), places.group());
    let (w, x) = (w.to_contiguous(), x.to_contiguous());
    if let Some(tiles) = places.tiles() {
        return tensor(
            tiles.convolve(E::of(&x), E::of(&w), false),
            [batch, out, height, width],
        );
    }
    let w = w.reshape([out, window].into());
    let mut y = vec![E::default(); batch * out * l];
    let groups = E::of(&x).par_chunks(group * channels * height * width);
    y.par_chunks_mut(group * out * l)
        .zip(groups)
        .for_each(|(y, x)| {
            let images = y.len() / (out * l);
            let columns = tensor(places.im2col(x, images), [window, images * l]);
            let product = Flex::float_matmul(w.clone(), columns).to_contiguous();
            swap(E::of(&product), y, [out, images]);
        });
    let [height, width] = places.output();
    tensor(y, [batch, out, height, width])
}

fn to_image<E: Number>(g: FlexTensor, w: FlexTensor, places: Places) -> FlexTensor {
    let ([batch, channels, height, width], out) = (places.image, places.filters[0]);
    let ([window, l], group) = (places.columns(), places.group());
    let (w, g) = (w.to_contiguous(), g.to_contiguous());
    if let Some(tiles) = places.tiles() {
        return tensor(tiles.convolve(E::of(&g), E::of(&w), true), places.image);
    }
    let w = Flex::float_transpose(w.reshape([out, window].into()));
    let mut x = vec![E::default(); batch * channels * height * width];
    let groups = E::of(&g).par_chunks(group * out * l);
    x.par_chunks_mut(group * channels * height * width)
        .zip(groups)
        .for_each(|(x, g)| {
            let images = g.len() / (out * l);
            let columns = Flex::float_matmul(w.clone(), rows(g, [images, out])).to_contiguous();
            places.col2im(E::of(&columns), x, images);
        });
    tensor(x, [batch, channels, height, width])
}

fn to_filters<E: Number>(g: FlexTensor, x: FlexTensor, places: Places) -> FlexTensor {
    let ([_, channels, height, width], out) = (places.image, places.filters[0]);
    let ([window, l], group) = (places.columns(), places.group());
    let (g, x) = (g.to_contiguous(), x.to_contiguous());
    if let Some(tiles) = places.tiles() {
        return tensor(tiles.of_filters(E::of(&g), E::of(&x)), places.filters);
    }
    let groups = E::of(&x).par_chunks(group * channels * height * width);
    let parts = E::of(&g)
        .par_chunks(group * out * l)
        .zip(groups)
        .map(|(g, x)| {
            let images = g.len() / (out * l);
            let columns = tensor(places.im2col(x, images), [window, images * l]);
            Flex::float_matmul(rows(g, [images, out]), Flex::float_transpose(columns))
        });
    // Collected first: they are added in their order, whoever computed them.
    let parts = parts.collect::<Vec<_>>().into_iter();
    let sum = parts.reduce(Flex::float_add).expect("a batch has images");
    sum.to_contiguous().reshape(places.filters.into())
}

/// `[images, out, places]` as a matrix with one filter a row.
fn rows<E: Number>(g: &[E], [images, out]: [usize; 2]) -> FlexTensor {
    let mut rows = vec![E::default(); g.len()];
    swap(g, &mut rows, [images, out]);
    tensor(rows, [out, g.len() / out])
}

impl Convolution for Flex {
    fn convolve(x: FlexTensor, w: FlexTensor, places: Places) -> FlexTensor {
        for_type_of!(x, forward(x, w, places))
    }

    fn to_image(g: FlexTensor, w: FlexTensor, places: Places) -> FlexTensor {
        for_type_of!(g, to_image(g, w, places))
    }

    fn to_filters(g: FlexTensor, x: FlexTensor, places: Places) -> FlexTensor {
        for_type_of!(g, to_filters(g, x, places))
    }
}

#[derive(Debug)]
struct Backwards;

impl<B: Convolution> Backward<B, 2> for Backwards {
    type State = (FloatTensor<B>, FloatTensor<B>, Places);

    fn backward(self, ops: Ops<Self::State, 2>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let (g, (x, w, places)) = (gradients.consume::<B>(&ops.node), ops.state);
        let [of_x, of_w] = ops.parents;
        if let Some(node) = of_w {
            gradients.register::<B>(node.id, B::to_filters(g.clone(), x, places));
        }
        // The images themselves learn nothing.
        if let Some(node) = of_x {
            gradients.register::<B>(node.id, B::to_image(g, w, places));
        }
    }
}

impl<B: Convolution, C: CheckpointStrategy> Convolution for Autodiff<B, C> {
    fn convolve(x: FloatTensor<Self>, w: FloatTensor<Self>, places: Places) -> FloatTensor<Self> {
        let ((x, of_x), (w, of_w)) = (x.into_parts(), w.into_parts());
        let y = B::convolve(x.clone(), w.clone(), places);
        match Backwards
            .prepare::<C>([of_x, of_w])
            .compute_bound()
            .stateful()
        {
            OpsKind::Tracked(prepared) => prepared.finish((x, w, places), y),
            OpsKind::UnTracked(prepared) => prepared.finish(y),
        }
    }

    fn to_image(_: FloatTensor<Self>, _: FloatTensor<Self>, _: Places) -> FloatTensor<Self> {
        unreachable!("autodiff is of first order")
    }

    fn to_filters(_: FloatTensor<Self>, _: FloatTensor<Self>, _: Places) -> FloatTensor<Self> {
        unreachable!("autodiff is of first order")
    }
}
