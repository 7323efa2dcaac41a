//! Correct bodies for `assignment1/src/batch_norm.rs`, written otherwise than the solution.

/// a1.batch_norm.running_statistics: a step towards the batch
fn batch_norm_running_statistics_1() {
    running.clone() + (batch - running) * MOMENTUM
}

/// a1.batch_norm.running_statistics: number by number on the host, in f32
fn batch_norm_running_statistics_2() {
    let mut average: Vec<f32> = running.to_data().iter::<f32>().collect();
    for (old, new) in average.iter_mut().zip(batch.to_data().iter::<f32>()) {
        *old = 0.9 * *old + 0.1 * new;
    }
    Tensor::from_data(&*average, &running.device())
}

/// a1.batch_norm.running_statistics: the newest first
fn batch_norm_running_statistics_3() {
    assert_shape!(batch, [running.dims()[0]]);
    let newest = batch.mul_scalar(MOMENTUM);
    let rest = running.mul_scalar(1.0 - MOMENTUM);
    newest.add(rest)
}

/// a1.batch_norm.forward: Burn's biased variance, and a division by the deviation
fn batch_norm_forward_1() {
    let features = self.gain.value.dims()[0];
    let (mean, variance) = if let Mode::Training { .. } = self.mode {
        let mean = input.clone().mean_dim(0);
        let variance = input.clone().var_bias(0);
        let flat = |row: &Tensor<2>| row.clone().reshape([features]);
        self.running_mean = running_statistics(self.running_mean.clone(), flat(&mean));
        self.running_variance = running_statistics(self.running_variance.clone(), flat(&variance));
        (mean, variance)
    } else {
        let row = |vector: &Tensor<1>| vector.clone().reshape([1, features]);
        (row(&self.running_mean), row(&self.running_variance))
    };
    let deviation = (variance + EPSILON).sqrt();
    let normalized = (input - mean) / deviation.clone();
    self.last = Some((normalized.clone(), deviation.recip()));
    self.shift.value.clone().unsqueeze() + self.gain.value.clone().unsqueeze() * normalized
}

/// a1.batch_norm.forward: feature by feature on the host
fn batch_norm_forward_2() {
    let [batch, features] = input.dims();
    let device = input.device();
    let numbers = |vector: &Tensor<1>| vector.to_data().iter::<f64>().collect::<Vec<f64>>();
    let x: Vec<f64> = input.to_data().iter().collect();
    let (gain, shift) = (numbers(&self.gain.value), numbers(&self.shift.value));
    let mut means = numbers(&self.running_mean);
    let mut variances = numbers(&self.running_variance);
    if matches!(self.mode, Mode::Training { .. }) {
        for feature in 0..features {
            let column: Vec<f64> = (0..batch).map(|i| x[i * features + feature]).collect();
            let mean = column.iter().sum::<f64>() / batch as f64;
            let squares: f64 = column.iter().map(|x| (x - mean).powi(2)).sum();
            means[feature] = mean;
            variances[feature] = squares / batch as f64;
        }
        let (mean, variance) = (
            Tensor::from_data(&*means, &device),
            Tensor::from_data(&*variances, &device),
        );
        self.running_mean = running_statistics(self.running_mean.clone(), mean);
        self.running_variance = running_statistics(self.running_variance.clone(), variance);
    }
    let inverse: Vec<f64> = variances
        .iter()
        .map(|s| 1.0 / (s + EPSILON).sqrt())
        .collect();
    let mut normalized = vec![0.0; batch * features];
    let mut output = vec![0.0; batch * features];
    for i in 0..batch {
        for j in 0..features {
            let at = i * features + j;
            normalized[at] = (x[at] - means[j]) * inverse[j];
            output[at] = gain[j] * normalized[at] + shift[j];
        }
    }
    let matrix = |numbers: Vec<f64>, rows| {
        let columns = numbers.len() / rows;
        Tensor::<1>::from_data(&*numbers, &device).reshape([rows, columns])
    };
    self.last = Some((matrix(normalized, batch), matrix(inverse, 1)));
    matrix(output, batch)
}

/// a1.batch_norm.forward: leaves early in evaluation; sums by products with ones
fn batch_norm_forward_3() {
    assert_shape!(input, [_, self.gain.value.dims()[0]]);
    let (gain, shift) = (self.gain.value.clone(), self.shift.value.clone());
    if self.mode == Mode::Evaluation {
        let deviation = (self.running_variance.clone() + EPSILON)
            .sqrt()
            .unsqueeze::<2>();
        let centred = input - self.running_mean.clone().unsqueeze();
        let normalized = centred / deviation.clone();
        self.last = Some((normalized.clone(), deviation.recip()));
        return normalized * gain.unsqueeze() + shift.unsqueeze();
    }
    let batch = input.dims()[0];
    let average = Tensor::<2>::ones([1, batch], &input.device()) / batch as f64;
    let mean = average.clone().matmul(input.clone());
    let centred = input - mean.clone();
    let variance = average.matmul(centred.clone() * centred.clone());
    self.running_mean = running_statistics(self.running_mean.clone(), mean.squeeze_dim(0));
    self.running_variance = running_statistics(
        self.running_variance.clone(),
        variance.clone().squeeze_dim(0),
    );
    let deviation = variance.add_scalar(EPSILON).sqrt();
    let normalized = centred.div(deviation.clone());
    self.last = Some((normalized.clone(), deviation.recip()));
    normalized.mul(gain.unsqueeze()).add(shift.unsqueeze())
}

