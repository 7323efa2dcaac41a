//! What batch normalisation knows of a channel, and how it sums over the numbers of one.

use super::Layer;
use crate::number::Number;
use rayon::prelude::*;
use std::ops::Range;

/// Numbers of one image that a thread sums over the batch.
const CHUNK: usize = 1 << 12;

/// What all numbers of a channel have in common.
#[derive(Clone, Copy)]
pub(super) struct Channel<E> {
    pub(super) mean: E,
    /// 1 / √(variance + ε)
    pub(super) inverse: E,
    /// γ times this.
    pub(super) scale: E,
    beta: E,
}

impl<E: Number> Channel<E> {
    pub(super) fn all(affine: &[E], statistics: &[E], epsilon: f64) -> Vec<Self> {
        let (gamma, beta) = affine.split_at(affine.len() / 2);
        let (mean, variance) = statistics.split_at(statistics.len() / 2);
        let channel = |at: usize| {
            let root = (variance[at] + E::from_elem(epsilon)).square_root();
            let inverse = E::from_elem(1.0) / root;
            Self {
                mean: mean[at],
                inverse,
                scale: gamma[at] * inverse,
                beta: beta[at],
            }
        };
        (0..mean.len()).map(channel).collect()
    }

    /// z, or 0 in place of what ReLU takes away; NaN stays.
    pub(super) fn output(&self, x: E, relu: bool) -> E {
        let z = (x - self.mean) * self.scale + self.beta;
        if relu & (z <= E::default()) {
            E::default()
        } else {
            z
        }
    }

    /// h, for this ∂L/∂y.
    pub(super) fn behind(&self, g: E, x: E, relu: bool) -> E {
        let z = (x - self.mean) * self.scale + self.beta;
        if relu & (z <= E::default()) {
            E::default()
        } else {
            g
        }
    }
}

impl Layer {
    /// Pixels of a map.
    pub(super) fn area(&self) -> usize {
        self.images[2] * self.images[3]
    }

    /// How many maps a thread takes at a time.
    pub(super) fn group(&self) -> usize {
        CHUNK.div_ceil(self.area())
    }

    /// K sums for each channel, one after the other: `[K * channels]`. `add` adds the terms of a map, which begins at
    /// some number of the images and is of some channel, to the sums of its pixels.
    pub(super) fn sums<E: Number, const K: usize>(
        &self,
        add: impl Fn([&mut [E]; K], Range<usize>, usize) + Sync,
    ) -> Vec<E> {
        let ([batch, channels, ..], area, group) = (self.images, self.area(), self.group());
        let groups = (0..channels.div_ceil(group)).into_par_iter().map(|number| {
            let members = number * group..channels.min((number + 1) * group);
            let mut pixels = [(); K].map(|()| vec![E::default(); members.len() * area]);
            for map in (0..batch).flat_map(|image| members.clone().map(move |it| (image, it))) {
                let (image, channel) = map;
                let here = (channel - members.start) * area;
                let from = (image * channels + channel) * area;
                let pixels = pixels.each_mut().map(|sums| &mut sums[here..][..area]);
                add(pixels, from..from + area, channel);
            }
            pixels.map(|sums| {
                let maps = sums.chunks(area).map(|map| {
                    let pixels = map.iter().copied();
                    pixels.reduce(|sum, pixel| sum + pixel).unwrap_or_default()
                });
                maps.collect::<Vec<E>>()
            })
        });
        // Collected first: they stand in the order of the channels, whoever computed them.
        let groups: Vec<[Vec<E>; K]> = groups.collect();
        let sums = (0..K).flat_map(|at| groups.iter().flat_map(move |group| &group[at]));
        sums.copied().collect()
    }

    /// How many numbers a channel has in the batch.
    pub(super) fn count<E: Number>(&self) -> E {
        E::from_elem((self.images[0] * self.area()) as f64)
    }
}
