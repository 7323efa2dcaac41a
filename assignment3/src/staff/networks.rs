//! The networks of an adversarial pair as one type each: rows go in, rows come out.

use crate::dcgan::{DcDiscriminator, DcGenerator};
use crate::gan::{Discriminator, Generator};
use burn::module::Module;
use burn::tensor::{Device, Tensor};
use clap::ValueEnum;
use serde::Serialize;

/// What both networks are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// Fully connected layers, the sheet's (Goodfellow et al., 2014)
    Dense,
    /// Convolutions (DCGAN; Radford et al., 2016)
    Dcgan,
}

/// Both networks beside the sizes of what they make and read.
#[derive(Debug, Clone)]
pub enum Networks {
    /// The hidden layers of the generator, and of the discriminator.
    Dense([Vec<usize>; 2]),
    /// Channels of the maps next to an image `[channels, height, width]`, in both.
    Dcgan {
        /// Of those maps.
        width: usize,
        /// What is made.
        image: [usize; 3],
        /// Whether the discriminator has batch normalisation.
        normalized: bool,
    },
}

impl Networks {
    /// A generator that makes rows of `features` numbers from rows of `inputs`: noise and, where it is told what to make, one
    /// number for each class behind it.
    pub fn forger(&self, [inputs, features]: [usize; 2], device: &Device) -> Forger {
        match self {
            Self::Dense([hidden, _]) => {
                let sizes = [&[inputs], &hidden[..]].concat();
                Forger::Dense(Generator::new(&sizes, features, device))
            }
            Self::Dcgan { width, image, .. } => {
                Forger::Dcgan(DcGenerator::new([inputs, *width], *image, device))
            }
        }
    }

    /// A discriminator of rows of `features` numbers, with so many numbers of a class behind them.
    pub fn judge(&self, [features, classes]: [usize; 2], device: &Device) -> Judge {
        match self {
            Self::Dense([_, hidden]) => {
                let sizes = [&[features + classes], &hidden[..]].concat();
                Judge::Dense(Discriminator::new(&sizes, device))
            }
            Self::Dcgan {
                width,
                image,
                normalized,
            } => {
                let [channels, rows, columns] = *image;
                let planes = [channels + classes, rows, columns];
                let network = DcDiscriminator::new(*width, planes, device);
                Judge::Dcgan(match normalized {
                    true => network,
                    false => network.without_norms(),
                })
            }
        }
    }
}

/// A generator of either kind.
#[derive(Module, Debug)]
#[allow(clippy::large_enum_variant, reason = "a training has one")]
pub enum Forger {
    /// See `gan.rs`.
    Dense(Generator),
    /// See `dcgan.rs`.
    Dcgan(DcGenerator),
}

impl Forger {
    /// # Shapes
    /// - inputs: `[batch, inputs]`
    /// - output: `[batch, features]`
    pub fn forward(&self, inputs: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Dense(network) => network.forward(inputs),
            Self::Dcgan(network) => network.forward(inputs).flatten(1, 3),
        }
    }
}

/// A discriminator of either kind.
#[derive(Module, Debug)]
pub enum Judge {
    /// See `gan.rs`.
    Dense(Discriminator),
    /// See `dcgan.rs`.
    Dcgan(DcDiscriminator),
}

impl Judge {
    /// # Shapes
    /// - rows: `[batch, features]`
    /// - labels: `[batch, classes]`, 1 at the class, where the discriminator is told what it looks at
    /// - output: `[batch, 1]`
    pub fn forward(
        &self,
        rows: Tensor<2>,
        labels: Option<Tensor<2>>,
        image: [usize; 3],
    ) -> Tensor<2> {
        match self {
            Self::Dense(network) => network.forward(beside(rows, labels)),
            Self::Dcgan(network) => {
                let ([batch, _], [channels, height, width]) = (rows.dims(), image);
                let images = rows.reshape([batch, channels, height, width]);
                network.forward(match labels {
                    // A class is a plane of ones among planes of zeros.
                    Some(labels) => {
                        let [_, classes] = labels.dims();
                        let planes = labels.reshape([batch, classes, 1, 1]);
                        let planes = planes.expand([batch, classes, height, width]);
                        Tensor::cat(vec![images, planes], 1)
                    }
                    None => images,
                })
            }
        }
    }
}

/// Rows with other ones behind them, if there are any.
pub fn beside(rows: Tensor<2>, behind: Option<Tensor<2>>) -> Tensor<2> {
    match behind {
        Some(behind) => Tensor::cat(vec![rows, behind], 1),
        None => rows,
    }
}
