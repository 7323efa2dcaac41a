//! The filters of a convolution by tiles, and their gradient.

use super::Tiles;
use crate::number::{Number, tensor};
use crate::tiles::{Four, both, of_filter, to_filter};
use burn::backend::flex::FlexTensor;
use std::array::from_fn;

impl Tiles {
    /// G g Gᵀ of every filter, shape `[16, out, channels]`; turned by 180°, which exchanges the first place
    /// with the last in both directions.
    pub(super) fn filters<E: Number>(&self, w: &[E], turned: bool) -> FlexTensor {
        let fours = self.channels / 4;
        let mut all = vec![[E::default(); 4]; self.out * 16 * fours];
        for (w, places) in w.chunks(9 * self.channels).zip(all.chunks_mut(16 * fours)) {
            for (four, taps) in w.chunks(36).enumerate() {
                let tap = |at: usize| Four(from_fn(|lane| taps[lane * 9 + at]));
                let values = both(from_fn(|y| from_fn(|x| tap(3 * y + x))), of_filter);
                for (place, value) in values.as_flattened().iter().enumerate() {
                    let turn = |it: usize| {
                        if turned && it.is_multiple_of(3) {
                            3 - it
                        } else {
                            it
                        }
                    };
                    places[(4 * turn(place / 4) + turn(place % 4)) * fours + four] = value.0;
                }
            }
        }
        tensor(all.into_flattened(), [self.out, 16, self.channels]).permute(&[1, 0, 2])
    }

    /// Gᵀ m G of every filter, from the shape `[16, out, channels]`.
    pub(super) fn taps<E: Number>(&self, all: &[E]) -> Vec<E> {
        let fours = self.channels / 4;
        let mut w = vec![E::default(); self.out * self.channels * 9];
        let mut places = vec![[E::default(); 4]; 16 * fours];
        for (out, w) in w.chunks_mut(9 * self.channels).enumerate() {
            let rows = all
                .as_chunks::<4>()
                .0
                .chunks(fours)
                .skip(out)
                .step_by(self.out);
            places
                .chunks_mut(fours)
                .zip(rows)
                .for_each(|(to, row)| to.copy_from_slice(row));
            for (four, w) in w.chunks_mut(36).enumerate() {
                let place = |place: usize| Four(places[place * fours + four]);
                let taps = both(from_fn(|y| from_fn(|x| place(4 * y + x))), to_filter);
                for (tap, values) in taps.as_flattened().iter().enumerate() {
                    (0..4).for_each(|lane| w[lane * 9 + tap] = values.0[lane]);
                }
            }
        }
        w
    }
}
