//! Typical mistakes in `assignment1/src/perceptron.rs`.
//!
//! One topic, one file, though a long one: four exercises with seven mistakes or more each.

/// a1.perceptron.forward: the bias is left out
fn perceptron_forward_1() {
    let features = inputs.dims()[1];
    let weights = self.weights.clone().narrow(0, 0, features).unsqueeze_dim(1);
    let scores = inputs.matmul(weights).squeeze_dim::<1>(1);
    scores.greater_equal_elem(0.0).float() * 2.0 - 1.0
}

/// a1.perceptron.forward: sign(0) is 0
fn perceptron_forward_2() {
    let weights = self.weights.clone().unsqueeze_dim(1);
    with_bias(inputs).matmul(weights).squeeze_dim::<1>(1).sign()
}

/// a1.perceptron.forward: sign(0) is -1
fn perceptron_forward_3() {
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1);
    scores.greater_elem(0.0).float() * 2.0 - 1.0
}

/// a1.perceptron.forward: labels 0 and 1
fn perceptron_forward_4() {
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1);
    scores.greater_equal_elem(0.0).float()
}

/// a1.perceptron.forward: the scores themselves
fn perceptron_forward_5() {
    let weights = self.weights.clone().unsqueeze_dim(1);
    with_bias(inputs).matmul(weights).squeeze_dim::<1>(1)
}

/// a1.perceptron.forward: the first weight taken for the bias
fn perceptron_forward_6() {
    let features = inputs.dims()[1];
    let weights = self.weights.clone().narrow(0, 1, features).unsqueeze_dim(1);
    let bias = self.weights.clone().narrow(0, 0, 1);
    let scores = inputs.matmul(weights).squeeze_dim::<1>(1) + bias;
    scores.greater_equal_elem(0.0).float() * 2.0 - 1.0
}

/// a1.perceptron.loss: all examples and not the misclassified alone
fn perceptron_loss_1() {
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1);
    -(labels * scores).sum()
}

/// a1.perceptron.loss: the wrong sign
fn perceptron_loss_2() {
    let misclassified = self
        .forward(inputs.clone())
        .not_equal(labels.clone())
        .float();
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1);
    (misclassified * labels * scores).sum()
}

/// a1.perceptron.loss: the mean over the misclassified
fn perceptron_loss_3() {
    let misclassified = self.forward(inputs.clone()).not_equal(labels).float();
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1);
    (misclassified.clone() * scores.abs()).sum() / misclassified.sum()
}

/// a1.perceptron.loss: how many are misclassified, not how far
fn perceptron_loss_4() {
    self.forward(inputs).not_equal(labels).float().sum()
}

/// a1.perceptron.loss: the mean over all examples
fn perceptron_loss_5() {
    let misclassified = self.forward(inputs.clone()).not_equal(labels).float();
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1);
    (misclassified * scores.abs()).mean()
}

/// a1.perceptron.loss: divided by the length of the weights
fn perceptron_loss_6() {
    let misclassified = self.forward(inputs.clone()).not_equal(labels).float();
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1);
    let features = self.weights.dims()[0] - 1;
    let length = self
        .weights
        .clone()
        .narrow(0, 0, features)
        .square()
        .sum()
        .sqrt();
    (misclassified * scores.abs()).sum() / length
}

/// a1.perceptron.batch_step: the mean over all examples
fn perceptron_batch_step_1() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let examples = labels.dims()[0] as f64;
    let count: f64 = misclassified.clone().sum().into_scalar();
    let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
    let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
    self.weights = self.weights.clone() + sum / examples * learning_rate;
    count as usize
}

/// a1.perceptron.batch_step: the sum and not the mean
fn perceptron_batch_step_2() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
    let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
    self.weights = self.weights.clone() + sum * learning_rate;
    count as usize
}

/// a1.perceptron.batch_step: along the gradient and not against it
fn perceptron_batch_step_3() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    if count > 0.0 {
        let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
        let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
        self.weights = self.weights.clone() - sum / count * learning_rate;
    }
    count as usize
}

/// a1.perceptron.batch_step: divides by zero when nobody is misclassified
fn perceptron_batch_step_4() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
    let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
    self.weights = self.weights.clone() + sum / count * learning_rate;
    count as usize
}

