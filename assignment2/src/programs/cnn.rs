//! `cnn`: trains a convolutional network on images.

use crate::staff::augmentation::{Augmentation, Augmented};
use crate::staff::network::{Architecture, Network, Plan};
use crate::staff::recipe::Recipe;
use crate::staff::summary::Summary;
use common::data::Shuffled;
use common::ops::Kernels;
use common::program::prelude::*;
use common::supervised::Supervised;
use common::{memory, random};

mod defaults;
mod figures;
mod lag;

/// Train a convolutional network on images
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Cnn {
    #[command(flatten)]
    #[serde(flatten)]
    pub(super) images: Images,

    #[command(flatten)]
    #[serde(flatten)]
    length: EpochsOrSteps,

    /// Which network
    #[arg(long, value_enum)]
    arch: Architecture,

    /// Images a step: a number, or `full` for the whole training set
    #[arg(long, value_name = "N|full", alias = "batch_size")]
    batch_size: BatchSize,

    #[command(flatten)]
    #[serde(flatten)]
    recipe: Recipe,

    /// The share of its hidden layer that lenet leaves out in a step
    #[arg(long, value_name = "SHARE", value_parser = proper_share)]
    #[serde(skip_serializing_if = "Option::is_none")]
    dropout: Option<f64>,

    /// How training images are changed at random; without a value, not at all
    #[arg(long, value_enum, value_name = "NAME,…", value_delimiter = ',', num_args = 0..)]
    augment: Vec<Augmentation>,

    /// The share of the training images that is held out to choose the best weights by; with 0 the last count
    #[arg(long, value_name = "SHARE", value_parser = proper_share)]
    hold_out: f64,

    /// Whose code computes convolutions; results differ by rounding alone
    #[arg(long, value_enum)]
    kernels: Kernels,
}

impl Settings for Cnn {
    const NAME: &'static str = "cnn";
    const ALIASES: Aliases = super::EPOCHS_OR_STEPS;

    fn defaults(typed: &Typed) -> Self {
        let arch = typed.get("arch").unwrap_or(Architecture::Lenet);
        let preset = typed.preset();
        let images = Images::defaults(typed, defaults::images(preset, arch));
        let (length, batch_size, rate) = defaults::training(preset, arch, &images.dataset);
        Self {
            images,
            length: EpochsOrSteps::defaults(typed, length),
            arch,
            batch_size: BatchSize::Of(batch_size),
            recipe: Recipe::defaults(typed, rate),
            dropout: (arch == Architecture::Lenet).then_some(0.4),
            augment: Vec::new(),
            hold_out: 0.0,
            kernels: Kernels::Fast,
        }
    }

    fn check(&self) -> Result<()> {
        self.length.check()?;
        match self.dropout {
            Some(dropout) if self.arch != Architecture::Lenet => Err(Error::Usage(format!(
                "--dropout {dropout}: of the networks only lenet has dropout. Leave it out, or choose --arch lenet."
            ))),
            _ => Ok(()),
        }
    }
}

impl Cnn {
    /// The images as the network sees them, with a part held out if that was asked for.
    ///
    /// # Errors
    /// Those of [`Images::load`].
    pub fn data(&self, start: &Start) -> Result<Data<4>> {
        let images = self.images.load(start)?.normalize();
        Ok(match self.hold_out > 0.0 {
            true => images.hold_out_share(self.hold_out, &start.streams),
            false => images,
        })
    }

    /// The network for these images.
    pub fn plan(&self, data: &Data<4>) -> Plan {
        Plan {
            architecture: self.arch,
            image: data.shape(),
            classes: data.classes.len(),
            dropout: self.dropout.unwrap_or(0.0),
        }
    }
}

impl Training for Cnn {
    type Learner = Supervised<Network, Augmented>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        let data = self.data(start)?;
        let (plan, streams) = (self.plan(&data), start.streams);
        plan.check()?;
        let batch_size = self.batch_size.resolve(data.train.len())?;
        let stream = streams.stream("weights");
        let network = random::initialize(stream, &start.device, |device| plan.network(device));
        let kept = Summary::of(&network, plan.image, batch_size).activation_bytes();
        memory::refuse_beyond(kept as u128, &format!("--batch-size {batch_size}"))?;
        // As many training images as the test has tell as much.
        let tested = data.test.len();
        let images = Shuffled::new(data, batch_size, streams).measuring(tested, &streams);
        let images = Augmented::new(images, &self.augment, streams);
        Ok(self
            .recipe
            .training(network.with(self.kernels), images, start))
    }

    fn tell(&self, run: &mut Run, learner: &mut Self::Learner) -> Result<()> {
        figures::tell(run, learner)
    }

    fn draw(&self, run: &Run, learner: &mut Self::Learner) -> Result<()> {
        figures::draw(run, learner)
    }
}
