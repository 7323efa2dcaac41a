//! Optimisers and schedules as the command line names them.

use crate::activations::Activation;
use crate::optimizers::{AdaGrad, Adam, AdamW, Momentum, Nesterov, RmsProp};
use crate::schedules::{cosine_annealing, step_decay, warm_up};
use crate::sgd::Sgd;
use crate::staff::MlpTraining;
use common::by_hand::UpdateRule;
use common::program::prelude::*;
use common::schedule::Schedule;
use serde::Deserialize;
use std::fmt;

/// An update rule with its paper's defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
#[value(rename_all = "lower")]
pub enum OptimizerName {
    /// Stochastic gradient descent
    Sgd,
    /// With momentum 0.9
    Momentum,
    /// With Nesterov's momentum 0.9
    Nesterov,
    /// Divided by the root of the sum of squared gradients
    AdaGrad,
    /// Divided by the root of their moving average
    RmsProp,
    /// Momentum and adaptive rates
    Adam,
    /// Adam with decoupled weight decay 0.01
    AdamW,
}

impl OptimizerName {
    /// As figures and tables spell it, the rule, and the learning rate that papers and frameworks have
    /// as their default, which plain gradient descent has not.
    fn parts(self) -> (&'static str, Box<dyn UpdateRule>, Option<f64>) {
        match self {
            Self::Sgd => ("SGD", Box::new(Sgd), None),
            Self::Momentum => ("momentum", Box::new(Momentum::default()), Some(0.01)),
            Self::Nesterov => ("Nesterov", Box::new(Nesterov::default()), Some(0.01)),
            Self::AdaGrad => ("AdaGrad", Box::new(AdaGrad::default()), Some(0.01)),
            Self::RmsProp => ("RMSProp", Box::new(RmsProp::default()), Some(0.001)),
            Self::Adam => ("Adam", Box::new(Adam::default()), Some(0.001)),
            Self::AdamW => ("AdamW", Box::new(AdamW::default()), Some(0.001)),
        }
    }

    /// The rule.
    pub fn rule(self) -> Box<dyn UpdateRule> {
        self.parts().1
    }

    /// As figures and tables spell it.
    pub fn name(self) -> &'static str {
        self.parts().0
    }

    /// The learning rate that is tried first in any network.
    pub fn usual_rate(self) -> Option<f64> {
        self.parts().2
    }
}

impl fmt::Display for OptimizerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How the learning rate changes during a training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ScheduleName {
    /// The same rate to the end
    Constant,
    /// A tenth of the rate after each third of the training
    Step,
    /// Half a cosine, from the rate to 0
    Cosine,
    /// A tenth of the training to reach the rate, then half a cosine
    WarmUpCosine,
}

impl ScheduleName {
    /// The rates of a training of this many steps.
    pub fn schedule(self, base_rate: f64, total_steps: usize) -> Schedule {
        match self {
            Self::Constant => Box::new(move |_| base_rate),
            Self::Step => {
                let third = total_steps.div_ceil(3);
                Box::new(move |step| step_decay(base_rate, step, third, 0.1))
            }
            Self::Cosine => Box::new(move |step| cosine_annealing(base_rate, step, total_steps)),
            Self::WarmUpCosine => {
                let tenth = total_steps.div_ceil(10);
                let then = move |step| cosine_annealing(base_rate, step, total_steps - tenth);
                Box::new(move |step| warm_up(base_rate, step, tenth, then))
            }
        }
    }

    /// A training of this many epochs with this schedule.
    pub fn apply(self, learner: MlpTraining, base_rate: f64, epochs: usize) -> MlpTraining {
        let steps = epochs.saturating_mul(learner.steps_per_epoch());
        learner.with_schedule(self.schedule(base_rate, steps))
    }
}

impl fmt::Display for ScheduleName {
    /// As figures and tables spell it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Constant => "constant",
            Self::Step => "step",
            Self::Cosine => "cosine",
            Self::WarmUpCosine => "warm-up cosine",
        })
    }
}

/// [`Activation`] as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the variants are those of `Activation`")]
pub enum ActivationName {
    Relu,
    LeakyRelu,
    Tanh,
    Sigmoid,
}

impl From<ActivationName> for Activation {
    fn from(name: ActivationName) -> Self {
        match name {
            ActivationName::Relu => Self::Relu,
            ActivationName::LeakyRelu => Self::LeakyRelu,
            ActivationName::Tanh => Self::Tanh,
            ActivationName::Sigmoid => Self::Sigmoid,
        }
    }
}
