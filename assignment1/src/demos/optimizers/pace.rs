//! Who races at which learning rate, and above which rate a rule is unstable.
//!
//! On a quadratic function with largest curvature λ a rule is stable below a rate of its own, whatever the
//! start: with momentum μ
//!
//! SGD: 2/λ,  momentum: 2 (1 + μ)/λ,  Nesterov: 2 (1 + μ)/((1 + 2 μ) λ)   (1)
//!
//! which is where the largest root of its recursion reaches -1. The adaptive rules have no such limit.

use crate::optimizers::{Momentum, Nesterov};
use crate::staff::names::OptimizerName;
use crate::staff::rates::Rates;
use crate::surfaces::{CONDITION, Surface};
use clap::ValueEnum;
use serde::Deserialize;

/// Who races.
#[derive(Debug, Clone, Copy, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Team {
    /// Six rules
    All,
    /// Those that follow the gradient, with momentum and without
    Momentum,
    /// SGD and those that divide by the gradient's size
    Adaptive,
    /// The two that are used most
    SgdAdam,
}

impl Team {
    /// Its rules.
    pub fn rules(self) -> &'static [OptimizerName] {
        use OptimizerName::{AdaGrad, Adam, Momentum, Nesterov, RmsProp, Sgd};
        match self {
            Self::All => &[Sgd, Momentum, Nesterov, AdaGrad, RmsProp, Adam],
            Self::Momentum => &[Sgd, Momentum, Nesterov],
            Self::Adaptive => &[Sgd, AdaGrad, RmsProp, Adam],
            Self::SgdAdam => &[Sgd, Adam],
        }
    }
}

/// How racers go on.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Pace {
    /// Times the rate at which a rule is best.
    pub factor: f64,
    /// Whether the rate is that of SGD for all.
    pub same_rate: bool,
    /// The standard deviation of noise on each component of the gradient, the same for all racers.
    pub noise: f64,
}

impl Pace {
    /// The learning rate of a rule, on a surface or on a network's loss.
    pub fn rate(self, rule: OptimizerName, surface: Option<Surface>) -> f64 {
        let rule = match self.same_rate {
            true => OptimizerName::Sgd,
            false => rule,
        };
        let rates = Rates::of(rule, self.factor);
        surface.map_or(rates.network, |surface| rates.on(surface))
    }
}

/// The rate above which a rule is unstable on a surface, equation (1), with its formula.
pub fn limit(rule: OptimizerName, surface: Option<Surface>) -> Option<(f64, &'static str)> {
    // Both have the curvature κ all along one axis.
    surface.filter(|it| *it != Surface::Rosenbrock)?;
    let (heavy, momentum) = (Momentum::default().momentum, Nesterov::default().momentum);
    let (limit, formula) = match rule {
        OptimizerName::Sgd => (2.0, "2/λ"),
        OptimizerName::Momentum => (2.0 * (1.0 + heavy), "2(1 + μ)/λ"),
        OptimizerName::Nesterov => (
            2.0 * (1.0 + momentum) / (1.0 + 2.0 * momentum),
            "2(1 + μ)/((1 + 2μ)λ)",
        ),
        _ => return None,
    };
    Some((limit / CONDITION, formula))
}
