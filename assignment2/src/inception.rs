//! Inception: convolutions of several sizes side by side, and the next layer picks.
//!
//! Whether an edge or a whole wheel tells more cannot be known beforehand, so a block looks with 1x1, 3x3 and
//! 5x5 windows and a pool at once and lays their maps one behind the other. A 1x1 convolution in front of the
//! large ones makes few maps of many, which is what keeps the block cheap:
//!
//! a₁ = layer¹ˣ¹(x)   (1)
//!
//! a₂ = layer³ˣ³(layer¹ˣ¹(x))   (2)
//!
//! a₃ = layer⁵ˣ⁵(layer¹ˣ¹(x))   (3)
//!
//! a₄ = layer¹ˣ¹(pool(x))   (4)
//!
//! block(x) = [a₁, a₂, a₃, a₄], along the channels   (5)
//!
//! where layer(a) = relu(norm(conv(a))), every one with weights of its own. All windows are padded and have
//! stride 1, the 3x3 max pooling of (4) as well, so that height and width stay and the four fit together. The
//! network is a layer, three stages of blocks with 3x3 max pooling of stride 2 between them, and the mean of
//! each map before the classifier:
//!
//! o = (mean over i, j of blocks(x)) W + b   (6)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x of (1) | [`Block::forward`] | `[batch, channels, height, width]` |
//! | layer | [`ConvNorm::forward_relu`]; its `forward` has no ReLU | |
//! | block(x) | its output | `[batch, sum of the four widths, height, width]` |
//! | blocks | output of [`Inception::features`] | `[batch, 128, ⌈height / 4⌉, ⌈width / 4⌉]` |
//! | o | output of [`Inception::classify`] | `[batch, class]` |
//!
//! Sources: Szegedy et al., *Going deeper with convolutions* (2015), sections 4 and 5. Widths are those of the
//! University of Amsterdam's notebook *Inception, ResNet and DenseNet* for images of 32x32 pixels: 0.897 on CIFAR-10.
//! Read next: `depth.rs`.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, assert_shape};
use common::layers::{ConvNorm, MaxPool2d};
use common::ops::Window;

/// How many maps the branches of a block make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Widths {
    /// Of equation (1).
    pub one: usize,
    /// Of equation (2): of its 1x1 convolution, and of its 3x3.
    pub three: [usize; 2],
    /// Of equation (3): of its 1x1 convolution, and of its 5x5.
    pub five: [usize; 2],
    /// Of equation (4).
    pub pool: usize,
}

impl Widths {
    /// Maps of the whole block.
    pub fn sum(&self) -> usize {
        self.one + self.three[1] + self.five[1] + self.pool
    }
}

/// Maps of the first layer.
const STEM: usize = 64;

/// The stages: the widths of their blocks.
const STAGES: [&[Widths]; 3] = [
    &[
        widths([16, 8], [32, 32], [16, 8]),
        widths([24, 12], [32, 48], [16, 12]),
    ],
    &[
        widths([24, 12], [32, 48], [16, 12]),
        widths([16, 16], [32, 48], [16, 16]),
        widths([16, 16], [32, 48], [16, 16]),
        widths([32, 24], [32, 48], [16, 24]),
    ],
    &[
        widths([32, 16], [48, 64], [16, 16]),
        widths([32, 16], [48, 64], [16, 16]),
    ],
];

/// The widths of equations (1) and (4), (2), (3).
const fn widths([one, pool]: [usize; 2], three: [usize; 2], five: [usize; 2]) -> Widths {
    Widths {
        one,
        three,
        five,
        pool,
    }
}

/// Four branches side by side.
#[derive(Module, Debug)]
pub struct Block {
    /// Of equation (1).
    pub one: ConvNorm,
    /// Of equation (2), in the order in which they come.
    pub three: [ConvNorm; 2],
    /// Of equation (3).
    pub five: [ConvNorm; 2],
    /// Of equation (4): 3x3, stride 1.
    pub pool: MaxPool2d,
    /// Behind the pool.
    pub pooled: ConvNorm,
}

