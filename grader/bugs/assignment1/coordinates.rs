//! Typical mistakes in `assignment1/src/coordinates.rs`.

/// a1.coordinates.polar: the arguments of atan2 exchanged
fn coordinates_polar_1() {
    let x = points.clone().narrow(1, 0, 1);
    let y = points.narrow(1, 1, 1);
    let radius = (x.clone().square() + y.clone().square()).sqrt();
    Tensor::cat(vec![radius, x.atan2(y)], 1)
}

/// a1.coordinates.polar: atan of y/x instead of atan2
fn coordinates_polar_2() {
    let x = points.clone().narrow(1, 0, 1);
    let y = points.narrow(1, 1, 1);
    let radius = (x.clone().square() + y.clone().square()).sqrt();
    Tensor::cat(vec![radius, (y / x).atan()], 1)
}

/// a1.coordinates.polar: the square of the radius
fn coordinates_polar_3() {
    let x = points.clone().narrow(1, 0, 1);
    let y = points.narrow(1, 1, 1);
    let radius = x.clone().square() + y.clone().square();
    Tensor::cat(vec![radius, y.atan2(x)], 1)
}

/// a1.coordinates.polar: the angle in degrees
fn coordinates_polar_4() {
    let x = points.clone().narrow(1, 0, 1);
    let y = points.narrow(1, 1, 1);
    let radius = (x.clone().square() + y.clone().square()).sqrt();
    Tensor::cat(vec![radius, y.atan2(x) * (180.0 / std::f64::consts::PI)], 1)
}

/// a1.coordinates.polar: the angle from 0 to 2 pi
fn coordinates_polar_5() {
    let x = points.clone().narrow(1, 0, 1);
    let y = points.narrow(1, 1, 1);
    let radius = (x.clone().square() + y.clone().square()).sqrt();
    let angle = y.atan2(x);
    let turn = angle.clone().lower_elem(0.0).float() * (2.0 * std::f64::consts::PI);
    Tensor::cat(vec![radius, angle + turn], 1)
}

/// a1.coordinates.polar: the angle from the cosine, which loses the sign of y
fn coordinates_polar_6() {
    let x = points.clone().narrow(1, 0, 1);
    let y = points.narrow(1, 1, 1);
    let radius = (x.clone().square() + y.square()).sqrt();
    Tensor::cat(vec![radius.clone(), (x / radius).acos()], 1)
}
