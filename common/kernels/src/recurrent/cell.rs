//! What a cell is, and how its step goes over the units of a row.

use crate::activation::{Gate, Loop, widest};
use std::array::from_fn;
use std::marker::PhantomData;

/// A recurrent cell: one step of one unit in one row of the batch. There are S columns of sums, and K numbers are kept
/// for the way back, K ≥ S. Beside h a unit hands on one number from step to step, `carry`: the LSTM's c, or nothing.
pub(super) trait Cell<const S: usize, const K: usize> {
    /// The columns of sums that inputs have a part in, from one to before another.
    const INPUT: [usize; 2];

    /// The same of the hidden states.
    const HIDDEN: [usize; 2];

    /// How many numbers are the state of a unit: h, or h and `carry`.
    const STATES: usize;

    /// A step, from the sums and the state before.
    fn forward<E: Gate>(sums: [E; S], h: E, carry: E) -> Forth<E, K>;

    /// The same step back. `of` is the gradient by the new h and, in `carry`, what the step behind left there.
    fn backward<E: Gate>(kept: [E; K], h: E, of: [E; 2]) -> Back<E, S>;
}

/// What a step makes.
pub(super) struct Forth<E, const K: usize> {
    pub(super) h: E,
    pub(super) carry: E,
    pub(super) kept: [E; K],
}

/// The gradients that a step hands back: by its sums, and what reaches the state past them.
pub(super) struct Back<E, const S: usize> {
    pub(super) sums: [E; S],
    pub(super) carry: E,
}

/// A step of some rows: `[rows, hidden]` each, `kept` K of them side by side.
pub(super) struct Step<'a, E> {
    /// What enters the step: of each row, h first.
    pub(super) z: &'a [E],
    pub(super) carry: &'a mut [E],
    /// Kept on the way forth; on the way back the gradients by the sums are written over it.
    pub(super) kept: &'a mut [E],
    /// The new state, or the gradient by it.
    pub(super) h: &'a mut [E],
    pub(super) hidden: usize,
}

/// Units that are computed side by side: the numbers of the widest vector.
const SIDE: usize = 16;

/// A step with the cell that does it and, on the way forth, its sums.
struct Forward<'a, E, C, const S: usize, const K: usize>(
    Step<'a, E>,
    &'a [&'a [E]],
    PhantomData<C>,
);

struct Backward<'a, E, C, const S: usize, const K: usize>(Step<'a, E>, PhantomData<C>);

impl<E: Gate> Step<'_, E> {
    /// Forth, with the sums in parts whose columns stand side by side.
    pub(super) fn forward<C: Cell<S, K>, const S: usize, const K: usize>(self, sums: &[&[E]]) {
        widest(Forward::<E, C, S, K>(self, sums, PhantomData));
    }

    pub(super) fn backward<C: Cell<S, K>, const S: usize, const K: usize>(self) {
        widest(Backward::<E, C, S, K>(self, PhantomData));
    }

    /// A row of these.
    #[inline(always)]
    fn row(&mut self, row: usize) -> Row<'_, E> {
        let hidden = self.hidden;
        let rows = self.h.len() / hidden;
        let (width, numbers) = (self.z.len() / rows, self.kept.len() / rows);
        Row {
            before: &self.z[row * width..][..hidden],
            carry: &mut self.carry[row * hidden..][..hidden],
            kept: &mut self.kept[row * numbers..][..numbers],
            h: &mut self.h[row * hidden..][..hidden],
        }
    }
}

