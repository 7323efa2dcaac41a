//! The convolutional networks as one type, for whoever trains, sums up or looks into any of them.

use crate::inception::Inception;
use crate::lenet::LeNet;
use crate::resnet::ResNet;
use crate::vgg::Vgg;
use burn::module::Module;
use burn::tensor::{Device, Tensor};
use clap::ValueEnum;
use common::error::{Error, Result};
use common::layers::Conv2d;
use common::ops::Kernels;
use serde::Serialize;

/// Which network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// Eight 3x3 convolutions, the course's (Simonyan and Zisserman, 2015)
    Vgg,
    /// Two convolutions and a classifier (LeCun et al., 1998)
    Lenet,
    /// Layers that learn what to add to their input (He et al., 2016)
    Resnet,
    /// Convolutions of several sizes side by side (Szegedy et al., 2015)
    Inception,
}

impl Architecture {
    /// As the command line names it.
    pub fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Rows and columns that an image has at least. Pools that round down halve it so often; those of the
    /// others are padded, and leave a single pixel as it is.
    fn least(self) -> usize {
        match self {
            Self::Vgg | Self::Inception => 1,
            Self::Lenet => 4,
            Self::Resnet => 8,
        }
    }
}

/// A network of any architecture.
#[derive(Module, Debug)]
#[allow(clippy::large_enum_variant, reason = "a program has one")]
pub enum Network {
    /// See `vgg.rs`.
    Vgg(Vgg),
    /// See `lenet.rs`.
    Lenet(LeNet),
    /// See `resnet.rs`.
    Resnet(ResNet),
    /// See `inception.rs`.
    Inception(Inception),
}

/// What a network is built for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Which network.
    pub architecture: Architecture,
    /// Channels, height and width of an image.
    pub image: [usize; 3],
    /// What is told apart.
    pub classes: usize,
    /// The probability with which a number of the classifier is dropped, where the network has dropout.
    pub dropout: f64,
}

impl Plan {
    /// Refuses images that are too small: every pool needs something to choose from.
    ///
    /// # Errors
    /// [`Error::Usage`] with the networks that take such images.
    pub fn check(&self) -> Result<()> {
        let [_, height, width] = self.image;
        let side = height.min(width);
        if side >= self.architecture.least() {
            return Ok(());
        }
        let fit = Architecture::value_variants().iter();
        let fit = fit.filter(|other| side >= other.least());
        let fit: Vec<String> = fit
            .map(|other| format!("--arch {}", other.name()))
            .collect();
        let fit = match fit.is_empty() {
            true => "No network here takes less than 1x1.".into(),
            false => format!("These are small enough: {}.", fit.join(", ")),
        };
        let (name, least) = (self.architecture.name(), self.architecture.least());
        Err(Error::Usage(format!(
            "--arch {name} halves an image until nothing is left of {height}x{width} pixels: it takes {least}x{least} \
             at least.\n{fit}"
        )))
    }

    /// The network with its first weights.
    ///
    /// # Panics
    /// For images that [`check`](Self::check) refuses.
    pub fn network(&self, device: &Device) -> Network {
        let (image, classes) = (self.image, self.classes);
        match self.architecture {
            Architecture::Vgg => Network::Vgg(Vgg::new(image, classes, device)),
            Architecture::Lenet => Network::Lenet(LeNet::new(image, classes, self.dropout, device)),
            Architecture::Resnet => Network::Resnet(ResNet::new([image[0], classes], device)),
            Architecture::Inception => {
                Network::Inception(Inception::new([image[0], classes], device))
            }
        }
    }
}

/// All convolutions of a network, to read (`iter`) or to change (`iter_mut, mut`): the way through the
/// layers is the same.
macro_rules! convolutions {
    ($network:expr, $iter:ident $(, $mut:tt)?) => {
        match $network {
            Network::Vgg(vgg) => {
                let layers = vgg.stages.$iter().flatten();
                layers.map(|layer| &$($mut)? layer.convolution).collect()
            }
            Network::Lenet(lenet) => lenet.convolutions.$iter().collect(),
            Network::Resnet(resnet) => {
                let stages = resnet.stages.$iter().flat_map(|stage| {
                    let block = stage.block.$iter().flat_map(|block| block.layers.$iter());
                    std::iter::once(&$($mut)? stage.entrance).chain(block)
                });
                let layers = std::iter::once(&$($mut)? resnet.stem).chain(stages);
                layers.map(|layer| &$($mut)? layer.convolution).collect()
            }
            Network::Inception(inception) => {
                let blocks = inception.stages.$iter().flatten().flat_map(|block| {
                    let branches = block.three.$iter().chain(block.five.$iter());
                    let branches = std::iter::once(&$($mut)? block.one).chain(branches);
                    branches.chain(std::iter::once(&$($mut)? block.pooled))
                });
                let layers = std::iter::once(&$($mut)? inception.stem).chain(blocks);
                layers.map(|layer| &$($mut)? layer.convolution).collect()
            }
        }
    };
}

impl Network {
    /// # Shapes
    /// - images: `[batch, channels, height, width]`
    /// - output: logits, `[batch, class]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        self.classify(self.features(images))
    }

    /// The last maps in front of the classifier.
    ///
    /// # Shapes
    /// - images: `[batch, channels, height, width]`
    /// - output: `[batch, maps, height, width]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<4> {
        match self {
            Self::Vgg(network) => network.features(images),
            Self::Lenet(network) => network.features(images),
            Self::Resnet(network) => network.features(images),
            Self::Inception(network) => network.features(images),
        }
    }

    /// What the classifier makes of [`features`](Self::features): logits, `[batch, class]`.
    pub fn classify(&self, maps: Tensor<4>) -> Tensor<2> {
        match self {
            Self::Vgg(network) => network.classify(maps),
            Self::Lenet(network) => network.classify(maps),
            Self::Resnet(network) => network.classify(maps),
            Self::Inception(network) => network.classify(maps),
        }
    }

    /// Whether its layers have batch normalisation.
    pub fn has_norm(&self) -> bool {
        !matches!(self, Self::Lenet(_))
    }

    /// Its convolutions, from the image on; those of a block of Inception in the order of its fields.
    pub fn convolutions(&self) -> Vec<&Conv2d> {
        convolutions!(self, iter)
    }

    /// The same network, computed by these kernels.
    pub fn with(mut self, kernels: Kernels) -> Self {
        let network = &mut self;
        let all: Vec<&mut Conv2d> = convolutions!(network, iter_mut, mut);
        for convolution in all {
            convolution.window.kernels = kernels;
        }
        match &mut self {
            Self::Vgg(network) => network.pool.window.kernels = kernels,
            Self::Lenet(network) => network.pool.window.kernels = kernels,
            Self::Resnet(network) => network.pool.window.kernels = kernels,
            Self::Inception(network) => {
                let blocks = network.stages.iter_mut().flatten();
                let pools = blocks.map(|block| &mut block.pool);
                pools
                    .chain([&mut network.pool])
                    .for_each(|pool| pool.window.kernels = kernels);
            }
        }
        self
    }
}
