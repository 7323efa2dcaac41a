//! Typical mistakes in `assignment1/src/batch_norm.rs`.

/// a1.batch_norm.running_statistics: the weights exchanged, as in an optimiser's momentum
fn batch_norm_running_statistics_1() {
    running * MOMENTUM + batch * (1.0 - MOMENTUM)
}

/// a1.batch_norm.running_statistics: the old average is not made smaller
fn batch_norm_running_statistics_2() {
    running + batch * MOMENTUM
}

/// a1.batch_norm.running_statistics: the newest batch alone
fn batch_norm_running_statistics_3() {
    batch
}

/// a1.batch_norm.forward: the running averages are those of evaluation batches too
fn batch_norm_forward_1() {
    let mean = input.clone().mean_dim(0);
    let variance = (input.clone() - mean.clone()).square().mean_dim(0);
    self.running_mean = running_statistics(self.running_mean.clone(), mean.clone().squeeze_dim(0));
    self.running_variance = running_statistics(
        self.running_variance.clone(),
        variance.clone().squeeze_dim(0),
    );
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => (mean, variance),
        Mode::Evaluation => (
            self.running_mean.clone().unsqueeze(),
            self.running_variance.clone().unsqueeze(),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
}

/// a1.batch_norm.forward: the unbiased variance, divided by B - 1
fn batch_norm_forward_2() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dim(0);
            let variance = input.clone().var(0);
            self.running_mean =
                running_statistics(self.running_mean.clone(), mean.clone().squeeze_dim(0));
            self.running_variance = running_statistics(
                self.running_variance.clone(),
                variance.clone().squeeze_dim(0),
            );
            (mean, variance)
        }
        Mode::Evaluation => (
            self.running_mean.clone().unsqueeze(),
            self.running_variance.clone().unsqueeze(),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
}

/// a1.batch_norm.forward: the statistics of the batch in evaluation as well
fn batch_norm_forward_3() {
    let mean = input.clone().mean_dim(0);
    let variance = (input.clone() - mean.clone()).square().mean_dim(0);
    if matches!(self.mode, Mode::Training { .. }) {
        self.running_mean =
            running_statistics(self.running_mean.clone(), mean.clone().squeeze_dim(0));
        self.running_variance = running_statistics(
            self.running_variance.clone(),
            variance.clone().squeeze_dim(0),
        );
    }
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
}

/// a1.batch_norm.forward: epsilon added to the deviation instead of the variance
fn batch_norm_forward_4() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dim(0);
            let variance = (input.clone() - mean.clone()).square().mean_dim(0);
            self.running_mean =
                running_statistics(self.running_mean.clone(), mean.clone().squeeze_dim(0));
            self.running_variance = running_statistics(
                self.running_variance.clone(),
                variance.clone().squeeze_dim(0),
            );
            (mean, variance)
        }
        Mode::Evaluation => (
            self.running_mean.clone().unsqueeze(),
            self.running_variance.clone().unsqueeze(),
        ),
    };
    let inverse_deviation = (variance.sqrt() + EPSILON).recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
}

/// a1.batch_norm.forward: mean and variance of each example instead of each feature
fn batch_norm_forward_5() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dim(1);
            let variance = (input.clone() - mean.clone()).square().mean_dim(1);
            (mean, variance)
        }
        Mode::Evaluation => (
            self.running_mean.clone().unsqueeze(),
            self.running_variance.clone().unsqueeze(),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
}

/// a1.batch_norm.backward: mean and variance taken for constants
fn batch_norm_backward_1() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    self.gain.grad = (grad_output.clone() * normalized).sum_dim(0).squeeze_dim(0);
    self.shift.grad = grad_output.clone().sum_dim(0).squeeze_dim(0);
    grad_output * self.gain.value.clone().unsqueeze() * inverse_deviation
}

/// a1.batch_norm.backward: the gradients of gain and shift divided by the batch size
fn batch_norm_backward_2() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let along = grad_output.clone() * normalized.clone();
    self.gain.grad = along.clone().mean_dim(0).squeeze_dim(0);
    self.shift.grad = grad_output.clone().mean_dim(0).squeeze_dim(0);
    let scale = inverse_deviation * self.gain.value.clone().unsqueeze();
    match self.mode {
        Mode::Training { .. } => {
            let mean = grad_output.clone().mean_dim(0);
            (grad_output - mean - normalized * along.mean_dim(0)) * scale
        }
        Mode::Evaluation => grad_output * scale,
    }
}

/// a1.batch_norm.backward: the variance taken for a constant
fn batch_norm_backward_3() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    self.gain.grad = (grad_output.clone() * normalized).sum_dim(0).squeeze_dim(0);
    self.shift.grad = grad_output.clone().sum_dim(0).squeeze_dim(0);
    let scale = inverse_deviation * self.gain.value.clone().unsqueeze();
    match self.mode {
        Mode::Training { .. } => {
            let mean = grad_output.clone().mean_dim(0);
            (grad_output - mean) * scale
        }
        Mode::Evaluation => grad_output * scale,
    }
}

