//! Correct bodies for `assignment2/src/clipping.rs`, written otherwise than the solution.

/// a2.clipping.norm: all gradients as one long vector
fn clipping_norm_1() {
    let long = Tensor::cat(gradients.to_vec(), 0);
    (long.clone() * long).sum().sqrt()
}

/// a2.clipping.norm: number by number on the host, in f32
fn clipping_norm_2() {
    let mut sum = 0.0f32;
    for gradient in gradients {
        for element in gradient.to_data().iter::<f32>() {
            sum += element.powi(2);
        }
    }
    Tensor::from_data([sum.sqrt()], &gradients[0].device())
}

/// a2.clipping.norm: the norm of the norms
fn clipping_norm_3() {
    let norms = gradients
        .iter()
        .map(|g| g.clone().powi_scalar(2).sum().sqrt())
        .collect();
    let norms: Tensor<1> = Tensor::cat(norms, 0);
    norms.square().sum().sqrt()
}

/// a2.clipping.norm: products of rows and columns, added up from 0
fn clipping_norm_4() {
    let mut sum = Tensor::<2>::zeros([1, 1], &gradients[0].device());
    for gradient in gradients {
        let row = gradient.clone().unsqueeze_dim::<2>(0);
        sum = sum + row.clone().matmul(row.transpose());
    }
    sum.reshape([1]).powf_scalar(0.5)
}

/// a2.clipping.global_norm: reads the norm as a number, and leaves short gradients as they came
fn clipping_global_norm_1() {
    let length: f64 = norm(&gradients).into_scalar();
    let factor = max_norm / (length + 1e-6);
    if factor >= 1.0 {
        return gradients;
    }
    let mut shorter = Vec::new();
    for gradient in gradients {
        shorter.push(gradient * factor);
    }
    shorter
}

/// a2.clipping.global_norm: divides by the larger of 1 and (‖g‖ + ε) / θ
fn clipping_global_norm_2() {
    let excess = ((norm(&gradients) + 1e-6) / max_norm).clamp_min(1.0);
    let divide = |gradient: Tensor<1>| gradient / excess.clone();
    gradients.into_iter().map(divide).collect()
}

/// a2.clipping.global_norm: the norm written out, the smaller of each pair, and the vector changed in place
fn clipping_global_norm_3() {
    let mut gradients = gradients;
    let squares = gradients.iter().map(|g| g.clone().square().sum()).collect();
    let length = Tensor::cat(squares, 0).sum().sqrt();
    let wanted = Tensor::from_data([max_norm], &length.device()) / (length.clone() + 1e-6);
    let factor = wanted.min_pair(length.ones_like());
    for gradient in &mut gradients {
        *gradient = factor.clone() * gradient.clone();
    }
    gradients
}

/// a2.clipping.global_norm: number by number on the host, in f32
fn clipping_global_norm_4() {
    let length: f32 = norm(&gradients).into_scalar();
    let factor = f32::min(1.0, max_norm as f32 / (length + 1e-6));
    let clip = |gradient: &Tensor<1>| {
        let numbers: Vec<f32> = gradient
            .to_data()
            .iter::<f32>()
            .map(|g| g * factor)
            .collect();
        Tensor::from_data(&*numbers, &gradient.device())
    };
    gradients.iter().map(clip).collect()
}

/// a2.clipping.each_norm: reads each norm as a number, and leaves short gradients as they came
fn clipping_each_norm_1() {
    let mut shorter = Vec::new();
    for gradient in gradients {
        let own: f64 = gradient.clone().square().sum().sqrt().into_scalar();
        let factor = max_norm / (own + 1e-6);
        shorter.push(if factor < 1.0 {
            gradient * factor
        } else {
            gradient
        });
    }
    shorter
}

/// a2.clipping.each_norm: each gradient alone is a network of one parameter
fn clipping_each_norm_2() {
    let alone = |gradient| global_norm(vec![gradient], max_norm);
    gradients.into_iter().flat_map(alone).collect()
}

/// a2.clipping.each_norm: divides by the larger of 1 and (‖g_k‖ + ε) / θ
fn clipping_each_norm_3() {
    let clip = |gradient: Tensor<1>| {
        let own = gradient.clone().powi_scalar(2).sum().sqrt();
        gradient / ((own + 1e-6) / max_norm).clamp_min(1.0)
    };
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.by_value: the smaller and the larger of each pair
fn clipping_by_value_1() {
    let clip = |gradient: Tensor<1>| {
        let bound = gradient.ones_like() * largest;
        gradient.min_pair(bound.clone()).max_pair(-bound)
    };
    gradients.into_iter().map(clip).collect()
}

/// a2.clipping.by_value: the sign times the size
fn clipping_by_value_2() {
    let mut gradients = gradients;
    for gradient in &mut gradients {
        *gradient = gradient.clone().sign() * gradient.clone().abs().clamp_max(largest);
    }
    gradients
}

/// a2.clipping.by_value: number by number on the host, in f32
fn clipping_by_value_3() {
    let largest = largest as f32;
    let clip = |gradient: &Tensor<1>| {
        let numbers = gradient.to_data();
        let numbers: Vec<f32> = numbers
            .iter::<f32>()
            .map(|g| g.clamp(-largest, largest))
            .collect();
        Tensor::from_data(&*numbers, &gradient.device())
    };
    gradients.iter().map(clip).collect()
}
