//! Typical mistakes in `assignment2/src/spatial_batch_norm.rs`.

/// a2.spatial_batch_norm.forward: the running averages are those of evaluation batches too
fn spatial_batch_norm_forward_1() {
    let channels = self.gain.value.dims()[0];
    let mean = input.clone().mean_dims(&[0, 2, 3]);
    let variance = (input.clone() - mean.clone())
        .square()
        .mean_dims(&[0, 2, 3]);
    for (running, of_batch) in [
        (&mut self.running_mean, &mean),
        (&mut self.running_variance, &variance),
    ] {
        let of_batch = of_batch.clone().reshape([channels]);
        *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
    }
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => (mean, variance),
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: the unbiased variance, divided by M - 1
fn spatial_batch_norm_forward_2() {
    let channels = self.gain.value.dims()[0];
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[0, 2, 3]);
            let variance = {
                let [batch, _, height, width] = input.dims();
                let squares = (input.clone() - mean.clone()).square().sum_dims(&[0, 2, 3]);
                squares / (batch * height * width - 1) as f64
            };
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &variance),
            ] {
                let of_batch = of_batch.clone().reshape([channels]);
                *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: the unbiased variance for the running average, as in the paper
fn spatial_batch_norm_forward_3() {
    let channels = self.gain.value.dims()[0];
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[0, 2, 3]);
            let variance = (input.clone() - mean.clone())
                .square()
                .mean_dims(&[0, 2, 3]);
            let [batch, _, height, width] = input.dims();
            let count = (batch * height * width) as f64;
            let unbiased = variance.clone() * (count / (count - 1.0));
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &unbiased),
            ] {
                let of_batch = of_batch.clone().reshape([channels]);
                *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: the statistics of the batch in evaluation as well
fn spatial_batch_norm_forward_4() {
    let channels = self.gain.value.dims()[0];
    let mean = input.clone().mean_dims(&[0, 2, 3]);
    let variance = (input.clone() - mean.clone())
        .square()
        .mean_dims(&[0, 2, 3]);
    if let Mode::Training { .. } = self.mode {
        for (running, of_batch) in [
            (&mut self.running_mean, &mean),
            (&mut self.running_variance, &variance),
        ] {
            let of_batch = of_batch.clone().reshape([channels]);
            *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
        }
    }
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: mean and variance of each pixel over the batch, as for rows of features
fn spatial_batch_norm_forward_5() {
    let channels = self.gain.value.dims()[0];
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dim(0);
            let variance = (input.clone() - mean.clone()).square().mean_dim(0);
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &variance),
            ] {
                let of_batch = of_batch.clone().mean_dims(&[2, 3]).reshape([channels]);
                *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: mean and variance of each image by itself
fn spatial_batch_norm_forward_6() {
    let channels = self.gain.value.dims()[0];
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[2, 3]);
            let variance = (input.clone() - mean.clone()).square().mean_dims(&[2, 3]);
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &variance),
            ] {
                let of_batch = of_batch.clone().mean_dim(0).reshape([channels]);
                *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: one mean and one variance for all channels together
fn spatial_batch_norm_forward_7() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[0, 1, 2, 3]);
            let variance = (input.clone() - mean.clone())
                .square()
                .mean_dims(&[0, 1, 2, 3]);
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &variance),
            ] {
                let of_batch = of_batch.clone().reshape([1]);
                *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: epsilon added to the deviation in place of the variance
fn spatial_batch_norm_forward_8() {
    let channels = self.gain.value.dims()[0];
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[0, 2, 3]);
            let variance = (input.clone() - mean.clone())
                .square()
                .mean_dims(&[0, 2, 3]);
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &variance),
            ] {
                let of_batch = of_batch.clone().reshape([channels]);
                *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance.sqrt() + EPSILON).recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: the variance as the mean of squares minus the square of the mean, which cancel
