use crate::{assert_close, matrix};
use assignment1::coordinates::polar;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_PI_2, FRAC_PI_4, PI, SQRT_2};

#[test]
fn coordinates_polar_of_the_four_quadrants() {
    let third = 3.0 * 3.0_f64.sqrt();
    let points = matrix([
        [1.0, 1.0],
        [-2.0, 2.0],
        [-3.0, -third],
        [0.5, -0.5],
        [-1.0, 0.1],
    ]);
    let expected = matrix([
        [SQRT_2, FRAC_PI_4],
        [2.828_427_12, 3.0 * FRAC_PI_4],
        [6.0, -2.0 * PI / 3.0],
        [FRAC_1_SQRT_2, -FRAC_PI_4],
        [1.004_987_56, 3.041_924_00],
    ]);
    let hint = "atan of y/x cannot tell opposite quadrants apart: atan2(y, x) can";
    assert_close(polar(points), expected, hint);
}

#[test]
fn coordinates_polar_of_points_on_the_axes() {
    let points = matrix([[3.0, 0.0], [0.0, 2.0], [0.0, -0.5], [-4.0, 0.0]]);
    let expected = matrix([[3.0, 0.0], [2.0, FRAC_PI_2], [0.5, -FRAC_PI_2], [4.0, PI]]);
    let hint =
        "the radius is the root of x² + y²; the angle is measured from the x axis, in (-π, π]";
    assert_close(polar(points), expected, hint);
}
