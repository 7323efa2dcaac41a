//! Correct bodies for `assignment1/src/dropout.rs`, written otherwise than the solution.

/// a1.dropout.forward: draws what is left out in place of what is kept
fn dropout_forward_1() {
    match self.mode {
        Mode::Evaluation => {
            self.mask = None;
            input
        }
        Mode::Training { step } => {
            let mut stream = self.stream(step);
            let dropped = stream.bernoulli_tensor(input.dims(), self.rate, &input.device());
            let mask = (-dropped + 1.0) / (1.0 - self.rate);
            self.mask = Some(mask.clone());
            mask * input
        }
    }
}

/// a1.dropout.forward: one uniform number an element, on the host, in f32
fn dropout_forward_2() {
    let Mode::Training { step } = self.mode else {
        self.mask = None;
        return input;
    };
    let mut stream = self.stream(step);
    let [batch, features] = input.dims();
    let mut mask: Vec<f32> = Vec::with_capacity(batch * features);
    for _ in 0..batch * features {
        let left_out = stream.uniform() < self.rate;
        mask.push(if left_out {
            0.0
        } else {
            1.0 / (1.0 - self.rate as f32)
        });
    }
    let mask = Tensor::<1>::from_data(&*mask, &input.device()).reshape([batch, features]);
    let output = input * mask.clone();
    self.mask = Some(mask);
    output
}

/// a1.dropout.forward: uniform numbers and a comparison; nothing is drawn where nothing is left out
fn dropout_forward_3() {
    self.mask = None;
    if let Mode::Training { step } = self.mode
        && self.rate > 0.0
    {
        let uniform = self
            .stream(step)
            .uniform_tensor(input.dims(), 0.5, &input.device())
            + 0.5;
        let kept = uniform.greater_equal_elem(self.rate).float();
        let mask = kept * (1.0 - self.rate).recip();
        self.mask = Some(mask.clone());
        return input * mask;
    }
    input
}

/// a1.dropout.forward: sets to 0, then scales
fn dropout_forward_4() {
    let Mode::Training { step } = self.mode else {
        self.mask = None;
        return input;
    };
    let (shape, device) = (input.dims(), input.device());
    let kept = self
        .stream(step)
        .bernoulli_tensor(shape, 1.0 - self.rate, &device);
    let output = input.mask_fill(kept.clone().equal_elem(0.0), 0.0) / (1.0 - self.rate);
    self.mask = Some(kept / (1.0 - self.rate));
    output
}

/// a1.dropout.backward: the mask stays where it is
fn dropout_backward_1() {
    if let Some(mask) = &self.mask {
        return mask.clone() * grad_output;
    }
    grad_output
}

/// a1.dropout.backward: zeros where the mask is 0, the scale anew
fn dropout_backward_2() {
    let Some(mask) = self.mask.take() else {
        return grad_output;
    };
    let scaled = grad_output / (1.0 - self.rate);
    scaled.mask_fill(mask.lower_equal_elem(0.0), 0.0)
}

/// a1.dropout.backward: number by number on the host, in f32
fn dropout_backward_3() {
    let shape = grad_output.dims();
    let mut grads: Vec<f32> = grad_output.to_data().iter::<f32>().collect();
    if let Some(mask) = self.mask.take() {
        for (grad, factor) in grads.iter_mut().zip(mask.to_data().iter::<f32>()) {
            *grad *= factor;
        }
    }
    Tensor::<1>::from_data(&*grads, &grad_output.device()).reshape(shape)
}
