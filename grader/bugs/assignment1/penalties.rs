//! Typical mistakes in `assignment1/src/penalties.rs`.

/// a1.penalties.l2_loss: without the half
fn penalties_l2_loss_1() {
    value.square().sum() * self.strength
}

/// a1.penalties.l2_loss: the mean instead of the sum
fn penalties_l2_loss_2() {
    value.square().mean() * (self.strength / 2.0)
}

/// a1.penalties.l2_loss: the length instead of its square
fn penalties_l2_loss_3() {
    value.square().sum().sqrt() * (self.strength / 2.0)
}

/// a1.penalties.l2_gradient: twice as much, the gradient of the loss without the half
fn penalties_l2_gradient_1() {
    value * (2.0 * self.strength)
}

/// a1.penalties.l2_gradient: against the weight, as if it were the update
fn penalties_l2_gradient_2() {
    value * -self.strength
}

/// a1.penalties.l2_gradient: divided by the number of weights
fn penalties_l2_gradient_3() {
    let elements = value.dims()[0] as f64;
    value * (self.strength / elements)
}

/// a1.penalties.l1_loss: the absolute value of the sum
fn penalties_l1_loss_1() {
    value.sum().abs() * self.strength
}

/// a1.penalties.l1_loss: a half, as in L2
fn penalties_l1_loss_2() {
    value.abs().sum() * (self.strength / 2.0)
}

/// a1.penalties.l1_loss: the mean instead of the sum
fn penalties_l1_loss_3() {
    value.abs().mean() * self.strength
}

/// a1.penalties.l1_gradient: w / |w|, which is not a number at 0
fn penalties_l1_gradient_1() {
    value.clone() / value.abs() * self.strength
}

/// a1.penalties.l1_gradient: a positive slope at 0
fn penalties_l1_gradient_2() {
    let positive = value.greater_equal_elem(0.0).float();
    (positive * 2.0 - 1.0) * self.strength
}

/// a1.penalties.l1_gradient: the gradient of L2
fn penalties_l1_gradient_3() {
    value * self.strength
}

/// a1.penalties.l1_gradient: no sign
fn penalties_l1_gradient_4() {
    value.sign().abs() * self.strength
}

/// a1.penalties.l2_loss: the square of the strength
fn penalties_l2_loss_4() {
    value.square().sum() * (self.strength * self.strength / 2.0)
}

/// a1.penalties.l1_gradient: the sign only where a weight is not small
fn penalties_l1_gradient_5() {
    value.clamp(-1.0, 1.0) * self.strength
}
