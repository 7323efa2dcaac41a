//! Correct bodies for `assignment2/src/spatial_batch_norm.rs`, written otherwise than the solution.

/// a2.spatial_batch_norm.forward: as rows of channels, one row for each pixel
fn spatial_batch_norm_forward_1() {
    let [batch, channels, height, width] = input.dims();
    let count = batch * height * width;
    let rows = input.permute([0, 2, 3, 1]).reshape([count, channels]);
    let (mean, variance) = if let Mode::Training { .. } = self.mode {
        let mean = rows.clone().mean_dim(0);
        let variance = (rows.clone() - mean.clone()).powi_scalar(2).mean_dim(0);
        let flat = |row: &Tensor<2>| row.clone().reshape([channels]);
        self.running_mean = self.running_mean.clone() * 0.9 + flat(&mean) * 0.1;
        self.running_variance = self.running_variance.clone() * 0.9 + flat(&variance) * 0.1;
        (mean, variance)
    } else {
        let row = |vector: &Tensor<1>| vector.clone().unsqueeze::<2>();
        (row(&self.running_mean), row(&self.running_variance))
    };
    let deviation = (variance + EPSILON).sqrt();
    let normalized = (rows - mean) / deviation.clone();
    let maps = |rows: Tensor<2>| {
        let rows = rows.reshape([batch, height, width, channels]);
        rows.permute([0, 3, 1, 2])
    };
    let kept = maps(normalized.clone());
    self.last = Some((kept, deviation.recip().reshape([1, channels, 1, 1])));
    let output = normalized * self.gain.value.clone().unsqueeze();
    maps(output + self.shift.value.clone().unsqueeze())
}

/// a2.spatial_batch_norm.forward: channel by channel on the host
fn spatial_batch_norm_forward_2() {
    let ([batch, channels, height, width], device) = (input.dims(), input.device());
    let (shape, area) = ([batch, channels, height, width], height * width);
    let numbers = |vector: &Tensor<1>| vector.to_data().iter::<f64>().collect::<Vec<f64>>();
    let x: Vec<f64> = input.to_data().iter().collect();
    let (gain, shift) = (numbers(&self.gain.value), numbers(&self.shift.value));
    let (mut means, mut variances) = (numbers(&self.running_mean), numbers(&self.running_variance));
    let (mut normalized, mut output) = (x.clone(), x.clone());
    let mut inverse = vec![0.0; channels];
    for c in 0..channels {
        let places = || (0..batch * area).map(|at| (at / area * channels + c) * area + at % area);
        let (mut mean, mut variance) = (means[c], variances[c]);
        if self.mode != Mode::Evaluation {
            let count = (batch * area) as f64;
            mean = places().map(|at| x[at]).sum::<f64>() / count;
            variance = places().map(|at| (x[at] - mean).powi(2)).sum::<f64>() / count;
            means[c] += MOMENTUM * (mean - means[c]);
            variances[c] += MOMENTUM * (variance - variances[c]);
        }
        inverse[c] = 1.0 / (variance + EPSILON).sqrt();
        for at in places() {
            normalized[at] = (x[at] - mean) * inverse[c];
            output[at] = gain[c] * normalized[at] + shift[c];
        }
    }
    self.running_mean = Tensor::from_data(&*means, &device);
    self.running_variance = Tensor::from_data(&*variances, &device);
    let maps = |numbers: Vec<f64>| Tensor::<1>::from_data(&*numbers, &device).reshape(shape);
    let inverse = Tensor::<1>::from_data(&*inverse, &device);
    self.last = Some((maps(normalized), for_maps(&inverse)));
    maps(output)
}

