//! What is asked of `assignment3/src/interpolation.rs` with inputs that nobody has seen.

use assignment3::interpolation::{linear, spherical};
use probe::Case;

/// a3.interpolation.linear
pub fn interpolation_linear(case: &mut Case) {
    let [latent, steps] = case.sizes([2..=8, 1..=7]);
    let ends = ["from", "to"].map(|name| case.normal(name, [latent]));
    case.give("places", linear(ends, steps));
}

/// a3.interpolation.spherical
pub fn interpolation_spherical(case: &mut Case) {
    let [latent, steps] = case.sizes([3..=8, 1..=7]);
    let ends = ["from", "to"].map(|name| case.normal(name, [latent]));
    let [from, _] = ends.clone();
    case.give("places", spherical(ends, steps));
    // One direction: no angle.
    let factor = case.number_in("factor", 1.5..3.0);
    case.give(
        "one direction",
        spherical([from.clone(), from.clone() * factor], steps),
    );
    case.give("one place", spherical([from.clone(), from], steps));
}
