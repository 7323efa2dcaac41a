//! `gan`: trains a generator and a discriminator against each other.

mod figures;
mod play;
mod source;

use crate::staff::networks::Architecture;
use crate::staff::rule::LossName;
use crate::staff::{GanTraining, Plan};
use common::program::prelude::*;
use common::{memory, schedule};
use play::Play;
use source::Source;

/// Train a generator of pictures against a discriminator
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Gan {
    #[command(flatten)]
    #[serde(flatten)]
    source: Source,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    #[command(flatten)]
    #[serde(flatten)]
    play: Play,

    /// Pictures a step: so many real ones, and as many fakes
    #[arg(long, value_name = "N", alias = "batch_size", value_parser = at_least::<2>)]
    batch_size: usize,

    /// Learning rate of both networks
    #[arg(long, value_name = "RATE", value_parser = learning_rate)]
    lr: f64,

    /// Adam's β₁ of both networks; wasserstein-clip has RMSProp, which has none
    #[arg(long, value_name = "SHARE", value_parser = proper_share)]
    beta1: f64,

    /// How many numbers a picture is made from
    #[arg(long, value_name = "N", alias = "latent_dim", value_parser = at_least::<1>)]
    latent_dim: usize,
}

impl Settings for Gan {
    const NAME: &'static str = "gan";
    const ALIASES: Aliases = &[("epochs", "n_epochs")];

    fn defaults(typed: &Typed) -> Self {
        let source = Source::defaults(typed);
        let arch = typed.get("arch").unwrap_or(Architecture::Dense);
        let is_ring = source.dataset == Dataset::Ring;
        let play = Play::defaults(typed, &source.dataset);
        // Few pictures, larger ones than digits.
        let is_gallery = arch == Architecture::Dcgan
            && [Dataset::Faces, Dataset::Emoji].contains(&source.dataset);
        // The sheet's settings are those of `paper`: 187,600 steps. In the 4,740 steps that two minutes give,
        // the discriminator wins with its β₁ = 0.9, and 0.5 leads to digits.
        let (epochs, eval_every, beta1) = match (typed.preset(), arch) {
            (Preset::Quick, _) => (1, 1, 0.5),
            (_, _) if is_ring => (60, 2, 0.5),
            (Preset::Paper, Architecture::Dense) => (200, 10, 0.9),
            // Ten steps an epoch of the photographs, and five of one class of emoji: longer, and D knows all of them by heart.
            (Preset::Paper, _) if is_gallery => match source.dataset {
                Dataset::Faces => (450, 50, 0.5),
                _ => (600, 100, 0.5),
            },
            (Preset::Paper, Architecture::Dcgan) => (25, 1, 0.5),
            (Preset::Course, Architecture::Dense) => (60, 3, 0.5),
            (Preset::Course, Architecture::Dcgan) => (15, 1, 0.5),
        };
        let (batch_size, latent_dim) = match (is_ring, is_gallery) {
            (true, _) => (128, 16),
            (_, true) => (32, 64),
            _ => (64, 100),
        };
        Self {
            batch_size,
            lr: play.lr(is_ring),
            beta1: match play.loss {
                // Trained by RMSProp.
                LossName::WassersteinClip => 0.0,
                loss if loss.has_critic() && !is_ring => 0.0,
                _ => beta1,
            },
            latent_dim,
            length: Epochs { epochs, eval_every },
            source,
            play,
        }
    }

    fn check(&self) -> Result<()> {
        self.play.check(&self.source.dataset, self.beta1)?;
        // The first layer with its gradient and Adam's two moments, in single precision.
        let bytes = 16 * 128 * self.latent_dim as u128;
        let bytes = bytes.saturating_mul(self.play.width.unwrap_or(1) as u128);
        memory::refuse_beyond(bytes, &format!("--latent-dim {}", self.latent_dim))
    }
}

impl Training for Gan {
    type Learner = GanTraining;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<GanTraining> {
        let (data, subject) = self.source.load(start)?;
        let (batch_size, pictures) = (self.batch_size, data.train.len());
        if batch_size > pictures {
            return Err(Error::Usage(format!(
                "--batch-size {batch_size} is larger than the training set of {pictures} pictures. \
                 Choose a smaller one."
            )));
        }
        let rates = [self.play.lr_generator.unwrap_or(self.lr), self.lr];
        let plan = Plan {
            latent: self.latent_dim,
            networks: self.play.networks(&subject),
            rule: self.play.rule(),
            conditional: self.play.conditional,
            beta_1: self.beta1,
            rates: rates.map(schedule::constant),
        };
        Ok(GanTraining::of(plan, (data, batch_size), subject, start))
    }

    fn tell(&self, run: &mut Run, learner: &mut GanTraining) -> Result<()> {
        let marked = self.source.dataset == Dataset::Mnist;
        let untrained = marked.then(|| self.learner(&run.start)).transpose()?;
        figures::tell(run, learner, untrained)
    }

    fn draw(&self, run: &Run, learner: &mut GanTraining) -> Result<()> {
        figures::draw(run, learner)
    }
}
