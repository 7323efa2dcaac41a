//! Burn's optimisers with the defaults of the course's sheets, which are PyTorch's; Burn's own have
//! other ones. Adam goes over each parameter once, with the bytes of Burn's.

use burn::optim::decay::WeightDecayConfig;
use burn::optim::momentum::MomentumConfig;
use burn::optim::{ModuleOptimizer, RmsPropConfig, SgdConfig};
use kernels::adam::Adam;
use serde::Serialize;

/// What keeps a division by the root of a small second moment finite.
const EPSILON: f32 = 1e-8;

/// An optimiser as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
#[value(rename_all = "lower")]
pub enum OptimizerName {
    /// Stochastic gradient descent
    Sgd,
    /// With momentum 0.9
    Momentum,
    /// Divided by the root of a moving average of squared gradients
    RmsProp,
    /// Momentum and adaptive rates
    Adam,
}

impl OptimizerName {
    /// The optimiser, which adds `decay` times each parameter to its gradient, biases too; 0 for none.
    pub fn with_decay(self, decay: f64) -> ModuleOptimizer {
        let decay = (decay > 0.0).then(|| WeightDecayConfig::new(decay as f32));
        match self {
            Self::Sgd => SgdConfig::new().with_weight_decay(decay).init(),
            Self::Momentum => {
                // PyTorch adds the whole gradient to the velocity.
                let momentum = MomentumConfig::new().with_momentum(0.9).with_dampening(0.0);
                let config = SgdConfig::new().with_momentum(Some(momentum));
                config.with_weight_decay(decay).init()
            }
            Self::RmsProp => rmsprop_config().with_weight_decay(decay).init(),
            Self::Adam => adam_with(0.9, decay),
        }
    }

    /// The learning rate that is tried first in any network, which plain gradient descent has not.
    pub fn usual_rate(self) -> Option<f64> {
        match self {
            Self::Sgd => None,
            Self::Momentum => Some(0.01),
            Self::RmsProp | Self::Adam => Some(0.001),
        }
    }
}

/// RMSProp with α = 0.99, without momentum.
pub fn rmsprop() -> ModuleOptimizer {
    rmsprop_config().init()
}

/// Adam with β₂ = 0.999 and this β₁: 0.9 as a rule, 0.5 where a network's opponent changes as fast as
/// itself (Radford, Metz and Chintala, 2016).
pub fn adam(beta_1: f64) -> ModuleOptimizer {
    adam_with(beta_1, None)
}

fn rmsprop_config() -> RmsPropConfig {
    let config = RmsPropConfig::new().with_alpha(0.99).with_momentum(0.0);
    config.with_epsilon(EPSILON)
}

fn adam_with(beta_1: f64, decay: Option<WeightDecayConfig>) -> ModuleOptimizer {
    Adam::new((beta_1 as f32, 0.999), EPSILON, decay).into()
}

#[cfg(test)]
mod one_pass;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learner::Step;
    use crate::schedule;
    use crate::trained::Trained;
    use burn::module::{Module, Param};
    use burn::nn::{Linear, LinearConfig};
    use burn::tensor::{Device, Tensor};

    /// A parameter after three steps with these gradients, from 1, with the rate 0.1.
    fn moved(name: OptimizerName, decay: f64, gradients: [f64; 3]) -> f64 {
        let device = Device::flex();
        let mut module: Linear = LinearConfig::new(1, 1).with_bias(false).init(&device);
        module.weight = Param::from_tensor(Tensor::from_data([[1.0]], &device));
        let rate = schedule::constant(0.1);
        let mut trained = Trained::new(module.train(), name.with_decay(decay), rate);
        for (number, gradient) in gradients.into_iter().enumerate() {
            let loss = (trained.module().weight.val() * gradient).sum();
            trained.step(number, Step::of(loss));
        }
        trained.module().weight.val().into_scalar()
    }

    #[test]
    fn three_steps_of_each_are_pytorch_s() {
        // torch.optim.SGD, SGD with momentum 0.9, RMSprop and Adam with their defaults, written out.
        let gradients = [1.0, -0.5, 2.0];
        let mut expected = [1.0; 4];
        let (mut velocity, mut square, mut moments) = (0.0, 0.0, [0.0, 0.0]);
        for (number, gradient) in gradients.into_iter().enumerate() {
            expected[0] -= 0.1 * gradient;
            velocity = 0.9 * velocity + gradient;
            expected[1] -= 0.1 * velocity;
            square = 0.99 * square + 0.01 * gradient * gradient;
            expected[2] -= 0.1 * gradient / (f64::sqrt(square) + 1e-8);
            moments[0] = 0.9 * moments[0] + 0.1 * gradient;
            moments[1] = 0.999 * moments[1] + 0.001 * gradient * gradient;
            let steps = number as i32 + 1;
            let first = moments[0] / (1.0 - 0.9_f64.powi(steps));
            let second = moments[1] / (1.0 - 0.999_f64.powi(steps));
            expected[3] -= 0.1 * first / (second.sqrt() + 1e-8);
        }
        use OptimizerName::{Adam, Momentum, RmsProp, Sgd};
        for (name, expected) in [Sgd, Momentum, RmsProp, Adam].into_iter().zip(expected) {
            let got = moved(name, 0.0, gradients);
            assert!((got - expected).abs() < 1e-5, "{name:?}: {got}, {expected}");
        }
    }

    #[test]
    fn weight_decay_pulls_towards_zero() {
        // Three times 1 - 0.1 · 0.5.
        let decayed = moved(OptimizerName::Sgd, 0.5, [0.0; 3]);
        assert!((decayed - 0.95_f64.powi(3)).abs() < 1e-6, "{decayed}");
        for name in [
            OptimizerName::Momentum,
            OptimizerName::RmsProp,
            OptimizerName::Adam,
        ] {
            let decayed = moved(name, 0.5, [0.0; 3]);
            assert!(decayed < 0.95, "{name:?}: {decayed}");
        }
    }

    #[test]
    fn with_decay_the_steps_are_still_pytorch_s() {
        // torch.optim.SGD(momentum=0.9, weight_decay=0.01) and Adam(weight_decay=0.01), lr=0.1, three steps down
        // w² from 1.
        for (name, expected) in [
            (OptimizerName::Momentum, 0.058194199),
            (OptimizerName::Adam, 0.701586272938),
        ] {
            let device = Device::flex();
            let mut module: Linear = LinearConfig::new(1, 1).with_bias(false).init(&device);
            module.weight = Param::from_tensor(Tensor::from_data([[1.0]], &device));
            let rate = schedule::constant(0.1);
            let mut trained = Trained::new(module.train(), name.with_decay(0.01), rate);
            for number in 0..3 {
                let loss = trained.module().weight.val().square().sum();
                trained.step(number, Step::of(loss));
            }
            let got: f64 = trained.module().weight.val().into_scalar();
            assert!((got - expected).abs() < 1e-6, "{name:?}: {got}, {expected}");
        }
    }
}
