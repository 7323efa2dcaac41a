//! Batch normalisation of maps: every channel gets the mean and the spread that suit it, wherever it is looked at.
//!
//! A convolution computes a channel in the same way at every place, so the channel is normalised as one feature
//! of which a batch has not B examples but M = B H W. In training, for each channel c, with sums over the examples
//! n, the rows i and the columns j:
//!
//! μ_c = (1/M) Σ_n Σ_i Σ_j x(n, c, i, j)   (1)
//!
//! σ²_c = (1/M) Σ_n Σ_i Σ_j (x(n, c, i, j) - μ_c)²   (2)
//!
//! x̂ = (x - μ_c) / √(σ²_c + ε)   (3)
//!
//! y = γ_c x̂ + β_c   (4)
//!
//! In evaluation running averages over the batches of the training take the places of μ and σ² in (3), so that a
//! prediction does not depend on what else is in its batch:
//!
//! m ← (1 - α) m + α μ,  s ← (1 - α) s + α σ²   (5)
//!
//! Backward, from g = ∂L/∂y, with the same sums:
//!
//! ∂L/∂γ_c = Σ g x̂,  ∂L/∂β_c = Σ g   (6)
//!
//! In training x moves μ and σ² as well, and with them every other pixel of its channel:
//!
//! ∂L/∂x = γ_c / √(σ²_c + ε) · (g - (1/M) Σ g - x̂ (1/M) Σ g x̂)   (7)
//!
//! In evaluation m and s are constants:
//!
//! ∂L/∂x = γ_c / √(s_c + ε) · g   (8)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x, x̂, y, g | | `[batch, channel, height, width]` |
//! | γ, β | `gain`, `shift` | `[channel]` |
//! | m, s | `running_mean`, `running_variance` | `[channel]` |
//! | μ, σ² | | `[1, channel, 1, 1]` |
//! | α, ε | [`MOMENTUM`], [`EPSILON`] | |
//!
//! For the running variance the paper multiplies (2) by M / (M - 1); like Burn we do not. A convolution in front of
//! this layer needs no bias: (3) takes it away again, and β stands in for it.
//!
//! Source: Ioffe and Szegedy, *Batch normalization: accelerating deep network training by reducing internal
//! covariate shift* (2015), section 3.2 and algorithms 1 and 2.
//! Read next: `lenet.rs`.

use common::by_hand::{Content, Device, Layer, Mode, Parameter, Tensor, assert_shape};

/// ε, which keeps the division finite for a channel that is the same everywhere.
pub const EPSILON: f64 = 1e-5;
/// α, the weight of the newest batch in the running averages.
pub const MOMENTUM: f64 = 0.1;

/// Batch normalisation of each channel.
#[derive(Debug)]
pub struct SpatialBatchNorm {
    /// γ and ∂L/∂γ.
    pub gain: Parameter<1>,
    /// β and ∂L/∂β.
    pub shift: Parameter<1>,
    /// m, a statistic: measured, not learned by a gradient.
    pub running_mean: Tensor<1>,
    /// s, a statistic as well.
    pub running_variance: Tensor<1>,
    mode: Mode,
    /// x̂ `[batch, channel, height, width]` and 1 / √(σ² + ε) `[1, channel, 1, 1]` of the last forward pass; in
    /// evaluation with s for σ².
    last: Option<(Tensor<4>, Tensor<4>)>,
}

impl SpatialBatchNorm {
    /// A layer that gives every channel mean 0 and variance 1, and in evaluation at first changes nothing.
    /// It evaluates until [`set_mode`](Layer::set_mode) says otherwise.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            gain: Parameter::new(Tensor::ones([channels], device)),
            shift: Parameter::new(Tensor::zeros([channels], device)),
            running_mean: Tensor::zeros([channels], device),
            running_variance: Tensor::ones([channels], device),
            mode: Mode::Evaluation,
            last: None,
        }
    }
}

/// One number for each channel, in the shape in which it meets maps.
///
/// # Shapes
/// - vector: `[channel]`
/// - output: `[1, channel, 1, 1]`
pub fn for_maps(vector: &Tensor<1>) -> Tensor<4> {
    vector.clone().reshape([1, -1, 1, 1])
}

impl Layer<4, 4> for SpatialBatchNorm {
    /// **Exercise a2.spatial_batch_norm.forward** (practice): equations (1) to (4); in training also (5), in
    /// evaluation with the running averages and without changing them.
    ///
    /// # Shapes
    /// - input, output: `[batch, channel, height, width]`
    fn forward(&mut self, input: Tensor<4>) -> Tensor<4> {
        let channels = self.gain.value.dims()[0];
        assert_shape!(input, [_, channels, _, _]);
        let (mean, variance) = match self.mode {
            Mode::Training { .. } => {
                let mean = input.clone().mean_dims(&[0, 2, 3]); // [1, channel, 1, 1]
                let squares = (input.clone() - mean.clone()).square();
                let variance = squares.mean_dims(&[0, 2, 3]);
                for (running, of_batch) in [
                    (&mut self.running_mean, &mean),
                    (&mut self.running_variance, &variance),
                ] {
                    let of_batch = of_batch.clone().reshape([channels]);
                    *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
                }
                (mean, variance)
            }
            Mode::Evaluation => (
                for_maps(&self.running_mean),
                for_maps(&self.running_variance),
            ),
        };
        let inverse_deviation = (variance + EPSILON).sqrt().recip(); // [1, channel, 1, 1]
        let normalized = (input - mean) * inverse_deviation.clone();
        self.last = Some((normalized.clone(), inverse_deviation));
        normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
    }

    /// **Exercise a2.spatial_batch_norm.backward** (practice): store (6); return (7), in evaluation (8).
    ///
    /// # Shapes
    /// - grad_output, output: `[batch, channel, height, width]`
    fn backward(&mut self, grad_output: Tensor<4>) -> Tensor<4> {
        let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
        let [batch, channels, height, width] = grad_output.dims();
        let along = (grad_output.clone() * normalized.clone()).sum_dims(&[0, 2, 3]); // [1, channel, 1, 1]
        let sum = grad_output.clone().sum_dims(&[0, 2, 3]);
        self.gain.grad = along.clone().reshape([channels]);
        self.shift.grad = sum.clone().reshape([channels]);
        let scale = inverse_deviation * for_maps(&self.gain.value);
        match self.mode {
            Mode::Training { .. } => {
                let count = (batch * height * width) as f64; // M
                (grad_output - sum / count - normalized * along / count) * scale
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
