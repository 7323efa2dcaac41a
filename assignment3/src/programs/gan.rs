//! `gan`: trains a generator and a discriminator against each other.

use crate::staff::{GanSizes, GanTraining};
use common::program::prelude::*;
use common::trained::parameters;
use common::{memory, schedule};

/// Train a generator of pictures against a discriminator
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Gan {
    #[command(flatten)]
    #[serde(flatten)]
    images: Images,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// Pictures a step: so many real ones, and as many fakes
    #[arg(long, value_name = "N", alias = "batch_size", value_parser = at_least::<2>)]
    batch_size: usize,

    /// Learning rate of both networks
    #[arg(long, value_name = "RATE", value_parser = learning_rate)]
    lr: f64,

    /// Adam's β₁ of both networks
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
        // The sheet's settings are those of `paper`: 187,600 steps. In the 4,740 steps that two minutes give,
        // the discriminator wins with its β₁ = 0.9, and 0.5 leads to digits.
        let (epochs, eval_every, beta1) = match typed.preset() {
            Preset::Quick => (1, 1, 0.5),
            Preset::Course => (60, 3, 0.5),
            Preset::Paper => (200, 10, 0.9),
        };
        Self {
            images: Images::defaults(typed, Dataset::Mnist),
            length: Epochs { epochs, eval_every },
            batch_size: 64,
            lr: 2e-4,
            beta1,
            latent_dim: 100,
        }
    }

    fn check(&self) -> Result<()> {
        // The first layer with its gradient and Adam's two moments, in single precision.
        let bytes = 16 * 128 * self.latent_dim as u128;
        memory::refuse_beyond(bytes, &format!("--latent-dim {}", self.latent_dim))
    }
}

impl Training for Gan {
    type Learner = GanTraining;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<GanTraining> {
        let data = self.images.load(start)?.centred();
        let (batch_size, pictures) = (self.batch_size, data.train.len());
        if batch_size > pictures {
            return Err(Error::Usage(format!(
                "--batch-size {batch_size} is larger than the training set of {pictures} pictures. \
                 Choose a smaller one."
            )));
        }
        let sizes = GanSizes {
            latent: self.latent_dim,
            generator: &[128, 256, 512, 1024],
            discriminator: &[512, 256],
        };
        let rates = [self.lr; 2].map(schedule::constant);
        let (pictures, adam) = ((data, batch_size), (self.beta1, rates));
        Ok(GanTraining::of_sizes(sizes, pictures, adam, start))
    }

    fn tell(&self, run: &mut Run, learner: &mut GanTraining) -> Result<()> {
        let generator = parameters(learner.gan.generator.module());
        let discriminator = parameters(learner.gan.discriminator.module());
        run.record("generator_parameters", generator as f64);
        run.record("discriminator_parameters", discriminator as f64);
        run.explain(
            "d_real is D(x), what the discriminator gives real pictures, and d_fake D(G(z)), what it gives fakes;\n\
             both are 0.5 where it cannot tell them apart. Neither says how good the fakes are: look at the samples.",
        );
        Ok(())
    }

    fn draw(&self, run: &Run, learner: &mut GanTraining) -> Result<()> {
        run.save_figure("samples", &learner.samples("25 samples at the end"))?;
        let judged = Plot::new("What the discriminator says").y("probability of being real");
        let columns = [
            ("d_real", "of real pictures, D(x)"),
            ("d_fake", "of fakes, D(G(z))"),
        ];
        run.save_figure("judgements", &run.parts(judged, &columns)?.figure())?;
        let losses = Plot::new("Losses").y("loss in nats");
        let columns = [("d_loss", "discriminator"), ("g_loss", "generator")];
        run.save_figure("losses", &run.parts(losses, &columns)?.figure())
    }
}
