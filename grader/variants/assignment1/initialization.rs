//! Correct bodies for `assignment1/src/initialization.rs`, written otherwise than the solution.

/// a1.initialization.xavier: the root of the variance 2 / (n + m), times the root of 3
fn initialization_xavier_1() {
    let variance = 2.0 / (fan_in as f64 + fan_out as f64);
    (3.0 * variance).sqrt()
}

/// a1.initialization.xavier: a quotient of roots
fn initialization_xavier_2() {
    let fans = fan_out + fan_in;
    f64::sqrt(6.0) / f64::sqrt(fans as f64)
}

/// a1.initialization.xavier: a power, in f32
fn initialization_xavier_3() {
    let mean = (fan_in + fan_out) as f32 / 2.0;
    (mean / 3.0).powf(-0.5).into()
}

/// a1.initialization.he: a quotient of roots
fn initialization_he_1() {
    std::f64::consts::SQRT_2 / (fan_in as f64).sqrt()
}

/// a1.initialization.he: one over a root
fn initialization_he_2() {
    let half = fan_in as f64 / 2.0;
    1.0 / half.sqrt()
}

/// a1.initialization.he: a power, in f32
fn initialization_he_3() {
    let variance: f32 = 2.0 / fan_in as f32;
    f64::from(variance.powf(0.5))
}
