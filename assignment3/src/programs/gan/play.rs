//! The flags of how the two networks play against each other.

use crate::staff::Subject;
use crate::staff::networks::{Architecture, Networks};
use crate::staff::rule::{LossName, Rule};
use clap::ArgAction;
use common::memory;
use common::program::prelude::*;

/// Variants of the game.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Play {
    /// What both networks go down on
    #[arg(long, value_enum)]
    pub loss: LossName,

    /// What both networks are made of
    #[arg(long, value_enum)]
    pub arch: Architecture,

    /// Channels of the largest maps of --arch dcgan, those next to the picture
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<usize>,

    /// Tell both networks the class: G makes what it is told to
    #[arg(long, value_name = "BOOL", action = ArgAction::Set, num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub conditional: bool,

    /// Divide each of D's weights by its largest singular value (spectral normalisation)
    #[arg(long, value_name = "BOOL", action = ArgAction::Set, num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub spectral_norm: bool,

    /// What is taken from the target 1 of real pictures: 0.1 is usual
    #[arg(long, value_name = "SHARE", value_parser = proper_share)]
    pub label_smoothing: f64,

    /// Steps of D for each one of G
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    pub critic_steps: usize,

    /// Learning rate of G, if it is not that of D: 20 times that of D makes G collapse
    #[arg(long, value_name = "RATE", value_parser = learning_rate)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lr_generator: Option<f64>,
}

/// Channels of the largest maps, where nothing else is said.
const WIDTH: usize = 32;

impl Play {
    /// The sheet's game, or what was typed, with the steps of its paper.
    pub fn defaults(typed: &Typed, dataset: &Dataset) -> Self {
        let is_dcgan = typed.get("arch") == Some(Architecture::Dcgan);
        let loss = typed.get("loss").unwrap_or(LossName::NonSaturating);
        // The largest maps of a picture of 64x64 have four times the places.
        let is_large = *dataset == Dataset::Faces;
        let width = if is_large { 16 } else { WIDTH };
        Self {
            loss,
            arch: Architecture::Dense,
            width: is_dcgan.then_some(width),
            conditional: false,
            spectral_norm: false,
            // Few pictures are soon known by heart; D is not to be sure of them.
            label_smoothing: match dataset {
                Dataset::Faces | Dataset::Emoji if is_dcgan && loss.is_of_logits() => 0.1,
                _ => 0.0,
            },
            critic_steps: if loss.has_critic() { 5 } else { 1 },
            // Points are learned at ten times the rate of pictures, which a critic follows only where the generator is slower.
            lr_generator: (*dataset == Dataset::Ring && loss == LossName::WassersteinGp)
                .then_some(1e-4),
        }
    }

    /// The learning rate that goes with the loss.
    pub fn lr(&self, is_ring: bool) -> f64 {
        match self.loss {
            LossName::WassersteinClip => 5e-5,
            LossName::WassersteinGp if !is_ring => 1e-4,
            _ if is_ring => 1e-3,
            _ => 2e-4,
        }
    }

    /// How the networks play.
    pub fn rule(&self) -> Rule {
        Rule {
            loss: self.loss,
            smoothing: self.label_smoothing,
            spectral: self.spectral_norm,
            critic_steps: self.critic_steps,
        }
    }

    /// The sizes of both networks.
    pub fn networks(&self, subject: &Subject) -> Networks {
        match (subject, self.arch) {
            (Subject::Points(_), _) => Networks::Dense([vec![128, 128], vec![128, 128]]),
            (Subject::Pictures(_), Architecture::Dense) => {
                Networks::Dense([vec![128, 256, 512, 1024], vec![512, 256]])
            }
            (&Subject::Pictures(image), Architecture::Dcgan) => Networks::Dcgan {
                width: self.width.unwrap_or(WIDTH),
                image,
                // The factors of batch normalisation would undo what holds the weights.
                normalized: !self.spectral_norm,
            },
        }
    }

    /// Refuses what does not go together.
    ///
    /// # Errors
    /// [`Error::Usage`] with what does.
    pub fn check(&self, dataset: &Dataset, beta1: f64) -> Result<()> {
        let refused = |words: String| Err(Error::Usage(words));
        let name = self.loss.name();
        match (self.loss, self.arch) {
            (_, Architecture::Dense) if let Some(width) = self.width => refused(format!(
                "--width {width} is of maps, and --arch dense has none. Leave it out, or use --arch dcgan."
            )),
            (_, Architecture::Dcgan) if *dataset == Dataset::Ring => refused(
                "--arch dcgan makes pictures, and --dataset ring is points. Use --arch dense.".into(),
            ),
            (LossName::WassersteinClip, _) if beta1 != 0.0 => refused(format!(
                "--beta1 {beta1} is Adam's, and --loss {name} is trained by RMSProp, which has none. Leave it out."
            )),
            (LossName::WassersteinGp, Architecture::Dcgan) => refused(
                "--loss wasserstein-gp needs the gradient of a gradient, which is written out for fully connected layers \
                 alone. Use --arch dense; --loss hinge --spectral-norm holds a convolutional critic as well."
                    .into(),
            ),
            _ if self.label_smoothing > 0.0 && !self.loss.is_of_logits() => refused(format!(
                "--label-smoothing {} changes the target of a probability, and --loss {name} has none. Leave it out, \
                 or use --loss non-saturating.",
                self.label_smoothing
            )),
            // The convolutions of both networks for a picture of 64x64, with gradients and Adam's moments.
            _ => self.width.map_or(Ok(()), |width| {
                let bytes = (width as u128).saturating_pow(2).saturating_mul(16 * 1344);
                memory::refuse_beyond(bytes, &format!("--width {width}"))
            }),
        }
    }
}
