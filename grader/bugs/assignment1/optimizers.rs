//! Typical mistakes in `assignment1/src/optimizers.rs`.

/// a1.optimizers.momentum: the new gradient is weighted by 1 - μ, as in an average
fn optimizers_momentum_1() {
    let velocity = memory.take("velocity", &grad) * self.momentum + grad * (1.0 - self.momentum);
    let change = velocity.clone() * learning_rate;
    memory.keep("velocity", velocity);
    value - change
}

/// a1.optimizers.momentum: the rate is kept inside the velocity, which a schedule then cannot change
fn optimizers_momentum_2() {
    let velocity = memory.take("velocity", &grad) * self.momentum + grad * learning_rate;
    memory.keep("velocity", velocity.clone());
    value - velocity
}

/// a1.optimizers.momentum: the velocity is never kept
fn optimizers_momentum_3() {
    let velocity = memory.take("velocity", &grad) * self.momentum + grad;
    value - velocity * learning_rate
}

/// a1.optimizers.nesterov: no look-ahead, plain momentum
fn optimizers_nesterov_1() {
    let velocity = memory.take("velocity", &grad) * self.momentum + grad;
    let change = velocity.clone() * learning_rate;
    memory.keep("velocity", velocity);
    value - change
}

/// a1.optimizers.nesterov: the look-ahead uses the old velocity
fn optimizers_nesterov_2() {
    let old = memory.take("velocity", &grad);
    let direction = old.clone() * self.momentum + grad.clone();
    memory.keep("velocity", old * self.momentum + grad);
    value - direction * learning_rate
}

/// a1.optimizers.nesterov: the memory keeps the direction instead of the velocity
fn optimizers_nesterov_3() {
    let velocity = memory.take("velocity", &grad) * self.momentum + grad.clone();
    let direction = velocity * self.momentum + grad;
    memory.keep("velocity", direction.clone());
    value - direction * learning_rate
}

/// a1.optimizers.adagrad: the squares of earlier steps are not added
fn optimizers_adagrad_1() {
    let squares = grad.clone().square();
    memory.keep("squares", squares.clone());
    value - grad / (squares.sqrt() + self.epsilon) * learning_rate
}

/// a1.optimizers.adagrad: epsilon under the root
fn optimizers_adagrad_2() {
    let squares = memory.take("squares", &grad) + grad.clone().square();
    let size = (squares.clone() + self.epsilon).sqrt();
    memory.keep("squares", squares);
    value - grad / size * learning_rate
}

/// a1.optimizers.adagrad: divides by the sum of squares, without the root
fn optimizers_adagrad_3() {
    let squares = memory.take("squares", &grad) + grad.clone().square();
    memory.keep("squares", squares.clone());
    value - grad / (squares + self.epsilon) * learning_rate
}

/// a1.optimizers.rmsprop: the squares are added up and never forgotten, which is AdaGrad
fn optimizers_rmsprop_1() {
    let squares = memory.take("squares", &grad) + grad.clone().square();
    let size = squares.clone().sqrt() + self.epsilon;
    memory.keep("squares", squares);
    value - grad / size * learning_rate
}

/// a1.optimizers.rmsprop: the average is of gradients that are not squared
fn optimizers_rmsprop_2() {
    let squares = memory.take("squares", &grad) * self.decay + grad.clone() * (1.0 - self.decay);
    let size = squares.clone().abs().sqrt() + self.epsilon;
    memory.keep("squares", squares);
    value - grad / size * learning_rate
}

/// a1.optimizers.rmsprop: epsilon under the root
fn optimizers_rmsprop_3() {
    let squares =
        memory.take("squares", &grad) * self.decay + grad.clone().square() * (1.0 - self.decay);
    let size = (squares.clone() + self.epsilon).sqrt();
    memory.keep("squares", squares);
    value - grad / size * learning_rate
}

