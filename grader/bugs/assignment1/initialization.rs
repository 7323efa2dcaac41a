//! Typical mistakes in `assignment1/src/initialization.rs`.

/// a1.initialization.xavier: the standard deviation instead of the bound
fn initialization_xavier_1() {
    (2.0 / (fan_in + fan_out) as f64).sqrt()
}

/// a1.initialization.xavier: counts the inputs alone
fn initialization_xavier_2() {
    (6.0 / fan_in as f64).sqrt()
}

/// a1.initialization.xavier: without the root
fn initialization_xavier_3() {
    6.0 / (fan_in + fan_out) as f64
}

/// a1.initialization.xavier: the mean of the fans instead of their sum
fn initialization_xavier_4() {
    (6.0 / ((fan_in + fan_out) as f64 / 2.0)).sqrt()
}

/// a1.initialization.he: the variance instead of the standard deviation
fn initialization_he_1() {
    2.0 / fan_in as f64
}

/// a1.initialization.he: forgets that ReLU halves, as for tanh
fn initialization_he_2() {
    (1.0 / fan_in as f64).sqrt()
}

/// a1.initialization.he: the bound of a uniform distribution
fn initialization_he_3() {
    (6.0 / fan_in as f64).sqrt()
}

/// a1.initialization.xavier: the product of the fans instead of their sum
fn initialization_xavier_5() {
    (6.0 / (fan_in * fan_out) as f64).sqrt()
}

/// a1.initialization.he: counts the bias as an input
fn initialization_he_4() {
    (2.0 / (fan_in + 1) as f64).sqrt()
}
