//! The affine layer: every output is a weighted sum of all inputs plus a bias.
//!
//! Forward, for a batch x:
//!
//! y = x W + b   (1)
//!
//! Backward, from g = ∂L/∂y:
//!
//! ∂L/∂W = xᵀ g   (2)
//! ∂L/∂b = Σ over the batch of g   (3)
//! ∂L/∂x = g Wᵀ   (4)
//!
//! | symbol | field | shape |
//! |---|---|---|
//! | x | `input` | `[batch, in_features]` |
//! | W | `weight` | `[in_features, out_features]` |
//! | b | `bias` | `[out_features]` |
//! | y, g | | `[batch, out_features]` |
//!
//! The loss divides by the batch size, once; no layer does.
//!
//! Source: Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 6.5.
//! Read next: `activations.rs`.

use common::by_hand::{Content, Layer, Parameter, Tensor, assert_shape};

/// An affine layer.
#[derive(Debug)]
pub struct Linear {
    /// W and ∂L/∂W.
    pub weight: Parameter<2>,
    /// b and ∂L/∂b.
    pub bias: Parameter<1>,
    /// x of the last forward pass, which equation (2) needs.
    input: Option<Tensor<2>>,
}

impl Linear {
    /// A layer with this weight, shape `[in_features, out_features]`, and a bias of zeros.
    pub fn with_weight(weight: Tensor<2>) -> Self {
        let bias = Tensor::zeros([weight.dims()[1]], &weight.device());
        Self {
            weight: Parameter::new(weight),
            bias: Parameter::new(bias),
            input: None,
        }
    }
}

impl Layer for Linear {
    /// **Exercise a1.linear.forward** (4 points): equation (1). Keep what `backward` needs.
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        assert_shape!(input, [_, self.weight.value.dims()[0]]);
        let output = input.clone().matmul(self.weight.value.clone()) // [batch, out_features]
            + self.bias.value.clone().unsqueeze();
        self.input = Some(input);
        output
    }

    /// **Exercise a1.linear.gradients** (5 points): store equations (2) and (3) in the parameters.
    fn backward_parameters(&mut self, grad_output: Tensor<2>) {
        let input = self.input.take().expect("backward follows forward");
        self.weight.grad = input.transpose().matmul(grad_output.clone()); // [in_features, out_features]
        self.bias.grad = grad_output.sum_dim(0).squeeze_dim(0); // [out_features]
    }

    /// **Exercise a1.linear.backward** (3 points): store the gradients and return equation (4).
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        self.backward_parameters(grad_output.clone());
        grad_output.matmul(self.weight.value.clone().transpose()) // [batch, in_features]
    }

    fn contents(&mut self) -> Vec<(&'static str, Content<'_>)> {
        vec![
            ("weight", Content::Parameter(&mut self.weight)),
            ("bias", Content::Parameter(&mut self.bias)),
        ]
    }
}
