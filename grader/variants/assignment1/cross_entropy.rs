//! Correct bodies for `assignment1/src/cross_entropy.rs`, written otherwise than the solution.

/// a1.cross_entropy.forward: picks the logarithm at the right class
fn cross_entropy_forward_1() {
    let shifted = logits.clone() - logits.max_dim(1);
    let log_probabilities = shifted.clone() - shifted.exp().sum_dim(1).log();
    let right = targets.clone().argmax(1); // [batch, 1]
    let loss = -log_probabilities.clone().gather(1, right).mean();
    self.last = Some((log_probabilities.exp(), targets));
    loss
}

/// a1.cross_entropy.forward: number by number on the host
fn cross_entropy_forward_2() {
    let [batch, classes] = logits.dims();
    let device = logits.device();
    let z: Vec<f64> = logits.to_data().iter().collect();
    let t: Vec<f64> = targets.to_data().iter().collect();
    let mut probabilities = vec![0.0; batch * classes];
    let mut total = 0.0;
    for i in 0..batch {
        let row = &z[i * classes..(i + 1) * classes];
        let largest = row.iter().copied().fold(f64::MIN, f64::max);
        let sum: f64 = row.iter().map(|z| (z - largest).exp()).sum();
        for k in 0..classes {
            let logarithm = row[k] - largest - sum.ln();
            probabilities[i * classes + k] = logarithm.exp();
            total -= t[i * classes + k] * logarithm;
        }
    }
    let probabilities = Tensor::<1>::from_data(&*probabilities, &device);
    self.last = Some((probabilities.reshape([batch, classes]), targets));
    Tensor::from_data([total / batch as f64], &device)
}

/// a1.cross_entropy.forward: log-sum-exp less the logit of the right class
fn cross_entropy_forward_3() {
    assert_shape!(targets, [logits.dims()[0], logits.dims()[1]]);
    let largest = logits.clone().max_dim(1);
    let exponentials = (logits.clone() - largest.clone()).exp();
    let sums = exponentials.clone().sum_dim(1);
    let log_sum_exp = sums.clone().log() + largest;
    let right = (logits * targets.clone()).sum_dim(1);
    self.last = Some((exponentials / sums, targets));
    (log_sum_exp - right).mean()
}

/// a1.cross_entropy.forward: the mean of losses of single rows, in f32
fn cross_entropy_forward_4() {
    let [batch, classes] = logits.dims();
    let mut rows = Vec::new();
    let mut losses = Vec::<f32>::new();
    for row in 0..batch {
        let z = logits.clone().slice([row..row + 1, 0..classes]);
        let t = targets.clone().slice([row..row + 1, 0..classes]);
        let largest: f32 = z.clone().max().into_scalar();
        let shifted = z - largest;
        let sum: f32 = shifted.clone().exp().sum().into_scalar();
        let loss: f32 = (t * (shifted.clone() - sum.ln())).sum().into_scalar();
        losses.push(-loss);
        rows.push(shifted.exp() / sum);
    }
    let device = targets.device();
    self.last = Some((Tensor::cat(rows, 0), targets));
    let mean = losses.iter().sum::<f32>() / batch as f32;
    Tensor::from_data([mean], &device)
}

/// a1.cross_entropy.forward: divides every target by the size of the batch first
fn cross_entropy_forward_5() {
    let batch = logits.dims()[0];
    let shares = targets.clone() / batch as f64;
    let logits = logits.clone() - logits.detach().max_dim(1);
    let normaliser = logits.clone().exp().sum_dim(1).log();
    let surprise = normaliser - logits;
    self.last = Some(((-surprise.clone()).exp(), targets));
    (surprise * shares).sum_dim(1).sum_dim(0).reshape([1])
}

/// a1.cross_entropy.backward: both divided before they are subtracted
fn cross_entropy_backward_1() {
    let (probabilities, targets) = self.last.take().expect("backward follows forward");
    let share = 1.0 / targets.dims()[0] as f64;
    probabilities * share - targets * share
}

/// a1.cross_entropy.backward: number by number on the host, in f32
fn cross_entropy_backward_2() {
    let (probabilities, targets) = self.last.take().unwrap();
    let shape = targets.dims();
    let t: Vec<f32> = targets.to_data().iter::<f32>().collect();
    let mut gradient = Vec::new();
    for (k, p) in probabilities.to_data().iter::<f32>().enumerate() {
        gradient.push((p - t[k]) / shape[0] as f32);
    }
    let gradient = common::by_hand::TensorData::new(gradient, shape);
    Tensor::from_data(gradient, &targets.device())
}

/// a1.cross_entropy.backward: takes 1 away at the right class, row by row
fn cross_entropy_backward_3() {
    let (p, t) = self.last.clone().unwrap();
    let batch = p.dims()[0];
    let is_right = t.greater_elem(0.5);
    let gradient = p.clone().mask_where(is_right, p - 1.0);
    gradient / (batch as f64)
}

/// a1.cross_entropy.backward: -(t - p), and a product with 1/B in place of a division
fn cross_entropy_backward_4() {
    let Some((p, t)) = &self.last else {
        panic!("there was no forward pass");
    };
    let (p, t) = (p.clone(), t.clone());
    -(t - p.clone()) * (p.dims()[0] as f64).recip()
}
