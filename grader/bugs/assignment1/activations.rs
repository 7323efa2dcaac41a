//! Typical mistakes in `assignment1/src/activations.rs`.

/// a1.relu.forward: the absolute value
fn relu_forward_1() {
    let output = input.abs();
    self.output = Some(output.clone());
    output
}

/// a1.relu.forward: keeps what is negative instead of what is positive
fn relu_forward_2() {
    let output = input.clamp_max(0.0);
    self.output = Some(output.clone());
    output
}

/// a1.relu.forward: cuts at 1 as well
fn relu_forward_3() {
    let output = input.clamp(0.0, 1.0);
    self.output = Some(output.clone());
    output
}

/// a1.relu.backward: asks for output >= 0, which is always true
fn relu_backward_1() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * output.greater_equal_elem(0.0).float()
}

/// a1.relu.backward: cuts negative gradients instead of those of negative inputs
fn relu_backward_2() {
    grad_output.clamp_min(0.0)
}

/// a1.relu.backward: multiplies by the output instead of by 0 or 1
fn relu_backward_3() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * output
}

/// a1.relu.backward: cuts negative gradients on top of those of negative inputs
fn relu_backward_4() {
    let output = self.output.take().expect("backward follows forward");
    (grad_output * output.greater_elem(0.0).float()).clamp_min(0.0)
}

/// a1.leaky_relu.forward: no leak, a plain ReLU
fn leaky_relu_forward_1() {
    self.input = Some(input.clone());
    input.clamp_min(0.0)
}

/// a1.leaky_relu.forward: the smaller of the two instead of the larger
fn leaky_relu_forward_2() {
    let leaked = input.clone() * NEGATIVE_SLOPE;
    self.input = Some(input.clone());
    input.min_pair(leaked)
}

/// a1.leaky_relu.forward: the leak has the wrong sign
fn leaky_relu_forward_3() {
    let leaked = input.clone().abs() * NEGATIVE_SLOPE;
    self.input = Some(input.clone());
    input.max_pair(leaked)
}

/// a1.leaky_relu.backward: no leak, as for a plain ReLU
fn leaky_relu_backward_1() {
    let input = self.input.take().expect("backward follows forward");
    grad_output * input.greater_elem(0.0).float()
}

/// a1.leaky_relu.backward: the slope of the right side at 0
fn leaky_relu_backward_2() {
    let input = self.input.take().expect("backward follows forward");
    let leaked = grad_output.clone() * NEGATIVE_SLOPE;
    grad_output.mask_where(input.lower_elem(0.0), leaked)
}

/// a1.leaky_relu.backward: the sign of the gradient decides instead of that of the input
fn leaky_relu_backward_3() {
    let leaked = grad_output.clone() * NEGATIVE_SLOPE;
    grad_output.max_pair(leaked)
}

/// a1.leaky_relu.backward: leaks where the input was positive
fn leaky_relu_backward_4() {
    let input = self.input.take().expect("backward follows forward");
    let leaked = grad_output.clone() * NEGATIVE_SLOPE;
    grad_output.mask_where(input.greater_elem(0.0), leaked)
}

/// a1.tanh.forward: the logistic sigmoid
fn tanh_forward_1() {
    let output = ((-input).exp() + 1.0).recip();
    self.output = Some(output.clone());
    output
}

/// a1.tanh.forward: from exponentials, which are infinite far from 0
fn tanh_forward_2() {
    let (up, down) = (input.clone().exp(), (-input).exp());
    let output = (up.clone() - down.clone()) / (up + down);
    self.output = Some(output.clone());
    output
}

/// a1.tanh.forward: 2 sigmoid(z) - 1, which is tanh(z/2)
fn tanh_forward_3() {
    let output = ((-input).exp() + 1.0).recip() * 2.0 - 1.0;
    self.output = Some(output.clone());
    output
}

/// a1.tanh.backward: 1 - a without the square
fn tanh_backward_1() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * (-output + 1.0)
}

/// a1.tanh.backward: takes the output for the input, and tanh of it again
fn tanh_backward_2() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * (-output.tanh().square() + 1.0)
}

/// a1.tanh.backward: the derivative alone, without the gradient that comes in
fn tanh_backward_3() {
    let output = self.output.take().expect("backward follows forward");
    -output.square() + 1.0
}

/// a1.sigmoid.forward: exp(z) instead of exp(-z)
fn sigmoid_forward_1() {
    let output = (input.exp() + 1.0).recip();
    self.output = Some(output.clone());
    output
}

/// a1.sigmoid.forward: exp(z) / (1 + exp(z)), infinity divided by infinity for large z
fn sigmoid_forward_2() {
    let exponentials = input.exp();
    let output = exponentials.clone() / (exponentials + 1.0);
    self.output = Some(output.clone());
    output
}

/// a1.sigmoid.forward: tanh
fn sigmoid_forward_3() {
    let output = input.tanh();
    self.output = Some(output.clone());
    output
}

/// a1.sigmoid.backward: a (a - 1), so that every gradient changes its sign
fn sigmoid_backward_1() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * output.clone() * (output - 1.0)
}

/// a1.sigmoid.backward: the derivative of tanh
fn sigmoid_backward_2() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * (-output.square() + 1.0)
}

/// a1.sigmoid.backward: takes the output for the input, and the sigmoid of it again
fn sigmoid_backward_3() {
    let output = self.output.take().expect("backward follows forward");
    let again = ((-output).exp() + 1.0).recip();
    grad_output * again.clone() * (-again + 1.0)
}

/// a1.relu.forward: ReLU6, cut at 6 as well
fn relu_forward_4() {
    let output = input.clamp(0.0, 6.0);
    self.output = Some(output.clone());
    output
}

/// a1.relu.backward: that of ReLU6
fn relu_backward_5() {
    let output = self.output.take().expect("backward follows forward");
    let passes = output.clone().greater_elem(0.0).float() * output.lower_elem(6.0).float();
    grad_output * passes
}

/// a1.relu.backward: passes where the input was negative
fn relu_backward_6() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * output.lower_equal_elem(0.0).float()
}

/// a1.leaky_relu.forward: ten times the leak
fn leaky_relu_forward_4() {
    self.input = Some(input.clone());
    input.clone().max_pair(input * 0.1)
}

/// a1.leaky_relu.backward: half of both slopes at 0
fn leaky_relu_backward_5() {
    let input = self.input.take().expect("backward follows forward");
    let share = (input.sign() + 1.0) / 2.0;
    let slope = share * (1.0 - NEGATIVE_SLOPE) + NEGATIVE_SLOPE;
    grad_output * slope
}

/// a1.tanh.forward: the hard one, straight between -1 and 1
fn tanh_forward_4() {
    let output = input.clamp(-1.0, 1.0);
    self.output = Some(output.clone());
    output
}

/// a1.tanh.backward: the square of 1 - a
fn tanh_backward_4() {
    let output = self.output.take().expect("backward follows forward");
    grad_output * (-output + 1.0).square()
}

/// a1.sigmoid.forward: the sigmoid of the sigmoid
fn sigmoid_forward_4() {
    let once = ((-input).exp() + 1.0).recip();
    let output = ((-once).exp() + 1.0).recip();
    self.output = Some(output.clone());
    output
}

/// a1.sigmoid.backward: the derivative alone, without the gradient that comes in
fn sigmoid_backward_4() {
    let output = self.output.take().expect("backward follows forward");
    output.clone() * (-output + 1.0)
}
