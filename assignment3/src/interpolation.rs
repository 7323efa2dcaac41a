//! Interpolation: the way from one noise to another, and the pictures on it.
//!
//! A generator that has learned more than single pictures makes a picture of every noise, also of those between two.
//! The straight way from z₀ to z₁ is
//!
//! z(t) = (1 - t) z₀ + t z₁,   0 ≤ t ≤ 1   (1)
//!
//! But normal noise of d numbers lies close to a sphere of radius √d, and the middle of (1) is only about √(d / 2)
//! long: a length that the generator hardly ever met in training. The *spherical* way keeps to the sphere. With Ω the angle between
//! the two,
//!
//! cos Ω = z₀ · z₁ / (‖z₀‖ ‖z₁‖)   (2)
//!
//! z(t) = sin((1 - t) Ω) / sin Ω · z₀ + sin(t Ω) / sin Ω · z₁   (3)
//!
//! For Ω = 0 equation (3) is 0 / 0, and its limit is (1), which is then taken. For Ω = π it says nothing either, since all
//! great circles between opposite points are equally short; (1) is taken there as well, although it is not a limit.
//!
//! | symbol | code | shape |
//! |---|---|---|
//! | z₀, z₁ | `ends` | `[latent]` each |
//! | t | 0, 1 / (n + 1), … , 1 for `steps` = n | `[n + 2]` |
//! | z(t) | output | `[n + 2, latent]` |
//!
//! Sources: Shoemake, *Animating rotation with quaternion curves* (1985), for (3); White, *Sampling generative networks*
//! (2016), section 2, for why. It is the last file of the way.

use common::by_hand::{Tensor, TensorData, assert_shape};

/// The sine of an angle below which two directions count as one, or as opposite: in single precision the cosine of such
/// an angle is 1 or -1 up to rounding, and the angle itself is noise.
const SAME: f64 = 1e-3;

/// **Exercise a3.interpolation.linear** (1 point): equation (1) at both ends and at `steps` places between them, evenly
/// apart.
///
/// # Shapes
/// - ends: `[latent]` each
/// - output: `[steps + 2, latent]`
pub fn linear(ends: [Tensor<1>; 2], steps: usize) -> Tensor<2> {
    let [from, to] = ends.map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from);
    (-t.clone() + 1.0) * from + t * to
}

/// **Exercise a3.interpolation.spherical** (2 points): equation (3) at the same places, [`linear`] where the sine of the
/// angle is below `SAME`.
///
/// # Shapes
/// - ends: `[latent]` each
/// - output: `[steps + 2, latent]`
pub fn spherical(ends: [Tensor<1>; 2], steps: usize) -> Tensor<2> {
    let [from, to] = ends.clone();
    let number = |of: Tensor<1>| of.sum().into_scalar::<f64>();
    let lengths = [&from, &to].map(|end| number(end.clone().square()).sqrt());
    let cosine = number(from.clone() * to.clone()) / (lengths[0] * lengths[1]);
    let angle = cosine.clamp(-1.0, 1.0).acos();
    // Also where an end has no direction: the cosine is then not a number.
    if angle.is_nan() || angle.sin() < SAME {
        return linear(ends, steps);
    }
    let [from, to] = [from, to].map(|end| end.unsqueeze::<2>());
    let t = places(steps, &from);
    let weight = |share: Tensor<2>| (share * angle).sin() / angle.sin();
    weight(-t.clone() + 1.0) * from + weight(t) * to
}

/// t at both ends and at `steps` places between them: a column `[steps + 2, 1]`, on the device of `like`, which is
/// `[1, latent]`.
pub fn places(steps: usize, like: &Tensor<2>) -> Tensor<2> {
    assert_shape!(like, [1, _]);
    let places = (0..steps + 2).map(|place| place as f64 / (steps + 1) as f64);
    let data = TensorData::new(places.collect::<Vec<_>>(), [steps + 2, 1]);
    Tensor::from_data(data, &like.device())
}