/// a1.perceptron.batch_step: the predicted labels in place of the true ones
fn perceptron_batch_step_5() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.clone().not_equal(labels).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    if count > 0.0 {
        let signs = (predicted * misclassified).unsqueeze_dim::<2>(0);
        let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
        self.weights = self.weights.clone() + sum / count * learning_rate;
    }
    count as usize
}

/// a1.perceptron.batch_step: those that are right count too
fn perceptron_batch_step_6() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let count: f64 = misclassified.sum().into_scalar();
    if count > 0.0 {
        let signs = labels.unsqueeze_dim::<2>(0);
        let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
        self.weights = self.weights.clone() + sum / count * learning_rate;
    }
    count as usize
}

/// a1.perceptron.batch_step: the bias is never changed
fn perceptron_batch_step_7() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    if count > 0.0 {
        let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
        let sum = signs.matmul(inputs).squeeze_dim::<1>(0);
        let still = Tensor::zeros([1], &sum.device());
        let step = Tensor::cat(vec![sum, still], 0) / count * learning_rate;
        self.weights = self.weights.clone() + step;
    }
    count as usize
}

/// a1.perceptron.batch_step: the weights are replaced and not changed
fn perceptron_batch_step_8() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    if count > 0.0 {
        let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
        let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
        self.weights = sum / count * learning_rate;
    }
    count as usize
}

/// a1.perceptron.batch_step: the learning rate is not used
fn perceptron_batch_step_9() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    if count > 0.0 {
        let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
        let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
        self.weights = self.weights.clone() + sum / count;
    }
    count as usize
}

/// a1.perceptron.rosenblatt_step: what is right is learnt too
fn perceptron_rosenblatt_step_1() {
    let predicted: f64 = self.forward(input.clone()).into_scalar();
    let step = with_bias(input).squeeze_dim::<1>(0) * (learning_rate * label);
    self.weights = self.weights.clone() + step;
    predicted != label
}

/// a1.perceptron.rosenblatt_step: the predicted label in place of the true one
fn perceptron_rosenblatt_step_2() {
    let predicted: f64 = self.forward(input.clone()).into_scalar();
    if predicted == label {
        return false;
    }
    let step = with_bias(input).squeeze_dim::<1>(0) * (learning_rate * predicted);
    self.weights = self.weights.clone() + step;
    true
}

/// a1.perceptron.rosenblatt_step: the input is added for both labels
fn perceptron_rosenblatt_step_3() {
    let predicted: f64 = self.forward(input.clone()).into_scalar();
    if predicted == label {
        return false;
    }
    let step = with_bias(input).squeeze_dim::<1>(0) * learning_rate;
    self.weights = self.weights.clone() + step;
    true
}

/// a1.perceptron.rosenblatt_step: says whether the prediction was right
fn perceptron_rosenblatt_step_4() {
    let predicted: f64 = self.forward(input.clone()).into_scalar();
    if predicted != label {
        let step = with_bias(input).squeeze_dim::<1>(0) * (learning_rate * label);
        self.weights = self.weights.clone() + step;
    }
    predicted == label
}

/// a1.perceptron.rosenblatt_step: twice the step, from y - p
fn perceptron_rosenblatt_step_5() {
    let predicted: f64 = self.forward(input.clone()).into_scalar();
    let step = with_bias(input).squeeze_dim::<1>(0) * (learning_rate * (label - predicted));
    self.weights = self.weights.clone() + step;
    predicted != label
}

/// a1.perceptron.forward: the bias is subtracted, as a threshold would be
fn perceptron_forward_7() {
    let features = inputs.dims()[1];
    let weights = self.weights.clone().narrow(0, 0, features).unsqueeze_dim(1);
    let bias = self.weights.clone().narrow(0, features, 1);
    let scores = inputs.matmul(weights).squeeze_dim::<1>(1) - bias;
    scores.greater_equal_elem(0.0).float() * 2.0 - 1.0
}

/// a1.perceptron.loss: the hinge loss, which wants a distance of 1 from the line
fn perceptron_loss_7() {
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs).matmul(weights).squeeze_dim::<1>(1);
    (-(labels * scores) + 1.0).clamp_min(0.0).sum()
}

/// a1.perceptron.loss: the distances without the bias
fn perceptron_loss_8() {
    let misclassified = self.forward(inputs.clone()).not_equal(labels).float();
    let features = inputs.dims()[1];
    let weights = self.weights.clone().narrow(0, 0, features).unsqueeze_dim(1);
    let scores = inputs.matmul(weights).squeeze_dim::<1>(1);
    (misclassified * scores.abs()).sum()
}