// No closures around what is computed: the compiler would compile them apart, without the wide vectors.
impl<E: Gate, C: Cell<S, K>, const S: usize, const K: usize> Loop for Forward<'_, E, C, S, K> {
    #[inline(always)]
    fn run(self) {
        let Self(mut step, parts, _) = self;
        let (hidden, rows) = (step.hidden, step.h.len() / step.hidden);
        for row in 0..rows {
            let mut sums = [&[][..]; S];
            let mut next = sums.iter_mut();
            for part in parts {
                let width = part.len() / rows;
                let columns = part[row * width..][..width].chunks_exact(hidden);
                // Columns first: where they end, no place is lost.
                for (column, sums) in columns.zip(next.by_ref()) {
                    *sums = column;
                }
            }
            let mut line = step.row(row);
            let rest = hidden - hidden % SIDE;
            for unit in (0..rest).step_by(SIDE) {
                line.forward_at::<C, S, K, SIDE>(sums, unit);
            }
            for unit in rest..hidden {
                line.forward_at::<C, S, K, 1>(sums, unit);
            }
        }
    }
}

impl<E: Gate, C: Cell<S, K>, const S: usize, const K: usize> Loop for Backward<'_, E, C, S, K> {
    #[inline(always)]
    fn run(self) {
        let Self(mut step, _) = self;
        let (hidden, rows) = (step.hidden, step.h.len() / step.hidden);
        for row in 0..rows {
            let mut line = step.row(row);
            let rest = hidden - hidden % SIDE;
            for unit in (0..rest).step_by(SIDE) {
                line.backward_at::<C, S, K, SIDE>(unit);
            }
            for unit in rest..hidden {
                line.backward_at::<C, S, K, 1>(unit);
            }
        }
    }
}

/// One row in one step.
struct Row<'a, E> {
    before: &'a [E],
    carry: &'a mut [E],
    kept: &'a mut [E],
    h: &'a mut [E],
}

impl<E: Gate> Row<'_, E> {
    #[inline(always)]
    fn forward_at<C: Cell<S, K>, const S: usize, const K: usize, const N: usize>(
        &mut self,
        sums: [&[E]; S],
        unit: usize,
    ) {
        let hidden = self.h.len();
        let sums = sums.map(|sums| load::<E, N>(sums, unit));
        let (before, mut carry) = (
            load::<E, N>(self.before, unit),
            load::<E, N>(self.carry, unit),
        );
        let (mut h, mut kept) = ([E::default(); N], [[E::default(); N]; K]);
        for at in 0..N {
            let made = C::forward(from_fn(|sum| sums[sum][at]), before[at], carry[at]);
            (h[at], carry[at]) = (made.h, made.carry);
            for (kept, made) in kept.iter_mut().zip(made.kept) {
                kept[at] = made;
            }
        }
        self.h[unit..][..N].copy_from_slice(&h);
        self.carry[unit..][..N].copy_from_slice(&carry);
        for (number, kept) in kept.iter().enumerate() {
            self.kept[number * hidden + unit..][..N].copy_from_slice(kept);
        }
    }

    #[inline(always)]
    fn backward_at<C: Cell<S, K>, const S: usize, const K: usize, const N: usize>(
        &mut self,
        unit: usize,
    ) {
        let hidden = self.h.len();
        let kept: [_; K] = from_fn(|number| load::<E, N>(self.kept, number * hidden + unit));
        let (before, of_h) = (load::<E, N>(self.before, unit), load::<E, N>(self.h, unit));
        let (mut carry, mut sums) = (load::<E, N>(self.carry, unit), [[E::default(); N]; S]);
        for at in 0..N {
            let kept = from_fn(|number| kept[number][at]);
            let made = C::backward(kept, before[at], [of_h[at], carry[at]]);
            carry[at] = made.carry;
            for (sums, made) in sums.iter_mut().zip(made.sums) {
                sums[at] = made;
            }
        }
        self.carry[unit..][..N].copy_from_slice(&carry);
        for (number, sums) in sums.iter().enumerate() {
            self.kept[number * hidden + unit..][..N].copy_from_slice(sums);
        }
    }
}

#[inline(always)]
fn load<E: Gate, const N: usize>(from: &[E], at: usize) -> [E; N] {
    let mut numbers = [E::default(); N];
    numbers.copy_from_slice(&from[at..][..N]);
    numbers
}
