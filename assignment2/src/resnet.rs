//! A residual network: layers that learn what to add to their input.
//!
//! A deeper network could copy a shallower one and leave the rest as the identity, yet plain networks of many layers
//! train worse than those of few: the identity is hard to learn. A residual block has it for nothing, and its
//! gradient reaches the input undiminished, because ∂y/∂x = 1 + ∂F/∂x:
//!
//! y = x + F(x),   F(x) = layer₂(layer₁(x)),   layer(a) = relu(norm(conv(a)))   (1)
//!
//! The network around it is the short one that was built to train fast. A layer, then three stages, of which the
//! first and the last end in a block:
//!
//! stage(a) = block(pool(layer(a)))   (2)
//!
//! where pooling is 2x2 with stride 2. The largest number of each of the last maps is what the classifier sees:
//!
//! o = (max over i, j of stage₃(stage₂(stage₁(layer(x))))) W + b   (3)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x, y of (1) | [`Block::forward`] | `[batch, channels, height, width]`, both |
//! | layer | [`ConvNorm::forward_relu`]; its `forward` has no ReLU | |
//! | x of (3) | `images` | `[batch, channels, height, width]` |
//! | stage₃ | output of [`ResNet::features`] | `[batch, 512, height / 8, width / 8]` |
//! | o | output of [`ResNet::classify`] | `[batch, class]` |
//!
//! Convolutions are 3x3, padded by one, and have no bias: batch normalisation would take it away again. Images
//! have at least 8x8 pixels, and divisions are rounded down: 28x28 becomes 14x14, 7x7 and 3x3.
//!
//! Sources: He et al., *Deep residual learning for image recognition* (2016), section 3.1 and figure 2; there
//! the last ReLU stands behind the sum. The network is Page's *How to train your ResNet* (2018), which has it
//! inside F, but for his factor of 0.125 behind (3) and the classifier's bias, which he leaves out.
//!
//! Read next: `inception.rs`.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, assert_shape};
use common::layers::{ConvNorm, MaxPool2d};
use common::ops::Window;

/// Channels of the first layer.
const STEM: usize = 64;

/// Channels of each stage, and whether it ends in a block.
const STAGES: [(usize, bool); 3] = [(128, true), (256, false), (512, true)];

/// Two layers, and the way around them.
#[derive(Module, Debug)]
pub struct Block {
    /// Convolution and batch normalisation of both.
    pub layers: [ConvNorm; 2],
}

impl Block {
    /// A block for so many channels.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            layers: [(); 2].map(|()| normed([channels, channels], device)),
        }
    }

    /// **Exercise a2.resnet.block** (practice): equation (1).
    ///
    /// # Shapes
    /// - input, output: `[batch, channels, height, width]`
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let [first, second] = &self.layers;
        assert_shape!(input, [_, first.convolution.weight.dims()[1], _, _]);
        let hidden = first.forward_relu(input.clone());
        input + second.forward_relu(hidden)
    }
}

/// A layer, a pool, and a block or none.
#[derive(Module, Debug)]
pub struct Stage {
    /// The layer with which it begins.
    pub entrance: ConvNorm,
    /// The block with which it ends.
    pub block: Option<Block>,
}

/// The network.
#[derive(Module, Debug)]
pub struct ResNet {
    /// The first layer.
    pub stem: ConvNorm,
    /// The three stages.
    pub stages: Vec<Stage>,
    /// Behind the first layer of each stage.
    pub pool: MaxPool2d,
    /// The classifier.
    pub linear: Linear,
}

impl ResNet {
    /// A network for images of so many channels and classes: 6,573,130 parameters for three channels and ten
    /// classes.
    pub fn new([channels, classes]: [usize; 2], device: &Device) -> Self {
        let before = [STEM].into_iter().chain(STAGES.map(|(width, _)| width));
        let stages = before.zip(STAGES);
        let last = STAGES[STAGES.len() - 1].0;
        Self {
            stem: normed([channels, STEM], device),
            stages: stages
                .map(|(before, (width, ends_in_block))| Stage {
                    entrance: normed([before, width], device),
                    block: ends_in_block.then(|| Block::new(width, device)),
                })
                .collect(),
            pool: MaxPool2d::new(2, Window::padded(0).every(2)),
            linear: LinearConfig::new(last, classes).init(device),
        }
    }

    /// The first layer, and equation (2) for every stage.
    ///
    /// # Shapes
    /// - images: `[batch, channels, height, width]`
    /// - output: `[batch, 512, height / 8, width / 8]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<4> {
        assert_shape!(images, [_, self.stem.convolution.weight.dims()[1], _, _]);
        let mut maps = self.stem.forward_relu(images); // [batch, 64, height, width]
        for stage in &self.stages {
            let layer = stage.entrance.forward_relu(maps);
            maps = self.pool.forward(layer); // [batch, width, height / 2, width / 2]
            if let Some(block) = &stage.block {
                maps = block.forward(maps);
            }
        }
        maps
    }

    /// Equation (3).
    ///
    /// # Shapes
    /// - maps: the output of [`features`](Self::features)
    /// - output: logits, `[batch, class]`
    pub fn classify(&self, maps: Tensor<4>) -> Tensor<2> {
        let largest = maps.flatten::<3>(2, 3).max_dim(2); // [batch, 512, 1]
        self.linear.forward(largest.squeeze_dim::<2>(2))
    }
}

/// A 3x3 convolution `[from, to]` without a bias, and batch normalisation.
fn normed([from, to]: [usize; 2], device: &Device) -> ConvNorm {
    ConvNorm::new([to, from, 3, 3], Window::padded(1), device).without_bias()
}
