//! Typical mistakes in `assignment1/src/linear.rs`.

/// a1.linear.forward: forgets the bias
fn linear_forward_1() {
    let output = input.clone().matmul(self.weight.value.clone());
    self.input = Some(input);
    output
}

/// a1.linear.forward: transposes the weights, as for PyTorch's layout of them
fn linear_forward_2() {
    let output = input.clone().matmul(self.weight.value.clone().transpose())
        + self.bias.value.clone().unsqueeze();
    self.input = Some(input);
    output
}

/// a1.linear.forward: the bias is a column, so that it goes along the batch
fn linear_forward_3() {
    let output =
        input.clone().matmul(self.weight.value.clone()) + self.bias.value.clone().unsqueeze_dim(1);
    self.input = Some(input);
    output
}

/// a1.linear.forward: has a ReLU in it
fn linear_forward_4() {
    let output =
        input.clone().matmul(self.weight.value.clone()) + self.bias.value.clone().unsqueeze();
    self.input = Some(input);
    output.clamp_min(0.0)
}

/// a1.linear.gradients: the mean over the batch, although the loss has divided by B already
fn linear_gradients_1() {
    let input = self.input.take().expect("backward follows forward");
    let batch = input.dims()[0] as f64;
    self.weight.grad = input.transpose().matmul(grad_output.clone()) / batch;
    self.bias.grad = grad_output.mean_dim(0).squeeze_dim(0);
}

/// a1.linear.gradients: added to those of the step before
fn linear_gradients_2() {
    let input = self.input.take().expect("backward follows forward");
    self.weight.grad = self.weight.grad.clone() + input.transpose().matmul(grad_output.clone());
    self.bias.grad = self.bias.grad.clone() + grad_output.sum_dim(0).squeeze_dim(0);
}

/// a1.linear.gradients: gᵀ x instead of xᵀ g
fn linear_gradients_3() {
    let input = self.input.take().expect("backward follows forward");
    self.weight.grad = grad_output.clone().transpose().matmul(input);
    self.bias.grad = grad_output.sum_dim(0).squeeze_dim(0);
}

/// a1.linear.gradients: the bias's gradient is summed over the outputs instead of the batch
fn linear_gradients_4() {
    let input = self.input.take().expect("backward follows forward");
    self.weight.grad = input.transpose().matmul(grad_output.clone());
    self.bias.grad = grad_output.sum_dim(1).squeeze_dim(1);
}

/// a1.linear.gradients: forgets the bias's gradient
fn linear_gradients_5() {
    let input = self.input.take().expect("backward follows forward");
    self.weight.grad = input.transpose().matmul(grad_output);
}

/// a1.linear.gradients: the bias's gradient alone is added to that of the step before
fn linear_gradients_6() {
    let input = self.input.take().expect("backward follows forward");
    self.weight.grad = input.transpose().matmul(grad_output.clone());
    self.bias.grad = self.bias.grad.clone() + grad_output.sum_dim(0).squeeze_dim(0);
}

/// a1.linear.backward: stores no gradients
fn linear_backward_1() {
    grad_output.matmul(self.weight.value.clone().transpose())
}

/// a1.linear.backward: the weights are not transposed
fn linear_backward_2() {
    self.backward_parameters(grad_output.clone());
    grad_output.matmul(self.weight.value.clone())
}

/// a1.linear.backward: goes back through the gradient of the weights instead of the weights
fn linear_backward_3() {
    self.backward_parameters(grad_output.clone());
    grad_output.matmul(self.weight.grad.clone().transpose())
}

/// a1.linear.backward: divides by the batch size
fn linear_backward_4() {
    self.backward_parameters(grad_output.clone());
    let batch = grad_output.dims()[0] as f64;
    grad_output.matmul(self.weight.value.clone().transpose()) / batch
}

/// a1.linear.forward: the bias is added twice
fn linear_forward_5() {
    let bias: Tensor<2> = self.bias.value.clone().unsqueeze();
    let output = input.clone().matmul(self.weight.value.clone()) + bias.clone() + bias;
    self.input = Some(input);
    output
}

/// a1.linear.gradients: the mean over the batch for the bias alone
fn linear_gradients_7() {
    let input = self.input.take().expect("backward follows forward");
    self.weight.grad = input.transpose().matmul(grad_output.clone());
    self.bias.grad = grad_output.mean_dim(0).squeeze_dim(0);
}

/// a1.linear.gradients: against the gradient, as if it were the update
fn linear_gradients_8() {
    let input = self.input.take().expect("backward follows forward");
    self.weight.grad = -input.transpose().matmul(grad_output.clone());
    self.bias.grad = -grad_output.sum_dim(0).squeeze_dim::<1>(0);
}

/// a1.linear.backward: written out again with a division by the batch size in the parameters' gradients
fn linear_backward_5() {
    let input = self.input.take().expect("backward follows forward");
    let batch = input.dims()[0] as f64;
    self.weight.grad = input.transpose().matmul(grad_output.clone()) / batch;
    self.bias.grad = grad_output.clone().mean_dim(0).squeeze_dim(0);
    grad_output.matmul(self.weight.value.clone().transpose())
}

/// a1.linear.backward: written out again, and added to the gradients of the step before
fn linear_backward_6() {
    let input = self.input.take().expect("backward follows forward");
    self.weight.grad = self.weight.grad.clone() + input.transpose().matmul(grad_output.clone());
    self.bias.grad = self.bias.grad.clone() + grad_output.clone().sum_dim(0).squeeze_dim(0);
    grad_output.matmul(self.weight.value.clone().transpose())
}

/// a1.linear.backward: takes the step of gradient descent as well
fn linear_backward_7() {
    self.backward_parameters(grad_output.clone());
    let grad_input = grad_output.matmul(self.weight.value.clone().transpose());
    self.weight.value = self.weight.value.clone() - self.weight.grad.clone() * 0.01;
    self.bias.value = self.bias.value.clone() - self.bias.grad.clone() * 0.01;
    grad_input
}
