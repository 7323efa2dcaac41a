//! The perceptron: a weighted sum, a threshold, and weights that mistakes teach.
//!
//! With the bias as the weight of one more input that is always 1, x̃ = (x, 1), an example has the
//! score and the predicted label
//!
//! s = w · x̃   (1)
//! p = +1 if s ≥ 0, else -1   (2)
//!
//! It is misclassified if p ≠ y. With M the misclassified examples, the loss is their total distance
//! from the line, up to a factor 1/‖w‖ that learning does not need:
//!
//! L = Σ over M of |s_i| = - Σ over M of y_i s_i   (3)
//!
//! L is a sum: compare it over the epochs, but not between sets of different sizes.
//!
//! There are two rules. Full-batch gradient descent predicts all examples, then takes one step
//! against the gradient of L/|M|, in which only the misclassified ones count:
//!
//! g = - (1/|M|) Σ over M of y_i x̃_i,  w ← w - η g   (4)
//!
//! Without a mistake there is no step. Rosenblatt's rule goes from example to example and answers
//! each mistake at once:
//!
//! if p ≠ y:  w ← w + η y x̃   (5)
//!
//! Both start from w = 0. There every s is 0, so every p is +1 and the first mistakes are all of the
//! examples with y = -1. From there on η multiplies every weight and every score alike: a smaller
//! learning rate makes the loss smaller, and changes no prediction.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | x | `inputs` | `[batch, features]` |
//! | y, p | `labels` | `[batch]`, each +1 or -1 |
//! | w | `weights` | `[features + 1]`, the bias last |
//! | η | `learning_rate` | a positive number |
//!
//! Sources: Rosenblatt, *The perceptron: a probabilistic model for information storage and
//! organization in the brain*, Psychological Review 65 (1958), for (5); Bishop, *Pattern Recognition
//! and Machine Learning* (2006), section 4.1.7, for (3).
//! Read next: `novikoff.rs`, then `linear.rs`.

use common::by_hand::{Device, Tensor, assert_shape};

/// A perceptron.
#[derive(Debug, Clone)]
pub struct Perceptron {
    /// w, the bias last; shape `[features + 1]`.
    pub weights: Tensor<1>,
}

/// x̃: the inputs with a last column of ones.
///
/// # Shapes
/// - inputs: `[batch, features]`
/// - output: `[batch, features + 1]`
pub fn with_bias(inputs: Tensor<2>) -> Tensor<2> {
    let ones = Tensor::ones([inputs.dims()[0], 1], &inputs.device());
    Tensor::cat(vec![inputs, ones], 1)
}

impl Perceptron {
    /// A perceptron whose weights and bias are zero.
    pub fn new(features: usize, device: &Device) -> Self {
        Self {
            weights: Tensor::zeros([features + 1], device),
        }
    }

    /// **Exercise a1.perceptron.forward** (3 points): equations (1) and (2).
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - output: predicted labels, `[batch]`
    pub fn forward(&self, inputs: Tensor<2>) -> Tensor<1> {
        assert_shape!(inputs, [_, self.weights.dims()[0] - 1]);
        let weights = self.weights.clone().unsqueeze_dim(1); // [features + 1, 1]
        let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1); // [batch]
        scores.greater_equal_elem(0.0).float() * 2.0 - 1.0
    }

    /// **Exercise a1.perceptron.loss** (2 points): equation (3).
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - labels: `[batch]`
    /// - output: `[1]`
    pub fn loss(&self, inputs: Tensor<2>, labels: Tensor<1>) -> Tensor<1> {
        let misclassified = self.forward(inputs.clone()).not_equal(labels).float(); // [batch]
        let weights = self.weights.clone().unsqueeze_dim(1); // [features + 1, 1]
        let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1); // [batch]
        (misclassified * scores.abs()).sum()
    }

    /// **Exercise a1.perceptron.batch_step** (4 points): equation (4). Returns |M|.
    ///
    /// # Shapes
    /// - inputs: `[batch, features]`
    /// - labels: `[batch]`
    pub fn batch_step(
        &mut self,
        inputs: Tensor<2>,
        labels: Tensor<1>,
        learning_rate: f64,
    ) -> usize {
        let predicted = self.forward(inputs.clone());
        let misclassified = predicted.not_equal(labels.clone()).float(); // [batch]
        let count: f64 = misclassified.clone().sum().into_scalar();
        if count > 0.0 {
            let signs = (labels * misclassified).unsqueeze_dim::<2>(0); // [1, batch]
            let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0); // [features + 1]
            let gradient = -sum / count;
            self.weights = self.weights.clone() - gradient * learning_rate;
        }
        count as usize
    }

    /// **Exercise a1.perceptron.rosenblatt_step** (2 points): rule (5) for one example. Returns
    /// whether it was misclassified.
    ///
    /// `label` is +1 or -1.
    ///
    /// # Shapes
    /// - input: `[1, features]`
    pub fn rosenblatt_step(&mut self, input: Tensor<2>, label: f64, learning_rate: f64) -> bool {
        let predicted: f64 = self.forward(input.clone()).into_scalar();
        if predicted == label {
            return false;
        }
        let step = with_bias(input).squeeze_dim::<1>(0) * (learning_rate * label);
        self.weights = self.weights.clone() + step;
        true
    }
}
