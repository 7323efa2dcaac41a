//! The step of the vanilla recurrent network, of one unit in one row. With a = x W_x + h W_h + b:
//!
//! h' = tanh(a),   ∂L/∂a = ∂L/∂h' (1 - h'²)
//!
//! Source: Elman, *Finding structure in time* (1990).

use super::cell::{Back, Cell, Forth};
use crate::activation::Gate;

pub(super) struct Rnn;

impl Cell<1, 1> for Rnn {
    const INPUT: [usize; 2] = [0, 1];
    const HIDDEN: [usize; 2] = [0, 1];
    const STATES: usize = 1;

    #[inline(always)]
    fn forward<E: Gate>([sum]: [E; 1], _h: E, carry: E) -> Forth<E, 1> {
        let h = sum.tanh();
        Forth {
            h,
            carry,
            kept: [h],
        }
    }

    #[inline(always)]
    fn backward<E: Gate>([h]: [E; 1], _h: E, [of_h, carry]: [E; 2]) -> Back<E, 1> {
        Back {
            sums: [of_h * (E::ONE - h * h)],
            carry,
        }
    }
}
