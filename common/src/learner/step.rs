//! What a step of training says of itself.

use crate::means::Parts;
use burn::nn::loss::CrossEntropyLossConfig;
use burn::tensor::{Int, Tensor};

/// What the forward pass of one batch gives.
#[derive(Debug, Clone)]
pub struct Step {
    /// The mean loss of the batch, shape `[1]`; its `backward` trains the model.
    pub loss: Tensor<1>,
    /// Without the loss's graph.
    pub parts: Parts,
}

impl Step {
    /// A forward pass of which only the loss is told.
    pub fn of(loss: Tensor<1>) -> Self {
        Self {
            loss,
            parts: Parts::new(),
        }
    }

    /// Adds a part: numbers of shape `[n]`.
    pub fn with(mut self, name: &'static str, numbers: Tensor<1>) -> Self {
        self.parts.push((name, numbers.without_autodiff()));
        self
    }

    /// Classification by cross-entropy, with the part `accuracy`: the loss takes logits, the softmax
    /// is in it.
    ///
    /// # Shapes
    /// - logits: `[batch, class]`
    /// - labels: `[batch]`
    pub fn classify(logits: Tensor<2>, labels: Tensor<1, Int>) -> Self {
        Self::classify_smoothed(logits, labels, 0.0)
    }

    /// As [`classify`](Self::classify), with this share of each target spread evenly over all classes (label
    /// smoothing; Szegedy et al., 2016): the label has the target 1 - ε + ε / classes, any other class
    /// ε / classes. It is for training; a measured loss is comparable only without it.
    pub fn classify_smoothed(logits: Tensor<2>, labels: Tensor<1, Int>, smoothing: f64) -> Self {
        let smoothing = (smoothing > 0.0).then_some(smoothing as f32);
        let loss = CrossEntropyLossConfig::new()
            .with_smoothing(smoothing)
            .init(&logits.device())
            .forward(logits.clone(), labels.clone());
        let predicted = logits.without_autodiff().argmax(1).squeeze_dim::<1>(1);
        let hits = predicted.equal(labels.without_autodiff()).float();
        Self::of(loss).with("accuracy", hits)
    }

    /// What is left of it once the model is updated.
    pub fn report(self) -> StepReport {
        StepReport {
            loss: self.loss.without_autodiff(),
            parts: self.parts,
        }
    }
}

/// What one step of training reports.
///
/// Everything stays a tensor: reading one makes a GPU wait, so the training loop reads many at once.
#[derive(Debug, Clone)]
pub struct StepReport {
    /// The loss of this step's batch before the update, shape `[1]`, without autodiff.
    pub loss: Tensor<1>,
    /// If there are any, their means and that of the loss stand in `metrics.csv`.
    pub parts: Parts,
}

impl StepReport {
    /// A report of the loss alone.
    pub fn of(loss: Tensor<1>) -> Self {
        Step::of(loss).report()
    }

    /// Adds a part: numbers of shape `[n]`.
    pub fn with(mut self, name: &'static str, numbers: Tensor<1>) -> Self {
        self.parts.push((name, numbers.without_autodiff()));
        self
    }

    /// The part `grad_norm`, read from the device; not a number where there is none.
    pub fn gradient_norm(&self) -> f64 {
        let norm = self
            .parts
            .iter()
            .rev()
            .find(|(name, _)| *name == "grad_norm");
        norm.map_or(f64::NAN, |(_, norm)| norm.clone().into_scalar())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    #[test]
    fn smoothed_targets_leave_a_share_to_every_class() {
        let device = Device::flex();
        let logits = [[2.0_f64, 1.0, 0.0], [0.0, 3.0, -1.0]];
        let labels = [0, 2];
        let loss = |smoothing| -> f64 {
            let logits = Tensor::<2>::from_data(logits, &device);
            let labels = Tensor::<1, Int>::from_data(labels, &device);
            Step::classify_smoothed(logits, labels, smoothing)
                .loss
                .into_scalar()
        };
        // -Σ over the classes of target · log softmax, mean over the examples.
        let expected = |smoothing: f64| {
            let rows = logits.iter().zip(labels).map(|(row, label)| {
                let log_sum = row.iter().map(|z| z.exp()).sum::<f64>().ln();
                let of_class = |(class, z): (usize, &f64)| {
                    let own = if class == label { 1.0 - smoothing } else { 0.0 };
                    (own + smoothing / 3.0) * (log_sum - z)
                };
                row.iter().enumerate().map(of_class).sum::<f64>()
            });
            rows.sum::<f64>() / 2.0
        };
        for smoothing in [0.0, 0.1, 0.5] {
            let (is, expected) = (loss(smoothing), expected(smoothing));
            assert!(
                (is - expected).abs() < 1e-6,
                "{smoothing}: {is}, not {expected}"
            );
        }
        // PyTorch's cross_entropy(label_smoothing=0.1).
        assert!((loss(0.1) - 2.2034116).abs() < 1e-6);
    }

    #[test]
    fn a_hit_is_a_largest_logit_at_the_label() {
        let device = Device::flex();
        let logits = Tensor::<2>::from_data([[2.0, 1.0], [0.0, 3.0], [5.0, 4.0]], &device);
        let labels = Tensor::<1, Int>::from_data([0, 1, 1], &device);
        let (name, hits) = &Step::classify(logits, labels).parts[0];
        let hits: Vec<f64> = hits.to_data().iter().collect();
        assert_eq!((*name, hits), ("accuracy", vec![1.0, 1.0, 0.0]));
    }
}
