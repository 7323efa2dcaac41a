//! The convolution: a small window of weights goes over an image, and meets the same weights everywhere.
//!
//! Output channel o at row i and column j is a sum over the C channels of the input and the K_h x K_w places
//! of the window, which moves by the stride s; around the image stand p rows and columns of zeros:
//!
//! y(n, o, i, j) = b(o) + Σ_c Σ_u Σ_v w(o, c, u, v) x(n, c, i s + u - p, j s + v - p)   (1)
//!
//! The window is not turned round, so mathematicians call (1) a cross-correlation. There are as many rows as the
//! window has places to stand, and as many columns:
//!
//! H' = ⌊(H + 2 p - K_h) / s⌋ + 1,  W' = ⌊(W + 2 p - K_w) / s⌋ + 1   (2)
//!
//! What lies under the window at one of its L = H' W' places can be copied into a column (`im2col`):
//!
//! X(n, (c, u, v), (i, j)) = x(n, c, i s + u - p, j s + v - p)   (3)
//!
//! and the sums of (1) are then products of two matrices, W with one kernel in each row, and X of each image:
//!
//! Y(n) = W X(n) + b   (4)
//!
//! Backward, from G = ∂L/∂Y:
//!
//! ∂L/∂W = Σ_n G(n) X(n)ᵀ   (5)
//!
//! ∂L/∂b(o) = Σ_n Σ_l G(n, o, l)   (6)
//!
//! ∂L/∂X(n) = Wᵀ G(n)   (7)
//!
//! A pixel has a copy in X for every window that it lies under, and its gradient is the sum of theirs (`col2im`):
//!
//! ∂L/∂x(n, c, a, d) = Σ of ∂L/∂X(n, (c, u, v), (i, j)) where i s + u - p = a and j s + v - p = d   (8)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `input` | `[batch, in, height, width]` |
//! | w, W | `weight` | `[out, in, K_h, K_w]`, `[out, in · K_h · K_w]` |
//! | b | `bias` | `[out]` |
//! | y, Y, G | | `[batch, out, H', W']`, `[batch, out, L]` |
//! | X | output of [`im2col`], first of [`col2im`]; in (4) with channel and offset as one dimension | `[batch, in, K_h · K_w, L]`, `[batch, in · K_h · K_w, L]` |
//! | s, p | `stride`, `padding` of [`Window`] | |
//!
//! [`im2col`] and [`col2im`] are given: they only count rows and columns, and pooling needs the same two.
//!
//! Source: Chellapilla, Puri and Simard, *High performance convolutional neural networks for document
//! processing* (2006), section 2; (2) from Dumoulin and Visin, *A guide to convolution arithmetic for deep
//! learning* (2016), section 2.
//! Read next: `pooling.rs`.

use common::by_hand::{
    Content, Device, IndexingUpdateOp, Int, Layer, Parameter, Tensor, assert_shape,
};

/// How a window goes over an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// K_h and K_w.
    pub size: [usize; 2],
    /// s, from one place to the next in both directions, at least 1.
    pub stride: usize,
    /// p, rows and columns around the image on each side.
    pub padding: usize,
}

impl Window {
    /// A window of this size that stands at every place inside of the image.
    pub fn of(size: [usize; 2]) -> Self {
        Self {
            size,
            stride: 1,
            padding: 0,
        }
    }

    /// Equation (2): H' and W' for an image of this height and width.
    ///
    /// # Panics
    /// If the window is larger than the image with its padding.
    pub fn places(&self, image: [usize; 2]) -> [usize; 2] {
        [0, 1].map(|side| {
            let (padded, size) = (image[side] + 2 * self.padding, self.size[side]);
            assert!(
                size <= padded,
                "a window of {size} does not fit into {padded} pixels"
            );
            (padded - size) / self.stride + 1
        })
    }

    /// i s + u for every row u of the window and every place i, and the same for columns: what the window
    /// lies on, counted from the edge of the padding.
    fn taken(&self, places: [usize; 2], device: &Device) -> [Tensor<1, Int>; 2] {
        [0, 1].map(|side| {
            let places = move |u| (0..places[side]).map(move |i| (i * self.stride + u) as i64);
            let taken: Vec<i64> = (0..self.size[side]).flat_map(places).collect();
            Tensor::from_data(&*taken, device)
        })
    }
}

/// Equation (3): what lies under the window at each of its places. Around the image stands `outside`, 0 for a
/// convolution.
///
/// # Shapes
/// - input: `[batch, channel, height, width]`
/// - output: `[batch, channel, K_h · K_w, H' · W']`
pub fn im2col(input: Tensor<4>, window: Window, outside: f64) -> Tensor<4> {
    let ([batch, channels, height, width], p) = (input.dims(), window.padding);
    let ([k_h, k_w], [down, across]) = (window.size, window.places([height, width]));
    let [rows, columns] = window.taken([down, across], &input.device());
    let padded = input.pad((p, p, p, p), outside);
    let under = padded.select(2, rows).select(3, columns); // [batch, channel, K_h · H', K_w · W']
    let under = under.reshape([batch, channels, k_h, down, k_w, across]);
    let under = under.permute([0, 1, 2, 4, 3, 5]);
    under.reshape([batch, channels, k_h * k_w, down * across])
}

