//! What `regularization` compares: one way to train, and what its trainings begin with.

use super::Regularization;
use crate::activations::Activation;
use crate::initialization::Initialization;
use crate::penalties::{L1, L2};
use crate::sgd::Sgd;
use crate::staff::scales::Inputs;
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::Optimizer;
use common::early_stopping::EarlyStopping;
use common::program::prelude::*;

/// The study, and one of its learners.
pub(super) type Cases = Study<Case, Trained>;
pub(super) type Trained = EarlyStopping<MlpTraining>;

/// A question that some of the cases answer together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Penalties, dropout, early stopping and batch normalisation against wrong labels
    Overfitting,
    /// What the scale of the inputs does to a training
    Inputs,
    /// First weights in a network of 16 hidden layers
    Initialization,
    /// Which learning rates a network can take with batch normalisation and without
    BatchNorm,
}

impl Topic {
    /// Its cases in a study.
    pub(super) fn of(self, study: &Cases) -> Vec<Case> {
        let cases = study.cases().iter().filter(|case| case.topic == self);
        cases.cloned().collect()
    }
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
    /// A network of ReLU without anything; `names` are name and label.
    pub(super) fn plain(
        topic: Topic,
        names: (String, &'static str),
        sizes: &[usize],
        rate: f64,
    ) -> Self {
        let mut recipe = Recipe::mlp(sizes, Activation::Relu);
        recipe.initialization = Initialization::He;
        Self {
            topic,
            name: names.0,
            label: names.1,
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
        let held = [&clean, &noisy].map(|data| data.part(Part::Validation).len());
        if held.contains(&0) {
            return Err(Error::Data(format!(
                "no example can be held out of the {count} to learn from, because each class has but \
                 one. Take more examples."
            )));
        }
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
        case.inputs.of(data.clone(), &self.start.device)
    }

    pub(super) fn trial(&self, case: &Case) -> Result<Trial<Case, Trained>> {
        let (recipe, examples) = (&case.recipe, (self.data(case), self.batch_size));
        recipe.refuse_too_large((&examples.0, examples.1), "--hidden-sizes")?;
        let learner = recipe.training(case.optimizer(), examples, &self.start);
        let learner = match case.patience {
            Some(patience) => EarlyStopping::new(learner, patience),
            None => EarlyStopping::never(learner),
        };
        Ok(Trial::new(case.clone(), &*case.name, learner))
    }
}
