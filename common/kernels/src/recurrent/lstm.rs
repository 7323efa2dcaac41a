//! The LSTM's step, of one unit in one row. With a = x W_x + h W_h + b of each gate and c as it was before:
//!
//! i = σ(a_i),  f = σ(a_f),  g = tanh(a_g),  o = σ(a_o),   c' = f c + i g,   h = o tanh(c')
//!
//! and back, with s for what c' hands on: ∂L/∂c', by itself and by way of h,
//!
//! s = ∂L/∂c' + ∂L/∂h o (1 - tanh² c'),   ∂L/∂c = s f
//!
//! ∂L/∂a_i = s g i (1 - i),  ∂L/∂a_f = s c f (1 - f),  ∂L/∂a_g = s i (1 - g²),  ∂L/∂a_o = ∂L/∂h tanh(c') o (1 - o)
//!
//! Source: Hochreiter and Schmidhuber (1997), with the forget gate of Gers, Schmidhuber and Cummins (2000).

use super::cell::{Back, Cell, Forth};
use crate::activation::Gate;

pub(super) struct Lstm;

impl Cell<4, 6> for Lstm {
    const INPUT: [usize; 2] = [0, 4];
    const HIDDEN: [usize; 2] = [0, 4];
    const STATES: usize = 2;

    #[inline(always)]
    fn forward<E: Gate>([i, f, g, o]: [E; 4], _h: E, c: E) -> Forth<E, 6> {
        let (i, f, g, o) = (i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid());
        let next = f * c + i * g;
        let tanh = next.tanh();
        Forth {
            h: o * tanh,
            carry: next,
            kept: [i, f, g, o, c, tanh],
        }
    }

    #[inline(always)]
    fn backward<E: Gate>([i, f, g, o, c, tanh]: [E; 6], _h: E, of: [E; 2]) -> Back<E, 4> {
        let ([of_h, of_c], one) = (of, E::ONE);
        let s = of_c + of_h * o * (one - tanh * tanh);
        Back {
            sums: [
                s * g * i * (one - i),
                s * c * f * (one - f),
                s * i * (one - g * g),
                of_h * tanh * o * (one - o),
            ],
            carry: s * f,
        }
    }
}
