//! Initialisation: how large the first weights are decides whether a deep network can learn.
//!
//! Let a layer have n inputs and m outputs, and weights of mean 0 and variance v, all independent. One
//! of its outputs z = Σ_j x_j w_j then has
//!
//! E(z²) = n v E(x²)   (1)
//!
//! so that over many layers the signal grows or dies exponentially, unless n v E(x²) is what the next
//! layer's E(x²) should be. Backward, the gradient meets the same factor with m for n.
//!
//! | scheme | for | weights | |
//! |---|---|---|---|
//! | zeros | nothing: all units of a layer stay equal | 0 | (2) |
//! | small normal | shallow networks: in deep ones the signal dies | N(0, 0.01²) | (3) |
//! | unit normal | nothing: the signal grows | N(0, 1) | |
//! | LeCun | one or two layers of any activation: forward the sums keep their size | N(0, σ²), σ = 1 / √n | |
//! | Xavier | tanh, which is z near 0 | U(-b, b), b = √(6 / (n + m)) | (4) |
//! | He | ReLU | N(0, σ²), σ = √(2 / n) | (5) |
//!
//! Near 0 the tanh changes nothing: forward asks for v = 1/n, backward for v = 1/m. (4) goes between
//! with v = 2 / (n + m), and U(-b, b) has the variance b²/3. ReLU sets half of the outputs to 0 and
//! halves E(z²), which (5) makes up for with v = 2/n.
//!
//! | symbol | here | range |
//! |---|---|---|
//! | n, m | `fan_in`, `fan_out` | ≥ 1 |
//! | b, σ | the results | > 0 |
//!
//! Sources: Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural
//! networks* (2010), equation (16), for (4); He, Zhang, Ren and Sun, *Delving deep into rectifiers*
//! (2015), equation (10), for (5); Krizhevsky, Sutskever and Hinton, *ImageNet classification with
//! deep convolutional neural networks* (2012), section 5, for (3); LeCun, Bottou, Orr and Müller,
//! *Efficient backprop* (1998), section 4.6, for LeCun's.

use common::by_hand::{Device, Stream, Tensor};

/// Standard deviation of the small normal weights, equation (3).
pub const SMALL: f64 = 0.01;

/// How the weights of an affine layer begin; its bias begins at 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Initialization {
    /// Equation (2).
    Zeros,
    /// Equation (3).
    SmallNormal,
    /// The standard normal distribution.
    UnitNormal,
    /// The normal distribution of variance 1/n.
    LeCun,
    /// Equation (4).
    Xavier,
    /// Equation (5).
    He,
}

impl Initialization {
    /// The first weights of a layer, of shape `[fan_in, fan_out]`.
    pub fn weight(self, shape: [usize; 2], stream: &mut Stream, device: &Device) -> Tensor<2> {
        let [fan_in, fan_out] = shape;
        match self {
            Self::Zeros => Tensor::zeros(shape, device),
            Self::SmallNormal => stream.normal_tensor(shape, SMALL, device),
            Self::UnitNormal => stream.normal_tensor(shape, 1.0, device),
            Self::LeCun => stream.normal_tensor(shape, 1.0 / (fan_in as f64).sqrt(), device),
            Self::Xavier => stream.uniform_tensor(shape, xavier_bound(fan_in, fan_out), device),
            Self::He => stream.normal_tensor(shape, he_deviation(fan_in), device),
        }
    }
}

/// **Exercise a1.initialization.xavier** (practice): b of equation (4).
pub fn xavier_bound(fan_in: usize, fan_out: usize) -> f64 {
    (6.0 / (fan_in + fan_out) as f64).sqrt()
}

/// **Exercise a1.initialization.he** (practice): σ of equation (5).
pub fn he_deviation(fan_in: usize) -> f64 {
    (2.0 / fan_in as f64).sqrt()
}
