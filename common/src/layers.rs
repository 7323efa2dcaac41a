//! Layers as Burn modules, over the operations of [`ops`](crate::ops).
//!
//! Their users: LeNet, VGG, the residual network and Inception of assignment 2; DCGAN, the convolutional autoencoders and the
//! judge of digits of assignment 3.

use crate::ops::{Window, batch_norm, batch_norm_relu, conv2d, max_pool2d};
use burn::module::{Module, Param};
use burn::nn::{BatchNorm, BatchNormConfig, Initializer};
use burn::tensor::{Device, Tensor};
use std::cell::RefCell;

thread_local! {
    /// What the convolutions of this thread give, while somebody watches.
    static WATCHED: RefCell<Option<Vec<Tensor<4>>>> = const { RefCell::new(None) };
}

/// What `work` gives, and beside it what every [`Conv2d`] gives in it on this thread, in the order in which
/// they are computed: the feature maps of whatever network it runs, `[batch, out, height, width]` each.
pub fn watched<T>(work: impl FnOnce() -> T) -> (T, Vec<Tensor<4>>) {
    let before = WATCHED.replace(Some(Vec::new()));
    let done = work();
    let maps = WATCHED.replace(before);
    (done, maps.unwrap_or_default())
}

/// A two-dimensional convolution with its parameters.
#[derive(Module, Debug)]
pub struct Conv2d {
    /// Shape `[out, in, kernel height, kernel width]`.
    pub weight: Param<Tensor<4>>,
    /// Shape `[out]`.
    pub bias: Option<Param<Tensor<1>>>,
    /// How it goes over an image, and whose code computes it.
    #[module(skip)]
    pub window: Window,
}

impl Conv2d {
    /// A convolution whose weight has the shape `[out, in, kernel height, kernel width]`. Its parameters are
    /// uniform on ±1/√(in · kernel height · kernel width), as PyTorch's and Burn's.
    pub fn new(shape: [usize; 4], window: Window, device: &Device) -> Self {
        let [out, fan_in] = [shape[0], shape[1..].iter().product()];
        let bound = 1.0 / (fan_in as f64).sqrt();
        let uniform = Initializer::Uniform {
            min: -bound,
            max: bound,
        };
        Self {
            weight: uniform.init(shape, device),
            bias: Some(uniform.init([out], device)),
            window,
        }
    }

    /// The same layer without a bias: batch normalisation behind it would take it away again.
    pub fn without_bias(self) -> Self {
        Self { bias: None, ..self }
    }

    /// # Shapes
    /// - input: `[batch, in, height, width]`
    /// - output: `[batch, out, height, width]`, the last two by [`conv2d`]
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let bias = self.bias.as_ref().map(Param::val);
        let maps = conv2d(input, self.weight.val(), bias, self.window);
        WATCHED.with_borrow_mut(|watched| watched.iter_mut().for_each(|it| it.push(maps.clone())));
        maps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watcher_sees_the_maps_of_its_own_work_in_their_order() {
        let device = Device::flex();
        let [first, second] = [[2, 1, 3, 3], [4, 2, 1, 1]]
            .map(|shape| Conv2d::new(shape, Window::padded(0), &device));
        let image = Tensor::<4>::ones([1, 1, 5, 5], &device);
        first.forward(image.clone());
        let (last, maps) = watched(|| second.forward(first.forward(image.clone())));
        let shapes: Vec<_> = maps.iter().map(Tensor::dims).collect();
        assert_eq!(shapes, [[1, 2, 3, 3], [1, 4, 3, 3]]);
        maps[1].to_data().assert_eq(&last.to_data(), true);
        // Nobody watches any more.
        second.forward(first.forward(image));
        assert!(watched(|| ()).1.is_empty());
    }
}

/// A convolution and batch normalisation behind it, to which the network adds the non-linearity.
#[derive(Module, Debug)]
pub struct ConvNorm {
    /// The convolution.
    pub convolution: Conv2d,
    /// Of its maps, each over the batch, height and width.
    pub norm: BatchNorm,
}

impl ConvNorm {
    /// Both, for a weight of the shape `[out, in, kernel height, kernel width]`.
    pub fn new(shape: [usize; 4], window: Window, device: &Device) -> Self {
        Self {
            convolution: Conv2d::new(shape, window, device),
            norm: BatchNormConfig::new(shape[0]).init(device),
        }
    }

    /// The same pair with a convolution that has no bias.
    pub fn without_bias(self) -> Self {
        Self {
            convolution: self.convolution.without_bias(),
            ..self
        }
    }

    /// # Shapes
    /// - input: `[batch, in, height, width]`
    /// - output: `[batch, out, height, width]`, the last two by [`conv2d`]
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let maps = self.convolution.forward(input);
        batch_norm(&self.norm, maps, self.convolution.window.kernels)
    }

    /// [`forward`](Self::forward) with ReLU behind it, in fewer passes over the maps.
    ///
    /// # Shapes
    /// - input: `[batch, in, height, width]`
    /// - output: `[batch, out, height, width]`, the last two by [`conv2d`]
    pub fn forward_relu(&self, input: Tensor<4>) -> Tensor<4> {
        let maps = self.convolution.forward(input);
        batch_norm_relu(&self.norm, maps, self.convolution.window.kernels)
    }
}

/// Max pooling over square windows, which has no parameters.
#[derive(Module, Debug)]
pub struct MaxPool2d {
    /// Rows and columns of a window.
    #[module(skip)]
    pub size: usize,
    /// How it goes over an image, and whose code computes it.
    #[module(skip)]
    pub window: Window,
}

impl MaxPool2d {
    /// Of windows with so many rows and columns.
    pub fn new(size: usize, window: Window) -> Self {
        Self { size, window }
    }

    /// # Shapes
    /// - input: `[batch, channels, height, width]`
    /// - output: `[batch, channels, height, width]`, the last two by [`max_pool2d`]
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        max_pool2d(input, self.size, self.window)
    }
}
