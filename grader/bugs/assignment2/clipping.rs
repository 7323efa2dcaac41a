//! Typical mistakes in `assignment2/src/clipping.rs`.

/// a2.clipping.norm: the sum of the norms of all gradients
fn clipping_norm_1() {
    let norms = gradients
        .iter()
        .map(|gradient| gradient.clone().square().sum().sqrt());
    norms
        .reduce(|sum, norm| sum + norm)
        .expect("a network has parameters")
}

/// a2.clipping.norm: forgets the root
fn clipping_norm_2() {
    let squares = gradients
        .iter()
        .map(|gradient| gradient.clone().square().sum());
    squares
        .reduce(|sum, square| sum + square)
        .expect("a network has parameters")
}

/// a2.clipping.norm: means in place of sums
fn clipping_norm_3() {
    let squares = gradients
        .iter()
        .map(|gradient| gradient.clone().square().mean());
    let sum = squares.reduce(|sum, square| sum + square);
    sum.expect("a network has parameters").sqrt()
}

/// a2.clipping.norm: the largest of the norms
fn clipping_norm_4() {
    let norms = gradients
        .iter()
        .map(|gradient| gradient.clone().square().sum().sqrt());
    norms
        .reduce(|most, norm| most.max_pair(norm))
        .expect("a network has parameters")
}

/// a2.clipping.norm: the sum of absolute values
fn clipping_norm_5() {
    let sums = gradients
        .iter()
        .map(|gradient| gradient.clone().abs().sum());
    sums.reduce(|sum, of_one| sum + of_one)
        .expect("a network has parameters")
}

/// a2.clipping.norm: the first gradient alone
fn clipping_norm_6() {
    gradients[0].clone().square().sum().sqrt()
}

/// a2.clipping.global_norm: each gradient by its own norm
fn clipping_global_norm_1() {
    let gradients = gradients.into_iter();
    let clipped = gradients.map(|gradient| {
        let own = gradient.clone().square().sum().sqrt();
        gradient * ((own + 1e-6).recip() * max_norm).clamp_max(1.0)
    });
    clipped.collect()
}

/// a2.clipping.global_norm: every gradient is brought to the largest norm, short ones too
fn clipping_global_norm_2() {
    let factor = (norm(&gradients) + 1e-6).recip() * max_norm;
    let gradients = gradients.into_iter();
    gradients
        .map(|gradient| gradient * factor.clone())
        .collect()
}

/// a2.clipping.global_norm: each element is clipped, which changes the direction
fn clipping_global_norm_3() {
    let gradients = gradients.into_iter();
    let clipped = gradients.map(|gradient| gradient.clamp_min(-max_norm).clamp_max(max_norm));
    clipped.collect()
}

/// a2.clipping.global_norm: no effect, the clipped gradients are thrown away
fn clipping_global_norm_4() {
    let factor = ((norm(&gradients) + 1e-6).recip() * max_norm).clamp_max(1.0);
    for gradient in &gradients {
        let _ = gradient.clone() * factor.clone();
    }
    gradients
}

/// a2.clipping.global_norm: the fraction is upside down
fn clipping_global_norm_5() {
    let factor = (norm(&gradients) / max_norm).clamp_max(1.0);
    let gradients = gradients.into_iter();
    gradients
        .map(|gradient| gradient * factor.clone())
        .collect()
}

/// a2.clipping.global_norm: brought to a norm of 1 in place of the largest allowed
fn clipping_global_norm_6() {
    let factor = (norm(&gradients) + 1e-6).recip().clamp_max(1.0);
    let gradients = gradients.into_iter();
    gradients
        .map(|gradient| gradient * factor.clone())
        .collect()
}

/// a2.clipping.global_norm: divides by the square of the norm
fn clipping_global_norm_7() {
    let factor = ((norm(&gradients).square() + 1e-6).recip() * max_norm).clamp_max(1.0);
    let gradients = gradients.into_iter();
    gradients
        .map(|gradient| gradient * factor.clone())
        .collect()
}

/// a2.clipping.global_norm: all but the last gradient
fn clipping_global_norm_8() {
    let factor = ((norm(&gradients) + 1e-6).recip() * max_norm).clamp_max(1.0);
    let last = gradients.len() - 1;
    let gradients = gradients.into_iter().enumerate();
    let clipped = gradients.map(|(place, gradient)| match place < last {
        true => gradient * factor.clone(),
        false => gradient,
    });
    clipped.collect()
}