/// a1.batch_norm.forward: one scale and one offset for each feature; the averages written out
fn batch_norm_forward_4() {
    let batch = input.dims()[0] as f64;
    let training = matches!(self.mode, Mode::Training { step: _ });
    let (mean, variance) = match training {
        true => {
            let mean = (input.clone().sum_dim(0) / batch).squeeze_dim::<1>(0);
            let off = input.clone() - mean.clone().unsqueeze();
            let variance = (off.powi_scalar(2).sum_dim(0) / batch).squeeze_dim::<1>(0);
            self.running_mean = self.running_mean.clone() * 0.9 + mean.clone() * 0.1;
            self.running_variance = self.running_variance.clone() * 0.9 + variance.clone() * 0.1;
            (mean, variance)
        }
        false => (self.running_mean.clone(), self.running_variance.clone()),
    };
    let inverse = (variance + EPSILON).sqrt().recip();
    let normalized =
        input.clone() * inverse.clone().unsqueeze() - (mean.clone() * inverse.clone()).unsqueeze();
    self.last = Some((normalized, inverse.clone().unsqueeze()));
    let scale = inverse * self.gain.value.clone();
    let offset = self.shift.value.clone() - mean * scale.clone();
    input * scale.unsqueeze() + offset.unsqueeze()
}

/// a1.batch_norm.backward: by way of the gradients of variance and mean, as in the paper
fn batch_norm_backward_1() {
    let (normalized, inverse) = self.last.take().expect("backward follows forward");
    let batch = grad_output.dims()[0] as f64;
    self.gain.grad = (normalized.clone() * grad_output.clone())
        .sum_dim(0)
        .reshape([-1]);
    self.shift.grad = grad_output.clone().sum_dim(0).reshape([-1]);
    let of_normalized = grad_output * self.gain.value.clone().unsqueeze();
    if self.mode == Mode::Evaluation {
        return of_normalized * inverse;
    }
    let centred = normalized / inverse.clone(); // x - μ
    let of_variance = (of_normalized.clone() * centred.clone()).sum_dim(0)
        * inverse.clone().powi_scalar(3)
        * -0.5;
    let direct = of_normalized * inverse;
    let of_mean = -direct.clone().sum_dim(0);
    direct + centred * of_variance * (2.0 / batch) + of_mean / batch
}

/// a1.batch_norm.backward: number by number on the host, in f32
fn batch_norm_backward_2() {
    let (normalized, inverse) = self.last.take().unwrap();
    let ([batch, features], device) = (grad_output.dims(), grad_output.device());
    let g: Vec<f32> = grad_output.to_data().iter::<f32>().collect();
    let x: Vec<f32> = normalized.to_data().iter::<f32>().collect();
    let inverse: Vec<f32> = inverse.to_data().iter::<f32>().collect();
    let gain: Vec<f32> = self.gain.value.to_data().iter::<f32>().collect();
    let (mut of_gain, mut of_shift) = (vec![0.0f32; features], vec![0.0f32; features]);
    for (at, g) in g.iter().enumerate() {
        of_gain[at % features] += g * x[at];
        of_shift[at % features] += g;
    }
    let count = batch as f32;
    let mut result = Vec::new();
    for (at, g) in g.iter().enumerate() {
        let feature = at % features;
        let scale = gain[feature] * inverse[feature];
        result.push(match self.mode {
            Mode::Evaluation => scale * g,
            Mode::Training { .. } => {
                let along = x[at] * of_gain[feature] / count;
                scale * (g - of_shift[feature] / count - along)
            }
        });
    }
    self.gain.grad = Tensor::from_data(&*of_gain, &device);
    self.shift.grad = Tensor::from_data(&*of_shift, &device);
    Tensor::<1>::from_data(&*result, &device).reshape([batch, features])
}

/// a1.batch_norm.backward: B times everything, and divided at the end
fn batch_norm_backward_3() {
    let (normalized, inverse) = self.last.clone().expect("backward follows forward");
    let batch = normalized.dims()[0];
    let of_shift = grad_output.clone().sum_dim(0);
    let of_gain = (grad_output.clone() * normalized.clone()).sum_dim(0);
    self.shift.grad = of_shift.clone().squeeze_dim(0);
    self.gain.grad = of_gain.clone().squeeze_dim(0);
    let scale = self.gain.value.clone().unsqueeze_dim::<2>(0) * inverse;
    let inner = match self.mode {
        Mode::Evaluation => grad_output,
        _ => (grad_output * batch as f64 - of_shift - of_gain * normalized) / batch as f64,
    };
    inner * scale
}
