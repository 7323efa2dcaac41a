//! Operations that models are made of, with a kernel under them where Burn's own is slow.
//!
//! Their users: the convolutional and recurrent networks of assignment 2, the convolutional generators of
//! assignment 3, and the layers of [`layers`](crate::layers).

mod recurrent;

pub use recurrent::{Weights, gru, lstm, rnn};

use burn::backend::Dispatch;
use burn::nn::BatchNorm;
use burn::tensor::ops::{ConvOptions, MaxPoolOptions};
use burn::tensor::{Device, Tensor, activation, assert_shape, module};
use clap::ValueEnum;
use kernels::batch_norm::{Layer, Normalization};
use kernels::conv2d::{Convolution, Places};
use kernels::max_pool2d::{MaxPool, Pool};
use serde::{Deserialize, Serialize};

/// Whose code computes an operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kernels {
    /// The course's kernel on `cpu`, Burn's elsewhere
    #[default]
    Fast,
    /// Burn's everywhere, to compare with
    Burn,
}

/// How the window of a convolution goes over an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Pixels from one place to the next, in both directions.
    pub stride: usize,
    /// Rows and columns of zeros on each side of the image.
    pub padding: usize,
    /// Whose code computes it.
    pub kernels: Kernels,
}

impl Window {
    /// Every place of an image with so much padding, one pixel after the other.
    pub fn padded(padding: usize) -> Self {
        Self {
            stride: 1,
            padding,
            kernels: Kernels::Fast,
        }
    }

    /// The same with this stride.
    pub fn every(self, stride: usize) -> Self {
        Self { stride, ..self }
    }
}

/// The two-dimensional convolution of the networks, which mathematicians call a cross-correlation:
///
/// y(n, o, i, j) = b(o) + Σ over c, u, v of w(o, c, u, v) x(n, c, i s + u - p, j s + v - p)
///
/// with stride s, padding p, and x = 0 outside the image. It is differentiable in all three.
///
/// # Shapes
/// - input: `[batch, in, height, width]`
/// - weight: `[out, in, kernel height, kernel width]`
/// - bias: `[out]`
/// - output: `[batch, out, ⌊(height + 2 p - kernel height) / s⌋ + 1, …]`
///
/// # Panics
/// If the shapes do not fit, the stride is 0, or the kernel is larger than the padded image.
pub fn conv2d(
    input: Tensor<4>,
    weight: Tensor<4>,
    bias: Option<Tensor<1>>,
    window: Window,
) -> Tensor<4> {
    let places = Places::new(input.dims(), weight.dims(), [window.stride, window.padding]);
    if window.kernels == Kernels::Burn || !has_kernels(&input) {
        let Window {
            stride, padding, ..
        } = window;
        let options = ConvOptions::new([stride; 2], [padding; 2], [1, 1], 1);
        return module::conv2d(input, weight, bias, options);
    }
    let [input, weight] = [input, weight].map(Tensor::into_dispatch);
    let output = Tensor::<4>::from_dispatch(Dispatch::convolve(input, weight, places));
    match bias {
        Some(bias) => output + bias.reshape([1, -1, 1, 1]),
        None => output,
    }
}

/// Max pooling: the largest number of each square window, of each channel by itself,
///
/// y(n, c, i, j) = max over u, v < k of x(n, c, i s + u - p, j s + v - p)
///
/// with stride s and padding p; what is outside the image is never the largest. The gradient goes to the first
/// of several largest numbers.
///
/// # Shapes
/// - input: `[batch, channels, height, width]`
/// - output: `[batch, channels, ⌊(height + 2 p - k) / s⌋ + 1, …]`, where k is `size`
///
/// # Panics
/// If the stride or the size is 0, the padding more than half of the size, or the window larger than the padded image.
pub fn max_pool2d(input: Tensor<4>, size: usize, window: Window) -> Tensor<4> {
    let Window {
        stride, padding, ..
    } = window;
    let image = input.dims();
    let fits = image[2].min(image[3]) + 2 * padding >= size;
    assert!(
        stride > 0 && size > 0 && 2 * padding <= size && fits,
        "windows {size}x{size}, {window:?}, do not fit {image:?}"
    );
    if window.kernels == Kernels::Burn || !has_kernels(&input) {
        let options = MaxPoolOptions {
            stride: [stride; 2],
            padding: [(padding, padding); 2],
            ..MaxPoolOptions::new([size; 2])
        };
        return module::max_pool2d(input, options);
    }
    let pool = Pool {
        image,
        size,
        stride,
        padding,
    };
    Tensor::from_dispatch(Dispatch::largest(input.into_dispatch(), pool).0)
}

/// Batch normalisation as the module does it, and its running statistics with it: in training by the statistics
/// of the batch, else by those of the module.
///
/// # Shapes
/// - input, output: `[batch, channels, height, width]`
///
/// # Panics
/// If the module is of another number of channels.
pub fn batch_norm(norm: &BatchNorm, input: Tensor<4>, kernels: Kernels) -> Tensor<4> {
    match kernels == Kernels::Fast && learns(norm, &input) {
        true => normalize(norm, input, false),
        false => norm.forward(input),
    }
}

/// [`batch_norm`], and ReLU behind it.
///
/// # Shapes
/// - input, output: `[batch, channels, height, width]`
///
/// # Panics
/// If the module is of another number of channels.
pub fn batch_norm_relu(norm: &BatchNorm, input: Tensor<4>, kernels: Kernels) -> Tensor<4> {
    match kernels == Kernels::Fast && learns(norm, &input) {
        true => normalize(norm, input, true),
        false => activation::relu(norm.forward(input)),
    }
}

/// Whether the batch counts, and there is a kernel for it.
fn learns(norm: &BatchNorm, input: &Tensor<4>) -> bool {
    has_kernels(input) && input.device().is_autodiff() && norm.training.is_enabled()
}

fn normalize(norm: &BatchNorm, input: Tensor<4>, relu: bool) -> Tensor<4> {
    let [channels] = norm.gamma.shape().dims();
    assert_shape!(input, [_, channels, ..]);
    let layer = Layer {
        images: input.dims(),
        epsilon: norm.epsilon,
        relu,
    };
    let affine: Tensor<2> = Tensor::stack(vec![norm.gamma.val(), norm.beta.val()], 0);
    let [input, affine] = [input.into_dispatch(), affine.into_dispatch()];
    let (output, statistics) = Dispatch::normalize(input, affine, layer);
    let statistics = Tensor::<2>::from_dispatch(statistics).detach();
    for (row, running) in [&norm.running_mean, &norm.running_var]
        .into_iter()
        .enumerate()
    {
        let of_batch = statistics.clone().narrow(0, row, 1).reshape([channels]);
        let kept = running.value_sync().to_device(&of_batch.device());
        let kept = kept * (1.0 - norm.momentum) + of_batch * norm.momentum;
        running.update(kept.detach());
    }
    Tensor::from_dispatch(output)
}

/// Whether kernels compute with such a tensor.
fn has_kernels<const D: usize>(tensor: &Tensor<D>) -> bool {
    tensor.device() == Device::flex() && kernels::supports(tensor.dtype())
}

#[cfg(test)]
mod batch_norm_tests;
#[cfg(test)]
mod max_pool2d_tests;
#[cfg(test)]
mod tests;
