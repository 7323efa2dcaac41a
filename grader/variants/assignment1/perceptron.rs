//! Correct bodies for `assignment1/src/perceptron.rs`, written otherwise than the solution.

/// a1.perceptron.forward: weights and bias apart
fn perceptron_forward_1() {
    let features = inputs.dims()[1];
    let weights = self
        .weights
        .clone()
        .narrow(0, 0, features)
        .unsqueeze_dim::<2>(1);
    let bias = self.weights.clone().narrow(0, features, 1).unsqueeze::<2>();
    let scores = inputs.matmul(weights) + bias;
    let negative = scores.clone().lower_elem(0.0);
    scores.ones_like().mask_fill(negative, -1.0).squeeze_dim(1)
}

/// a1.perceptron.forward: number by number on the host
fn perceptron_forward_2() {
    let weights: Vec<f64> = self.weights.to_data().iter().collect();
    let (last, rest) = weights.split_last().expect("at least the bias");
    let numbers: Vec<f64> = inputs.to_data().iter().collect();
    let labels: Vec<f64> = numbers
        .chunks(rest.len())
        .map(|x| {
            let mut score = *last;
            for (x, w) in x.iter().zip(rest) {
                score += x * w;
            }
            if score >= 0.0 { 1.0 } else { -1.0 }
        })
        .collect();
    Tensor::from_data(&*labels, &inputs.device())
}

/// a1.perceptron.forward: products and their sums, and the sign with an answer for 0
fn perceptron_forward_3() {
    assert_shape!(inputs, [_, self.weights.dims()[0] - 1]);
    let products = with_bias(inputs) * self.weights.clone().unsqueeze();
    let scores = products.sum_dim(1).squeeze_dim::<1>(1);
    let signs = scores.sign();
    let ones = signs.ones_like();
    signs.clone().mask_where(signs.equal_elem(0.0), ones)
}

/// a1.perceptron.forward: one example after the other, in f32
fn perceptron_forward_4() {
    let device = inputs.device();
    let with_ones = with_bias(inputs);
    let mut predicted: Vec<f32> = Vec::new();
    for row in with_ones.iter_dim(0) {
        let score = (row.squeeze_dim::<1>(0) * self.weights.clone()).sum();
        let score: f32 = score.into_scalar();
        predicted.push(if score < 0.0 { -1.0 } else { 1.0 });
    }
    Tensor::from_data(&*predicted, &device)
}

/// a1.perceptron.loss: - Σ y s over the misclassified
fn perceptron_loss_1() {
    let wrong = self.forward(inputs.clone()).not_equal(labels.clone());
    let scores = with_bias(inputs).matmul(self.weights.clone().unsqueeze_dim(1));
    let products = labels * scores.squeeze_dim::<1>(1);
    -products.zeros_like().mask_where(wrong, products).sum()
}

/// a1.perceptron.loss: what is left of -y s above 0, without asking who is misclassified
fn perceptron_loss_2() {
    let scores = with_bias(inputs)
        .matmul(self.weights.clone().unsqueeze_dim(1))
        .reshape([-1]);
    (-labels * scores).clamp_min(0.0).sum()
}

/// a1.perceptron.loss: number by number on the host, in f32
fn perceptron_loss_3() {
    let w: Vec<f32> = self.weights.to_data().iter::<f32>().collect();
    let x: Vec<f32> = with_bias(inputs.clone()).to_data().iter::<f32>().collect();
    let mut loss = 0.0f32;
    for (row, label) in x.chunks(w.len()).zip(labels.to_data().iter::<f32>()) {
        let score: f32 = row.iter().zip(&w).map(|(x, w)| x * w).sum();
        let predicted = if score >= 0.0 { 1.0 } else { -1.0 };
        if predicted != label {
            loss += score.abs();
        }
    }
    Tensor::from_data([loss], &inputs.device())
}

/// a1.perceptron.loss: half of |p - y| is 1 for a mistake and 0 otherwise
fn perceptron_loss_4() {
    let predicted = self.forward(inputs.clone());
    let mistakes = (predicted - labels).abs() / 2.0;
    let last = self.weights.dims()[0] - 1;
    let weights = self.weights.clone().slice([0..last]).unsqueeze_dim::<2>(1);
    let bias = self.weights.clone().slice([last..last + 1]);
    let scores = inputs.matmul(weights).squeeze_dim::<1>(1) + bias;
    mistakes
        .unsqueeze_dim::<2>(0)
        .matmul(scores.abs().unsqueeze_dim::<2>(1))
        .reshape([1])
}

