//! Autoencoders of every kind as one network, and what each of them minimises.

use crate::autoencoder::{Activation, Activations, Autoencoder, sparsity};
use crate::convolutional_autoencoder::ConvolutionalAutoencoder;
use burn::module::Module;
use burn::tensor::{Device, Tensor};
use clap::ValueEnum;
use common::by_hand::Stream;
use common::learner::Step;
use serde::Serialize;

/// How an autoencoder is kept from copying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// By a bottleneck alone
    Plain,
    /// It sees spoiled examples, and gives back whole ones
    Denoising,
    /// Each number of its code is near 0 for most examples
    Sparse,
    /// By a bottleneck, between convolutions
    Convolutional,
}

/// What stands behind the layers of one that is fully connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// ReLU
    Deep,
    /// Nothing, and no hidden layer: what PCA finds
    Linear,
    /// A sigmoid behind each: Lab 9's, which learns the mean and nothing else
    Stuck,
}

/// A network of any kind. Examples are rows; images are flattened.
#[derive(Module, Debug)]
#[allow(clippy::large_enum_variant, reason = "a program has one")]
pub enum Network {
    /// See `autoencoder.rs`.
    Dense(Autoencoder),
    /// See `convolutional_autoencoder.rs`.
    Convolutional(ConvolutionalAutoencoder),
}

impl Network {
    /// # Shapes
    /// - rows: `[batch, features]`
    /// - output: `[batch, code]`
    pub fn encode(&self, rows: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Dense(network) => network.encode(rows),
            Self::Convolutional(network) => {
                let channels = network.down[0].weight.dims()[1];
                let ([batch, _], [height, width]) = (rows.dims(), network.size);
                network.encode(rows.reshape([batch, channels, height, width]))
            }
        }
    }

    /// # Shapes
    /// - codes: `[batch, code]`
    /// - output: `[batch, features]`
    pub fn decode(&self, codes: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Dense(network) => network.decode(codes),
            Self::Convolutional(network) => network.decode(codes).flatten(1, 3),
        }
    }

    /// The mean squared error of each row, `[batch]`.
    fn errors(&self, rows: Tensor<2>) -> Tensor<1> {
        let again = self.decode(self.encode(rows.clone()));
        (rows - again).square().mean_dim(1).squeeze_dim(1)
    }
}

/// What a network is built for.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What keeps it from copying.
    pub objective: Objective,
    /// What stands behind its layers.
    pub architecture: Architecture,
    /// From the features to the code.
    pub sizes: Vec<usize>,
    /// Channels, height and width, where the examples are images.
    pub image: Option<[usize; 3]>,
    /// Examples a step.
    pub batch_size: usize,
    /// Adam's learning rate, which falls to 0 along half a cosine.
    pub lr: f64,
}

/// What is minimised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Objective {
    /// The error of reconstructions.
    Plain,
    /// The same between convolutions.
    Convolutional,
    /// That of reconstructions from examples of which this share of features is set to 0.
    Denoising(f64),
    /// The error, and so many times the distance of mean activities from a target: target and weight.
    Sparse(f64, f64),
}

impl Plan {
    /// The network with its first weights.
    pub fn network(&self, device: &Device) -> Network {
        let code = self.sizes[self.sizes.len() - 1];
        if let (Objective::Convolutional, Some(image)) = (self.objective, self.image) {
            let network = ConvolutionalAutoencoder::new(image, code, device);
            return Network::Convolutional(network);
        }
        let all = |hidden| Activations {
            hidden,
            code: hidden,
            output: hidden,
        };
        let activations = match self.architecture {
            Architecture::Linear => all(Activation::Identity),
            Architecture::Stuck => all(Activation::Sigmoid),
            Architecture::Deep => Activations {
                hidden: Activation::Relu,
                code: match self.objective {
                    Objective::Sparse(..) => Activation::Sigmoid,
                    _ => Activation::Identity,
                },
                // Pixels are from 0 to 1.
                output: match self.image {
                    Some(_) => Activation::Sigmoid,
                    None => Activation::Identity,
                },
            },
        };
        Network::Dense(Autoencoder::new(&self.sizes, activations, device))
    }
}

impl Objective {
    /// The forward pass of a batch; `reconstruction_error` is that of whole examples.
    pub fn forward(self, network: &Network, rows: Tensor<2>, stream: &mut Stream) -> Step {
        let learns = rows.device().is_autodiff();
        match (self, network) {
            (Self::Denoising(_), Network::Dense(dense)) => {
                let mask = self.mask(&rows, stream);
                let step = Step::of(dense.denoising_loss(rows.clone(), mask));
                match learns {
                    true => step,
                    false => step.with("reconstruction_error", network.errors(rows)),
                }
            }
            (Self::Sparse(target, weight), _) => {
                let codes = network.encode(rows.clone());
                let errors = (rows - network.decode(codes.clone())).square().mean_dim(1);
                let errors = errors.squeeze_dim::<1>(1);
                let activity = codes.clone().mean_dim(1).squeeze_dim::<1>(1);
                let loss = errors.clone().mean() + sparsity(codes, target) * weight;
                let step = Step::of(loss).with("reconstruction_error", errors);
                step.with("activity", activity)
            }
            _ => {
                let errors = network.errors(rows);
                Step::of(errors.clone().mean()).with("reconstruction_error", errors)
            }
        }
    }

    /// Zeros for what is spoiled, of the shape of `rows`; ones where nothing is.
    pub fn mask(self, rows: &Tensor<2>, stream: &mut Stream) -> Tensor<2> {
        match self {
            Self::Denoising(share) => {
                stream.bernoulli_tensor(rows.dims(), 1.0 - share, &rows.device())
            }
            _ => rows.ones_like(),
        }
    }
}
