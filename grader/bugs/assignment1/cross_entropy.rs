//! Typical mistakes in `assignment1/src/cross_entropy.rs`.

/// a1.cross_entropy.forward: the sum over the batch instead of the mean
fn cross_entropy_forward_1() {
    let shifted = logits.clone() - logits.max_dim(1);
    let exponentials = shifted.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let loss = -(targets.clone() * (shifted - total.clone().log())).sum();
    self.last = Some((exponentials / total, targets));
    loss
}

/// a1.cross_entropy.forward: the mean over examples and classes
fn cross_entropy_forward_2() {
    let shifted = logits.clone() - logits.max_dim(1);
    let exponentials = shifted.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let loss = -(targets.clone() * (shifted - total.clone().log())).mean();
    self.last = Some((exponentials / total, targets));
    loss
}

/// a1.cross_entropy.forward: the logarithm of a probability that can be rounded to 0
fn cross_entropy_forward_3() {
    let batch = logits.dims()[0] as f64;
    let exponentials = (logits.clone() - logits.max_dim(1)).exp();
    let probabilities = exponentials.clone() / exponentials.sum_dim(1);
    let loss = -(targets.clone() * probabilities.clone().log()).sum() / batch;
    self.last = Some((probabilities, targets));
    loss
}

/// a1.cross_entropy.forward: a small number keeps the logarithm finite, and wrong
fn cross_entropy_forward_4() {
    let batch = logits.dims()[0] as f64;
    let exponentials = (logits.clone() - logits.max_dim(1)).exp();
    let probabilities = exponentials.clone() / exponentials.sum_dim(1);
    let loss = -(targets.clone() * (probabilities.clone() + 1e-12).log()).sum() / batch;
    self.last = Some((probabilities, targets));
    loss
}

/// a1.cross_entropy.forward: a softmax before the softmax
fn cross_entropy_forward_5() {
    let batch = logits.dims()[0] as f64;
    let exponentials = (logits.clone() - logits.max_dim(1)).exp();
    let squashed = exponentials.clone() / exponentials.sum_dim(1);
    let exponentials = squashed.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let loss = -(targets.clone() * (squashed - total.clone().log())).sum() / batch;
    self.last = Some((exponentials / total, targets));
    loss
}

/// a1.cross_entropy.forward: no minus, so that learning makes the loss smaller without a bound
fn cross_entropy_forward_6() {
    let batch = logits.dims()[0] as f64;
    let shifted = logits.clone() - logits.max_dim(1);
    let exponentials = shifted.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let loss = (targets.clone() * (shifted - total.clone().log())).sum() / batch;
    self.last = Some((exponentials / total, targets));
    loss
}

/// a1.cross_entropy.backward: no division by the batch size
fn cross_entropy_backward_1() {
    let (probabilities, targets) = self.last.take().expect("backward follows forward");
    probabilities - targets
}

/// a1.cross_entropy.backward: t - p instead of p - t
fn cross_entropy_backward_2() {
    let (probabilities, targets) = self.last.take().expect("backward follows forward");
    let batch = targets.dims()[0];
    (targets - probabilities) / batch as f64
}

/// a1.cross_entropy.backward: the gradient with respect to the probabilities, -t/p
fn cross_entropy_backward_3() {
    let (probabilities, targets) = self.last.take().expect("backward follows forward");
    let batch = targets.dims()[0];
    -targets / probabilities / batch as f64
}

/// a1.cross_entropy.backward: divides by the number of classes too
fn cross_entropy_backward_4() {
    let (probabilities, targets) = self.last.take().expect("backward follows forward");
    let [batch, classes] = targets.dims();
    (probabilities - targets) / (batch * classes) as f64
}

/// a1.cross_entropy.forward: one maximum for the whole batch
fn cross_entropy_forward_7() {
    let batch = logits.dims()[0] as f64;
    let shifted = logits.clone() - logits.max().unsqueeze();
    let exponentials = shifted.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let loss = -(targets.clone() * (shifted - total.clone().log())).sum() / batch;
    self.last = Some((exponentials / total, targets));
    loss
}

/// a1.cross_entropy.forward: no maximum is subtracted
fn cross_entropy_forward_8() {
    let batch = logits.dims()[0] as f64;
    let exponentials = logits.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let loss = -(targets.clone() * (logits - total.clone().log())).sum() / batch;
    self.last = Some((exponentials / total, targets));
    loss
}

/// a1.cross_entropy.forward: divides by the number of classes
fn cross_entropy_forward_9() {
    let classes = logits.dims()[1] as f64;
    let shifted = logits.clone() - logits.max_dim(1);
    let exponentials = shifted.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let loss = -(targets.clone() * (shifted - total.clone().log())).sum() / classes;
    self.last = Some((exponentials / total, targets));
    loss
}

/// a1.cross_entropy.forward: in bits instead of nats
fn cross_entropy_forward_10() {
    let batch = logits.dims()[0] as f64;
    let shifted = logits.clone() - logits.max_dim(1);
    let exponentials = shifted.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let loss = -(targets.clone() * (shifted - total.clone().log())).sum() / batch;
    self.last = Some((exponentials / total, targets));
    loss / std::f64::consts::LN_2
}

/// a1.cross_entropy.backward: divides by the number of classes in place of the batch size
fn cross_entropy_backward_5() {
    let (probabilities, targets) = self.last.take().expect("backward follows forward");
    let classes = targets.dims()[1];
    (probabilities - targets) / classes as f64
}

/// a1.cross_entropy.backward: the class with the largest probability in place of the target
fn cross_entropy_backward_6() {
    let (probabilities, targets) = self.last.take().expect("backward follows forward");
    let batch = targets.dims()[0];
    let guess = probabilities
        .clone()
        .equal(probabilities.clone().max_dim(1).expand(targets.dims()));
    (probabilities - guess.float()) / batch as f64
}
