//! Correct bodies for `assignment1/src/sgd.rs`, written otherwise than the solution.

/// a1.sgd.update: the negative rate first
fn sgd_update_1() {
    let change = grad * -learning_rate;
    change + value
}

/// a1.sgd.update: number by number on the host, in f32
fn sgd_update_2() {
    let mut values: Vec<f32> = value.to_data().iter::<f32>().collect();
    let grads: Vec<f32> = grad.to_data().iter::<f32>().collect();
    for i in 0..values.len() {
        values[i] -= learning_rate as f32 * grads[i];
    }
    Tensor::from_data(&*values, &value.device())
}

/// a1.sgd.update: methods in place of operators
fn sgd_update_3() {
    let step = grad.mul_scalar(learning_rate);
    value.sub(step)
}

/// a1.sgd.update: keeps the number of the step, which nobody reads
fn sgd_update_4() {
    assert_eq!(value.dims(), grad.dims());
    _memory.keep("steps", value.zeros_like() + _memory.step as f64);
    let rate = value.ones_like() * learning_rate;
    value - rate * grad
}