/// a1.perceptron.batch_step: y s <= 0 for misclassified, which counts a +1 on the line
fn perceptron_batch_step_10() {
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs.clone())
        .matmul(weights)
        .squeeze_dim::<1>(1);
    let misclassified = (scores * labels.clone()).lower_equal_elem(0.0).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    if count > 0.0 {
        let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
        let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
        self.weights = self.weights.clone() + sum / count * learning_rate;
    }
    count as usize
}

/// a1.perceptron.batch_step: y s < 0 for misclassified, which misses a -1 on the line
fn perceptron_batch_step_11() {
    let weights = self.weights.clone().unsqueeze_dim(1);
    let scores = with_bias(inputs.clone())
        .matmul(weights)
        .squeeze_dim::<1>(1);
    let misclassified = (scores * labels.clone()).lower_elem(0.0).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    if count > 0.0 {
        let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
        let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
        self.weights = self.weights.clone() + sum / count * learning_rate;
    }
    count as usize
}

/// a1.perceptron.batch_step: divides by the number of features
fn perceptron_batch_step_12() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let features = inputs.dims()[1] as f64;
    let count: f64 = misclassified.clone().sum().into_scalar();
    let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
    let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
    self.weights = self.weights.clone() + sum / features * learning_rate;
    count as usize
}

/// a1.perceptron.batch_step: a mean of -1, 0 and 1 from y - p without the half, twice the step
fn perceptron_batch_step_13() {
    let predicted = self.forward(inputs.clone());
    let errors = labels - predicted;
    let count: f64 = errors
        .clone()
        .not_equal_elem(0.0)
        .float()
        .sum()
        .into_scalar();
    if count > 0.0 {
        let sum = errors
            .unsqueeze_dim::<2>(0)
            .matmul(with_bias(inputs))
            .squeeze_dim::<1>(0);
        self.weights = self.weights.clone() + sum / count * learning_rate;
    }
    count as usize
}

/// a1.perceptron.batch_step: says how many are right
fn perceptron_batch_step_14() {
    let predicted = self.forward(inputs.clone());
    let misclassified = predicted.not_equal(labels.clone()).float();
    let count: f64 = misclassified.clone().sum().into_scalar();
    let examples = labels.dims()[0];
    if count > 0.0 {
        let signs = (labels * misclassified).unsqueeze_dim::<2>(0);
        let sum = signs.matmul(with_bias(inputs)).squeeze_dim::<1>(0);
        self.weights = self.weights.clone() + sum / count * learning_rate;
    }
    examples - count as usize
}

/// a1.perceptron.rosenblatt_step: y s <= 0 for a mistake, which learns a +1 on the line
fn perceptron_rosenblatt_step_6() {
    let example = with_bias(input).squeeze_dim::<1>(0);
    let score: f64 = (example.clone() * self.weights.clone()).sum().into_scalar();
    if label * score > 0.0 {
        return false;
    }
    self.weights = self.weights.clone() + example * (learning_rate * label);
    true
}

/// a1.perceptron.rosenblatt_step: y s < 0 for a mistake, so that weights of zero never learn
fn perceptron_rosenblatt_step_7() {
    let example = with_bias(input).squeeze_dim::<1>(0);
    let score: f64 = (example.clone() * self.weights.clone()).sum().into_scalar();
    if label * score >= 0.0 {
        return false;
    }
    self.weights = self.weights.clone() + example * (learning_rate * label);
    true
}

/// a1.perceptron.rosenblatt_step: the learning rate is not used
fn perceptron_rosenblatt_step_8() {
    let predicted: f64 = self.forward(input.clone()).into_scalar();
    if predicted == label {
        return false;
    }
    self.weights = self.weights.clone() + with_bias(input).squeeze_dim::<1>(0) * label;
    true
}

/// a1.perceptron.rosenblatt_step: the bias is never changed
fn perceptron_rosenblatt_step_9() {
    let predicted: f64 = self.forward(input.clone()).into_scalar();
    if predicted == label {
        return false;
    }
    let still = Tensor::zeros([1], &input.device());
    let step = Tensor::cat(vec![input.squeeze_dim::<1>(0), still], 0);
    self.weights = self.weights.clone() + step * (learning_rate * label);
    true
}
