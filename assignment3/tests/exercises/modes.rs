use crate::{device, matrix};
use assignment3::modes::covered;
use common::by_hand::{Tensor, TensorData};

/// So many samples at each of these places.
fn samples(places: &[([f64; 2], usize)]) -> Tensor<2> {
    let places = places.iter();
    let values: Vec<f64> = places
        .flat_map(|(place, count)| place.repeat(*count))
        .collect();
    let count = values.len() / 2;
    Tensor::from_data(TensorData::new(values, [count, 2]), &device())
}

fn centres() -> Tensor<2> {
    matrix([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
}

#[track_caller]
fn assert_covered(places: &[([f64; 2], usize)], expected: usize, hint: &str) {
    let is = covered(samples(places), centres(), 1.0);
    assert!(
        is == expected,
        "\nhint: {hint}\n{is} modes are covered, and {expected} are expected"
    );
}

#[test]
fn modes_covered_takes_a_tenth_of_the_fair_share() {
    let hint =
        "of 60 samples and three modes the fair share is 20, and 2 are enough; a single one is not";
    let places = [
        ([0.1, 0.0], 2),
        ([10.0, 0.2], 1),
        ([0.0, 9.5], 20),
        ([5.0, 5.0], 37),
    ];
    assert_covered(&places, 2, hint);
    let hint = "of 33 samples and three modes 1.1 would be enough, so that one is not and two are";
    assert_covered(
        &[([0.0, 0.0], 1), ([10.0, 0.0], 2), ([30.0, 0.0], 30)],
        1,
        hint,
    );
}

#[test]
fn modes_covered_by_a_generator_that_does_all_of_them_well() {
    let places = [([0.3, -0.2], 20), ([10.5, 0.5], 20), ([-0.5, 10.0], 20)];
    assert_covered(&places, 3, "all three modes have their fair share");
}

#[test]
fn modes_covered_by_a_collapsed_generator_is_one_and_by_a_lost_one_none() {
    assert_covered(
        &[([0.0, 0.0], 50)],
        1,
        "count modes, not samples: all 50 are of the same one",
    );
    let hint = "equation (1): a sample belongs to a mode by its Euclidean distance to the centre, not to the nearest mode";
    assert_covered(
        &[([0.9, 0.9], 30), ([9.0, -0.8], 30), ([0.0, 8.0], 30)],
        0,
        hint,
    );
}

#[test]
fn modes_covered_of_two_modes_in_three_dimensions() {
    let points = matrix([
        [1.0, 2.0, 3.0],
        [1.0, 2.0, 3.4],
        [-4.0, 0.0, 0.0],
        [7.0, 7.0, 7.0],
    ]);
    let is = covered(points, matrix([[1.0, 2.0, 3.0], [-4.0, 0.5, 0.0]]), 0.5);
    let hint = "a distance of exactly r still belongs to the mode, and points may have any number of features";
    assert!(
        is == 2,
        "\nhint: {hint}\n{is} modes are covered, and 2 are expected"
    );
}
