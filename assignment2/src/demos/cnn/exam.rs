//! Test digits, and what is measured on them.

use crate::lenet::LeNet;
use crate::staff::drawing::Drawing;
use burn::tensor::activation::relu;
use common::data::{Batch, ExampleSet};
use common::layers::watched;
use common::learner::Step;

/// Test digits that are measured.
const MEASURED: usize = 500;
/// Those of them whose maps are looked at.
const MAPPED: usize = 100;

/// The test part of MNIST.
pub struct Exam {
    digits: ExampleSet<4>,
    measured: Batch<4>,
}

impl Exam {
    /// Of these digits, with pixels from 0 to 1.
    pub fn new(digits: ExampleSet<4>) -> Self {
        let measured = digits.gather(&(0..MEASURED).collect::<Vec<_>>());
        Self { digits, measured }
    }

    /// One of the digits, drawn, and which digit it is.
    pub fn digit(&self, at: usize) -> (Drawing, usize) {
        let drawing = Drawing::of(self.digits.gather(&[at]).inputs);
        (drawing, self.digits.labels()[at])
    }

    /// The share of right answers and the mean loss.
    pub fn numbers(&self, network: &LeNet) -> [f64; 2] {
        let Batch { inputs, labels } = self.measured.clone();
        let Step { loss, parts } =
            Step::classify(network.classify(network.features(inputs)), labels);
        let hits = parts
            .into_iter()
            .map(|(_, hits)| hits.mean().into_scalar::<f64>());
        [hits.sum(), loss.into_scalar()]
    }

    /// How many filters of the first layer give 0 behind ReLU at every place of every digit.
    pub fn unused(&self, network: &LeNet) -> usize {
        let inputs = self.measured.inputs.clone().narrow(0, 0, MAPPED);
        let (_, maps) = watched(|| network.features(inputs));
        let largest = relu(maps[0].clone()).max_dim(3).max_dim(2).max_dim(0);
        largest
            .into_data()
            .iter::<f64>()
            .filter(|it| *it == 0.0)
            .count()
    }
}