fn spatial_batch_norm_forward_9() {
    let channels = self.gain.value.dims()[0];
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[0, 2, 3]);
            let variance = input.clone().square().mean_dims(&[0, 2, 3]) - mean.clone().square();
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &variance),
            ] {
                let of_batch = of_batch.clone().reshape([channels]);
                *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance.clamp_min(0.0) + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: the weights of the running averages exchanged
fn spatial_batch_norm_forward_10() {
    let channels = self.gain.value.dims()[0];
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[0, 2, 3]);
            let variance = (input.clone() - mean.clone())
                .square()
                .mean_dims(&[0, 2, 3]);
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &variance),
            ] {
                let of_batch = of_batch.clone().reshape([channels]);
                *running = running.clone() * MOMENTUM + of_batch * (1.0 - MOMENTUM);
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: the running averages are never moved
fn spatial_batch_norm_forward_11() {
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[0, 2, 3]);
            let variance = (input.clone() - mean.clone())
                .square()
                .mean_dims(&[0, 2, 3]);

            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    normalized * for_maps(&self.gain.value) + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.forward: the gain multiplies the shift too
fn spatial_batch_norm_forward_12() {
    let channels = self.gain.value.dims()[0];
    let (mean, variance) = match self.mode {
        Mode::Training { .. } => {
            let mean = input.clone().mean_dims(&[0, 2, 3]);
            let variance = (input.clone() - mean.clone())
                .square()
                .mean_dims(&[0, 2, 3]);
            for (running, of_batch) in [
                (&mut self.running_mean, &mean),
                (&mut self.running_variance, &variance),
            ] {
                let of_batch = of_batch.clone().reshape([channels]);
                *running = running.clone() * (1.0 - MOMENTUM) + of_batch * MOMENTUM;
            }
            (mean, variance)
        }
        Mode::Evaluation => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    let inverse_deviation = (variance + EPSILON).sqrt().recip();
    let normalized = (input - mean) * inverse_deviation.clone();
    self.last = Some((normalized.clone(), inverse_deviation));
    (normalized + for_maps(&self.shift.value)) * for_maps(&self.gain.value)
}

/// a2.spatial_batch_norm.backward: mean and variance taken for constants
fn spatial_batch_norm_backward_1() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let channels = grad_output.dims()[1];
    let along = (grad_output.clone() * normalized.clone()).sum_dims(&[0, 2, 3]);
    let sum = grad_output.clone().sum_dims(&[0, 2, 3]);
    self.gain.grad = along.clone().reshape([channels]);
    self.shift.grad = sum.clone().reshape([channels]);
    let scale = inverse_deviation * for_maps(&self.gain.value);
    match self.mode {
        Mode::Training { .. } => grad_output * scale,
        Mode::Evaluation => grad_output * scale,
    }
}

/// a2.spatial_batch_norm.backward: the variance taken for a constant
fn spatial_batch_norm_backward_2() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let [batch, channels, height, width] = grad_output.dims();
    let along = (grad_output.clone() * normalized.clone()).sum_dims(&[0, 2, 3]);
    let sum = grad_output.clone().sum_dims(&[0, 2, 3]);
    let count = (batch * height * width) as f64;
    self.gain.grad = along.clone().reshape([channels]);
    self.shift.grad = sum.clone().reshape([channels]);
    let scale = inverse_deviation * for_maps(&self.gain.value);
    match self.mode {
        Mode::Training { .. } => (grad_output - sum / count) * scale,
        Mode::Evaluation => grad_output * scale,
    }
}

/// a2.spatial_batch_norm.backward: divided by the number of examples in place of the number of pixels
fn spatial_batch_norm_backward_3() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let [batch, channels, ..] = grad_output.dims();
    let along = (grad_output.clone() * normalized.clone()).sum_dims(&[0, 2, 3]);
    let sum = grad_output.clone().sum_dims(&[0, 2, 3]);
    let count = batch as f64;
    self.gain.grad = along.clone().reshape([channels]);
    self.shift.grad = sum.clone().reshape([channels]);
    let scale = inverse_deviation * for_maps(&self.gain.value);
    match self.mode {
        Mode::Training { .. } => (grad_output - sum / count - normalized * along / count) * scale,
        Mode::Evaluation => grad_output * scale,
    }
}

/// a2.spatial_batch_norm.backward: the gradients of gain and shift are means
fn spatial_batch_norm_backward_4() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let [batch, channels, height, width] = grad_output.dims();
    let along = (grad_output.clone() * normalized.clone()).sum_dims(&[0, 2, 3]);
    let sum = grad_output.clone().sum_dims(&[0, 2, 3]);
    let count = (batch * height * width) as f64;
    self.gain.grad = (along.clone() / count).reshape([channels]);
    self.shift.grad = (sum.clone() / count).reshape([channels]);
    let scale = inverse_deviation * for_maps(&self.gain.value);
    match self.mode {
        Mode::Training { .. } => (grad_output - sum / count - normalized * along / count) * scale,
        Mode::Evaluation => grad_output * scale,
    }
}

/// a2.spatial_batch_norm.backward: in evaluation as in training
fn spatial_batch_norm_backward_5() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let [batch, channels, height, width] = grad_output.dims();
    let along = (grad_output.clone() * normalized.clone()).sum_dims(&[0, 2, 3]);
    let sum = grad_output.clone().sum_dims(&[0, 2, 3]);
    self.gain.grad = along.clone().reshape([channels]);
    self.shift.grad = sum.clone().reshape([channels]);
    let scale = inverse_deviation * for_maps(&self.gain.value);
    let count = (batch * height * width) as f64;
    (grad_output - sum / count - normalized * along / count) * scale
}

/// a2.spatial_batch_norm.backward: the gain is forgotten
fn spatial_batch_norm_backward_6() {
    let (normalized, inverse_deviation) = self.last.take().expect("backward follows forward");
    let [batch, channels, height, width] = grad_output.dims();
    let along = (grad_output.clone() * normalized.clone()).sum_dims(&[0, 2, 3]);
    let sum = grad_output.clone().sum_dims(&[0, 2, 3]);
    let count = (batch * height * width) as f64;
    self.gain.grad = along.clone().reshape([channels]);
    self.shift.grad = sum.clone().reshape([channels]);
    let scale = inverse_deviation;
    match self.mode {
        Mode::Training { .. } => (grad_output - sum / count - normalized * along / count) * scale,
        Mode::Evaluation => grad_output * scale,
    }
}
