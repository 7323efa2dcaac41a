//! Typical mistakes in `assignment1/src/sgd.rs`.

/// a1.sgd.update: along the gradient
fn sgd_update_1() {
    value + grad * learning_rate
}

/// a1.sgd.update: forgets the learning rate
fn sgd_update_2() {
    value - grad
}

/// a1.sgd.update: the learning rate scales the value too
fn sgd_update_3() {
    (value - grad) * learning_rate
}

/// a1.sgd.update: returns the change instead of the new value
fn sgd_update_4() {
    -grad * learning_rate
}

/// a1.sgd.update: a rate of 0.1, whatever is asked
fn sgd_update_5() {
    let _ = learning_rate;
    value - grad * 0.1
}

/// a1.sgd.update: gradients of the steps before are added
fn sgd_update_6() {
    let sum = _memory.take("sum", &grad) + grad;
    _memory.keep("sum", sum.clone());
    value - sum * learning_rate
}

/// a1.sgd.update: the sign of the gradient alone
fn sgd_update_7() {
    value - grad.sign() * learning_rate
}
