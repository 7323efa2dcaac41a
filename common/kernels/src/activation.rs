//! The two functions of a gate, and the loop that computes them with the widest vectors of the machine.
//!
//! Both follow from eˣ - 1, which keeps its digits near 0:
//!
//! σ(x) = 1 / (2 + (e⁻ˣ - 1)),   tanh(x) = (e²ˣ - 1) / ((e²ˣ - 1) + 2)
//!
//! In single precision eˣ - 1 is a polynomial, without a branch or a call, so that the compiler makes vector
//! instructions of it. With x = n ln 2 + r, |r| ≤ ln 2 / 2:   eˣ - 1 = 2ⁿ (eʳ - 1) + (2ⁿ - 1).
//!
//! Source: Cephes (Moshier, 1989), `expf`, for reduction and coefficients.

use crate::number::Number;

/// A number with the functions of a gate.
pub(crate) trait Gate: Number {
    /// The logistic sigmoid σ.
    fn sigmoid(self) -> Self;

    fn tanh(self) -> Self;
}

impl Gate for f32 {
    #[inline(always)]
    fn sigmoid(self) -> Self {
        1.0 / (2.0 + exp_minus_one(-self))
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        let power = exp_minus_one(2.0 * self);
        power / (power + 2.0)
    }
}

impl Gate for f64 {
    #[inline(always)]
    fn sigmoid(self) -> Self {
        1.0 / (1.0 + (-self).exp())
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        f64::tanh(self)
    }
}

/// A number added to this one is rounded to a whole number, which then stands in the last bits.
const WHOLE: f32 = 12_582_912.0;

/// eˣ - 1; x beyond ±87 counts as ±87: tanh is ±1 long before that, and σ below 2e-38.
#[inline(always)]
fn exp_minus_one(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + WHOLE;
    let n = shifted - WHOLE;
    // ln 2 in two parts: n times the first is exact.
    let r = (x - n * 0.693_359_4) + n * 2.121_944_4e-4;
    let polynomial =
        ((((1.987_569_1e-4 * r + 1.398_2e-3) * r + 8.333_452e-3) * r + 4.166_579_6e-2) * r
            + 1.666_666_5e-1)
            * r
            + 0.5;
    let two_to_n = f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23));
    two_to_n * (polynomial * (r * r) + r) + (two_to_n - 1.0)
}

/// A loop over numbers. Its body is to be inlined: what is called is compiled without the wide vectors.
pub(crate) trait Loop {
    fn run(self);
}

/// Runs a loop compiled for the widest vectors that this machine has. Every number is the result of the same
/// operations in the same order on any machine: none is fused.
pub(crate) fn widest(inner: impl Loop) {
    #[cfg(target_arch = "x86_64")]
    {
        use pulp::x86::{V3, V4};
        if let Some(machine) = V4::try_new() {
            return machine.vectorize(Wide(inner));
        }
        if let Some(machine) = V3::try_new() {
            return machine.vectorize(Wide(inner));
        }
    }
    inner.run();
}

#[cfg(target_arch = "x86_64")]
struct Wide<L>(L);

#[cfg(target_arch = "x86_64")]
impl<L: Loop> pulp::NullaryFnOnce for Wide<L> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.0.run();
    }
}
