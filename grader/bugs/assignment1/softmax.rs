//! Typical mistakes in `assignment1/src/softmax.rs`.

/// a1.softmax.forward: normalises over the batch instead of over the classes
fn softmax_forward_1() {
    let largest = input.clone().max_dim(0);
    let exponentials = (input - largest).exp();
    let output = exponentials.clone() / exponentials.sum_dim(0);
    self.output = Some(output.clone());
    output
}

/// a1.softmax.forward: no maximum is subtracted
fn softmax_forward_2() {
    let exponentials = input.exp();
    let output = exponentials.clone() / exponentials.sum_dim(1);
    self.output = Some(output.clone());
    output
}

/// a1.softmax.forward: one maximum for the whole batch
fn softmax_forward_3() {
    let largest = input.clone().max().unsqueeze();
    let exponentials = (input - largest).exp();
    let output = exponentials.clone() / exponentials.sum_dim(1);
    self.output = Some(output.clone());
    output
}

/// a1.softmax.forward: divides by the sum of the whole batch
fn softmax_forward_4() {
    let largest = input.clone().max_dim(1);
    let exponentials = (input - largest).exp();
    let output = exponentials.clone() / exponentials.sum().unsqueeze();
    self.output = Some(output.clone());
    output
}

/// a1.softmax.backward: only the diagonal of the Jacobian
fn softmax_backward_1() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * output.clone() * (-output + 1.0)
}

/// a1.softmax.backward: passes the gradient on, as if the loss had taken care of it
fn softmax_backward_2() {
    grad_output
}

/// a1.softmax.backward: sums over the batch instead of over the classes
fn softmax_backward_3() {
    let output = self.output.take().expect("backward follows forward");
    let mean = (grad_output.clone() * output.clone()).sum_dim(0);
    output * (grad_output - mean)
}

/// a1.softmax.backward: the plain sum of the gradients, not weighted by the probabilities
fn softmax_backward_4() {
    let output = self.output.take().expect("backward follows forward");
    let sum = grad_output.clone().sum_dim(1);
    output * (grad_output - sum)
}

/// a1.softmax.forward: the mean of each row is subtracted, which is too little
fn softmax_forward_5() {
    let exponentials = (input.clone() - input.mean_dim(1)).exp();
    let output = exponentials.clone() / exponentials.sum_dim(1);
    self.output = Some(output.clone());
    output
}

/// a1.softmax.forward: the smallest logit of each row is subtracted
fn softmax_forward_6() {
    let exponentials = (input.clone() - input.min_dim(1)).exp();
    let output = exponentials.clone() / exponentials.sum_dim(1);
    self.output = Some(output.clone());
    output
}

/// a1.softmax.backward: the mean over the classes instead of their sum
fn softmax_backward_5() {
    let output = self.output.take().expect("backward follows forward");
    let mean = (grad_output.clone() * output.clone()).mean_dim(1);
    output * (grad_output - mean)
}

/// a1.softmax.backward: one sum over the whole batch
fn softmax_backward_6() {
    let output = self.output.take().expect("backward follows forward");
    let sum = (grad_output.clone() * output.clone()).sum().unsqueeze();
    output * (grad_output - sum)
}
