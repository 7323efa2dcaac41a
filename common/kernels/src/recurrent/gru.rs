//! The step of the gated recurrent unit, of one unit in one row. With a = x W_x + b and u = h W_h of each gate:
//!
//! r = σ(a_r + u_r),  z = σ(a_z + u_z),  n = tanh(a_n + r u_n),   h' = (1 - z) n + z h
//!
//! and back:
//!
//! ∂L/∂a_n = ∂L/∂h' (1 - z) (1 - n²),  ∂L/∂u_n = ∂L/∂a_n r,  ∂L/∂a_r = ∂L/∂a_n u_n r (1 - r)
//!
//! ∂L/∂a_z = ∂L/∂h' (h - n) z (1 - z);   past the gates, h gets ∂L/∂h' z
//!
//! The sums a_n and u_n are apart, so that there are four columns of them: a_n, r, z, u_n. Inputs have the first
//! three, hidden states the last three.
//!
//! Source: Cho et al. (2014), with the reset gate behind the product as in cuDNN.

use super::cell::{Back, Cell, Forth};
use crate::activation::Gate;

pub(super) struct Gru;

impl Cell<4, 4> for Gru {
    const INPUT: [usize; 2] = [0, 3];
    const HIDDEN: [usize; 2] = [1, 4];
    const STATES: usize = 1;

    #[inline(always)]
    fn forward<E: Gate>([a_n, r, z, u_n]: [E; 4], h: E, carry: E) -> Forth<E, 4> {
        let (r, z) = (r.sigmoid(), z.sigmoid());
        let n = (a_n + r * u_n).tanh();
        Forth {
            h: n + z * (h - n),
            carry,
            kept: [n, r, z, u_n],
        }
    }

    #[inline(always)]
    fn backward<E: Gate>([n, r, z, u_n]: [E; 4], h: E, [of_h, past]: [E; 2]) -> Back<E, 4> {
        let (of_h, one) = (of_h + past, E::ONE);
        let of_n = of_h * (one - z) * (one - n * n);
        Back {
            sums: [
                of_n,
                of_n * u_n * r * (one - r),
                of_h * (h - n) * z * (one - z),
                of_n * r,
            ],
            carry: of_h * z,
        }
    }
}
