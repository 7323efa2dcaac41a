//! Correct bodies for `assignment1/src/optimizers.rs`, written otherwise than the solution.

/// a1.optimizers.momentum: adds the old velocity to the gradient, and keeps it before the step
fn optimizers_momentum_1() {
    let old = memory.take("velocity", &value);
    let new = grad + old * self.momentum;
    memory.keep("velocity", new.clone());
    new * -learning_rate + value
}

/// a1.optimizers.momentum: number by number on the host, in f32
fn optimizers_momentum_2() {
    let mut velocity: Vec<f32> = memory
        .take("velocity", &grad)
        .to_data()
        .iter::<f32>()
        .collect();
    let mut weights: Vec<f32> = value.to_data().iter::<f32>().collect();
    for (i, g) in grad.to_data().iter::<f32>().enumerate() {
        velocity[i] = self.momentum as f32 * velocity[i] + g;
        weights[i] -= learning_rate as f32 * velocity[i];
    }
    memory.keep("velocity", Tensor::from_data(&*velocity, &value.device()));
    Tensor::from_data(&*weights, &value.device())
}

/// a1.optimizers.momentum: in the first step the velocity is the gradient
fn optimizers_momentum_3() {
    let velocity = match memory.step {
        1 => grad,
        _ => memory
            .take("velocity", &grad)
            .mul_scalar(self.momentum)
            .add(grad),
    };
    let value = value.sub(velocity.clone().mul_scalar(learning_rate));
    memory.keep("velocity", velocity);
    value
}

/// a1.optimizers.nesterov: multiplied out, g (1 + μ) + μ² v
fn optimizers_nesterov_1() {
    let (old, momentum) = (memory.take("velocity", &grad), self.momentum);
    let direction = grad.clone() * (1.0 + momentum) + old.clone() * momentum.powi(2);
    memory.keep("velocity", old * momentum + grad);
    value - direction * learning_rate
}

/// a1.optimizers.nesterov: number by number on the host
fn optimizers_nesterov_2() {
    let mut velocity: Vec<f64> = memory.take("velocity", &grad).to_data().iter().collect();
    let mut weights: Vec<f64> = value.to_data().iter().collect();
    for (i, g) in grad.to_data().iter::<f64>().enumerate() {
        velocity[i] = self.momentum * velocity[i] + g;
        weights[i] -= learning_rate * (g + self.momentum * velocity[i]);
    }
    memory.keep("velocity", Tensor::from_data(&*velocity, &value.device()));
    Tensor::from_data(&*weights, &value.device())
}

/// a1.optimizers.nesterov: two moves, one along the gradient and one along the velocity
fn optimizers_nesterov_3() {
    let velocity = memory.take("velocity", &grad) * self.momentum + grad.clone();
    memory.keep("velocity", velocity.clone());
    let half_way = value - grad * learning_rate;
    half_way - velocity * (learning_rate * self.momentum)
}

/// a1.optimizers.adagrad: the rate of every weight first
fn optimizers_adagrad_1() {
    let squares = grad.clone() * grad.clone() + memory.take("squares", &grad);
    memory.keep("squares", squares.clone());
    let rates = (squares.sqrt() + self.epsilon).recip() * learning_rate;
    value - rates * grad
}

/// a1.optimizers.adagrad: number by number on the host, in f32
fn optimizers_adagrad_2() {
    let device = value.device();
    let old: Vec<f32> = memory
        .take("squares", &grad)
        .to_data()
        .iter::<f32>()
        .collect();
    let grads: Vec<f32> = grad.to_data().iter::<f32>().collect();
    let weights: Vec<f32> = value.to_data().iter::<f32>().collect();
    let squares: Vec<f32> = old.iter().zip(&grads).map(|(s, g)| s + g.powi(2)).collect();
    memory.keep("squares", Tensor::from_data(&*squares, &device));
    let (rate, epsilon) = (learning_rate as f32, self.epsilon as f32);
    let new: Vec<f32> = (0..weights.len())
        .map(|i| weights[i] - rate * grads[i] / (squares[i].sqrt() + epsilon))
        .collect();
    Tensor::from_data(&*new, &device)
}

/// a1.optimizers.adagrad: a power in place of the root
fn optimizers_adagrad_3() {
    let mut squares = memory.take("squares", &grad);
    squares = squares.add(grad.clone().powi_scalar(2));
    memory.keep("squares", squares.clone());
    let size = squares.powf_scalar(0.5).add_scalar(self.epsilon);
    value.sub(grad.mul_scalar(learning_rate).div(size))
}

/// a1.optimizers.rmsprop: a step of the average towards the square
fn optimizers_rmsprop_1() {
    let old = memory.take("squares", &grad);
    let squares = old.clone() + (grad.clone().square() - old) * (1.0 - self.decay);
    memory.keep("squares", squares.clone());
    let divisor = squares.sqrt() + self.epsilon;
    value - (grad * learning_rate) / divisor
}

/// a1.optimizers.rmsprop: number by number on the host, in f32
fn optimizers_rmsprop_2() {
    let decay = self.decay as f32;
    let mut squares: Vec<f32> = memory
        .take("squares", &grad)
        .to_data()
        .iter::<f32>()
        .collect();
    let mut weights: Vec<f32> = value.to_data().iter::<f32>().collect();
    for (i, g) in grad.to_data().iter::<f32>().enumerate() {
        squares[i] = decay * squares[i] + (1.0 - decay) * g * g;
        weights[i] -= learning_rate as f32 * g / (squares[i].sqrt() + self.epsilon as f32);
    }
    memory.keep("squares", Tensor::from_data(&*squares, &value.device()));
    Tensor::from_data(&*weights, &value.device())
}

