//! How two networks play against each other: which losses, what holds the critic, how often each moves.

use crate::gan;
use crate::gan_losses as losses;
use burn::tensor::Tensor;
use clap::ValueEnum;
use common::learner::StepReport;
use serde::{Deserialize, Serialize};

/// The losses of both networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LossName {
    /// The game as it is written, which saturates (Goodfellow et al., 2014)
    Minimax,
    /// The sheet's: fakes with the target 1 (the same paper)
    NonSaturating,
    /// Squares in place of logarithms (Mao et al., 2017)
    LeastSquares,
    /// A critic with clipped weights (Arjovsky et al., 2017)
    WassersteinClip,
    /// A critic whose slope is held at 1 (Gulrajani et al., 2017); dense only
    WassersteinGp,
    /// A margin (Lim and Ye, 2017)
    Hinge,
}

impl LossName {
    /// As the command line names it.
    pub fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Whether the discriminator's number is a logit, so that its sigmoid is a probability.
    pub fn is_of_logits(self) -> bool {
        matches!(self, Self::Minimax | Self::NonSaturating)
    }

    /// Whether it is one of Wasserstein's.
    pub fn has_critic(self) -> bool {
        matches!(self, Self::WassersteinClip | Self::WassersteinGp)
    }
}

/// How the two play.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// What both go down on.
    pub loss: LossName,
    /// Taken from the target 1 of real pictures.
    pub smoothing: f64,
    /// Whether the discriminator computes with normalised weights.
    pub spectral: bool,
    /// Steps of the discriminator for one of the generator.
    pub critic_steps: usize,
}

impl Rule {
    /// The sheet's.
    pub const COURSE: Self = Self {
        loss: LossName::NonSaturating,
        smoothing: 0.0,
        spectral: false,
        critic_steps: 1,
    };

    /// L_D, but for a penalty, and L_G.
    pub fn losses(self, of_real: Tensor<2>, of_fake: Tensor<2>) -> [Tensor<1>; 2] {
        let fake = of_fake.clone();
        [
            match self.loss {
                LossName::Minimax | LossName::NonSaturating => match self.smoothing > 0.0 {
                    true => losses::smoothed_discriminator(of_real, of_fake, self.smoothing),
                    false => gan::discriminator_loss(of_real, of_fake),
                },
                LossName::LeastSquares => losses::least_squares_discriminator(of_real, of_fake),
                LossName::Hinge => losses::hinge_discriminator(of_real, of_fake),
                _ => losses::wasserstein_critic(of_real, of_fake),
            },
            self.generator_loss(fake),
        ]
    }

    /// L_G.
    pub fn generator_loss(self, of_fake: Tensor<2>) -> Tensor<1> {
        match self.loss {
            LossName::Minimax => losses::minimax_generator(of_fake),
            LossName::NonSaturating => gan::generator_loss(of_fake),
            LossName::LeastSquares => losses::least_squares_generator(of_fake),
            _ => losses::score_generator(of_fake),
        }
    }

    /// What a run logs: both losses, and what the discriminator says, as probabilities where its numbers are logits.
    pub fn report(
        self,
        [generator, discriminator]: [Tensor<1>; 2],
        said: [Tensor<2>; 2],
    ) -> StepReport {
        if self.loss.is_of_logits() {
            return gan::report([generator, discriminator], said);
        }
        let [real, fake] = said.map(|of| of.without_autodiff().squeeze_dim::<1>(1));
        StepReport::of(generator.clone() + discriminator.clone())
            .with("g_loss", generator)
            .with("d_loss", discriminator)
            .with("score_real", real)
            .with("score_fake", fake)
    }
}