/// a2.clipping.norm: the root mean square
fn clipping_norm_7() {
    let elements: usize = gradients.iter().map(|gradient| gradient.dims()[0]).sum();
    let squares = gradients
        .iter()
        .map(|gradient| gradient.clone().square().sum());
    let sum = squares.reduce(|sum, square| sum + square);
    (sum.expect("a network has parameters") / elements as f64).sqrt()
}

/// a2.clipping.norm: divides by the number of gradients
fn clipping_norm_8() {
    let squares = gradients
        .iter()
        .map(|gradient| gradient.clone().square().sum());
    let sum = squares.reduce(|sum, square| sum + square);
    (sum.expect("a network has parameters") / gradients.len() as f64).sqrt()
}

/// a2.clipping.global_norm: the norm of the first gradient for all
fn clipping_global_norm_9() {
    let factor = ((norm(&gradients[..1]) + 1e-6).recip() * max_norm).clamp_max(1.0);
    let gradients = gradients.into_iter();
    gradients
        .map(|gradient| gradient * factor.clone())
        .collect()
}

/// a2.clipping.global_norm: a norm below 1 is taken for short enough, whatever the largest is
fn clipping_global_norm_10() {
    let length: f64 = norm(&gradients).into_scalar();
    if length <= max_norm.max(1.0) {
        return gradients;
    }
    let gradients = gradients.into_iter();
    gradients
        .map(|gradient| gradient * (max_norm / (length + 1e-6)))
        .collect()
}

/// a2.clipping.global_norm: the gradients come back in the other order
fn clipping_global_norm_11() {
    let factor = ((norm(&gradients) + 1e-6).recip() * max_norm).clamp_max(1.0);
    let gradients = gradients.into_iter().rev();
    gradients
        .map(|gradient| gradient * factor.clone())
        .collect()
}

/// a2.clipping.each_norm: one factor for all, that of the global norm
fn clipping_each_norm_1() {
    global_norm(gradients, max_norm)
}

/// a2.clipping.each_norm: every gradient is brought to the largest norm, short ones too
fn clipping_each_norm_2() {
    let clip = |gradient: Tensor<1>| {
        let own = gradient.clone().square().sum().sqrt();
        gradient * ((own + 1e-6).recip() * max_norm)
    };
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.each_norm: a mean in the place of the sum
fn clipping_each_norm_3() {
    let clip = |gradient: Tensor<1>| {
        let own = gradient.clone().square().mean().sqrt();
        gradient * ((own + 1e-6).recip() * max_norm).clamp_max(1.0)
    };
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.each_norm: nothing below the fraction, so that zeros become no numbers
fn clipping_each_norm_4() {
    let clip = |gradient: Tensor<1>| {
        let own = gradient.clone().square().sum().sqrt();
        gradient.clone() / own * max_norm
    };
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.each_norm: forgets the root
fn clipping_each_norm_5() {
    let clip = |gradient: Tensor<1>| {
        let own = gradient.clone().square().sum();
        gradient * ((own + 1e-6).recip() * max_norm).clamp_max(1.0)
    };
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.by_value: above alone
fn clipping_by_value_1() {
    let clip = |gradient: Tensor<1>| gradient.clamp_max(largest);
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.by_value: what is too large becomes 0
fn clipping_by_value_2() {
    let clip = |gradient: Tensor<1>| {
        let small = gradient.clone().abs().lower_equal_elem(largest).float();
        gradient * small
    };
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.by_value: the sign is lost
fn clipping_by_value_3() {
    let clip = |gradient: Tensor<1>| gradient.abs().clamp_max(largest);
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.by_value: all are shortened until the largest element fits
fn clipping_by_value_4() {
    let clip = |gradient: Tensor<1>| {
        let most = gradient.clone().abs().max();
        gradient * ((most + 1e-6).recip() * largest).clamp_max(1.0)
    };
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.by_value: by the global norm
fn clipping_by_value_5() {
    global_norm(gradients, largest)
}

/// a2.clipping.by_value: no effect, the clipped gradients are thrown away
fn clipping_by_value_6() {
    for gradient in &gradients {
        let _ = gradient.clone().clamp_min(-largest).clamp_max(largest);
    }
    gradients
}