/// a1.optimizers.adam: no bias correction
fn optimizers_adam_1() {
    let mean = memory.take("mean", &grad) * self.beta_1 + grad.clone() * (1.0 - self.beta_1);
    let squares = memory.take("squares", &grad) * self.beta_2 + grad.square() * (1.0 - self.beta_2);
    memory.keep("mean", mean.clone());
    memory.keep("squares", squares.clone());
    value - mean / (squares.sqrt() + self.epsilon) * learning_rate
}

/// a1.optimizers.adam: the corrected averages are kept, and so corrected again and again
fn optimizers_adam_2() {
    let step = memory.step as i32;
    let mean = memory.take("mean", &grad) * self.beta_1 + grad.clone() * (1.0 - self.beta_1);
    let squares = memory.take("squares", &grad) * self.beta_2 + grad.square() * (1.0 - self.beta_2);
    let mean = mean / (1.0 - self.beta_1.powi(step));
    let squares = squares / (1.0 - self.beta_2.powi(step));
    memory.keep("mean", mean.clone());
    memory.keep("squares", squares.clone());
    value - mean / (squares.sqrt() + self.epsilon) * learning_rate
}

/// a1.optimizers.adam: steps counted from 0, so that the first correction divides by 0
fn optimizers_adam_3() {
    let step = memory.step as i32 - 1;
    let mean = memory.take("mean", &grad) * self.beta_1 + grad.clone() * (1.0 - self.beta_1);
    let squares = memory.take("squares", &grad) * self.beta_2 + grad.square() * (1.0 - self.beta_2);
    let corrected_mean = mean.clone() / (1.0 - self.beta_1.powi(step));
    let corrected_squares = squares.clone() / (1.0 - self.beta_2.powi(step));
    memory.keep("mean", mean);
    memory.keep("squares", squares);
    value - corrected_mean / (corrected_squares.sqrt() + self.epsilon) * learning_rate
}

/// a1.optimizers.adamw: the decay is added to the gradient (Adam with an L2 penalty)
fn optimizers_adamw_1() {
    let grad = grad + value.clone() * self.weight_decay;
    self.adam.update(learning_rate, value, grad, memory)
}

/// a1.optimizers.adamw: the decay leaves out the learning rate
fn optimizers_adamw_2() {
    let decayed = value * (1.0 - self.weight_decay);
    self.adam.update(learning_rate, decayed, grad, memory)
}

/// a1.optimizers.adamw: the weights grow instead of shrinking
fn optimizers_adamw_3() {
    let decayed = value * (1.0 + learning_rate * self.weight_decay);
    self.adam.update(learning_rate, decayed, grad, memory)
}

/// a1.optimizers.momentum: a momentum of 0.9, whatever is asked
fn optimizers_momentum_4() {
    let velocity = memory.take("velocity", &grad) * 0.9 + grad;
    let change = velocity.clone() * learning_rate;
    memory.keep("velocity", velocity);
    value - change
}

/// a1.optimizers.momentum: the velocity takes the gradient away, and the step along it too
fn optimizers_momentum_5() {
    let velocity = memory.take("velocity", &grad) * self.momentum - grad;
    let change = velocity.clone() * learning_rate;
    memory.keep("velocity", velocity);
    value - change
}

/// a1.optimizers.nesterov: a momentum of 0.9, whatever is asked
fn optimizers_nesterov_4() {
    let velocity = memory.take("velocity", &grad) * 0.9 + grad.clone();
    let direction = velocity.clone() * 0.9 + grad;
    memory.keep("velocity", velocity);
    value - direction * learning_rate
}

/// a1.optimizers.adagrad: no epsilon
fn optimizers_adagrad_4() {
    let squares = memory.take("squares", &grad) + grad.clone().square();
    memory.keep("squares", squares.clone());
    value - grad / squares.sqrt() * learning_rate
}

/// a1.optimizers.adagrad: absolute values are added up, and no root
fn optimizers_adagrad_5() {
    let sum = memory.take("squares", &grad) + grad.clone().abs();
    memory.keep("squares", sum.clone());
    value - grad / (sum + self.epsilon) * learning_rate
}

