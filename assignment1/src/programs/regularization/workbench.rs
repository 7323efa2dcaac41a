//! What every training of one seed of `regularization` begins with.

use super::Regularization;
use super::cases::{Case, Topic};
use crate::staff::MlpTraining;
use common::early_stopping::EarlyStopping;
use common::program::prelude::*;

/// One seed's data, on which every training of a recipe begins with the same weights.
pub(super) struct Workbench {
    /// With right labels.
    pub(super) clean: Data<2>,
    /// With some wrong ones.
    noisy: Data<2>,
    batch_size: usize,
    pub(super) start: Start,
}

impl Workbench {
    pub(super) fn new(settings: &Regularization, start: &Start) -> Result<Self> {
        let (data, streams) = (settings.examples.load(start)?, &start.streams);
        let count = settings.training_examples.min(data.train.len());
        let clean = data.with_training_examples(count, streams);
        let noisy = clean
            .clone()
            .with_label_noise(settings.label_noise, streams);
        let [clean, noisy] = [clean, noisy].map(|data| data.hold_out(streams));
        Ok(Self {
            batch_size: settings.batch_size.resolve(clean.train.len())?,
            clean,
            noisy,
            start: start.clone(),
        })
    }

    /// The examples of a case.
    pub(super) fn data(&self, case: &Case) -> Data<2> {
        let data = match case.topic {
            Topic::Overfitting => &self.noisy,
            _ => &self.clean,
        };
        case.inputs.apply(data.clone())
    }

    pub(super) fn learner(&self, case: &Case) -> EarlyStopping<MlpTraining> {
        let examples = (self.data(case), self.batch_size);
        let learner = case
            .recipe
            .training(case.optimizer(), examples, &self.start);
        match case.patience {
            Some(patience) => EarlyStopping::new(learner, patience),
            None => EarlyStopping::never(learner),
        }
    }
}
