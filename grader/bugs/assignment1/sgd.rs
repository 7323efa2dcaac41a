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