/// a2.spatial_batch_norm.forward: dimension by dimension, and one scale and one offset for each channel
fn spatial_batch_norm_forward_3() {
    assert_shape!(input, [_, self.gain.value.dims()[0], _, _]);
    let mean_of = |maps: Tensor<4>| maps.mean_dim(3).mean_dim(2).mean_dim(0);
    let training = matches!(self.mode, Mode::Training { step: _ });
    let (mean, variance) = match training {
        true => {
            let mean = mean_of(input.clone());
            let off = input.clone() - mean.clone();
            (mean, mean_of(off.clone() * off))
        }
        false => (
            for_maps(&self.running_mean),
            for_maps(&self.running_variance),
        ),
    };
    if training {
        let step = |old: &Tensor<1>, new: &Tensor<4>| {
            let new = new.clone().flatten::<1>(0, 3);
            old.clone() + (new - old.clone()) * MOMENTUM
        };
        self.running_mean = step(&self.running_mean, &mean);
        self.running_variance = step(&self.running_variance, &variance);
    }
    let inverse = variance.add_scalar(EPSILON).sqrt().recip();
    let centred = input - mean;
    self.last = Some((centred.clone() * inverse.clone(), inverse.clone()));
    let scale = inverse * for_maps(&self.gain.value);
    centred * scale + for_maps(&self.shift.value)
}

/// a2.spatial_batch_norm.backward: by way of the gradients of variance and mean, as in the paper
fn spatial_batch_norm_backward_1() {
    let (normalized, inverse) = self.last.take().expect("backward follows forward");
    let [batch, channels, height, width] = grad_output.dims();
    let count = (batch * height * width) as f64;
    let sum = |maps: Tensor<4>| maps.sum_dim(0).sum_dim(2).sum_dim(3);
    self.gain.grad = sum(normalized.clone() * grad_output.clone()).reshape([channels]);
    self.shift.grad = sum(grad_output.clone()).reshape([channels]);
    let of_normalized = grad_output * for_maps(&self.gain.value);
    if self.mode == Mode::Evaluation {
        return of_normalized * inverse;
    }
    let centred = normalized / inverse.clone(); // x - μ
    let of_variance =
        sum(of_normalized.clone() * centred.clone()) * inverse.clone().powi_scalar(3) * -0.5;
    let direct = of_normalized * inverse;
    let of_mean = -sum(direct.clone());
    direct + centred * of_variance * (2.0 / count) + of_mean / count
}

/// a2.spatial_batch_norm.backward: number by number on the host, in f32
fn spatial_batch_norm_backward_2() {
    let (normalized, inverse) = self.last.take().unwrap();
    let (shape, device) = (grad_output.dims(), grad_output.device());
    let [batch, channels, height, width] = shape;
    let area = height * width;
    let numbers = |tensor: Tensor<4>| tensor.into_data().iter::<f32>().collect::<Vec<f32>>();
    let (g, x, inverse) = (numbers(grad_output), numbers(normalized), numbers(inverse));
    let gain: Vec<f32> = self.gain.value.to_data().iter::<f32>().collect();
    let (mut of_gain, mut of_shift) = (vec![0f32; channels], vec![0f32; channels]);
    for (at, g) in g.iter().enumerate() {
        of_gain[at / area % channels] += g * x[at];
        of_shift[at / area % channels] += g;
    }
    let count = (batch * area) as f32;
    let result = g.iter().enumerate().map(|(at, g)| {
        let c = at / area % channels;
        let inner = match self.mode {
            Mode::Evaluation => *g,
            Mode::Training { .. } => g - of_shift[c] / count - x[at] * of_gain[c] / count,
        };
        gain[c] * inverse[c] * inner
    });
    let result: Vec<f32> = result.collect();
    self.gain.grad = Tensor::from_data(&*of_gain, &device);
    self.shift.grad = Tensor::from_data(&*of_shift, &device);
    Tensor::<1>::from_data(&*result, &device).reshape(shape)
}

/// a2.spatial_batch_norm.backward: the means first, the sums from them
fn spatial_batch_norm_backward_3() {
    let (normalized, inverse) = self.last.clone().expect("backward follows forward");
    let [batch, channels, height, width] = normalized.dims();
    let count = (batch * height * width) as f64;
    let mean = grad_output.clone().mean_dims(&[0, 2, 3]);
    let along = (grad_output.clone() * normalized.clone()).mean_dims(&[0, 2, 3]);
    self.shift.grad = (mean.clone() * count).reshape([channels]);
    self.gain.grad = (along.clone() * count).reshape([channels]);
    let inner = match self.mode {
        Mode::Evaluation => grad_output,
        _ => grad_output - mean - along * normalized,
    };
    inner * inverse * for_maps(&self.gain.value)
}
