//! The examples of a classifier written by hand, whose loss wants one-hot targets.

use crate::training;
use common::by_hand::Tensor;
use common::data::{Batch, Data};
use common::learner::{Batches, Part};

/// Examples in one batch of an evaluation: bounds memory, changes no result.
const EVALUATION_BATCH: usize = 1000;

/// A data set with the batches of its training part, in inputs and one-hot targets.
pub struct OneHotData {
    data: Data<2>,
    batches: Batches,
    /// The identity matrix: its row k is the target of class k.
    one_hot: Tensor<2>,
    /// Targets of the training part, shape `[examples, class]`.
    targets: Tensor<2>,
    /// The inputs of the whole training part, when that is the batch.
    full: Option<Tensor<2>>,
}

impl OneHotData {
    /// `batches` are of the training part of `data`.
    pub fn new(data: Data<2>, batches: Batches) -> Self {
        let labels = data.train.label_tensor();
        let one_hot = Tensor::eye(data.classes.len(), &labels.device());
        Self {
            targets: one_hot.clone().select(0, labels),
            one_hot,
            full: batches.is_full().then(|| data.train.whole().inputs),
            data,
            batches,
        }
    }

    /// The data set.
    pub fn data(&self) -> &Data<2> {
        &self.data
    }

    /// How many batches an epoch has.
    pub fn per_epoch(&self) -> usize {
        self.batches.per_epoch()
    }

    /// Inputs `[batch, features]` and targets `[batch, class]` of a step, counted from 0.
    pub fn batch(&mut self, step: usize) -> (Tensor<2>, Tensor<2>) {
        if let Some(inputs) = &self.full {
            return (inputs.clone(), self.targets.clone());
        }
        let size = self.batches.size();
        let (order, batch) = self.batches.epoch_of(step);
        let indices = training::minibatch(order, batch, size);
        let indices = self.data.train.indices(indices);
        let targets = self.targets.clone().select(0, indices.clone());
        (self.data.train.select(indices), targets)
    }

    /// A part in stored order, batch by batch, each with its targets; one batch is there at a time.
    pub fn part(&self, part: Part) -> impl Iterator<Item = (Batch<2>, Tensor<2>)> + '_ {
        let batches = self.data.part(part).chunks(EVALUATION_BATCH);
        batches.map(|batch| {
            let targets = self.one_hot.clone().select(0, batch.labels.clone());
            (batch, targets)
        })
    }
}
