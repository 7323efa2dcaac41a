//! VGG: many small convolutions, one like the other. The network of the course's sheet, reduced from the paper's.
//!
//! Two 3x3 convolutions in a row see as much of an image as one of 5x5, with fewer weights and one more
//! non-linearity. So every convolution is 3x3 with one row of zeros around the image, which keeps height and width,
//! and is followed by batch normalisation and ReLU:
//!
//! layer(a) = relu(norm(conv(a)))   (1)
//!
//! Behind each stage of one or two such layers 3x3 max pooling with stride 2, padded by one, halves both, rounded up:
//!
//! stage(a) = pool(layer(… layer(a)))   (2)
//!
//! and what is left after five stages is read as a row:
//!
//! o = flatten(stage₅(… stage₁(x))) W + b   (3)
//!
//! | stage | layers | 32x32 becomes | 28x28 | 8x8 |
//! |---|---|---|---|---|
//! | 1 | 64 | 16x16 | 14x14 | 4x4 |
//! | 2 | 128 | 8x8 | 7x7 | 2x2 |
//! | 3 | 256, 256 | 4x4 | 4x4 | 1x1 |
//! | 4 | 512, 512 | 2x2 | 2x2 | 1x1 |
//! | 5 | 512, 512 | 1x1 | 1x1 | 1x1 |
//!
//! A map of 1x1 stays one: the last four convolutions on an image of 8x8 see zeros around a single pixel, and
//! learn no more than a linear layer would. Of 64x64 a map of 2x2 is left, and W has four times the rows.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `images` | `[batch, channels, height, width]` |
//! | layer | [`ConvNorm::forward_relu`]; its `forward` has no ReLU | |
//! | stage₅ | output of [`Vgg::features`] | `[batch, 512, ⌈height / 32⌉, ⌈width / 32⌉]` |
//! | o | output of [`Vgg::classify`] | `[batch, class]` |
//!
//! Sources: Simonyan and Zisserman, *Very deep convolutional networks for large-scale image recognition* (2015),
//! section 2; Ioffe and Szegedy, *Batch normalization* (2015). Widths and pools are those of the course's lecture.
//!
//! Read next: `resnet.rs`.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, assert_shape};
use common::layers::{ConvNorm, MaxPool2d};
use common::ops::Window;

/// Channels of the layers, stage by stage.
pub const STAGES: [&[usize]; 5] = [&[64], &[128], &[256, 256], &[512, 512], &[512, 512]];

/// The network.
#[derive(Module, Debug)]
pub struct Vgg {
    /// Convolution and batch normalisation of each layer, stage by stage.
    pub stages: Vec<Vec<ConvNorm>>,
    /// Behind each stage.
    pub pool: MaxPool2d,
    /// The classifier.
    pub linear: Linear,
}

impl Vgg {
    /// The course's network for images `[channels, height, width]` of so many classes: 9,231,114 parameters
    /// for three channels and ten classes.
    pub fn new(image: [usize; 3], classes: usize, device: &Device) -> Self {
        Self::of(&STAGES, image, classes, device)
    }

    /// A network with other stages, at least one, each of at least one layer.
    pub fn of(stages: &[&[usize]], image: [usize; 3], classes: usize, device: &Device) -> Self {
        let [mut channels, mut height, mut width] = image;
        let mut layers = Vec::new();
        for widths in stages {
            let mut stage = Vec::new();
            for &out in *widths {
                let shape = [out, channels, 3, 3];
                stage.push(ConvNorm::new(shape, Window::padded(1), device));
                channels = out;
            }
            layers.push(stage);
            [height, width] = [height, width].map(|side| side.div_ceil(2));
        }
        Self {
            stages: layers,
            pool: MaxPool2d::new(3, Window::padded(1).every(2)),
            linear: LinearConfig::new(channels * height * width, classes).init(device),
        }
    }

    /// **Exercise a2.vgg.features** (4 points): equations (1) and (2), stage after stage.
    ///
    /// # Shapes
    /// - images: `[batch, channels, height, width]`
    /// - output: `[batch, 512, ⌈height / 32⌉, ⌈width / 32⌉]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<4> {
        assert_shape!(
            images,
            [_, self.stages[0][0].convolution.weight.dims()[1], _, _]
        );
        let mut maps = images;
        for stage in &self.stages {
            for layer in stage {
                maps = layer.forward_relu(maps); // [batch, width of the layer, height, width]
            }
            maps = self.pool.forward(maps); // [batch, width of the stage, ⌈height / 2⌉, ⌈width / 2⌉]
        }
        maps
    }

    /// **Exercise a2.vgg.classify** (2 points): equation (3). What comes out are logits: the softmax is in the loss.
    ///
    /// # Shapes
    /// - maps: the output of [`features`](Self::features)
    /// - output: logits, `[batch, class]`
    pub fn classify(&self, maps: Tensor<4>) -> Tensor<2> {
        self.linear.forward(maps.flatten(1, 3))
    }
}
