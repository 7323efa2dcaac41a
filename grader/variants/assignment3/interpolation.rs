//! Correct bodies for `assignment3/src/interpolation.rs`, written otherwise than the solution.

/// a3.interpolation.linear: from the first noise on, by shares of the difference
fn interpolation_linear_1() {
    let [from, to] = ends;
    let mut rows = Vec::new();
    for place in 0..steps + 2 {
        let t = place as f64 / (steps + 1) as f64;
        rows.push((from.clone() + (to.clone() - from.clone()) * t).unsqueeze::<2>());
    }
    Tensor::cat(rows, 0)
}

/// a3.interpolation.linear: a product of weights and both noises
fn interpolation_linear_2() {
    let [from, to] = ends.map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from);
    let weights = Tensor::cat(vec![-t.clone() + 1.0, t], 1);
    weights.matmul(Tensor::cat(vec![from, to], 0))
}

/// a3.interpolation.linear: number by number on the host, in f32
fn interpolation_linear_3() {
    let (device, [latent]) = (ends[0].device(), ends[0].dims());
    let [from, to] = ends.map(|end| end.into_data().iter::<f32>().collect::<Vec<_>>());
    let mut numbers = Vec::new();
    for place in 0..steps + 2 {
        let t = place as f32 / (steps + 1) as f32;
        numbers.extend(from.iter().zip(&to).map(|(a, b)| (1.0 - t) * a + t * b));
    }
    let data = TensorData::new(numbers, [steps + 2, latent]);
    Tensor::from_data(data, &device)
}

/// a3.interpolation.spherical: row by row, the weights as numbers
fn interpolation_spherical_1() {
    let [from, to] = ends.clone();
    let length = |of: &Tensor<1>| of.clone().square().sum().into_scalar::<f64>().sqrt();
    let product: f64 = (from.clone() * to.clone()).sum().into_scalar();
    let angle = (product / (length(&from) * length(&to)))
        .clamp(-1.0, 1.0)
        .acos();
    if angle < 1e-6 {
        return linear(ends, steps);
    }
    let rows = (0..steps + 2).map(|place| {
        let t = place as f64 / (steps + 1) as f64;
        let of_from = ((1.0 - t) * angle).sin() / angle.sin();
        let of_to = (t * angle).sin() / angle.sin();
        (from.clone() * of_from + to.clone() * of_to).unsqueeze::<2>()
    });
    Tensor::cat(rows.collect(), 0)
}

/// a3.interpolation.spherical: unit vectors first, weights as a matrix
fn interpolation_spherical_2() {
    let units = ends.clone().map(|end| {
        let length = end.clone().square().sum().sqrt();
        end / length
    });
    let [a, b] = units;
    let cosine: f64 = (a * b).sum().into_scalar();
    let angle = cosine.min(1.0).acos();
    if !(angle.sin() >= SAME) {
        return linear(ends, steps);
    }
    let [from, to] = ends.map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from) * angle;
    let weights = Tensor::cat(vec![(-t.clone() + angle).sin(), t.sin()], 1) / angle.sin();
    weights.matmul(Tensor::cat(vec![from, to], 0))
}

/// a3.interpolation.spherical: on the host
fn interpolation_spherical_3() {
    let (device, [latent]) = (ends[0].device(), ends[0].dims());
    let [from, to] = ends
        .clone()
        .map(|end| end.into_data().iter::<f64>().collect::<Vec<_>>());
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let cosine = dot(&from, &to) / (dot(&from, &from) * dot(&to, &to)).sqrt();
    let angle = cosine.clamp(-1.0, 1.0).acos();
    if angle.is_nan() || angle.sin() < SAME {
        return linear(ends, steps);
    }
    let mut numbers = Vec::new();
    for place in 0..steps + 2 {
        let t = place as f64 / (steps + 1) as f64;
        let weights = [((1.0 - t) * angle).sin(), (t * angle).sin()];
        let row = from.iter().zip(&to);
        numbers.extend(row.map(|(a, b)| (weights[0] * a + weights[1] * b) / angle.sin()));
    }
    Tensor::from_data(TensorData::new(numbers, [steps + 2, latent]), &device)
}
