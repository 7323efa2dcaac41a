//! What is asked of `assignment1/src/coordinates.rs` with inputs that nobody has seen.

use assignment1::coordinates::polar;
use common::by_hand::Tensor;
use probe::Case;

/// a1.coordinates.polar
pub fn coordinates_polar(case: &mut Case) {
    let count = case.size(1..=4);
    let one = case.away_from_zero(
        "points, and the same in the other three quadrants",
        [count, 2],
    );
    let mirror = Tensor::from_data([[-1.0, 1.0]], case.device());
    let other = one.clone() * mirror;
    let quadrants = Tensor::cat(vec![one.clone(), -one, other.clone(), -other], 0);
    // (-2, -0.0) would be another point to atan2 than (-2, 0).
    let axes = [[1.5, 0.0], [0.0, 0.7], [-2.0, 0.0], [0.0, -1.2]].concat();
    let axes = case.from_numbers("points on the axes", &axes, [4, 2]);
    let polar = polar(Tensor::cat(vec![quadrants, axes], 0));
    let count = polar.dims()[0];
    case.give("radius", polar.clone().narrow(1, 0, 1));
    case.give("angle", polar.slice([0..count, 1..2]));
}