impl Block {
    /// A block that makes so many maps of so many channels.
    pub fn new(channels: usize, widths: Widths, device: &Device) -> Self {
        let layer = |from, to, size| {
            ConvNorm::new([to, from, size, size], Window::padded(size / 2), device)
        };
        let branch = |[reduced, out]: [usize; 2], size| {
            [layer(channels, reduced, 1), layer(reduced, out, size)]
        };
        Self {
            one: layer(channels, widths.one, 1),
            three: branch(widths.three, 3),
            five: branch(widths.five, 5),
            pool: pool(1),
            pooled: layer(channels, widths.pool, 1),
        }
    }

    /// **Exercise a2.inception.block** (practice): equations (1) to (5).
    ///
    /// # Shapes
    /// - input: `[batch, channels, height, width]`
    /// - output: `[batch, sum of the four widths, height, width]`
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        assert_shape!(input, [_, self.one.convolution.weight.dims()[1], _, _]);
        let layer = |layer: &ConvNorm, maps| layer.forward_relu(maps);
        let ([three_in, three], [five_in, five]) = (&self.three, &self.five);
        let branches = vec![
            layer(&self.one, input.clone()),
            layer(three, layer(three_in, input.clone())),
            layer(five, layer(five_in, input.clone())),
            layer(&self.pooled, self.pool.forward(input)),
        ];
        Tensor::cat(branches, 1)
    }
}

/// The network.
#[derive(Module, Debug)]
pub struct Inception {
    /// The first layer, 3x3.
    pub stem: ConvNorm,
    /// The blocks, stage by stage.
    pub stages: Vec<Vec<Block>>,
    /// Between the stages.
    pub pool: MaxPool2d,
    /// The classifier.
    pub linear: Linear,
}

impl Inception {
    /// A network for images of so many channels and classes: 260,650 parameters for three channels and ten
    /// classes.
    pub fn new([channels, classes]: [usize; 2], device: &Device) -> Self {
        let mut width = STEM;
        let mut block = |widths: &Widths| {
            let from = std::mem::replace(&mut width, widths.sum());
            Block::new(from, *widths, device)
        };
        let stages = STAGES.map(|stage| stage.iter().map(&mut block).collect());
        Self {
            stem: ConvNorm::new([STEM, channels, 3, 3], Window::padded(1), device),
            stages: stages.into(),
            pool: pool(2),
            linear: LinearConfig::new(width, classes).init(device),
        }
    }

    /// The first layer and all blocks.
    ///
    /// # Shapes
    /// - images: `[batch, channels, height, width]`
    /// - output: `[batch, 128, ⌈height / 4⌉, ⌈width / 4⌉]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<4> {
        assert_shape!(images, [_, self.stem.convolution.weight.dims()[1], _, _]);
        let mut maps = self.stem.forward_relu(images); // [batch, 64, height, width]
        for (number, stage) in self.stages.iter().enumerate() {
            if number > 0 {
                maps = self.pool.forward(maps); // [batch, maps, ⌈height / 2⌉, ⌈width / 2⌉]
            }
            maps = stage.iter().fold(maps, |maps, block| block.forward(maps));
        }
        maps
    }

    /// Equation (6).
    ///
    /// # Shapes
    /// - maps: the output of [`features`](Self::features)
    /// - output: logits, `[batch, class]`
    pub fn classify(&self, maps: Tensor<4>) -> Tensor<2> {
        let means = maps.flatten::<3>(2, 3).mean_dim(2); // [batch, 128, 1]
        self.linear.forward(means.squeeze_dim::<2>(2))
    }
}

/// 3x3 max pooling, padded by one.
fn pool(stride: usize) -> MaxPool2d {
    MaxPool2d::new(3, Window::padded(1).every(stride))
}
