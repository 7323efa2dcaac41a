//! The convolutions of a variational autoencoder: from a picture down to small maps, and up again.
//!
//! In front of the encoder's hidden layer stand two convolutions with stride 2, each of which halves height and
//! width, with ReLU behind it:
//!
//! a₁ = relu(conv₁(x)),  a₂ = relu(conv₂(a₁)),  read as a row   (1)
//!
//! Behind the decoder's output layer the way goes back. Each number of a map becomes a square of 2x2 (up, equation (2) of
//! `convolutional_autoencoder.rs`), and a convolution that keeps height and width smooths the squares:
//!
//! b₁ = conv₃(up(relu(b₀))),  l = conv₄(up(relu(b₁))),  read as a row   (2)
//!
//! A convolution run backwards (*transposed*) could do both at once; windows of 3x3 with stride 2 overlap unevenly and leave
//! a pattern of squares. Those of 4x4 in `dcgan.rs` do not.
//!
//! First weights are He's, which keep the length of what goes through ReLU. With smaller ones, uniform on ±1/√fan-in,
//! so little of a code reaches the picture that the KL is the stronger term from the first step on: the encoder gives
//! up (*posterior collapse*), and hundreds of steps later there is still nothing but the mean picture.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `pictures` | `[batch, channels · height · width]` |
//! | a₁ | | `[batch, 16, height / 2, width / 2]` |
//! | a₂, b₀ | rows: output of [`Down::forward`], input of [`Up::forward`] | `[batch, 32 · height / 4 · width / 4]` |
//! | b₁ | | `[batch, 16, height / 2, width / 2]` |
//! | l | output of [`Up::forward`] | `[batch, channels · height · width]` |
//!
//! Sources: Radford, Metz and Chintala, *Unsupervised representation learning with deep convolutional generative
//! adversarial networks* (2016) for strides in the place of pooling; Odena, Dumoulin and Olah, *Deconvolution and
//! checkerboard artifacts* (2016) for doubling and convolving.
//!
//! Read next: `gan.rs`.

use crate::convolutional_autoencoder::upsample;
use burn::module::Module;
use burn::nn::Initializer;
use burn::tensor::{Device, Tensor, activation, assert_shape};
use common::layers::Conv2d;
use common::ops::Window;
use std::f64::consts::SQRT_2;

/// Maps at half and at a quarter of the height and width.
const MAPS: [usize; 2] = [16, 32];

/// From pictures to small maps.
#[derive(Module, Debug)]
pub struct Down {
    /// conv₁ and conv₂, 4x4 with stride 2 and one row of zeros around.
    pub convolutions: [Conv2d; 2],
    /// Channels, height and width of a picture.
    #[module(skip)]
    pub image: [usize; 3],
}

impl Down {
    /// For pictures `[channels, height, width]`.
    ///
    /// # Panics
    /// If height or width is no multiple of 4.
    pub fn new(image: [usize; 3], device: &Device) -> Self {
        small(image);
        let [first, second] = MAPS;
        let shapes = [[first, image[0], 4, 4], [second, first, 4, 4]];
        Self {
            convolutions: shapes.map(|shape| he(shape, Window::padded(1).every(2), device)),
            image,
        }
    }

    /// How many numbers a picture becomes.
    pub fn features(&self) -> usize {
        small(self.image).iter().product()
    }

    /// **Exercise a3.conv_vae.down** (practice): equation (1).
    ///
    /// # Shapes
    /// - pictures: `[batch, channels · height · width]`
    /// - output: `[batch, 32 · height / 4 · width / 4]`
    pub fn forward(&self, pictures: Tensor<2>) -> Tensor<2> {
        let [channels, height, width] = self.image;
        assert_shape!(pictures, [_, channels * height * width]);
        let batch = pictures.dims()[0];
        let mut maps = pictures.reshape([batch, channels, height, width]);
        for convolution in &self.convolutions {
            maps = activation::relu(convolution.forward(maps)); // half the height and width
        }
        maps.flatten(1, 3)
    }
}

/// From small maps to pictures.
#[derive(Module, Debug)]
pub struct Up {
    /// conv₃ and conv₄, 3x3 with one row of zeros around.
    pub convolutions: [Conv2d; 2],
    /// Channels, height and width of a picture.
    #[module(skip)]
    pub image: [usize; 3],
}

impl Up {
    /// For pictures `[channels, height, width]`.
    ///
    /// # Panics
    /// If height or width is no multiple of 4.
    pub fn new(image: [usize; 3], device: &Device) -> Self {
        small(image);
        let [first, second] = MAPS;
        let shapes = [[first, second, 3, 3], [image[0], first, 3, 3]];
        Self {
            convolutions: shapes.map(|shape| he(shape, Window::padded(1), device)),
            image,
        }
    }

    /// **Exercise a3.conv_vae.up** (practice): equation (2). [`upsample`] is that of `convolutional_autoencoder.rs`, and
    /// [`small`] is given.
    ///
    /// # Shapes
    /// - rows: `[batch, 32 · height / 4 · width / 4]`
    /// - output: `[batch, channels · height · width]`, any numbers
    pub fn forward(&self, rows: Tensor<2>) -> Tensor<2> {
        let [channels, height, width] = small(self.image);
        assert_shape!(rows, [_, channels * height * width]);
        let batch = rows.dims()[0];
        let mut maps = rows.reshape([batch, channels, height, width]);
        for convolution in &self.convolutions {
            maps = convolution.forward(upsample(activation::relu(maps))); // twice the height and width
        }
        maps.flatten(1, 3)
    }
}

/// A convolution with He's first weights, uniform on ±√(6 / fan-in), and biases of 0.
fn he(shape: [usize; 4], window: Window, device: &Device) -> Conv2d {
    let fan_in = shape[1..].iter().product();
    let he = Initializer::KaimingUniform {
        gain: SQRT_2,
        fan_out_only: false,
    };
    Conv2d {
        weight: he.init_with(shape, Some(fan_in), None, device),
        bias: Some(Initializer::Zeros.init([shape[0]], device)),
        window,
    }
}

/// The shape of the small maps of a picture `[channels, height, width]`: `[32, height / 4, width / 4]`.
///
/// # Panics
/// If height or width is no multiple of 4.
pub fn small([_, height, width]: [usize; 3]) -> [usize; 3] {
    assert!(
        height % 4 == 0 && width % 4 == 0,
        "pictures of {height}x{width} pixels cannot be halved twice"
    );
    [MAPS[1], height / 4, width / 4]
}
