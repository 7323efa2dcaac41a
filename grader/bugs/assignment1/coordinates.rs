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
