//! Correct bodies for `assignment1/src/penalties.rs`, written otherwise than the solution.

/// a1.penalties.l2_loss: a product of a row and a column
fn penalties_l2_loss_1() {
    let row = value.clone().unsqueeze_dim::<2>(0);
    let column = value.unsqueeze_dim::<2>(1);
    row.matmul(column).reshape([1]) * 0.5 * self.strength
}

/// a1.penalties.l2_loss: number by number on the host, in f32
fn penalties_l2_loss_2() {
    let mut sum = 0.0f32;
    for weight in value.to_data().iter::<f32>() {
        sum += weight * weight;
    }
    Tensor::from_data([self.strength as f32 / 2.0 * sum], &value.device())
}

/// a1.penalties.l2_loss: the weights scaled before they are squared
fn penalties_l2_loss_3() {
    let scaled = value * (self.strength / 2.0).sqrt();
    (scaled.clone() * scaled).sum()
}

/// a1.penalties.l2_gradient: the derivative of the square, halved
fn penalties_l2_gradient_1() {
    let of_squares = value * 2.0;
    of_squares * (self.strength / 2.0)
}

/// a1.penalties.l2_gradient: number by number on the host, in f32
fn penalties_l2_gradient_2() {
    let pull = |weight: f32| self.strength as f32 * weight;
    let gradient: Vec<f32> = value.to_data().iter::<f32>().map(pull).collect();
    Tensor::from_data(&*gradient, &value.device())
}

/// a1.penalties.l2_gradient: a vector of strengths
fn penalties_l2_gradient_3() {
    let strengths = Tensor::full(value.dims(), self.strength, &value.device());
    strengths.mul(value)
}

/// a1.penalties.l1_loss: every weight times its sign
fn penalties_l1_loss_1() {
    let sizes = value.clone().sign() * value;
    (sizes * self.strength).sum()
}

/// a1.penalties.l1_loss: number by number on the host
fn penalties_l1_loss_2() {
    let sum: f64 = value.to_data().iter::<f64>().map(f64::abs).sum();
    Tensor::from_data([self.strength * sum], &value.device())
}

/// a1.penalties.l1_loss: what is above 0 less what is below, in f32
fn penalties_l1_loss_3() {
    let above: f32 = value.clone().clamp_min(0.0).sum().into_scalar();
    let below: f32 = value.clone().clamp_max(0.0).sum().into_scalar();
    Tensor::from_data([above - below], &value.device()) * self.strength
}

/// a1.penalties.l1_gradient: one where above 0, less one where below
fn penalties_l1_gradient_1() {
    let above = value.clone().greater_elem(0.0).float();
    let below = value.lower_elem(0.0).float();
    (above - below) * self.strength
}

/// a1.penalties.l1_gradient: number by number on the host, in f32
fn penalties_l1_gradient_2() {
    let mut gradient = Vec::new();
    for weight in value.to_data().iter::<f32>() {
        if weight > 0.0 {
            gradient.push(self.strength as f32);
        } else if weight < 0.0 {
            gradient.push(-self.strength as f32);
        } else {
            gradient.push(0.0);
        }
    }
    Tensor::from_data(&*gradient, &value.device())
}

/// a1.penalties.l1_gradient: fills the places of both signs
fn penalties_l1_gradient_3() {
    let (above, below) = (
        value.clone().greater_elem(0.0),
        value.clone().lower_elem(0.0),
    );
    let gradient = value.zeros_like().mask_fill(above, self.strength);
    gradient.mask_fill(below, -self.strength)
}
