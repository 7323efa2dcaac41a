//! What theory says of the gradient in a deep network before its first step: mean field.
//!
//! In a wide layer of independent weights with variance g²/width, z is normal. Three numbers of a layer's outputs
//! say all that the next one needs: the mean m, the mean square p, and the variance v over the batch. Let φ
//! be taken at z of the variance q, with q = g² p without norm and q = 1 with it, and E be the mean over
//! normal z. A block without skip begins anew, one with skip adds:
//!
//! m ← [m +] E φ,  p ← [p + 2 m E φ +] E φ²,  v ← [v +] Var φ   (1)
//!
//! and the square of the gradient's length is multiplied on its way back by
//!
//! χ = [1 +] g² E φ'²  without norm,  χ = [1 +] E φ'² / v  with it   (2)
//!
//! where p and v are those of the block's input. For ReLU with He's weights χ = 1; for the sigmoid it is at most
//! g²/16; with norm and without skip it is E φ'² / Var φ, for ReLU π / (π - 1) = 1.467, whatever the weights.
//! With norm and skip v grows by the same in every block, so that the product grows as a power of the depth only.
//!
//! Sources: Poole et al., *Exponential expressivity in deep neural networks through transient chaos* (2016);
//! Schoenholz et al., *Deep information propagation* (2017); Yang and Schoenholz (2017) for skips; Yang et al.,
//! *A mean field theory of batch normalization* (2019). With norm, the examples of a large batch are taken to be
//! as unlike as they become after some layers.

use super::deep::{Activation, Design};

/// What the first layer gets of the gradient of the last one, ‖∂L/∂h_1‖ / ‖∂L/∂h_L‖, for inputs of mean square 1.
pub fn ratio(design: &Design) -> f64 {
    profile(design)[0]
}

/// What each layer gets of the gradient of the last one, from the first on; the last is 1.
pub fn profile(design: &Design) -> Vec<f64> {
    let [first, gain] = design.gains().map(|gain| gain * gain);
    let moments = |q| Moments::of(design.activation, if design.norm { 1.0 } else { q });
    let identity = f64::from(u8::from(design.skip));
    let start = moments(first);
    let (mut mean, mut square, mut variance) = (start.mean, start.square, start.variance());
    let mut factors = Vec::new();
    for _ in 1..design.depth {
        let own = moments(gain * square);
        let branch = match design.norm {
            true => own.slope / variance,
            false => gain * own.slope,
        };
        factors.push((identity + branch).sqrt());
        square = identity * (square + 2.0 * mean * own.mean) + own.square;
        mean = identity * mean + own.mean;
        variance = identity * variance + own.variance();
    }
    let back = factors.iter().rev().scan(1.0, |arrived, factor| {
        *arrived *= factor;
        Some(*arrived)
    });
    let mut profile: Vec<f64> = [1.0].into_iter().chain(back).collect();
    profile.reverse();
    profile
}

/// Means over normal z.
struct Moments {
    /// E φ.
    mean: f64,
    /// E φ².
    square: f64,
    /// E φ'².
    slope: f64,
}

impl Moments {
    /// For z of this variance, by the midpoint rule over ±8 standard deviations.
    fn of(activation: Activation, variance: f64) -> Self {
        const POINTS: usize = 800;
        let width = 16.0 / POINTS as f64;
        let mut moments = [0.0; 3];
        for point in 0..POINTS {
            let z = -8.0 + (point as f64 + 0.5) * width;
            let weight = width * (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
            let value = activation.value(z * variance.sqrt());
            let slope = activation.slope(value);
            let terms = [value, value * value, slope * slope];
            for (moment, term) in moments.iter_mut().zip(terms) {
                *moment += weight * term;
            }
        }
        let [mean, square, slope] = moments;
        Self {
            mean,
            square,
            slope,
        }
    }

    fn variance(&self) -> f64 {
        self.square - self.mean * self.mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::deep::FirstWeights;
    use crate::staff::inside::factor;
    use std::f64::consts::PI;

    fn a_layer(
        activation: Activation,
        [norm, skip]: [bool; 2],
        first_weights: FirstWeights,
    ) -> f64 {
        let design = Design {
            depth: 30,
            width: 64,
            activation,
            norm,
            skip,
            first_weights,
        };
        factor(ratio(&design), design.depth)
    }

    #[test]
    fn factors_that_are_known_come_out() {
        let relu = |remedies, weights| a_layer(Activation::Relu, remedies, weights);
        let plain = [false, false];
        assert!((relu(plain, FirstWeights::He) - 1.0).abs() < 1e-6);
        assert!((relu(plain, FirstWeights::Xavier) - 0.5_f64.sqrt()).abs() < 1e-6);
        let normalized = relu([true, false], FirstWeights::Pytorch);
        assert!((normalized - (PI / (PI - 1.0)).sqrt()).abs() < 1e-4);
        // He's weights on a branch double the square of the length, forward and backward.
        let skip = relu([false, true], FirstWeights::He);
        assert!((skip - 2.0_f64.sqrt()).abs() < 1e-6);
        let sigmoid = a_layer(Activation::Sigmoid, plain, FirstWeights::Xavier);
        assert!(sigmoid < 0.25 && sigmoid > 0.22, "{sigmoid}");
    }

    #[test]
    fn with_norm_and_skip_the_gradient_grows_as_a_power_of_the_depth() {
        let of = |depth| {
            ratio(&Design {
                depth,
                width: 64,
                activation: Activation::Relu,
                norm: true,
                skip: true,
                first_weights: FirstWeights::Auto,
            })
        };
        // A power: the same factor for each doubling. An exponential would square it.
        let doubled = [of(20) / of(10), of(40) / of(20), of(80) / of(40)];
        assert!(
            doubled.iter().all(|it| (1.5..1.75).contains(it)),
            "{doubled:?}"
        );
    }
}
