use crate::{assert_close, matrix, vector};
use assignment3::interpolation::{linear, spherical};

#[test]
fn interpolation_linear_of_three_places_between_two_noises() {
    let way = linear([vector([1.0, 2.0, 2.0]), vector([-2.0, 1.0, 0.5])], 3);
    let expected = matrix([
        [1.0, 2.0, 2.0],
        [0.25, 1.75, 1.625],
        [-0.5, 1.5, 1.25],
        [-1.25, 1.25, 0.875],
        [-2.0, 1.0, 0.5],
    ]);
    let hint = "equation (1) for t = 0, ¼, ½, ¾, 1: both ends and three places between them, the first noise first";
    assert_close(way, expected, hint);
}

#[test]
fn interpolation_linear_of_one_place_is_the_middle() {
    let way = linear([vector([4.0, 0.0]), vector([0.0, -6.0])], 1);
    let hint = "three rows: an end, the middle, the other end";
    assert_close(way, matrix([[4.0, 0.0], [2.0, -3.0], [0.0, -6.0]]), hint);
}

#[test]
fn interpolation_spherical_of_three_places_between_two_noises() {
    let way = spherical([vector([1.0, 2.0, 2.0]), vector([-2.0, 1.0, 0.5])], 3);
    let expected = matrix([
        [1.0, 2.0, 2.0],
        [0.181_022_76, 2.124_370_21, 1.948_137_74],
        [-0.660_680_54, 1.982_041_61, 1.651_701_34],
        [-1.419_440_33, 1.590_882_51, 1.147_906_19],
        [-2.0, 1.0, 0.5],
    ]);
    let hint = "equation (3) for t = 0, ¼, ½, ¾, 1; the angle is that of equation (2), in radians";
    assert_close(way, expected, hint);
}

#[test]
fn interpolation_spherical_keeps_the_length_of_noises_that_have_the_same() {
    let half = 0.5_f64.sqrt();
    let way = spherical([vector([1.0, 0.0]), vector([0.0, 1.0])], 1);
    let hint = "a quarter of a circle, halved: the middle is as long as both ends";
    assert_close(way, matrix([[1.0, 0.0], [half, half], [0.0, 1.0]]), hint);
}

#[test]
fn interpolation_spherical_between_noises_of_different_lengths() {
    let way = spherical([vector([3.0, 0.0]), vector([0.0, 1.0])], 2);
    let expected = matrix([
        [3.0, 0.0],
        [2.598_076_21, 0.5],
        [1.5, 0.866_025_40],
        [0.0, 1.0],
    ]);
    let hint = "the angle is divided by both lengths; the ends themselves keep theirs";
    assert_close(way, expected, hint);
}

#[test]
fn interpolation_spherical_is_straight_where_there_is_no_angle() {
    let hint = "sin Ω is 0 there, and 0 / 0 is no number: take `linear`";
    let same = [vector([0.5, -1.0, 2.0]), vector([0.5, -1.0, 2.0])];
    let expected = matrix([[0.5, -1.0, 2.0], [0.5, -1.0, 2.0], [0.5, -1.0, 2.0]]);
    assert_close(spherical(same, 1), expected, hint);
    let longer = [vector([1.0, 0.0]), vector([3.0, 0.0])];
    assert_close(
        spherical(longer, 1),
        matrix([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]),
        hint,
    );
}

#[test]
fn interpolation_spherical_is_straight_where_every_great_circle_is_as_short() {
    // In single precision the cosine of opposite noises is -1 up to rounding.
    let from = [0.341_27, -1.274_13, 0.873_91, 1.912_47, -0.457_83, 0.129_77];
    let to = from.map(|number| -3.0 * number);
    let way = spherical([vector(from), vector(to)], 1);
    let hint = "sin Ω is nearly 0 there as well: take `linear` below SAME";
    assert_close(way, matrix([from, from.map(|it| -it), to]), hint);
}
