//! The transforms of Winograd's F(2x2, 3x3), in the notation of `winograd.rs`.

use crate::number::Ring;
use std::array::from_fn;
use std::ops::{Add, Sub};

/// Four numbers that are computed with side by side.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Four<E>(pub [E; 4]);

impl<E: Ring> Add for Four<E> {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
    }
}

impl<E: Ring> Sub for Four<E> {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] - other.0[lane]))
    }
}

impl<E: Ring> Ring for Four<E> {
    #[inline]
    fn half(self) -> Self {
        Self(self.0.map(Ring::half))
    }
}

/// Bᵀ d, of one row or column of a tile of pixels.
#[inline]
pub(crate) fn of_input<N: Ring>([a, b, c, d]: [N; 4]) -> [N; 4] {
    [a - c, b + c, c - b, b - d]
}

/// G g.
#[inline]
pub(crate) fn of_filter<N: Ring>([a, b, c]: [N; 3]) -> [N; 4] {
    let (ends, middle) = ((a + c).half(), b.half());
    [a, ends + middle, ends - middle, c]
}

/// Aᵀ m.
#[inline]
pub(crate) fn to_output<N: Ring>([a, b, c, d]: [N; 4]) -> [N; 2] {
    [a + b + c, b - c - d]
}

/// A ∂y.
#[inline]
pub(crate) fn of_gradient<N: Ring>([a, b]: [N; 2]) -> [N; 4] {
    [a, a + b, a - b, N::default() - b]
}

/// Gᵀ m.
#[inline]
pub(crate) fn to_filter<N: Ring>([a, b, c, d]: [N; 4]) -> [N; 3] {
    let (sum, difference) = ((b + c).half(), (b - c).half());
    [a + sum, difference, sum + d]
}

/// A transform of one direction, in both.
#[inline(always)]
pub(crate) fn both<N: Ring, const I: usize, const O: usize>(
    tile: [[N; I]; I],
    one: impl Fn([N; I]) -> [N; O],
) -> [[N; O]; O] {
    let rows = tile.map(&one);
    let columns: [[N; O]; O] = from_fn(|column| one(from_fn(|row| rows[row][column])));
    from_fn(|row| from_fn(|column| columns[column][row]))
}
