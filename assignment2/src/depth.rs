//! Depth: what of the loss's gradient reaches the first layer of a deep network, and what two changes of a
//! layer do about it.
//!
//! A layer, here a block, is an affine map and an activation. It may normalise what the map gives over the
//! batch, and it may add its input to its output:
//!
//! z_l = W_l h_{l-1} + b_l,  n_l = norm(z_l) or z_l   (1)
//!
//! h_l = φ(n_l),  or with a skip h_l = h_{l-1} + φ(n_l)   (2)
//!
//! Without norm the Jacobian of one block is D_l W_l, where D_l has the slopes φ'(z_l) on its diagonal. By
//! the chain rule the gradient that reaches layer k is multiplied once for each block behind it:
//!
//! ∂L/∂h_k = (D_{k+1} W_{k+1})ᵀ … (D_L W_L)ᵀ ∂L/∂h_L   (3)
//!
//! A product of L - k matrices shrinks or grows exponentially in L - k. The sigmoid's slope is at most 1/4, so
//! with weights that keep a length, some 4⁻¹ a layer is left: 10⁻¹² after twenty. tanh has slopes up to 1;
//! ReLU has 0 and 1, one half each, for which He's weights have twice the variance. With a skip the
//! Jacobian is the identity and something small,
//!
//! ∂L/∂h_k = (I + D_{k+1} W_{k+1})ᵀ … (I + D_L W_L)ᵀ ∂L/∂h_L   (4)
//!
//! so one of the terms of the product is ∂L/∂h_L itself, which nothing has shrunk: where all W are 0, it
//! arrives as it left. Batch normalisation gives every z the variance 1, so that no activation is
//! pushed to where it is flat; it divides the gradient by the deviation that it removed, which keeps
//! sigmoids alive and makes the gradient of many ReLU layers grow.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | h_0 | `inputs` | `[batch, feature]` |
//! | h_{l-1}, h_l | input and output of [`Block::forward`] | `[batch, width]` |
//! | W_l, b_l | `affine`, W_l transposed | `[width, width]`, `[width]` |
//! | norm | `norm` | mean and variance of each column |
//! | φ | `activation` | |
//! | o | output of [`Deep::forward`] | `[batch, class]` |
//!
//! Sources: Hochreiter, *Untersuchungen zu dynamischen neuronalen Netzen* (1991), and Bengio, Simard and
//! Frasconi, *Learning long-term dependencies with gradient descent is difficult* (1994), for (3); Glorot and
//! Bengio (2010) and He et al. (2015) for weights that keep a length; Ioffe and Szegedy (2015) for the norm; He
//! et al., *Deep residual learning* and *Identity mappings in deep residual networks* (2016), for (4).
//!
//! Read next: `palindromes.rs`.

use burn::module::Module;
use burn::nn::activation::Activation;
use burn::nn::{BatchNorm, BatchNormConfig, Initializer, Linear, LinearConfig};
use burn::tensor::{Device, Tensor, assert_shape};

/// One layer: equations (1) and (2).
#[derive(Module, Debug)]
pub struct Block {
    /// W and b.
    pub affine: Linear,
    /// If it normalises over the batch.
    pub norm: Option<BatchNorm>,
    /// φ.
    pub activation: Activation,
    /// If its input is added to its output; both are of one width then.
    #[module(skip)]
    pub has_skip: bool,
}

impl Block {
    /// **Exercise a2.depth.block** (practice): equations (1) and (2).
    ///
    /// # Shapes
    /// - input: `[batch, width of the input]`
    /// - output: `[batch, width]`
    pub fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        assert_shape!(input, [_, self.affine.weight.dims()[0]]);
        let affine = self.affine.forward(input.clone());
        let normalized = match &self.norm {
            Some(norm) => norm.forward(affine),
            None => affine,
        };
        let output = self.activation.forward(normalized);
        match self.has_skip {
            true => input + output,
            false => output,
        }
    }
}

/// What a deep network is built of.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Features, width of every block, classes.
    pub sizes: [usize; 3],
    /// Blocks, at least 1.
    pub depth: usize,
    /// φ of every block.
    pub activation: Activation,
    /// If every block normalises.
    pub has_norm: bool,
    /// If every block adds its input, but the first, whose input is of another width.
    pub has_skip: bool,
    /// First weights of the first block, and of the others; every b begins at 0.
    pub first_weights: [Initializer; 2],
}

/// A deep network: blocks of one width, then an affine map to the logits.
#[derive(Module, Debug)]
pub struct Deep {
    /// From the input on.
    pub blocks: Vec<Block>,
    /// To the logits.
    pub output: Linear,
}

impl Deep {
    /// A network with its first weights.
    pub fn new(plan: &Plan, device: &Device) -> Self {
        let [features, width, classes] = plan.sizes;
        let block = |number: usize| {
            let is_first = number == 0;
            let inputs = if is_first { features } else { width };
            let weights = &plan.first_weights[usize::from(!is_first)];
            let norm = plan
                .has_norm
                .then(|| BatchNormConfig::new(width).init(device));
            Block {
                affine: linear([inputs, width], weights, device),
                norm,
                activation: plan.activation.clone(),
                has_skip: plan.has_skip && !is_first,
            }
        };
        let output = Initializer::XavierNormal { gain: 1.0 };
        Self {
            blocks: (0..plan.depth).map(block).collect(),
            output: linear([width, classes], &output, device),
        }
    }

    /// # Shapes
    /// - inputs: `[batch, feature]`
    /// - output: logits, `[batch, class]`
    pub fn forward(&self, inputs: Tensor<2>) -> Tensor<2> {
        self.forward_seen(inputs, |hidden| hidden)
    }

    /// As [`forward`](Self::forward), with what `seen` makes of each h_l in the place of it.
    pub fn forward_seen(
        &self,
        inputs: Tensor<2>,
        mut seen: impl FnMut(Tensor<2>) -> Tensor<2>,
    ) -> Tensor<2> {
        let blocks = self.blocks.iter();
        let hidden = blocks.fold(inputs, |hidden, block| seen(block.forward(hidden)));
        self.output.forward(hidden)
    }
}

fn linear([inputs, outputs]: [usize; 2], weights: &Initializer, device: &Device) -> Linear {
    let config = LinearConfig::new(inputs, outputs).with_initializer(weights.clone());
    let mut linear = config.init(device);
    linear.bias = Some(Initializer::Zeros.init([outputs], device));
    linear
}
