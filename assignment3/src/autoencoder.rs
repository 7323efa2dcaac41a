//! Autoencoders: networks that learn to say an example with fewer numbers.
//!
//! An encoder f makes a code of an example, a decoder g an example of a code:
//!
//! z = f(x),  x̂ = g(z)   (1)
//!
//! Both are layers h_l = s(h_{l-1} W_l + b_l); the last of each has a non-linearity of its own. What is learned is
//! to give back what came in,
//!
//! L = (1/(B d)) Σ_i ‖x_i - x̂_i‖²   (2)
//!
//! which is worth something only where it is not easy. Three ways to make it hard:
//!
//! **A bottleneck.** The code has fewer numbers than the example. If all layers are linear, the best that there is
//! are principal components: the rows of the decoder's weight span the space that PCA's do, and the error is PCA's
//! (the rows need not be orthogonal). With non-linear layers the codes lie on a curved sheet.
//!
//! **Denoising.** The encoder sees a spoiled example, some of its features set to 0, and the decoder is to give back
//! the whole one. Of m, the *mask*, each element is 1, or with some probability 0:
//!
//! L = (1/(B d)) Σ_i ‖x_i - g(f(x_i ⊙ m_i))‖²   (3)
//!
//! **Sparsity.** The code may be as long as the example, but each of its numbers, from 0 to 1, is to be near 0 for
//! most examples: its mean over the batch, ρ̂_j, is to be a small ρ. How far off the two are is the divergence of two
//! coins, and β times their sum is added to (2):
//!
//! Ω = Σ_j ρ log(ρ / ρ̂_j) + (1 - ρ) log((1 - ρ) / (1 - ρ̂_j))   (4)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x, x̂ | `inputs` and what [`Autoencoder::decode`] gives | `[batch, features]` |
//! | z | `codes` | `[batch, code]` |
//! | m | `mask` | `[batch, features]` |
//! | ρ | `target` | a number between 0 and 1 |
//!
//! Sources: Bourlard and Kamp, *Auto-association by multilayer perceptrons and singular value decomposition* (1988),
//! and Baldi and Hornik (1989) for the linear case; Hinton and Salakhutdinov, *Reducing the dimensionality of data
//! with neural networks*, Science 313 (2006); Vincent et al., *Extracting and composing robust features with
//! denoising autoencoders* (2008), for (3); Ng, *Sparse autoencoder* (CS294A, 2011), for (4).
//! Read next: `convolutional_autoencoder.rs`.

use burn::module::Module;
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation, assert_shape};

/// What stands behind a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// Nothing: the layer is linear.
    Identity,
    /// max(a, 0).
    Relu,
    /// 1 / (1 + exp(-a)): numbers from 0 to 1, as pixels are.
    Sigmoid,
}

impl Activation {
    /// The same shape.
    pub fn apply<const D: usize>(self, input: Tensor<D>) -> Tensor<D> {
        match self {
            Self::Identity => input,
            Self::Relu => activation::relu(input),
            Self::Sigmoid => activation::sigmoid(input),
        }
    }
}

/// What stands behind the layers of an autoencoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activations {
    /// Behind every layer but the last of the encoder and the last of the decoder.
    pub hidden: Activation,
    /// Behind the encoder's last.
    pub code: Activation,
    /// Behind the decoder's last.
    pub output: Activation,
}

/// An encoder and a decoder of fully connected layers.
#[derive(Module, Debug)]
pub struct Autoencoder {
    /// From the example to the code.
    pub encoder: Vec<Linear>,
    /// From the code to the example.
    pub decoder: Vec<Linear>,
    /// What stands behind them.
    #[module(skip)]
    pub activations: Activations,
}

impl Autoencoder {
    /// An autoencoder with these sizes, from the example to the code; the decoder goes the same way back. Lab 9 of
    /// the course has 784, 1000, 500, 250, 2.
    pub fn new(sizes: &[usize], activations: Activations, device: &Device) -> Self {
        let layer = |from: usize, to: usize| LinearConfig::new(from, to).init(device);
        Self {
            encoder: sizes.windows(2).map(|of| layer(of[0], of[1])).collect(),
            decoder: sizes
                .windows(2)
                .rev()
                .map(|of| layer(of[1], of[0]))
                .collect(),
            activations,
        }
    }

    /// **Exercise a3.autoencoder.encode** (practice): f of equation (1): the hidden activation behind every layer
    /// but the last, that of the code behind the last.
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - output: `[batch, code]`
    pub fn encode(&self, inputs: Tensor<2>) -> Tensor<2> {
        assert_shape!(inputs, [_, self.encoder[0].weight.dims()[0]]);
        let last = self.encoder.len() - 1;
        let mut hidden = inputs;
        for layer in &self.encoder[..last] {
            hidden = self.activations.hidden.apply(layer.forward(hidden));
        }
        let codes = self.encoder[last].forward(hidden); // [batch, code]
        self.activations.code.apply(codes)
    }

    /// **Exercise a3.autoencoder.decode** (practice): g of equation (1): the hidden activation behind every layer
    /// but the last, that of the output behind the last.
    ///
    /// # Shapes
    /// - codes: `[batch, code]`
    /// - output: `[batch, features]`
    pub fn decode(&self, codes: Tensor<2>) -> Tensor<2> {
        assert_shape!(codes, [_, self.decoder[0].weight.dims()[0]]);
        let last = self.decoder.len() - 1;
        let mut hidden = codes;
        for layer in &self.decoder[..last] {
            hidden = self.activations.hidden.apply(layer.forward(hidden));
        }
        let outputs = self.decoder[last].forward(hidden); // [batch, features]
        self.activations.output.apply(outputs)
    }

    /// **Exercise a3.autoencoder.denoising_loss** (practice): equation (3). With a mask of ones it is equation (2).
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - mask: `[batch, features]`, of zeros and ones
    /// - output: `[1]`
    pub fn denoising_loss(&self, inputs: Tensor<2>, mask: Tensor<2>) -> Tensor<1> {
        let codes = self.encode(inputs.clone() * mask);
        (inputs - self.decode(codes)).square().mean()
    }
}

/// **Exercise a3.autoencoder.sparsity** (practice): equation (4), from codes between 0 and 1. Means of 0 and 1, which
/// rounding makes possible, are moved inside by 10⁻⁶.
///
/// # Shapes
/// - codes: `[batch, code]`
/// - output: `[1]`
pub fn sparsity(codes: Tensor<2>, target: f64) -> Tensor<1> {
    let means = codes.mean_dim(0).clamp(1e-6, 1.0 - 1e-6); // [1, code]
    let active = (means.clone().recip() * target).log() * target;
    let quiet = ((-means + 1.0).recip() * (1.0 - target)).log() * (1.0 - target);
    (active + quiet).sum()
}
