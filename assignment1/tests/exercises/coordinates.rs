use crate::{assert_close, matrix};
use assignment1::coordinates::polar;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

#[test]
fn coordinates_polar_of_the_four_quadrants() {
    let points = matrix([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]]);
    let radius = 2.0_f64.sqrt();
    let expected = [1.0, 3.0, -3.0, -1.0].map(|quarters| [radius, quarters * FRAC_PI_4]);
    let hint = "atan of y/x cannot tell opposite quadrants apart: atan2(y, x) can";
    assert_close(polar(points), matrix(expected), hint);
}

#[test]
fn coordinates_polar_of_points_on_the_axes() {
    let points = matrix([[3.0, 0.0], [0.0, 2.0], [0.0, -0.5]]);
    let expected = matrix([[3.0, 0.0], [2.0, FRAC_PI_2], [0.5, -FRAC_PI_2]]);
    let hint = "the radius is the root of x² + y²; the angle is measured from the x axis";
    assert_close(polar(points), expected, hint);
}
