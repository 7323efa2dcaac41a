//! What `regularization` compares: the cases of every topic.

use super::Regularization;
use crate::activations::Activation;
use crate::initialization::Initialization;
use crate::penalties::{L1, L2};
use crate::sgd::Sgd;
use crate::staff::Recipe;
use common::by_hand::{Optimizer, Tensor, TensorData};
use common::program::prelude::*;

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

/// Hidden layers of the networks whose inputs are scaled.
const SHALLOW: [usize; 1] = [64];
/// Hidden layers of the networks whose first weights are compared: so many that a factor of √2 a layer,
/// which is between Xavier and He, decides.
const DEEP: [usize; 16] = [64; 16];
/// Hidden layers of the networks whose learning rates are compared.
const NORMALIZED: [usize; 6] = [64; 6];
/// The learning rates that are compared.
const RATES: [f64; 6] = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0];

/// The activations whose first weights are compared.
pub(super) const ACTIVATIONS: [(Activation, &str); 2] =
    [(Activation::Tanh, "tanh"), (Activation::Relu, "ReLU")];

const INITIALIZATIONS: [(Initialization, &str); 5] = [
    (Initialization::Zeros, "zeros"),
    (Initialization::SmallNormal, "small normal"),
    (Initialization::UnitNormal, "unit normal"),
    (Initialization::Xavier, "Xavier"),
    (Initialization::He, "He"),
];

/// What is done to normalised inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inputs {
    Normalized,
    /// 5 is added to all of them.
    Shifted,
    /// All are divided by 100.
    Smaller,
    /// Every second one is divided by 100, as if measured in a larger unit.
    MixedUnits,
}

impl Inputs {
    pub(super) fn apply(self, data: Data<2>) -> Data<2> {
        let features = data.features();
        match self {
            Self::Normalized => data,
            Self::Shifted => data.map_inputs(|inputs| inputs + 5.0),
            Self::Smaller => data.map_inputs(|inputs| inputs / 100.0),
            Self::MixedUnits => data.map_inputs(|inputs| {
                let units: Vec<f64> = [1.0, 100.0].into_iter().cycle().take(features).collect();
                let units = TensorData::new(units, [1, features]);
                let units: Tensor<2> = Tensor::from_data(units, &inputs.device());
                inputs / units
            }),
        }
    }
}

/// What is added to the loss.
#[derive(Debug, Clone, Copy, PartialEq)]
enum WeightPenalty {
    Nothing,
    L1(f64),
    L2(f64),
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
    penalty: WeightPenalty,
    /// Epochs without a lower validation loss after which to stop.
    pub(super) patience: Option<usize>,
}

impl Case {
    /// A network of ReLU without anything.
    fn plain(topic: Topic, label: &'static str, hidden_sizes: &[usize], rate: f64) -> Self {
        let recipe = Recipe {
            initialization: Initialization::He,
            ..Recipe::mlp(hidden_sizes, Activation::Relu)
        };
        Self {
            topic,
            name: label.into(),
            label,
            recipe,
            inputs: Inputs::Normalized,
            rate,
            penalty: WeightPenalty::Nothing,
            patience: None,
        }
    }

    fn with_batch_norm(mut self) -> Self {
        self.recipe.batch_norm = true;
        self
    }

    pub(super) fn optimizer(&self) -> Optimizer {
        let optimizer = Optimizer::new(Sgd, self.rate);
        match self.penalty {
            WeightPenalty::Nothing => optimizer,
            WeightPenalty::L1(strength) => optimizer.with_penalty(L1 { strength }),
            WeightPenalty::L2(strength) => optimizer.with_penalty(L2 { strength }),
        }
    }
}

/// Every case of the chosen topics, in the order of figures and tables.
pub(super) fn all(settings: &Regularization) -> Vec<Case> {
    let cases = |topic: &Topic| match topic {
        Topic::Overfitting => overfitting(settings),
        Topic::Inputs => inputs(settings.lr),
        Topic::Initialization => initialization(settings.lr),
        Topic::BatchNorm => batch_norm(),
    };
    settings.topics.iter().flat_map(cases).collect()
}

fn overfitting(settings: &Regularization) -> Vec<Case> {
    let sizes = &settings.hidden_sizes;
    let plain = |label| Case::plain(Topic::Overfitting, label, sizes, settings.lr);
    let mut cases = [
        "nothing",
        "L2",
        "L1",
        "dropout",
        "early stopping",
        "batch norm",
    ]
    .map(plain);
    let [_, l2, l1, dropout, early_stopping, batch_norm] = &mut cases;
    l2.penalty = WeightPenalty::L2(settings.l2);
    l1.penalty = WeightPenalty::L1(settings.l1);
    dropout.recipe.dropout = settings.dropout;
    early_stopping.patience = Some(settings.patience);
    batch_norm.recipe.batch_norm = true;
    cases.into()
}

fn inputs(rate: f64) -> Vec<Case> {
    let case = |inputs, label| Case {
        name: format!("inputs {label}"),
        inputs,
        ..Case::plain(Topic::Inputs, label, &SHALLOW, rate)
    };
    vec![
        case(Inputs::Normalized, "normalised"),
        case(Inputs::Shifted, "shifted by 5"),
        case(Inputs::Shifted, "shifted, batch norm").with_batch_norm(),
        case(Inputs::Smaller, "100 times smaller"),
        case(Inputs::Smaller, "smaller, batch norm").with_batch_norm(),
        case(Inputs::MixedUnits, "in mixed units"),
    ]
}

fn initialization(rate: f64) -> Vec<Case> {
    let of = |(activation, function): (Activation, &'static str)| {
        INITIALIZATIONS.map(|(initialization, label)| {
            let mut case = Case::plain(Topic::Initialization, label, &DEEP, rate);
            case.name = format!("{function} {label}");
            (case.recipe.activation, case.recipe.initialization) = (activation, initialization);
            case
        })
    };
    ACTIVATIONS.into_iter().flat_map(of).collect()
}

fn batch_norm() -> Vec<Case> {
    let case = |rate: f64, label, name| Case {
        name,
        ..Case::plain(Topic::BatchNorm, label, &NORMALIZED, rate)
    };
    let both = |rate: f64| {
        let with = format!("rate {rate}, batch norm");
        [
            case(rate, "without", format!("rate {rate}")),
            case(rate, "with", with).with_batch_norm(),
        ]
    };
    RATES.into_iter().flat_map(both).collect()
}
