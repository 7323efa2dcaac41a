//! The same points in two coordinate systems: representation matters.
//!
//! A point (x, y) of the plane has the polar coordinates
//!
//! r = √(x² + y²)   (1)
//! θ = atan2(y, x), the angle from the x axis in (-π, π]   (2)
//!
//! Circles around the origin are curves in (x, y), which no line tells apart, and straight lines
//! r = constant in (r, θ). Nothing has been added to the data, and the task has become linear.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | (x, y) | `points` | `[examples, 2]` |
//! | (r, θ) | the result | `[examples, 2]` |
//!
//! Source: Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 1, figure 1.1.

use common::by_hand::{Tensor, assert_shape};

/// **Exercise a1.coordinates.polar** (practice): equations (1) and (2).
///
/// # Shapes
/// - points: `[examples, 2]`, x and y
/// - output: `[examples, 2]`, r and θ
pub fn polar(points: Tensor<2>) -> Tensor<2> {
    assert_shape!(points, [_, 2]);
    let x = points.clone().narrow(1, 0, 1); // [examples, 1]
    let y = points.narrow(1, 1, 1);
    let radius = (x.clone().square() + y.clone().square()).sqrt();
    let angle = y.atan2(x);
    Tensor::cat(vec![radius, angle], 1)
}
