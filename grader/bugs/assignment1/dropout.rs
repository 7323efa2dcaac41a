//! Typical mistakes in `assignment1/src/dropout.rs`.

/// a1.dropout.forward: forgets to divide by 1 - p
fn dropout_forward_1() {
    let Mode::Training { step } = self.mode else {
        self.mask = None;
        return input;
    };
    let mut stream = self.stream(step);
    let mask = stream.bernoulli_tensor(input.dims(), 1.0 - self.rate, &input.device());
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.forward: scales in evaluation, as the paper does, and in training too
fn dropout_forward_2() {
    let kept = 1.0 - self.rate;
    let Mode::Training { step } = self.mode else {
        self.mask = None;
        return input * kept;
    };
    let mut stream = self.stream(step);
    let mask = stream.bernoulli_tensor(input.dims(), kept, &input.device()) / kept;
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.forward: p taken for the probability to be kept
fn dropout_forward_3() {
    let Mode::Training { step } = self.mode else {
        self.mask = None;
        return input;
    };
    let mut stream = self.stream(step);
    let mask =
        stream.bernoulli_tensor(input.dims(), self.rate, &input.device()) / (1.0 - self.rate);
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.forward: leaves units out in evaluation as well
fn dropout_forward_4() {
    let step = match self.mode {
        Mode::Training { step } => step,
        Mode::Evaluation => 0,
    };
    let kept = 1.0 - self.rate;
    let mut stream = self.stream(step);
    let mask = stream.bernoulli_tensor(input.dims(), kept, &input.device()) / kept;
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.forward: the same mask in every step
fn dropout_forward_5() {
    if self.mode == Mode::Evaluation {
        self.mask = None;
        return input;
    }
    let kept = 1.0 - self.rate;
    let mut stream = self.stream(0);
    let mask = stream.bernoulli_tensor(input.dims(), kept, &input.device()) / kept;
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.forward: one decision for a unit, the same in every example
fn dropout_forward_6() {
    let Mode::Training { step } = self.mode else {
        self.mask = None;
        return input;
    };
    let kept = 1.0 - self.rate;
    let mut stream = self.stream(step);
    let shape = [1, input.dims()[1]];
    let mask = stream.bernoulli_tensor(shape, kept, &input.device()) / kept;
    let mask = mask.expand(input.dims());
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.forward: divides by p
fn dropout_forward_7() {
    let Mode::Training { step } = self.mode else {
        self.mask = None;
        return input;
    };
    let mut stream = self.stream(step);
    let mask = stream.bernoulli_tensor(input.dims(), 1.0 - self.rate, &input.device()) / self.rate;
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.backward: a new mask
fn dropout_backward_1() {
    let Mode::Training { step } = self.mode else {
        return grad_output;
    };
    let kept = 1.0 - self.rate;
    let mut stream = self.stream(step + 1);
    grad_output.clone()
        * (stream.bernoulli_tensor(grad_output.dims(), kept, &grad_output.device()) / kept)
}

/// a1.dropout.backward: the gradient passes everywhere
fn dropout_backward_2() {
    grad_output
}

/// a1.dropout.backward: the mask without its scale
fn dropout_backward_3() {
    match self.mask.take() {
        Some(mask) => grad_output * mask.greater_elem(0.0).float(),
        None => grad_output,
    }
}

/// a1.dropout.forward: half of the units, whatever the rate
fn dropout_forward_8() {
    let Mode::Training { step } = self.mode else {
        self.mask = None;
        return input;
    };
    let mut stream = self.stream(step);
    let mask = stream.bernoulli_tensor(input.dims(), 0.5, &input.device()) / 0.5;
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.forward: the mask of the first step is kept for ever
fn dropout_forward_9() {
    let Mode::Training { step } = self.mode else {
        return input;
    };
    let kept = 1.0 - self.rate;
    let mut stream = self.stream(step);
    let mask = stream.bernoulli_tensor(input.dims(), kept, &input.device()) / kept;
    let mask = self.mask.take().unwrap_or(mask);
    self.mask = Some(mask.clone());
    input * mask
}

/// a1.dropout.backward: scaled once more
fn dropout_backward_4() {
    match self.mask.take() {
        Some(mask) => grad_output * mask / (1.0 - self.rate),
        None => grad_output,
    }
}
