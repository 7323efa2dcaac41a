//! What `regularization` compares: one way to train, and what its trainings begin with.

use super::Regularization;
use super::topic::Topic;
use crate::activations::Activation;
use crate::initialization::Initialization;
use crate::penalties::{L1, L2};
use crate::sgd::Sgd;
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::{Optimizer, Tensor};
use common::early_stopping::EarlyStopping;
use common::program::prelude::*;

/// The study, and one of its learners.
pub(super) type Cases = Study<Case, Trained>;
pub(super) type Trained = EarlyStopping<MlpTraining>;

/// What is done to normalised inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inputs {
    /// Nothing.
    Normalized,
    /// 5 is added to all of them.
    Shifted,
    /// All are divided by 100.
    Smaller,
    /// Every second one is divided by 100, as if measured in a larger unit.
    MixedUnits,
}

/// One way to train, of which every seed makes a training.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub(super) topic: Topic,
    /// Its name among all cases.
    pub(super) name: String,
    /// Its name among those that a figure compares.
    pub(super) label: &'static str,
    pub(super) recipe: Recipe,
    pub(super) inputs: Inputs,
    pub(super) rate: f64,
    /// Strength of the penalty, 0 for none.
    pub(super) l1: f64,
    pub(super) l2: f64,
    /// Epochs without a lower validation loss after which to stop.
    pub(super) patience: Option<usize>,
}

impl Case {
    /// A network of ReLU without anything.
    pub(super) fn plain(topic: Topic, label: &'static str, sizes: &[usize], rate: f64) -> Self {
        let recipe = Recipe {
            initialization: Initialization::He,
            ..Recipe::mlp(sizes, Activation::Relu)
        };
        Self {
            topic,
            name: label.into(),
            label,
            recipe,
            inputs: Inputs::Normalized,
            rate,
            l1: 0.0,
            l2: 0.0,
            patience: None,
        }
    }

    pub(super) fn with_batch_norm(mut self) -> Self {
        self.recipe.batch_norm = true;
        self
    }

    fn optimizer(&self) -> Optimizer {
        let optimizer = Optimizer::new(Sgd, self.rate);
        match (self.l1, self.l2) {
            (0.0, 0.0) => optimizer,
            (0.0, strength) => optimizer.with_penalty(L2 { strength }),
            (strength, _) => optimizer.with_penalty(L1 { strength }),
        }
    }
}

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
            Topic::Overfitting => self.noisy.clone(),
            _ => self.clean.clone(),
        };
        match case.inputs {
            Inputs::Normalized => data,
            Inputs::Shifted => data.map_inputs(|inputs| inputs + 5.0),
            Inputs::Smaller => data.map_inputs(|inputs| inputs / 100.0),
            Inputs::MixedUnits => {
                let units = [1.0, 100.0].into_iter().cycle().take(data.features());
                let units: Vec<f64> = units.collect();
                let units = Tensor::<1>::from_data(&units[..], &self.start.device);
                data.map_inputs(|inputs| inputs / units.clone().unsqueeze())
            }
        }
    }

    pub(super) fn trial(&self, case: &Case) -> Trial<Case, Trained> {
        let examples = (self.data(case), self.batch_size);
        let learner = case
            .recipe
            .training(case.optimizer(), examples, &self.start);
        let learner = match case.patience {
            Some(patience) => EarlyStopping::new(learner, patience),
            None => EarlyStopping::never(learner),
        };
        Trial::new(case.clone(), &*case.name, learner)
    }
}
