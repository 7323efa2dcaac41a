//! Batch normalisation: every feature of a hidden layer gets the mean and the spread that suit it.
//!
//! In training, over a batch of B examples and for each feature by itself:
//!
//! μ = (1/B) Σ_i x_i   (1)
//! σ² = (1/B) Σ_i (x_i - μ)²   (2)
//! x̂_i = (x_i - μ) / √(σ² + ε)   (3)
//! y_i = γ x̂_i + β   (4)
//!
//! A prediction must not depend on which examples it is made together with. In evaluation, running
//! averages over the batches of the training take the places of μ and σ² in (3):
//!
//! m ← (1 - α) m + α μ,  s ← (1 - α) s + α σ²   (5)
//!
//! Backward, from g = ∂L/∂y:
//!
//! ∂L/∂γ = Σ_i g_i x̂_i,  ∂L/∂β = Σ_i g_i   (6)
//!
//! In training x_i moves μ and σ² as well, and with them the output of every other example:
//!
//! ∂L/∂x_i = γ / √(σ² + ε) · (g_i - (1/B) Σ_j g_j - x̂_i (1/B) Σ_j g_j x̂_j)   (7)
//!
//! In evaluation m and s are constants:
//!
//! ∂L/∂x_i = γ / √(s + ε) · g_i   (8)
//!
//! | symbol | field | shape |
//! |---|---|---|
//! | x, y, g | | `[batch, features]` |
//! | γ, β | `gain`, `shift` | `[features]` |
//! | m, s | `running_mean`, `running_variance` | `[features]` |
//! | α, ε | [`MOMENTUM`], [`EPSILON`] | |
//!
//! The layer stands between an affine layer and its activation. A batch of one has no spread: x̂ is 0
//! and the output β, whatever the input. For the running variance the paper multiplies (2) by
//! B / (B - 1); like Burn we do not, which for batches of usual size is all but the same.
//!
//! Source: Ioffe and Szegedy, *Batch normalization: accelerating deep network training by reducing
//! internal covariate shift* (2015), algorithms 1 and 2 and section 3.
//! Read next: `dropout.rs`.

use common::by_hand::{Content, Device, Layer, Mode, Parameter, Tensor, assert_shape};

/// ε, which keeps the division finite for a feature that is the same in the whole batch.
pub const EPSILON: f64 = 1e-5;
/// α, the weight of the newest batch in the running averages.
pub const MOMENTUM: f64 = 0.1;

/// Batch normalisation of each feature.
#[derive(Debug)]
pub struct BatchNorm {
    /// γ and ∂L/∂γ.
    pub gain: Parameter<1>,
    /// β and ∂L/∂β.
    pub shift: Parameter<1>,
    /// m, a statistic: measured, not learned by a gradient.
    pub running_mean: Tensor<1>,
    /// s, a statistic as well.
    pub running_variance: Tensor<1>,
    mode: Mode,
    /// x̂ `[batch, features]` and 1 / √(σ² + ε) `[1, features]` of the last forward pass; in
    /// evaluation with s for σ².
    last: Option<(Tensor<2>, Tensor<2>)>,
}

impl BatchNorm {
    /// A layer that gives every feature mean 0 and variance 1, and in evaluation at first changes
    /// nothing. It evaluates until [`set_mode`](Layer::set_mode) says otherwise.
    pub fn new(features: usize, device: &Device) -> Self {
        Self {
            gain: Parameter::new(Tensor::ones([features], device)),
            shift: Parameter::new(Tensor::zeros([features], device)),
            running_mean: Tensor::zeros([features], device),
            running_variance: Tensor::ones([features], device),
            mode: Mode::Evaluation,
            last: None,
        }
    }
}

/// **Exercise a1.batch_norm.running_statistics** (practice): equation (5) for one of the averages.
///
/// # Shapes
/// - running, batch, output: `[features]`
pub fn running_statistics(running: Tensor<1>, batch: Tensor<1>) -> Tensor<1> {
    running * (1.0 - MOMENTUM) + batch * MOMENTUM
}

impl Layer for BatchNorm {
    /// **Exercise a1.batch_norm.forward** (practice): equations (1) to (4); in training also the new
    /// running averages, in evaluation with the running averages and without changing them.
    fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {
        assert_shape!(input, [_, self.gain.value.dims()[0]]);
        let (mean, variance) = match self.mode {
            Mode::Training { .. } => {
                let mean = input.clone().mean_dim(0); // [1, features]
                let variance = (input.clone() - mean.clone()).square().mean_dim(0);
                for (running, of_batch) in [
                    (&mut self.running_mean, &mean),
                    (&mut self.running_variance, &variance),
                ] {
                    let of_batch = of_batch.clone().squeeze_dim(0); // [features]
                    *running = running_statistics(running.clone(), of_batch);
                }
                (mean, variance)
            }
            Mode::Evaluation => (
                self.running_mean.clone().unsqueeze(),
                self.running_variance.clone().unsqueeze(),
            ),
        };
        let inverse_deviation = (variance + EPSILON).sqrt().recip(); // [1, features]
        let normalized = (input - mean) * inverse_deviation.clone();
        self.last = Some((normalized.clone(), inverse_deviation));
        normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
    }

    /// **Exercise a1.batch_norm.backward** (practice): store (6); return (7), in evaluation (8).
    fn backward(&mut self, grad_output: Tensor<2>) -> Tensor<2> {
        let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
        let along = grad_output.clone() * normalized.clone(); // [batch, features]
        self.gain.grad = along.clone().sum_dim(0).squeeze_dim(0); // [features]
        self.shift.grad = grad_output.clone().sum_dim(0).squeeze_dim(0); // [features]
        let scale = inverse_deviation * self.gain.value.clone().unsqueeze(); // [1, features]
        match self.mode {
            Mode::Training { .. } => {
                let mean = grad_output.clone().mean_dim(0); // [1, features]
                (grad_output - mean - normalized * along.mean_dim(0)) * scale
            }
            Mode::Evaluation => grad_output * scale,
        }
    }

    fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    fn contents(&mut self) -> Vec<(&'static str, Content<'_>)> {
        vec![
            ("gain", Content::Parameter(&mut self.gain)),
            ("shift", Content::Parameter(&mut self.shift)),
            ("running_mean", Content::Statistic(&mut self.running_mean)),
            (
                "running_variance",
                Content::Statistic(&mut self.running_variance),
            ),
        ]
    }
}