/// a1.optimizers.rmsprop: the new part with its root taken in
fn optimizers_rmsprop_3() {
    let part = (grad.clone() * (1.0 - self.decay).sqrt()).square();
    let kept = memory.take("squares", &part).mul_scalar(self.decay);
    let squares = kept + part;
    let rates = squares.ones_like() * learning_rate / (squares.clone().sqrt() + self.epsilon);
    memory.keep("squares", squares);
    -rates * grad + value
}

/// a1.optimizers.adam: steps of the averages towards the gradient and its square
fn optimizers_adam_1() {
    let t = memory.step as f64;
    let (old_mean, old_squares) = (memory.take("mean", &grad), memory.take("squares", &grad));
    let mean = old_mean.clone() + (grad.clone() - old_mean) * (1.0 - self.beta_1);
    let squares = old_squares.clone() + (grad.square() - old_squares) * (1.0 - self.beta_2);
    memory.keep("squares", squares.clone());
    memory.keep("mean", mean.clone());
    let size = (squares / (1.0 - self.beta_2.powf(t))).sqrt() + self.epsilon;
    value - mean / (1.0 - self.beta_1.powf(t)) * learning_rate / size
}

/// a1.optimizers.adam: number by number on the host, in f32
fn optimizers_adam_2() {
    let device = value.device();
    let host = |vector: Tensor<1>| vector.to_data().iter::<f32>().collect::<Vec<f32>>();
    let (mut mean, mut squares) = (
        host(memory.take("mean", &grad)),
        host(memory.take("squares", &grad)),
    );
    let (grads, mut weights) = (host(grad), host(value));
    let (beta_1, beta_2) = (self.beta_1 as f32, self.beta_2 as f32);
    let step = memory.step as i32;
    for i in 0..grads.len() {
        mean[i] = beta_1 * mean[i] + (1.0 - beta_1) * grads[i];
        squares[i] = beta_2 * squares[i] + (1.0 - beta_2) * grads[i] * grads[i];
        let corrected = f64::from(mean[i]) / (1.0 - self.beta_1.powi(step));
        let size = (f64::from(squares[i]) / (1.0 - self.beta_2.powi(step))).sqrt();
        weights[i] -= (learning_rate * corrected / (size + self.epsilon)) as f32;
    }
    memory.keep("mean", Tensor::from_data(&*mean, &device));
    memory.keep("squares", Tensor::from_data(&*squares, &device));
    Tensor::from_data(&*weights, &device)
}

/// a1.optimizers.adam: both corrections in the rate and in epsilon
fn optimizers_adam_3() {
    let Self {
        beta_1,
        beta_2,
        epsilon,
    } = *self;
    let left = |beta: f64| 1.0 - beta.powi(memory.step as i32);
    let (left_1, left_2) = (left(beta_1), left(beta_2));
    let mean = memory.take("mean", &grad) * beta_1 + grad.clone() * (1.0 - beta_1);
    let squares = memory.take("squares", &grad) * beta_2 + grad.powi_scalar(2) * (1.0 - beta_2);
    let rate = learning_rate * left_2.sqrt() / left_1;
    let change = mean.clone() * rate / (squares.clone().sqrt() + epsilon * left_2.sqrt());
    memory.keep("mean", mean);
    memory.keep("squares", squares);
    value - change
}

/// a1.optimizers.adamw: Adam's part first, then the decay of the old value
fn optimizers_adamw_1() {
    let decay = value.clone() * (learning_rate * self.weight_decay);
    let moved = self.adam.update(learning_rate, value, grad, memory);
    moved - decay
}

/// a1.optimizers.adamw: Adam written out again
fn optimizers_adamw_2() {
    let Adam {
        beta_1,
        beta_2,
        epsilon,
    } = self.adam;
    let step = memory.step as i32;
    let m = memory.take("mean", &grad) * beta_1 + grad.clone() * (1.0 - beta_1);
    let s = memory.take("squares", &grad) * beta_2 + grad.square() * (1.0 - beta_2);
    memory.keep("mean", m.clone());
    memory.keep("squares", s.clone());
    let direction =
        m / (1.0 - beta_1.powi(step)) / ((s / (1.0 - beta_2.powi(step))).sqrt() + epsilon);
    let with_decay = direction + value.clone() * self.weight_decay;
    value - with_decay * learning_rate
}

/// a1.optimizers.adamw: the decay on the host, in f32
fn optimizers_adamw_3() {
    let kept = 1.0 - (learning_rate * self.weight_decay) as f32;
    let decayed: Vec<f32> = value
        .to_data()
        .iter::<f32>()
        .map(|weight| weight * kept)
        .collect();
    let decayed = Tensor::from_data(&*decayed, &value.device());
    let adam = self.adam;
    adam.update(learning_rate, decayed, grad, memory)
}

/// a1.optimizers.adamw: how far Adam would move a weight of 0
fn optimizers_adamw_4() {
    let zero = value.zeros_like();
    let change = self.adam.update(learning_rate, zero, grad, memory);
    let share = learning_rate * self.weight_decay;
    value.clone() - value * share + change
}
