//! What a network with dropout stands for: the average of all the networks that its masks leave.
//!
//! Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, *Dropout: a simple way to prevent
//! neural networks from overfitting*, JMLR 15 (2014), section 7.5, which compares the two.

use crate::softmax::Softmax;
use crate::staff::MlpTraining;
use common::by_hand::{Layer, Mode, Tensor};
use common::metrics;
use std::fmt;

/// How many networks are averaged.
const NETWORKS: usize = 20;

/// Test accuracies of thinned networks, and of all units together.
#[derive(Debug, Clone, Copy)]
pub struct Thinned {
    /// The lowest of one of them.
    pub lowest: f64,
    /// The highest.
    pub highest: f64,
    /// That of the average of their probabilities.
    pub average: f64,
    /// That of the whole network, as an evaluation has it.
    pub whole: f64,
}

impl Thinned {
    /// Twenty networks, each with masks that no step of the training draws.
    pub fn of(learner: &mut MlpTraining) -> Self {
        let test = learner.data().test.clone();
        let inputs = test.whole().inputs;
        let accuracy = |scores: Tensor<2>| {
            let hits = metrics::predictions(scores).into_iter().zip(test.labels());
            hits.filter(|(class, label)| class == *label).count() as f64 / test.len() as f64
        };
        let whole = accuracy(learner.logits(inputs.clone()));
        let (mut lowest, mut highest, mut sum) = (1.0, 0.0, None::<Tensor<2>>);
        for number in 0..NETWORKS {
            let step = usize::MAX - number;
            learner.network().set_mode(Mode::Training { step });
            let logits = learner.network().forward(inputs.clone());
            let probabilities = Softmax::default().forward(logits);
            let alone = accuracy(probabilities.clone());
            (lowest, highest) = (f64::min(lowest, alone), f64::max(highest, alone));
            sum = Some(match sum {
                Some(sum) => sum + probabilities,
                None => probabilities,
            });
        }
        Self {
            lowest,
            highest,
            average: sum.map_or(f64::NAN, accuracy),
            whole,
        }
    }
}

impl fmt::Display for Thinned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            lowest,
            highest,
            average,
            whole,
        } = self;
        write!(
            f,
            "{NETWORKS} thinned networks have test accuracies from {lowest:.3} to {highest:.3}, their average \
             {average:.3}, the whole network {whole:.3}."
        )
    }
}
