//! Max pooling in two directions, one after the other.
//!
//! The largest number of a window is the largest of the largest ones of its columns. So the rows of a window are
//! compared first, a whole row of the image at a time, then the few columns of each window:
//!
//! m[i, j'] = max over u of x[i s + u - p, j'],   y[i, j] = max over v of m[i, j s + v - p]
//!
//! Each maximum goes with the pixel that it comes from, and ∂L/∂y goes back to that pixel. Of equal numbers it is
//! the first in the order of reading; a number that is none (NaN) is larger than any other, as in Burn and PyTorch.
//!
//! Images are computed side by side in groups that depend on shapes alone.

use self::line::Line;
use crate::number::{Number, for_type_of, tensor};
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{Autodiff, Backend, Flex, backend_extension};
use burn::tensor::TensorData;
use rayon::prelude::*;
use std::ops::Range;

mod line;

/// Pixels that one thread reads at a time.
const CHUNK: usize = 1 << 14;

/// Where the windows are.
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    /// Shape of x: batch, channels, height, width.
    pub image: [usize; 4],
    /// Rows and columns of a window.
    pub size: usize,
    /// Pixels from one window to the next, in both directions.
    pub stride: usize,
    /// Rows and columns on each side of the image that no number comes from: at most half of the size.
    pub padding: usize,
}

/// Max pooling and its derivative: from `[batch, channels, height, width]` to one number a window, and back.
#[backend_extension(Autodiff, Flex)]
pub trait MaxPool: Backend {
    /// y, and the pixel of its map that each number of it comes from.
    fn largest(x: FloatTensor<Self>, pool: Pool) -> (FloatTensor<Self>, IntTensor<Self>);

    /// ∂L/∂x of ∂L/∂y.
    fn to_pixels(g: FloatTensor<Self>, pixels: IntTensor<Self>, pool: Pool) -> FloatTensor<Self>;
}

impl Pool {
    /// Height and width of what comes out.
    fn output(&self) -> [usize; 2] {
        [2, 3].map(|side| (self.image[side] + 2 * self.padding - self.size) / self.stride + 1)
    }

    /// Pixels of a map before and after.
    fn areas(&self) -> [usize; 2] {
        let [_, _, height, width] = self.image;
        [height * width, self.output().iter().product()]
    }

    /// How many maps a thread takes at a time.
    fn group(&self) -> usize {
        CHUNK.div_ceil(self.areas()[0])
    }

    /// The rows of the image that the windows of this line see.
    fn rows(&self, line: usize) -> Range<usize> {
        let begin = line * self.stride;
        let end = (begin + self.size).min(self.image[2] + self.padding);
        begin.saturating_sub(self.padding)..end - self.padding
    }
}

fn forward<E: Number>(x: FlexTensor, pool: Pool) -> (FlexTensor, FlexTensor) {
    let ([batch, channels, ..], [height_after, width_after]) = (pool.image, pool.output());
    let ([before, after], group) = (pool.areas(), pool.group());
    let x = x.to_contiguous();
    let mut y = vec![E::default(); batch * channels * after];
    let mut pixels = vec![0; y.len()];
    let groups = y
        .par_chunks_mut(group * after)
        .zip(pixels.par_chunks_mut(group * after));
    let groups = groups.zip(E::of(&x).par_chunks(group * before));
    groups.for_each(|((y, pixels), x)| {
        let mut line = Line::new(pool);
        let lines = y
            .chunks_mut(width_after)
            .zip(pixels.chunks_mut(width_after));
        for (number, line_after) in lines.enumerate() {
            let map = &x[number / height_after * before..][..before];
            line.compare_rows(map, pool.rows(number % height_after));
            line.compare_columns(line_after, pool);
        }
    });
    let shape = [batch, channels, height_after, width_after];
    let pixels = FlexTensor::from_data(TensorData::new(pixels, shape));
    (tensor(y, shape), pixels)
}

fn backward<E: Number>(g: FlexTensor, pixels: FlexTensor, pool: Pool) -> FlexTensor {
    let ([before, after], group) = (pool.areas(), pool.group());
    let (g, pixels) = (g.to_contiguous(), pixels.to_contiguous());
    let pixels = pixels
        .as_slice::<i32>()
        .expect("as the forward pass made it");
    let mut x = vec![E::default(); pool.image.iter().product()];
    let groups = E::of(&g)
        .par_chunks(group * after)
        .zip(pixels.par_chunks(group * after));
    x.par_chunks_mut(group * before)
        .zip(groups)
        .for_each(|(x, (g, pixels))| {
            let maps = g.chunks(after).zip(pixels.chunks(after));
            for (map, (g, pixels)) in x.chunks_mut(before).zip(maps) {
                for (&g, &pixel) in g.iter().zip(pixels) {
                    map[pixel as usize] += g;
                }
            }
        });
    tensor(x, pool.image)
}

impl MaxPool for Flex {
    fn largest(x: FlexTensor, pool: Pool) -> (FlexTensor, FlexTensor) {
        for_type_of!(x, forward(x, pool))
    }

    fn to_pixels(g: FlexTensor, pixels: FlexTensor, pool: Pool) -> FlexTensor {
        for_type_of!(g, backward(g, pixels, pool))
    }
}

#[derive(Debug)]
struct Backwards;

impl<B: MaxPool> Backward<B, 1> for Backwards {
    type State = (IntTensor<B>, Pool);

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let (g, (pixels, pool)) = (gradients.consume::<B>(&ops.node), ops.state);
        let [of_x] = ops.parents;
        if let Some(node) = of_x {
            gradients.register::<B>(node.id, B::to_pixels(g, pixels, pool));
        }
    }
}

impl<B: MaxPool, C: CheckpointStrategy> MaxPool for Autodiff<B, C> {
    fn largest(x: FloatTensor<Self>, pool: Pool) -> (FloatTensor<Self>, IntTensor<Self>) {
        let (x, of_x) = x.into_parts();
        let (y, pixels) = B::largest(x, pool);
        let y = match Backwards.prepare::<C>([of_x]).compute_bound().stateful() {
            OpsKind::Tracked(prepared) => prepared.finish((pixels.clone(), pool), y),
            OpsKind::UnTracked(prepared) => prepared.finish(y),
        };
        (y, pixels)
    }

    fn to_pixels(_: FloatTensor<Self>, _: IntTensor<Self>, _: Pool) -> FloatTensor<Self> {
        unreachable!("autodiff is of first order")
    }
}
