//! What every training of one seed of `regularization` begins with.

use super::cases::{Case, Topic};
use super::{Learner, RegularizationConfig};
use crate::learner::ByHand;
use common::by_hand::{Device, Streams};
use common::data::Data;
use common::early_stopping::EarlyStopping;
use common::error::Result;
use common::run::Run;

/// One seed's data, on which every training of a recipe begins with the same weights.
pub(super) struct Workbench<'a> {
    /// With right labels.
    pub(super) clean: Data<2>,
    /// With some wrong ones.
    noisy: Data<2>,
    batch_size: usize,
    pub(super) streams: Streams,
    pub(super) device: &'a Device,
}

impl<'a> Workbench<'a> {
    pub(super) fn new(config: &RegularizationConfig, run: &'a Run, seed: u64) -> Result<Self> {
        let streams = Streams::new(seed);
        let data = config.examples.load(&run.shared, streams, &run.device)?;
        let count = config.training_examples.min(data.train.len());
        let clean = data.with_training_examples(count, &streams);
        let noisy = clean
            .clone()
            .with_label_noise(config.label_noise, &streams)
            .hold_out(&streams);
        let clean = clean.hold_out(&streams);
        Ok(Self {
            batch_size: run.shared.batch_size.resolve(clean.train.len())?,
            clean,
            noisy,
            streams,
            device: &run.device,
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

    pub(super) fn learner(&self, case: &Case) -> Learner {
        let data = self.data(case);
        let (features, classes) = (data.features(), data.classes.len());
        let network = case
            .recipe
            .build(features, classes, self.streams, self.device);
        let optimizer = case.optimizer();
        let learner = ByHand::new(network, optimizer, data, self.batch_size, self.streams);
        match case.patience {
            Some(patience) => EarlyStopping::new(learner, patience),
            None => EarlyStopping::never(learner),
        }
    }
}