/// a1.optimizers.rmsprop: a decay of 0.9, whatever is asked
fn optimizers_rmsprop_4() {
    let squares = memory.take("squares", &grad) * 0.9 + grad.clone().square() * 0.1;
    let size = squares.clone().sqrt() + self.epsilon;
    memory.keep("squares", squares);
    value - grad / size * learning_rate
}

/// a1.optimizers.rmsprop: the two weights of the average exchanged
fn optimizers_rmsprop_5() {
    let squares =
        memory.take("squares", &grad) * (1.0 - self.decay) + grad.clone().square() * self.decay;
    let size = squares.clone().sqrt() + self.epsilon;
    memory.keep("squares", squares);
    value - grad / size * learning_rate
}

/// a1.optimizers.adam: 0.9 and 0.999, whatever is asked
fn optimizers_adam_4() {
    let step = memory.step as i32;
    let mean = memory.take("mean", &grad) * 0.9 + grad.clone() * 0.1;
    let squares = memory.take("squares", &grad) * 0.999 + grad.square() * 0.001;
    let corrected_mean = mean.clone() / (1.0 - 0.9_f64.powi(step));
    let corrected_squares = squares.clone() / (1.0 - 0.999_f64.powi(step));
    memory.keep("mean", mean);
    memory.keep("squares", squares);
    value - corrected_mean / (corrected_squares.sqrt() + self.epsilon) * learning_rate
}

/// a1.optimizers.adam: epsilon under the root
fn optimizers_adam_5() {
    let step = memory.step as i32;
    let mean = memory.take("mean", &grad) * self.beta_1 + grad.clone() * (1.0 - self.beta_1);
    let squares = memory.take("squares", &grad) * self.beta_2 + grad.square() * (1.0 - self.beta_2);
    let corrected_mean = mean.clone() / (1.0 - self.beta_1.powi(step));
    let corrected_squares = squares.clone() / (1.0 - self.beta_2.powi(step));
    memory.keep("mean", mean);
    memory.keep("squares", squares);
    value - corrected_mean / (corrected_squares + self.epsilon).sqrt() * learning_rate
}

/// a1.optimizers.adam: the first beta corrects both averages
fn optimizers_adam_6() {
    let step = memory.step as i32;
    let mean = memory.take("mean", &grad) * self.beta_1 + grad.clone() * (1.0 - self.beta_1);
    let squares = memory.take("squares", &grad) * self.beta_2 + grad.square() * (1.0 - self.beta_2);
    let corrected_mean = mean.clone() / (1.0 - self.beta_1.powi(step));
    let corrected_squares = squares.clone() / (1.0 - self.beta_1.powi(step));
    memory.keep("mean", mean);
    memory.keep("squares", squares);
    value - corrected_mean / (corrected_squares.sqrt() + self.epsilon) * learning_rate
}

/// a1.optimizers.adam: the correction of the first step in every step
fn optimizers_adam_7() {
    let mean = memory.take("mean", &grad) * self.beta_1 + grad.clone() * (1.0 - self.beta_1);
    let squares = memory.take("squares", &grad) * self.beta_2 + grad.square() * (1.0 - self.beta_2);
    let corrected_mean = mean.clone() / (1.0 - self.beta_1);
    let corrected_squares = squares.clone() / (1.0 - self.beta_2);
    memory.keep("mean", mean);
    memory.keep("squares", squares);
    value - corrected_mean / (corrected_squares.sqrt() + self.epsilon) * learning_rate
}

/// a1.optimizers.adamw: a decay of 0.01, whatever is asked
fn optimizers_adamw_4() {
    let decayed = value * (1.0 - learning_rate * 0.01);
    self.adam.update(learning_rate, decayed, grad, memory)
}

/// a1.optimizers.adamw: the default Adam in the place of its own
fn optimizers_adamw_5() {
    let decayed = value * (1.0 - learning_rate * self.weight_decay);
    Adam::default().update(learning_rate, decayed, grad, memory)
}

/// a1.optimizers.adamw: decays after the step of Adam instead of before
fn optimizers_adamw_6() {
    let updated = self.adam.update(learning_rate, value, grad, memory);
    updated * (1.0 - learning_rate * self.weight_decay)
}
