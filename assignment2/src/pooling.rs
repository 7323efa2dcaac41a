//! Max pooling: of all that lies under a window only the largest number is kept, in each channel by itself.
//!
//! y(n, c, i, j) = max over u, v of x(n, c, i s + u - p, j s + v - p)   (1)
//!
//! The padding never wins: outside of the image x is -∞, where a convolution reads 0. A window of zeros at the
//! edge would hide that all numbers under it are negative.
//!
//! With the columns X of `convolution.rs`, whose element k lies at place (u, v) of the window, (1) is
//!
//! Y(n, c, l) = max over k of X(n, c, k, l)   (2)
//!
//! Backward, from G = ∂L/∂Y: the largest number passes the gradient on, the others have changed nothing. k* is its
//! place:
//!
//! ∂L/∂X(n, c, k, l) = G(n, c, l) if k = k*(n, c, l), else 0   (3)
//!
//! and a pixel that wins under several windows gets the sum of their gradients, equation (8) of `convolution.rs`.
//! Where several numbers under a window are equally large, which is common behind ReLU, the first one in reading
//! order gets all of it, as in Burn and PyTorch.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `input` | `[batch, channel, height, width]` |
//! | X | output of [`im2col`], first of [`col2im`] | `[batch, channel, K_h · K_w, L]` |
//! | y, Y, G | | `[batch, channel, H', W']`, `[batch, channel, L]` |
//! | k* | | `[batch, channel, 1, L]` |
//! | s, p | `stride`, `padding` of [`Window`] | |
//!
//! Source: Ranzato, Huang, Boureau and LeCun, *Unsupervised learning of invariant feature hierarchies with
//! applications to object recognition* (2007), section 2; Goodfellow, Bengio and Courville, *Deep Learning*
//! (2016), section 9.3.
//! Read next: `spatial_batch_norm.rs`.

use crate::convolution::{Window, col2im, im2col};
use common::by_hand::{IndexingUpdateOp, Layer, Tensor, assert_shape};

/// A max pooling layer.
#[derive(Debug)]
pub struct MaxPooling {
    /// How it goes over an image.
    pub window: Window,
    /// x of the last forward pass.
    input: Option<Tensor<4>>,
}

impl MaxPooling {
    /// A layer with this window.
    ///
    /// # Panics
    /// If the padding is more than half of the window: somewhere the window would lie on padding alone.
    pub fn new(window: Window) -> Self {
        let Window { size, padding, .. } = window;
        assert!(
            size.iter().all(|side| 2 * padding <= *side),
            "a padding of {padding} is more than half of a window of {size:?}"
        );
        Self {
            window,
            input: None,
        }
    }
}

impl Layer<4, 4> for MaxPooling {
    /// **Exercise a2.pooling.forward** (2 points): equation (1). If you write `backward`, keep what it needs.
    ///
    /// # Shapes
    /// - input: `[batch, channel, height, width]`
    /// - output: `[batch, channel, H', W']`
    fn forward(&mut self, input: Tensor<4>) -> Tensor<4> {
        let [batch, channels, height, width] = input.dims();
        let [down, across] = self.window.places([height, width]);
        let columns = im2col(input.clone(), self.window, f64::NEG_INFINITY);
        self.input = Some(input);
        columns.max_dim(2).reshape([batch, channels, down, across])
    }

    /// **Exercise a2.pooling.backward** (practice): equation (3), and the sum for each pixel.
    ///
    /// # Shapes
    /// - grad_output: `[batch, channel, H', W']`
    /// - output: `[batch, channel, height, width]`
    fn backward(&mut self, grad_output: Tensor<4>) -> Tensor<4> {
        let input = self.input.take().expect("backward follows forward");
        let [batch, channels, height, width] = input.dims();
        let [down, across] = self.window.places([height, width]);
        assert_shape!(grad_output, [batch, channels, down, across]);
        let columns = im2col(input, self.window, f64::NEG_INFINITY);
        let winners = columns.clone().argmax(2); // k*, the first one
        let grad = grad_output.reshape([batch, channels, 1, down * across]);
        let add = IndexingUpdateOp::Add;
        let columns = columns.zeros_like().scatter(2, winners, grad, add);
        col2im(columns, self.window, [height, width])
    }
}
