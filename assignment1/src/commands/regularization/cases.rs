//! What `regularization` compares: the cases of every topic.

use super::RegularizationConfig;
use crate::initialization::Initialization;
use crate::mlp::Activation;
use crate::penalties::{L1, L2};
use crate::recipe::Recipe;
use crate::sgd::Sgd;
use common::by_hand::{Optimizer, Tensor, TensorData};
use common::data::Data;
use serde::{Deserialize, Serialize};

/// A question that some of the cases answer together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
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
    /// All of them.
    pub(super) const ALL: [Self; 4] = [
        Self::Overfitting,
        Self::Inputs,
        Self::Initialization,
        Self::BatchNorm,
    ];
}

/// Hidden layers of the networks whose inputs are scaled.
const SHALLOW: [usize; 1] = [64];
/// Hidden layers of the networks whose first weights are compared: so many that a factor of √2 a layer,
/// which is between Xavier and He, decides.
const DEEP: [usize; 16] = [64; 16];
/// Hidden layers of the networks whose learning rates are compared.
const NORMALIZED: [usize; 6] = [64; 6];
/// The learning rates that are compared.
pub(super) const RATES: [f64; 6] = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0];

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
pub(super) enum Inputs {
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
pub(super) enum WeightPenalty {
    Nothing,
    L1(f64),
    L2(f64),
}

/// One way to train, of which every seed makes a training.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Case {
    pub(super) topic: Topic,
    /// Its name among all cases.
    pub(super) name: String,
    /// Its name among those that a figure compares.
    pub(super) label: String,
    pub(super) recipe: Recipe,
    pub(super) inputs: Inputs,
    pub(super) rate: f64,
    pub(super) penalty: WeightPenalty,
    /// Epochs without a lower validation loss after which to stop.
    pub(super) patience: Option<usize>,
}

impl Case {
    /// A network of ReLU without anything.
    fn plain(topic: Topic, label: &str, hidden_sizes: &[usize], rate: f64) -> Self {
        Self {
            topic,
            name: label.into(),
            label: label.into(),
            recipe: Recipe {
                hidden_sizes: hidden_sizes.to_vec(),
                activation: Activation::Relu,
                initialization: Initialization::He,
                batch_norm: false,
                dropout: 0.0,
            },
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
pub(super) fn cases(config: &RegularizationConfig) -> Vec<Case> {
    let topics = config.topics.iter();
    topics
        .flat_map(|topic| match topic {
            Topic::Overfitting => overfitting(config),
            Topic::Inputs => inputs(config.shared.lr),
            Topic::Initialization => initialization(config.shared.lr),
            Topic::BatchNorm => batch_norm(),
        })
        .collect()
}

fn overfitting(config: &RegularizationConfig) -> Vec<Case> {
    let plain = |label| {
        let (sizes, rate) = (&config.hidden_sizes, config.shared.lr);
        Case::plain(Topic::Overfitting, label, sizes, rate)
    };
    let mut dropout = plain("dropout");
    dropout.recipe.dropout = config.dropout;
    vec![
        plain("nothing"),
        Case {
            penalty: WeightPenalty::L2(config.l2),
            ..plain("L2")
        },
        Case {
            penalty: WeightPenalty::L1(config.l1),
            ..plain("L1")
        },
        dropout,
        Case {
            patience: Some(config.patience),
            ..plain("early stopping")
        },
        plain("batch norm").with_batch_norm(),
    ]
}

fn inputs(rate: f64) -> Vec<Case> {
    let case = |inputs, label: &str| Case {
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
            let plain = Case::plain(Topic::Initialization, label, &DEEP, rate);
            Case {
                name: format!("{function} {label}"),
                recipe: Recipe {
                    activation,
                    initialization,
                    ..plain.recipe
                },
                ..plain
            }
        })
    };
    ACTIVATIONS.into_iter().flat_map(of).collect()
}

fn batch_norm() -> Vec<Case> {
    let plain = |rate: f64| Case {
        name: format!("rate {rate}"),
        ..Case::plain(Topic::BatchNorm, "without", &NORMALIZED, rate)
    };
    let normalized = |rate: f64| {
        Case {
            name: format!("rate {rate}, batch norm"),
            label: "with".into(),
            ..plain(rate)
        }
        .with_batch_norm()
    };
    let both = RATES.map(|rate| [plain(rate), normalized(rate)]);
    both.into_iter().flatten().collect()
}
