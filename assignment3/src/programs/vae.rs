//! `vae`: trains a variational autoencoder of pictures.

use crate::staff::vae_training::{self, VaeTraining};
use crate::vae::Plan;
use burn::module::Module;
use common::memory;
use common::program::prelude::*;
use common::schedule::{self, Turned};

mod figures;
mod told;

/// Train a variational autoencoder: codes of pictures, and pictures of new codes
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Vae {
    #[command(flatten)]
    #[serde(flatten)]
    images: Images,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// Pictures a step; `full` for all of them
    #[arg(long, value_name = "N|full", alias = "batch_size")]
    batch_size: BatchSize,

    /// Learning rate of Adam
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// What the two networks are made of
    #[arg(long, value_enum)]
    arch: Arch,

    /// What a pixel is, given the decoder's output
    #[arg(long, value_enum)]
    decoder: Pixels,

    /// How many numbers the hidden layers have
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    hidden: usize,

    /// How many numbers a picture's code has; two are shown as a plane
    #[arg(long, value_name = "N", alias = "latent_dim", value_parser = at_least::<1>)]
    latent_dim: usize,

    /// The weight of the KL term in training: 1 is the bound, 0 leaves the prior out
    #[arg(long, value_name = "BETA", value_parser = non_negative)]
    beta: f64,
}

/// What the networks are made of, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum Arch {
    /// One hidden layer each
    Dense,
    /// Two convolutions in front of the encoder's hidden layer, and behind the decoder's
    Convolutional,
}

/// What pixels are, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
enum Pixels {
    /// Black or white, and grey is a share of white
    Bernoulli,
    /// Normal, with one deviation that is learned
    Gaussian,
}

impl Settings for Vae {
    const NAME: &'static str = "vae";
    const ALIASES: Aliases = &[("epochs", "n_epochs")];

    fn defaults(typed: &Typed) -> Self {
        let images = Images::defaults(typed, Dataset::Mnist);
        let arch = typed.get("arch").unwrap_or(Arch::Dense);
        // Some 2,400 steps on what is built in, and 1,200 of convolutions. PyTorch's example is `paper`: 4,690 steps.
        let (epochs, eval_every) = match (typed.preset(), &images.dataset, arch) {
            (Preset::Quick, ..) => (1, 1),
            (Preset::Paper, ..) => (10, 1),
            (_, Dataset::Mnist | Dataset::FashionMnist, Arch::Dense) => (60, 4),
            (_, Dataset::Mnist | Dataset::FashionMnist, Arch::Convolutional) => (30, 2),
            (_, Dataset::Cifar10, _) => (4, 1),
            (_, Dataset::Faces, _) => (400, 20),
            _ => (200, 10),
        };
        Self {
            images,
            length: Epochs { epochs, eval_every },
            batch_size: BatchSize::Of(128),
            lr: 1e-3,
            arch,
            decoder: Pixels::Bernoulli,
            hidden: 400,
            latent_dim: 20,
            beta: 1.0,
        }
    }
}

impl Training for Vae {
    type Learner = VaeTraining;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<VaeTraining> {
        let data = self.images.load(start)?;
        let batch_size = self.batch_size.resolve(data.train.len())?;
        let plan = Plan {
            image: data.shape(),
            hidden: self.hidden,
            latent: self.latent_dim,
            is_convolutional: self.arch == Arch::Convolutional,
            is_gaussian: self.decoder == Pixels::Gaussian,
        };
        let (hidden, latent) = (self.hidden, self.latent_dim);
        let sizes = [plan.image.iter().product(), hidden, latent, hidden];
        let what = format!("--hidden {hidden} --latent-dim {latent}");
        memory::refuse_layers(&sizes, batch_size, &what)?;
        let turned = (Turned::new(self.beta), schedule::constant(self.lr));
        Ok(vae_training::training(
            &plan,
            (data, batch_size),
            turned,
            start,
        ))
    }

    fn tell(&self, run: &mut Run, learner: &mut VaeTraining) -> Result<()> {
        let marked = self.images.dataset == Dataset::Mnist;
        let untrained = marked.then(|| self.learner(&run.start)).transpose()?;
        told::tell(run, learner, untrained)
    }

    fn draw(&self, run: &Run, learner: &mut VaeTraining) -> Result<()> {
        figures::draw(run, &learner.model().valid(), learner.loader().data())
    }
}
