//! DCGAN: generator and discriminator of convolutions.
//!
//! The fully connected pair of `gan.rs` treats every pixel by itself. This one knows that pixels have neighbours. The
//! discriminator is a convolutional network without pooling: every layer is a 4x4 convolution with stride 2, which halves height and
//! width, and has twice the channels of the one before it:
//!
//! a₁ = leaky(conv(x)),   a_k = leaky(norm(conv(a_{k-1})))   (1)
//!
//! s = flatten(a_n) w + b   (2)
//!
//! The generator goes the same way back. A linear layer makes a small map of many channels, and every further layer is a
//! *transposed* 4x4 convolution with stride 2, which doubles height and width, with half the channels: it spreads a pixel over the
//! 4x4 places from which a convolution of the other direction would have read it.
//!
//! b₀ = reshape(z W + b)   (3)
//!
//! b_k = convᵀ(relu(norm(b_{k-1}))),   x̃ = tanh(b_n)   (4)
//!
//! Writing every pixel four times and convolving 3x3 behind it doubles the sides as well, without the checkerboard that overlapping squares can
//! leave. Forward and backward, on a batch of 64 on two cores, the two are equally fast where 64 maps of 7x7 become 32 (15 ms, with Burn's transposed
//! convolution and with the course's kernel for the other one), and the transposed convolution takes two fifths of the time where 32 maps of 14x14 become one image (6 ms
//! and 15). So it is the transposed one here, as in the paper.
//!
//! In training, real pictures and fakes are normalised each by their own batch; measured, both by the running statistics of
//! all of them together. D(x) and D(G(z)) of an evaluation are therefore not quite those of the steps before it.
//!
//! | image | maps of the discriminator, width w | the generator begins with |
//! |---|---|---|
//! | 8x8 | 4x4 · w | 4x4 · w |
//! | 28x28 | 14x14 · w, 7x7 · 2w | 7x7 · 2w |
//! | 32x32 | 16x16 · w, 8x8 · 2w, 4x4 · 4w | 4x4 · 4w |
//! | 64x64 | 32x32 · w, 16x16 · 2w, 8x8 · 4w, 4x4 · 8w | 4x4 · 8w |
//!
//! | symbol | code | shape |
//! |---|---|---|
//! | z | `noise` | `[batch, latent]` |
//! | x, x̃ | `images` | `[batch, channels, height, width]`, from -1 to 1 |
//! | s | `forward` of the discriminator | `[batch, 1]` |
//!
//! Sources: Radford, Metz and Chintala, *Unsupervised representation learning with deep convolutional generative
//! adversarial networks* (2016), section 3; Odena, Dumoulin and Olah, *Deconvolution and checkerboard artifacts* (2016), for
//! the other way to double.
//!
//! Read next: `interpolation.rs`.

use burn::module::Module;
use burn::nn::conv::{ConvTranspose2d, ConvTranspose2dConfig};
use burn::nn::{BatchNorm, BatchNormConfig, Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation, assert_shape};
use common::layers::Conv2d;
use common::ops::{Kernels, Window, batch_norm, batch_norm_relu};

/// The slope of leaky ReLU for negative inputs.
const SLOPE: f64 = 0.2;

/// Maps are halved until a side is at most this, or odd.
const SMALLEST: usize = 7;

/// How often the sides of an image are halved.
fn halvings(mut sides: [usize; 2]) -> usize {
    let mut count = 0;
    while sides.iter().all(|side| side % 2 == 0) && sides.iter().any(|&side| side > SMALLEST) {
        sides = sides.map(|side| side / 2);
        count += 1;
    }
    count
}

/// From noise to images, by transposed convolutions that double height and width.
#[derive(Module, Debug)]
pub struct DcGenerator {
    /// From the noise to the first map.
    pub input: Linear,
    /// Batch normalisation before each layer, every channel over the batch, height and width.
    pub norms: Vec<BatchNorm>,
    /// The transposed convolutions; the outputs of the last one are pixels.
    pub layers: Vec<ConvTranspose2d>,
    /// Channels, height and width of the first map.
    #[module(skip)]
    pub first: [usize; 3],
}

