//! The directions that are shown, and what of the examples they hold.

use super::Directions;
use crate::pca::Pca;
use burn::tensor::{Int, Tensor};
use common::data::ExampleSet;
use common::demo::Touch;

/// All that steps, knobs and clicks change.
#[derive(Clone)]
pub struct Now {
    /// Components that have been added, or turns of the axis.
    pub(super) steps: usize,
    /// Of the axis, in degrees.
    pub(super) angle: f64,
    /// What its knob was at when it was last turned.
    pub(super) knob: f64,
    /// Which test picture is shown.
    pub(super) picture: usize,
    /// Components that are left out.
    pub(super) dropped: Vec<usize>,
}

impl Now {
    /// Whether a component is in use.
    pub(super) fn has(&self, component: usize) -> bool {
        component < self.steps && !self.dropped.contains(&component)
    }

    fn toggle(&mut self, component: usize) {
        match self.dropped.iter().position(|it| *it == component) {
            Some(place) => drop(self.dropped.remove(place)),
            None if component < self.steps => self.dropped.push(component),
            None => {}
        }
    }
}

impl Directions {
    /// The directions that are shown, as components; none if there are none.
    pub(super) fn shown(&self) -> Option<Pca> {
        let (pca, now) = (&self.reduction.pca, &self.now);
        let components = match self.shape {
            None => axes(&pca.components, &[now.angle]),
            Some(_) => {
                let kept = (0..now.steps).filter(|it| now.has(*it));
                let kept: Vec<i64> = kept.map(|it| it as i64).collect();
                if kept.is_empty() {
                    return None;
                }
                let kept = Tensor::<1, Int>::from_data(kept.as_slice(), &pca.mean.device());
                pca.components.clone().select(0, kept)
            }
        };
        Some(Pca {
            components,
            ..pca.clone()
        })
    }

    /// Examples as they are reconstructed from what is shown.
    pub(super) fn again(&self, inputs: Tensor<2>) -> Tensor<2> {
        match self.shown() {
            Some(pca) => pca.reconstruct(pca.project(inputs)),
            None => inputs.zeros_like() + self.reduction.pca.mean.clone(),
        }
    }

    /// The variances of the training examples along axes of the plane, at these angles in degrees.
    pub(super) fn variances(&self, angles: &[f64]) -> Vec<f64> {
        let pca = &self.reduction.pca;
        let along = Pca {
            components: axes(&pca.components, angles),
            ..pca.clone()
        };
        let inputs = self.reduction.data.train.whole().inputs;
        values(&along.project(inputs).var(0))
    }

    /// The share of the variance that the directions hold and that of as many leading components, then
    /// the mean squared error of training and test examples.
    pub(super) fn measure(&self) -> [f64; 4] {
        let data = &self.reduction.data;
        let shares = self.shown().map(|shown| {
            let codes = shown.project(data.train.whole().inputs);
            let share = codes.var(0).sum() / shown.total_variance.clone();
            let count = shown.components.dims()[0];
            [share.into_scalar(), self.reduction.explained()[count - 1]]
        });
        let [share, best] = shares.unwrap_or_default();
        let [train, test] = [&data.train, &data.test].map(|set| self.error(set));
        [share, best, train, test]
    }

    fn error(&self, set: &ExampleSet<2>) -> f64 {
        let inputs = set.whole().inputs;
        let lost = inputs.clone() - self.again(inputs);
        lost.square().mean().into_scalar()
    }

    /// What a click does: it turns the axis to where it is, or leaves a component out.
    pub(super) fn answer(&mut self, Touch { panel, x, y }: Touch) {
        match (self.shape, panel) {
            (None, 0) => {
                let mean = values(&self.reduction.pca.mean);
                let angle = (y - mean[1]).atan2(x - mean[0]).to_degrees();
                self.now.angle = angle.rem_euclid(180.0);
            }
            (None, 1) => self.now.angle = x.clamp(0.0, 180.0),
            (Some(_), 1) => self.now.toggle(x as usize + super::COLUMNS * y as usize),
            _ => {}
        }
    }
}

/// Directions in the plane at these angles in degrees, one a row, where `like` lives.
fn axes(like: &Tensor<2>, angles: &[f64]) -> Tensor<2> {
    let pairs = angles.iter().flat_map(|angle| {
        let (sine, cosine) = angle.to_radians().sin_cos();
        [cosine, sine]
    });
    let numbers: Vec<f64> = pairs.collect();
    Tensor::<1>::from_data(numbers.as_slice(), &like.device()).reshape([angles.len(), 2])
}

/// The numbers of a tensor.
pub(super) fn values<const D: usize>(of: &Tensor<D>) -> Vec<f64> {
    of.to_data().iter().collect()
}
