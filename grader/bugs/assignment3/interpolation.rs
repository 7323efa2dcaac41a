//! Typical mistakes in `assignment3/src/interpolation.rs`.

/// a3.interpolation.linear: goes from the second noise to the first
fn interpolation_linear_1() {
    let [from, to] = ends.map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from);
    t.clone() * from + (-t + 1.0) * to
}

/// a3.interpolation.linear: only the places between the ends
fn interpolation_linear_2() {
    let [from, to] = ends.map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from).narrow(0, 1, steps);
    (-t.clone() + 1.0) * from + t * to
}

/// a3.interpolation.linear: adds all of the second noise
fn interpolation_linear_3() {
    let [from, to] = ends.map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from);
    from + t * to
}

/// a3.interpolation.linear: the last place is not the end
fn interpolation_linear_4() {
    let [from, to] = ends.map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from) * ((steps + 1) as f64 / (steps + 2) as f64);
    (-t.clone() + 1.0) * from + t * to
}

/// a3.interpolation.spherical: the straight way
fn interpolation_spherical_1() {
    linear(ends, steps)
}

/// a3.interpolation.spherical: the cosine is not divided by the lengths
fn interpolation_spherical_2() {
    let [from, to] = ends.clone();
    let cosine: f64 = (from.clone() * to.clone()).sum().into_scalar();
    let angle = cosine.clamp(-1.0, 1.0).acos();
    if angle.sin() < SAME {
        return linear(ends, steps);
    }
    let [from, to] = [from, to].map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from);
    let weight = |share: Tensor<2>| (share * angle).sin() / angle.sin();
    weight(-t.clone() + 1.0) * from + weight(t) * to
}

/// a3.interpolation.spherical: no number where both noises have the same direction
fn interpolation_spherical_3() {
    let [from, to] = ends;
    let number = |of: Tensor<1>| of.sum().into_scalar::<f64>();
    let lengths = [&from, &to].map(|end| number(end.clone().square()).sqrt());
    let cosine = number(from.clone() * to.clone()) / (lengths[0] * lengths[1]);
    let angle = cosine.clamp(-1.0, 1.0).acos();
    let [from, to] = [from, to].map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from);
    // Directions that are equal up to rounding are equal.
    let sine = if angle < 1e-3 { 0.0 } else { angle.sin() };
    let weight = |share: Tensor<2>| (share * angle).sin() / sine;
    weight(-t.clone() + 1.0) * from + weight(t) * to
}

/// a3.interpolation.spherical: the straight way, brought to the length of the first noise
fn interpolation_spherical_4() {
    let [from, _] = ends.clone();
    let length: f64 = from.square().sum().sqrt().into_scalar();
    let way = linear(ends, steps);
    let lengths = way.clone().square().sum_dim(1).sqrt();
    way / lengths * length
}

/// a3.interpolation.spherical: the weights change places
fn interpolation_spherical_5() {
    let [from, to] = ends.clone();
    let number = |of: Tensor<1>| of.sum().into_scalar::<f64>();
    let lengths = [&from, &to].map(|end| number(end.clone().square()).sqrt());
    let cosine = number(from.clone() * to.clone()) / (lengths[0] * lengths[1]);
    let angle = cosine.clamp(-1.0, 1.0).acos();
    if angle.sin() < SAME {
        return linear(ends, steps);
    }
    let [from, to] = [from, to].map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from);
    let weight = |share: Tensor<2>| (share * angle).sin() / angle.sin();
    weight(t.clone()) * from + weight(-t + 1.0) * to
}