/// a1.perceptron.batch_step: number by number on the host
fn perceptron_batch_step_1() {
    let predicted: Vec<f64> = self.forward(inputs.clone()).to_data().iter().collect();
    let wanted: Vec<f64> = labels.to_data().iter().collect();
    let examples: Vec<f64> = with_bias(inputs).to_data().iter().collect();
    let mut weights: Vec<f64> = self.weights.to_data().iter().collect();
    let width = weights.len();
    let wrong: Vec<usize> = (0..wanted.len())
        .filter(|i| predicted[*i] != wanted[*i])
        .collect();
    for &i in &wrong {
        for j in 0..width {
            weights[j] += learning_rate * wanted[i] * examples[i * width + j] / wrong.len() as f64;
        }
    }
    self.weights = Tensor::from_data(&*weights, &self.weights.device());
    wrong.len()
}

/// a1.perceptron.batch_step: half of p - y is -y for a mistake and 0 otherwise; leaves early
fn perceptron_batch_step_2() {
    let half = (self.forward(inputs.clone()) - labels) / 2.0;
    let count: f64 = half.clone().abs().sum().into_scalar();
    if count == 0.0 {
        return 0;
    }
    let sum = (with_bias(inputs) * half.unsqueeze_dim(1))
        .sum_dim(0)
        .squeeze_dim::<1>(0);
    self.weights = self.weights.clone() - sum * (learning_rate / count);
    count.round() as usize
}

/// a1.perceptron.batch_step: chooses the rows of the misclassified, the factor in f32
fn perceptron_batch_step_3() {
    let predicted = self.forward(inputs.clone()).to_data();
    let pairs = predicted
        .iter::<f32>()
        .zip(labels.to_data().iter::<f32>().collect::<Vec<_>>());
    let wrong: Vec<i64> = (0..)
        .zip(pairs)
        .filter(|(_, (p, y))| p != y)
        .map(|(row, _)| row)
        .collect();
    let count = wrong.len();
    if count > 0 {
        let rows = Tensor::<1, common::by_hand::Int>::from_data(&*wrong, &inputs.device());
        let x = with_bias(inputs).select(0, rows.clone());
        let y = labels.select(0, rows).unsqueeze_dim::<2>(1);
        let mean = (x * y).mean_dim(0).squeeze_dim::<1>(0);
        let step = mean * (learning_rate as f32);
        self.weights = step + self.weights.clone();
    }
    count
}

/// a1.perceptron.batch_step: one row after the other, from the same prediction
fn perceptron_batch_step_4() {
    let predicted = self.forward(inputs.clone());
    let inputs = with_bias(inputs);
    let mut gradient = self.weights.zeros_like();
    let mut mistakes = 0;
    for row in 0..inputs.dims()[0] {
        let p: f64 = predicted.clone().narrow(0, row, 1).into_scalar();
        let y: f64 = labels.clone().narrow(0, row, 1).into_scalar();
        if p != y {
            mistakes += 1;
            gradient = gradient - inputs.clone().narrow(0, row, 1).squeeze_dim::<1>(0) * y;
        }
    }
    if mistakes == 0 {
        return mistakes;
    }
    self.weights = self.weights.clone() - gradient / mistakes as f64 * learning_rate;
    mistakes
}

/// a1.perceptron.rosenblatt_step: half of y - p, which is 0 for what is right
fn perceptron_rosenblatt_step_1() {
    let predicted: f64 = self.forward(input.clone()).into_scalar();
    let half = (label - predicted) / 2.0;
    let example = with_bias(input).reshape([-1]);
    self.weights = self.weights.clone() + example * half * learning_rate;
    half != 0.0
}

/// a1.perceptron.rosenblatt_step: a batch of one
fn perceptron_rosenblatt_step_2() {
    let labels = Tensor::from_data([label], &input.device());
    self.batch_step(input, labels, learning_rate) == 1
}

/// a1.perceptron.rosenblatt_step: number by number on the host, in f32
fn perceptron_rosenblatt_step_3() {
    let predicted = self.forward(input.clone()).into_scalar::<f32>();
    let misclassified = predicted * (label as f32) < 0.0;
    if misclassified {
        let mut x: Vec<f32> = input.to_data().iter::<f32>().collect();
        x.push(1.0);
        let w: Vec<f32> = self.weights.to_data().iter::<f32>().collect();
        let rate = (learning_rate * label) as f32;
        let new: Vec<f32> = w.iter().zip(x).map(|(w, x)| w + rate * x).collect();
        self.weights = Tensor::from_data(&*new, &input.device());
    }
    misclassified
}