/// Equation (8): adds every number of the columns to the pixel of which it was a copy; what was padding is
/// left out.
///
/// # Shapes
/// - columns: `[batch, channel, K_h · K_w, H' · W']`
/// - image: height and width
/// - output: `[batch, channel, height, width]`
pub fn col2im(columns: Tensor<4>, window: Window, image: [usize; 2]) -> Tensor<4> {
    let ([batch, channels, ..], [height, width]) = (columns.dims(), image);
    let ([k_h, k_w], [down, across]) = (window.size, window.places(image));
    assert_shape!(columns, [_, _, k_h * k_w, down * across]);
    let (p, device) = (window.padding, columns.device());
    let [of_rows, of_columns] = window.taken([down, across], &device);
    let under = columns.reshape([batch, channels, k_h, k_w, down, across]);
    let under = under.permute([0, 1, 2, 4, 3, 5]);
    let under = under.reshape([batch, channels, k_h * down, k_w * across]);
    let add = IndexingUpdateOp::Add;
    let wide = Tensor::zeros([batch, channels, k_h * down, width + 2 * p], &device);
    let wide = wide.select_assign(3, of_columns, under, add);
    let padded = Tensor::zeros([batch, channels, height + 2 * p, width + 2 * p], &device);
    let padded = padded.select_assign(2, of_rows, wide, add);
    padded.narrow(2, p, height).narrow(3, p, width)
}

/// A convolution layer.
#[derive(Debug)]
pub struct Convolution {
    /// w and ∂L/∂w.
    pub weight: Parameter<4>,
    /// b and ∂L/∂b.
    pub bias: Parameter<1>,
    /// How it goes over an image; its size is that of the weight.
    pub window: Window,
    /// x of the last forward pass. Its columns are K_h · K_w / s² times as large and quickly made again.
    input: Option<Tensor<4>>,
}

impl Convolution {
    /// A layer with this weight, shape `[out, in, K_h, K_w]`, and a bias of zeros, which moves by one pixel
    /// without padding.
    pub fn with_weight(weight: Tensor<4>) -> Self {
        let [out, _, k_h, k_w] = weight.dims();
        let bias = Tensor::zeros([out], &weight.device());
        Self {
            weight: Parameter::new(weight),
            bias: Parameter::new(bias),
            window: Window::of([k_h, k_w]),
            input: None,
        }
    }
}

impl Layer<4, 4> for Convolution {
    /// **Exercise a2.convolution.forward** (3 points): equations (3) and (4), or (1) in any other way. If you
    /// write `backward`, keep what it needs.
    ///
    /// # Shapes
    /// - input: `[batch, in, height, width]`
    /// - output: `[batch, out, H', W']`
    fn forward(&mut self, input: Tensor<4>) -> Tensor<4> {
        let [out, channels, ..] = self.weight.value.dims();
        assert_shape!(input, [_, channels, _, _]);
        let [batch, _, height, width] = input.dims();
        let [down, across] = self.window.places([height, width]);
        let columns = im2col(input.clone(), self.window, 0.0).flatten::<3>(1, 2); // X
        let kernels = self
            .weight
            .value
            .clone()
            .flatten::<2>(1, 3)
            .unsqueeze::<3>(); // W
        let bias = self.bias.value.clone().reshape([1, out, 1]);
        let output = kernels.matmul(columns) + bias; // [batch, out, L]
        self.input = Some(input);
        output.reshape([batch, out, down, across])
    }

    /// **Exercise a2.convolution.backward** (practice): store (5) and (6), and return (8) of (7).
    ///
    /// # Shapes
    /// - grad_output: `[batch, out, H', W']`
    /// - output: `[batch, in, height, width]`
    fn backward(&mut self, grad_output: Tensor<4>) -> Tensor<4> {
        let input = self.input.take().expect("backward follows forward");
        let ([_, _, height, width], shape) = (input.dims(), self.weight.value.dims());
        let [out, channels, k_h, k_w] = shape;
        let grad = grad_output.flatten::<3>(2, 3); // G, [batch, out, L]
        let columns = im2col(input, self.window, 0.0).flatten::<3>(1, 2); // X, [batch, in · K_h · K_w, L]
        let products = grad.clone().matmul(columns.transpose()); // [batch, out, in · K_h · K_w]
        self.weight.grad = products.sum_dim(0).reshape(shape);
        self.bias.grad = grad.clone().sum_dims(&[0, 2]).reshape([out]);
        let kernels = self
            .weight
            .value
            .clone()
            .flatten::<2>(1, 3)
            .unsqueeze::<3>(); // W
        let columns = kernels.transpose().matmul(grad); // ∂L/∂X
        let [batch, _, places] = columns.dims();
        let columns = columns.reshape([batch, channels, k_h * k_w, places]);
        col2im(columns, self.window, [height, width])
    }

    fn contents(&mut self) -> Vec<(&'static str, Content<'_>)> {
        vec![
            ("weight", Content::Parameter(&mut self.weight)),
            ("bias", Content::Parameter(&mut self.bias)),
        ]
    }
}
