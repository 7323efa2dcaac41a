//! A convolutional autoencoder: the same idea for images, with far fewer parameters.
//!
//! Next to one another, pixels have much in common, whatever the place. The encoder therefore convolves, with 3x3
//! windows that go on by two pixels, so that each layer halves height and width:
//!
//! a₁ = relu(conv₁(x)),  a₂ = relu(conv₂(a₁)),  z = flatten(a₂) W + b   (1)
//!
//! The decoder has to double them again. It copies each pixel of a map into a square of four,
//!
//! up(a)(2i + u, 2j + v) = a(i, j),  u, v ∈ {0, 1}   (2)
//!
//! and lets a convolution, padded so that it keeps the size, smooth what was copied:
//!
//! a₃ = unflatten(relu(z V + c)),  a₄ = relu(conv₃(up(a₃))),  x̂ = σ(conv₄(up(a₄)))   (3)
//!
//! A convolution with a stride of one half (transposed) would do both in one. Windows of 3x3 then cover some pixels more often
//! than others and leave a chequerboard; `dcgan.rs` has windows of 4x4, which do not.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x, x̂ | `images` | `[batch, channels, height, width]`, from 0 to 1 |
//! | a₁, a₄ | | `[batch, 16, height / 2, width / 2]` |
//! | a₂, a₃ | | `[batch, 32, height / 4, width / 4]` |
//! | z | `codes` | `[batch, code]` |
//!
//! Height and width are multiples of 4.
//!
//! Sources: Masci et al., *Stacked convolutional auto-encoders for hierarchical feature extraction* (2011); for (2)
//! Odena, Dumoulin and Olah, *Deconvolution and checkerboard artifacts* (2016).
//! Read next: `likelihood.rs`.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation, assert_shape};
use common::layers::Conv2d;
use common::ops::Window;

/// Maps of the two layers.
const MAPS: [usize; 2] = [16, 32];

/// An encoder and a decoder of convolutions.
#[derive(Module, Debug)]
pub struct ConvolutionalAutoencoder {
    /// conv₁ and conv₂, which halve height and width.
    pub down: [Conv2d; 2],
    /// W and b.
    pub to_code: Linear,
    /// V and c.
    pub from_code: Linear,
    /// conv₃ and conv₄, which keep them.
    pub up: [Conv2d; 2],
    /// Height and width of an image.
    #[module(skip)]
    pub size: [usize; 2],
}

impl ConvolutionalAutoencoder {
    /// An autoencoder of images `[channels, height, width]` with so many numbers in the code.
    ///
    /// # Panics
    /// If height or width is no multiple of 4.
    pub fn new([channels, height, width]: [usize; 3], code: usize, device: &Device) -> Self {
        assert!(
            height % 4 == 0 && width % 4 == 0,
            "{height}x{width} pixels cannot be halved twice"
        );
        let [first, second] = MAPS;
        let flat = second * (height / 4) * (width / 4);
        let (halving, keeping) = (Window::padded(1).every(2), Window::padded(1));
        let convolution =
            |[to, from]: [usize; 2], window| Conv2d::new([to, from, 3, 3], window, device);
        Self {
            down: [[first, channels], [second, first]].map(|shape| convolution(shape, halving)),
            to_code: LinearConfig::new(flat, code).init(device),
            from_code: LinearConfig::new(code, flat).init(device),
            up: [[first, second], [channels, first]].map(|shape| convolution(shape, keeping)),
            size: [height, width],
        }
    }

    /// Equation (1).
    ///
    /// # Shapes
    /// - images: `[batch, channels, height, width]`
    /// - output: `[batch, code]`
    pub fn encode(&self, images: Tensor<4>) -> Tensor<2> {
        let [height, width] = self.size;
        assert_shape!(images, [_, _, height, width]);
        let halved = |maps, layer: &Conv2d| activation::relu(layer.forward(maps));
        let maps = self.down.iter().fold(images, halved); // [batch, 32, height / 4, width / 4]
        self.to_code.forward(maps.flatten::<2>(1, 3))
    }

    /// **Exercise a3.convolutional_autoencoder.decode** (practice): equation (3).
    ///
    /// # Shapes
    /// - codes: `[batch, code]`
    /// - output: `[batch, channels, height, width]`, from 0 to 1
    pub fn decode(&self, codes: Tensor<2>) -> Tensor<4> {
        let ([batch, _], [height, width]) = (codes.dims(), self.size);
        let [smooth, last] = &self.up;
        let maps = activation::relu(self.from_code.forward(codes));
        // As many maps as conv₃ takes.
        let count = smooth.weight.dims()[1];
        let maps = maps.reshape([batch, count, height / 4, width / 4]);
        let maps = activation::relu(smooth.forward(upsample(maps)));
        activation::sigmoid(last.forward(upsample(maps)))
    }
}

/// **Exercise a3.convolutional_autoencoder.upsample** (practice): equation (2).
///
/// # Shapes
/// - maps: `[batch, maps, height, width]`
/// - output: `[batch, maps, 2 height, 2 width]`
pub fn upsample(maps: Tensor<4>) -> Tensor<4> {
    let [batch, count, height, width] = maps.dims();
    let pixels = maps.reshape([batch, count, height, 1, width, 1]);
    let squares = pixels.repeat(&[1, 1, 1, 2, 1, 2]); // [batch, maps, height, 2, width, 2]
    squares.reshape([batch, count, 2 * height, 2 * width])
}
