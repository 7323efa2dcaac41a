//! Modes: how much of what there is to imitate a generator imitates at all.
//!
//! A generator may fool every discriminator for a while by making one thing well, and all else never: it has
//! *collapsed*. Neither loss shows it. Where the real distribution is known to have K modes, it can be counted.
//! A sample x̃ belongs to the mode with centre c if it is near it,
//!
//! ‖x̃ - c‖ ≤ r   (1)
//!
//! and a mode is covered if at least a tenth of its fair share of N samples belongs to it:
//!
//! #{x̃ : ‖x̃ - c‖ ≤ r} ≥ N / (10 K)   (2)
//!
//! For normal modes with standard deviation σ, r = 3 σ holds 98.9 % of what a perfect generator makes, in the plane.
//!
//! | symbol | code | shape |
//! |---|---|---|
//! | x̃ | `samples` | `[N, features]` |
//! | c | `centres` | `[K, features]` |
//! | r | `reach` | |
//!
//! Source: Metz et al., *Unrolled generative adversarial networks* (2017), section 3.1 for the ring of eight; Srivastava
//! et al., *VEEGAN* (2017), section 4.1 for the three standard deviations. The tenth is this course's: with a single
//! sample for a mode a stray one would count.
//!
//! Read next: `dcgan.rs`.

use common::by_hand::{Tensor, assert_shape};

/// Which samples are near which centre, equation (1): 1 where one is, else 0.
///
/// # Shapes
/// - samples: `[N, features]`
/// - centres: `[K, features]`
/// - output: `[N, K]`
pub fn near(samples: Tensor<2>, centres: Tensor<2>, reach: f64) -> Tensor<2> {
    let [_, features] = centres.dims();
    assert_shape!(samples, [_, features]);
    let apart = samples.unsqueeze_dim::<3>(1) - centres.unsqueeze_dim::<3>(0); // [N, K, features]
    let squares = apart.square().sum_dim(2).squeeze_dim::<2>(2);
    squares.lower_equal_elem(reach * reach).float()
}

/// **Exercise a3.modes.covered** (2 points): how many modes are covered, equation (2). [`near`] says which samples
/// are near which centre.
///
/// # Shapes
/// - samples: `[N, features]`
/// - centres: `[K, features]`
pub fn covered(samples: Tensor<2>, centres: Tensor<2>, reach: f64) -> usize {
    let ([count, _], [modes, _]) = (samples.dims(), centres.dims());
    let belonging = near(samples, centres, reach).sum_dim(0); // [1, K]
    let least = count as f64 / (10.0 * modes as f64);
    let covered: f64 = belonging
        .greater_equal_elem(least)
        .float()
        .sum()
        .into_scalar();
    covered.round() as usize
}

/// The share of samples that are near any mode at all.
///
/// # Shapes
/// - samples: `[N, features]`
/// - centres: `[K, features]`
pub fn share_near(samples: Tensor<2>, centres: Tensor<2>, reach: f64) -> f64 {
    near(samples, centres, reach)
        .max_dim(1)
        .mean()
        .into_scalar()
}