impl DcGenerator {
    /// A generator of images `[channels, height, width]`. The noise's size stands first in `sizes`; behind it the channels of the
    /// last maps before the image.
    ///
    /// # Panics
    /// If height and width cannot be halved: one of them is odd, or neither is larger than 7.
    pub fn new(sizes: [usize; 2], image: [usize; 3], device: &Device) -> Self {
        let ([latent, width], [channels, rows, columns]) = (sizes, image);
        let count = halvings([rows, columns]);
        assert!(count > 0, "an image of {rows}x{columns} cannot be halved");
        // Half the channels after every layer.
        let widths: Vec<usize> = (0..count).rev().map(|layer| width << layer).collect();
        let first = [widths[0], rows >> count, columns >> count];
        let ends = [&widths[1..], &[channels]].concat();
        let layer = |(&from, &to): (&usize, &usize)| {
            let config = ConvTranspose2dConfig::new([from, to], [4, 4]);
            // A norm behind it would take a bias away again.
            let config = config.with_bias(from == width).with_stride([2, 2]);
            config.with_padding([1, 1]).init(device)
        };
        let norm = |&of: &usize| BatchNormConfig::new(of).init(device);
        Self {
            input: LinearConfig::new(latent, first.iter().product()).init(device),
            norms: widths.iter().map(norm).collect(),
            layers: widths.iter().zip(&ends).map(layer).collect(),
            first,
        }
    }

    /// **Exercise a3.dcgan.generator** (practice): equations (3) and (4); [`batch_norm_relu`] is relu(norm(…)), with the kernels of
    /// [`Kernels::Fast`].
    ///
    /// # Shapes
    /// - noise: `[batch, latent]`
    /// - output: `[batch, channels, height, width]`, from -1 to 1
    pub fn forward(&self, noise: Tensor<2>) -> Tensor<4> {
        assert_shape!(noise, [_, self.input.weight.dims()[0]]);
        let [batch, _] = noise.dims();
        let [channels, rows, columns] = self.first;
        let maps = self.input.forward(noise);
        let mut maps = maps.reshape([batch, channels, rows, columns]);
        for (norm, layer) in self.norms.iter().zip(&self.layers) {
            // [batch, half the channels, twice the height, twice the width]
            maps = layer.forward(batch_norm_relu(norm, maps, Kernels::Fast));
        }
        maps.tanh()
    }
}

/// From images to the logit of being real, by convolutions that halve height and width.
#[derive(Module, Debug)]
pub struct DcDiscriminator {
    /// The convolutions.
    pub layers: Vec<Conv2d>,
    /// Batch normalisation of every layer but the first; none where something else keeps the discriminator in check.
    pub norms: Vec<BatchNorm>,
    /// From the last maps to the logit.
    pub output: Linear,
}

impl DcDiscriminator {
    /// A discriminator of images `[channels, height, width]`, whose first maps have so many channels.
    ///
    /// # Panics
    /// If height and width cannot be halved: one of them is odd, or neither is larger than 7.
    pub fn new(width: usize, image: [usize; 3], device: &Device) -> Self {
        let [channels, rows, columns] = image;
        let count = halvings([rows, columns]);
        assert!(count > 0, "an image of {rows}x{columns} cannot be halved");
        let widths = |layer: usize| match layer {
            0 => channels,
            layer => width << (layer - 1),
        };
        let window = Window::padded(1).every(2);
        let layer = |layer| Conv2d::new([widths(layer + 1), widths(layer), 4, 4], window, device);
        let norm = |layer| BatchNormConfig::new(widths(layer + 1)).init(device);
        let last = widths(count) * (rows >> count) * (columns >> count);
        Self {
            layers: (0..count).map(layer).collect(),
            norms: (1..count).map(norm).collect(),
            output: LinearConfig::new(last, 1).init(device),
        }
    }

    /// The same network without batch normalisation, whose factors nothing would bound.
    pub fn without_norms(self) -> Self {
        Self {
            norms: Vec::new(),
            ..self
        }
    }

    /// **Exercise a3.dcgan.discriminator** (practice): equations (1) and (2); without `norms` there is no norm. What
    /// comes out are logits: the sigmoid is in the loss. [`batch_norm`] takes [`Kernels::Fast`] as well.
    ///
    /// # Shapes
    /// - images: `[batch, channels, height, width]`
    /// - output: `[batch, 1]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        assert_shape!(images, [_, self.layers[0].weight.dims()[1], _, _]);
        let mut maps = images;
        for (number, layer) in self.layers.iter().enumerate() {
            maps = layer.forward(maps); // [batch, width of the layer, half the height, half the width]
            if let Some(norm) = number.checked_sub(1).and_then(|it| self.norms.get(it)) {
                maps = batch_norm(norm, maps, Kernels::Fast);
            }
            maps = activation::leaky_relu(maps, SLOPE);
        }
        self.output.forward(maps.flatten(1, 3))
    }
}