/// a1.batch_norm.backward: in evaluation as in training
fn batch_norm_backward_4() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let along = grad_output.clone() * normalized.clone();
    self.gain.grad = along.clone().sum_dim(0).squeeze_dim(0);
    self.shift.grad = grad_output.clone().sum_dim(0).squeeze_dim(0);
    let scale = inverse_deviation * self.gain.value.clone().unsqueeze();
    let mean = grad_output.clone().mean_dim(0);
    (grad_output - mean - normalized * along.mean_dim(0)) * scale
}

/// a1.batch_norm.backward: the gain is forgotten
fn batch_norm_backward_5() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let along = grad_output.clone() * normalized.clone();
    self.gain.grad = along.clone().sum_dim(0).squeeze_dim(0);
    self.shift.grad = grad_output.clone().sum_dim(0).squeeze_dim(0);
    match self.mode {
        Mode::Training { .. } => {
            let mean = grad_output.clone().mean_dim(0);
            (grad_output - mean - normalized * along.mean_dim(0)) * inverse_deviation
        }
        Mode::Evaluation => grad_output * inverse_deviation,
    }
}

/// a1.batch_norm.forward: the variance as the mean of squares minus the square of the mean, which cancel
fn batch_norm_forward_6() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dim(0);
            let variance = input.clone().square().mean_dim(0) - mean.clone().square();
            self.running_mean =
                running_statistics(self.running_mean.clone(), mean.clone().squeeze_dim(0));
            self.running_variance = running_statistics(
                self.running_variance.clone(),
                variance.clone().squeeze_dim(0),
            );
            (mean, variance)
        }
        Mode::Evaluation => (
            self.running_mean.clone().unsqueeze(),
            self.running_variance.clone().unsqueeze(),
        ),
    };
    let inverse_deviation = (variance.clamp_min(0.0) + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
}

/// a1.batch_norm.forward: the gain multiplies the shift too
fn batch_norm_forward_7() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dim(0);
            let variance = (input.clone() - mean.clone()).square().mean_dim(0);
            self.running_mean =
                running_statistics(self.running_mean.clone(), mean.clone().squeeze_dim(0));
            self.running_variance = running_statistics(
                self.running_variance.clone(),
                variance.clone().squeeze_dim(0),
            );
            (mean, variance)
        }
        Mode::Evaluation => (
            self.running_mean.clone().unsqueeze(),
            self.running_variance.clone().unsqueeze(),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    (normalized + self.shift.value.clone().unsqueeze()) * self.gain.value.clone().unsqueeze()
}

/// a1.batch_norm.forward: no epsilon in evaluation
fn batch_norm_forward_8() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dim(0);
            let variance = (input.clone() - mean.clone()).square().mean_dim(0);
            self.running_mean =
                running_statistics(self.running_mean.clone(), mean.clone().squeeze_dim(0));
            self.running_variance = running_statistics(
                self.running_variance.clone(),
                variance.clone().squeeze_dim(0),
            );
            (mean, variance)
        }
        Mode::Evaluation => (
            self.running_mean.clone().unsqueeze(),
            self.running_variance.clone().unsqueeze(),
        ),
    };
    let epsilon = match self.mode {
        Mode::Training { .. } => EPSILON,
        Mode::Evaluation => 0.0,
    };
    let inverse_deviation = (variance + epsilon).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
}

/// a1.batch_norm.forward: the running averages are those of the last batch alone
fn batch_norm_forward_9() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dim(0);
            let variance = (input.clone() - mean.clone()).square().mean_dim(0);
            let start = (
                self.running_mean.zeros_like(),
                self.running_variance.ones_like(),
            );
            self.running_mean = running_statistics(start.0, mean.clone().squeeze_dim(0));
            self.running_variance = running_statistics(start.1, variance.clone().squeeze_dim(0));
            (mean, variance)
        }
        Mode::Evaluation => (
            self.running_mean.clone().unsqueeze(),
            self.running_variance.clone().unsqueeze(),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * self.gain.value.clone().unsqueeze() + self.shift.value.clone().unsqueeze()
}

/// a1.batch_norm.backward: in evaluation no gradients of gain and shift
fn batch_norm_backward_6() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let scale = inverse_deviation * self.gain.value.clone().unsqueeze();
    let Mode::Training { .. } = self.mode else {
        return grad_output * scale;
    };
    let along = grad_output.clone() * normalized.clone();
    self.gain.grad = along.clone().sum_dim(0).squeeze_dim(0);
    self.shift.grad = grad_output.clone().sum_dim(0).squeeze_dim(0);
    let mean = grad_output.clone().mean_dim(0);
    (grad_output - mean - normalized * along.mean_dim(0)) * scale
}
