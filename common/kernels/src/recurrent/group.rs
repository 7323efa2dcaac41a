//! All steps of some rows of the batch.
//!
//! What enters a step stands side by side, z_t = [h_{t-1} | x_t | 1], and so do the weights, one above the other:
//! one product gives all sums, z_t W. Back, with the gradients D_t by the sums:
//!
//! ∂L/∂W = Σ over t of z_tᵀ D_t,   ∂L/∂h_{t-1} = D_t W_hᵀ,   ∂L/∂x_t = D_t W_xᵀ
//!
//! of which the first is a single product over all steps and rows.

use super::Wanted;
use super::cell::{Cell, Step};
use super::weights::Stacked;
use crate::activation::Gate;
use crate::number::tensor;
use burn::backend::flex::FlexTensor;
use std::marker::PhantomData;

/// What the way back needs of some rows, one step after the other.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// z, `[steps * rows, hidden + features + 1]`
    z: FlexTensor,
    /// What the cell keeps, `[steps * rows, K * hidden]`
    cell: FlexTensor,
}

/// Gradients that some rows hand back.
pub(super) struct Gradients<E> {
    /// As [`Stacked::to_weights`] gives them.
    pub(super) weights: Vec<FlexTensor>,
    /// By h_0 and c_0, `[rows, hidden]` each.
    pub(super) start: [Vec<E>; 2],
    /// `[rows, steps, features]`, or empty.
    pub(super) inputs: Vec<E>,
}

/// Some rows of a cell with S columns of sums that keeps K numbers.
pub(super) struct Group<'a, C, const S: usize, const K: usize> {
    weights: &'a Stacked,
    rows: usize,
    steps: usize,
    cell: PhantomData<C>,
}

impl<'a, C: Cell<S, K>, const S: usize, const K: usize> Group<'a, C, S, K> {
    pub(super) fn new(weights: &'a Stacked, rows: usize, steps: usize) -> Self {
        Self {
            weights,
            rows,
            steps,
            cell: PhantomData,
        }
    }

    /// States of a row that come out: all h, and the last c if there is one.
    fn states(&self) -> usize {
        self.steps + C::STATES - 1
    }

    /// Reads the inputs `[rows, steps, features]` from a state on; `out` is `[rows, states, hidden]`.
    pub(super) fn forward<E: Gate>(
        &self,
        inputs: &[E],
        start: [Vec<E>; 2],
        out: &mut [E],
        keep: bool,
    ) -> Kept {
        let (rows, hidden, width) = (self.rows, self.weights.hidden, self.weights.width());
        let (features, states) = (width - hidden - 1, self.states());
        let slots = if keep { self.steps } else { 1 };
        let mut z = tensor(vec![E::ONE; slots * rows * width], [slots * rows, width]);
        let mut kept = vec![E::default(); slots * rows * K * hidden];
        let [mut h, mut carry] = start;
        carry.resize(rows * hidden, E::default());
        for step in 0..self.steps {
            let first = if keep { step * rows } else { 0 };
            let (of_z, of_kept) = (first * width, first * K * hidden);
            let now = &mut E::of_mut(&mut z)[of_z..][..rows * width];
            for (row, z) in now.chunks_exact_mut(width).enumerate() {
                z[..hidden].copy_from_slice(&h[row * hidden..][..hidden]);
                let x = &inputs[(row * self.steps + step) * features..][..features];
                z[hidden..width - 1].copy_from_slice(x);
            }
            let sums = self.weights.sums(&z.narrow(0, first, rows));
            let sums: Vec<&[E]> = sums.iter().map(E::of).collect();
            let now = Step {
                z: &E::of(&z)[of_z..][..rows * width],
                carry: &mut carry,
                kept: &mut kept[of_kept..][..rows * K * hidden],
                h: &mut h,
                hidden,
            };
            now.forward::<C, S, K>(&sums);
            for (out, h) in out[step * hidden..]
                .chunks_mut(states * hidden)
                .zip(h.chunks_exact(hidden))
            {
                out[..hidden].copy_from_slice(h);
            }
        }
        if C::STATES == 2 {
            let lines = out
                .chunks_exact_mut(states * hidden)
                .zip(carry.chunks_exact(hidden));
            lines.for_each(|(out, c)| out[self.steps * hidden..].copy_from_slice(c));
        }
        Kept {
            z,
            cell: tensor(kept, [slots * rows, K * hidden]),
        }
    }

    /// The gradients of `g`, which is by what came out. The numbers that were kept are written over.
    pub(super) fn backward<E: Gate>(&self, kept: Kept, g: &[E], wanted: Wanted) -> Gradients<E> {
        let Kept { z, mut cell } = kept;
        let (rows, hidden, width) = (self.rows, self.weights.hidden, self.weights.width());
        let states = self.states();
        let mut of_h = tensor(vec![E::default(); rows * hidden], [rows, hidden]);
        let mut carry = vec![E::default(); rows * hidden];
        if C::STATES == 2 {
            let lines = g
                .chunks_exact(states * hidden)
                .zip(carry.chunks_exact_mut(hidden));
            lines.for_each(|(g, c)| c.copy_from_slice(&g[self.steps * hidden..]));
        }
        for step in (0..self.steps).rev() {
            let first = step * rows;
            let of_h_now = E::of_mut(&mut of_h);
            let lines = g[step * hidden..].chunks(states * hidden);
            for (h, g) in of_h_now.chunks_exact_mut(hidden).zip(lines) {
                h.iter_mut().zip(g).for_each(|(h, &g)| *h += g);
            }
            let now = Step {
                z: &E::of(&z)[first * width..][..rows * width],
                carry: &mut carry,
                kept: &mut E::of_mut(&mut cell)[first * K * hidden..][..rows * K * hidden],
                h: of_h_now,
                hidden,
            };
            now.backward::<C, S, K>();
            if step > 0 || wanted.start {
                of_h = self.weights.to_hidden(&cell.narrow(0, first, rows));
            }
        }
        let of_h = E::of(&of_h).to_vec();
        let start = match C::STATES {
            2 => [of_h, carry],
            _ => {
                let both = of_h
                    .iter()
                    .zip(&carry)
                    .map(|(&product, &past)| product + past);
                [both.collect(), Vec::new()]
            }
        };
        Gradients {
            weights: self.weights.to_weights(&z, &cell),
            start,
            inputs: match wanted.inputs {
                true => self.by_row(&self.weights.to_inputs(&cell)),
                false => Vec::new(),
            },
        }
    }

    /// `[steps * rows, numbers]` as `[rows, steps, numbers]`.
    fn by_row<E: Gate>(&self, by_step: &FlexTensor) -> Vec<E> {
        let lines: Vec<&[E]> = E::of(by_step).chunks_exact(self.weights.features).collect();
        let rows = (0..self.rows).flat_map(|row| lines.iter().skip(row).step_by(self.rows));
        rows.copied().collect::<Vec<_>>().concat()
    }
}
