//! Activation functions: what makes a stack of layers more than one layer.
//!
//! Each works on every element z by itself; backward multiplies the incoming gradient by the
//! function's derivative at z:
//!
//! | layer | a = f(z) | f'(z) | |
//! |---|---|---|---|
//! | [`Relu`] | max(z, 0) | 1 if z > 0, else 0 | (1) |
//! | [`LeakyRelu`] | z if z > 0, else 0.01 z | 1 if z > 0, else 0.01 | (2) |
//! | [`Tanh`] | tanh z | 1 - a² | (3) |
//! | [`Sigmoid`] | 1 / (1 + exp(-z)) | a (1 - a) | (4) |
//!
//! (3) and (4) have derivatives in terms of their output, so the output is what they keep.
//! At z = 0, where (1) and (2) have no derivative, the slope of the left side is used.
//!
//! Sources: Nair and Hinton (2010) for (1); Maas, Hannun and Ng (2013) for (2).
//! Read next: `softmax.rs`.

use common::by_hand::{Layer, Tensor};

/// Slope of [`LeakyRelu`] for negative inputs.
pub const NEGATIVE_SLOPE: f64 = 0.01;

/// Which function stands between the affine layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// max(z, 0)
    Relu,
    /// z for positive z, 0.01 z otherwise
    LeakyRelu,
    /// tanh z
    Tanh,
    /// 1 / (1 + exp(-z))
    Sigmoid,
}

impl Activation {
    /// The activation as a layer.
    pub fn layer(self) -> Box<dyn Layer> {
        match self {
            Self::Relu => Box::new(Relu::default()),
            Self::LeakyRelu => Box::new(LeakyRelu::default()),
            Self::Tanh => Box::new(Tanh::default()),
            Self::Sigmoid => Box::new(Sigmoid::default()),
        }
    }
}

/// Rectified linear unit, equation (1).
#[derive(Debug, Default)]
pub struct Relu {
    /// a of the last forward pass; a > 0 exactly where z > 0.
    output: Option<Tensor<2>>,
}

impl Layer for Relu {
    /// **Exercise a1.relu.forward** (1 point): equation (1).
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        let output = input.clamp_min(0.0);
        self.output = Some(output.clone());
        output
    }

    /// **Exercise a1.relu.backward** (3 points): the gradient passes where z > 0.
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        let output = self.output.take().expect("backward follows forward");
        grad_output * output.greater_elem(0.0).float()
    }
}

/// Rectified linear unit that leaks for negative inputs, equation (2).
#[derive(Debug, Default)]
pub struct LeakyRelu {
    /// z of the last forward pass.
    input: Option<Tensor<2>>,
}

impl Layer for LeakyRelu {
    /// **Exercise a1.leaky_relu.forward** (practice): equation (2).
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        let leaked = input.clone() * NEGATIVE_SLOPE;
        self.input = Some(input.clone());
        input.max_pair(leaked)
    }

    /// **Exercise a1.leaky_relu.backward** (practice): the gradient leaks where z <= 0.
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        let input = self.input.take().expect("backward follows forward");
        let leaked = grad_output.clone() * NEGATIVE_SLOPE;
        grad_output.mask_where(input.lower_equal_elem(0.0), leaked)
    }
}

/// Hyperbolic tangent, equation (3).
#[derive(Debug, Default)]
pub struct Tanh {
    /// a of the last forward pass.
    output: Option<Tensor<2>>,
}

impl Layer for Tanh {
    /// **Exercise a1.tanh.forward** (practice): equation (3).
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        let output = input.tanh();
        self.output = Some(output.clone());
        output
    }

    /// **Exercise a1.tanh.backward** (practice): the derivative of equation (3).
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        let output = self.output.take().expect("backward follows forward");
        grad_output * (-(output.clone() * output) + 1.0)
    }
}

/// Logistic sigmoid, equation (4).
#[derive(Debug, Default)]
pub struct Sigmoid {
    /// a of the last forward pass.
    output: Option<Tensor<2>>,
}

impl Layer for Sigmoid {
    /// **Exercise a1.sigmoid.forward** (practice): equation (4), finite for every finite z.
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        // For z far below 0, exp(-z) is infinite and its reciprocal 0, as it should be.
        let output = ((-input).exp() + 1.0).recip();
        self.output = Some(output.clone());
        output
    }

    /// **Exercise a1.sigmoid.backward** (practice): the derivative of equation (4).
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        let output = self.output.take().expect("backward follows forward");
        grad_output * output.clone() * (-output + 1.0)
    }
}
