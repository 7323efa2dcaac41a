//! `autoencoder`: trains a network to say an example with fewer numbers, beside principal components.

mod defaults;
mod figures;
mod told;

use crate::staff::AutoencoderTraining;
use crate::staff::autoencoding::{Architecture, Kind, Objective, Plan};
use common::data;
use common::memory;
use common::program::prelude::*;

/// Train an autoencoder: from an example to a code of few numbers, and back
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Autoencoder {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// How it is kept from copying
    #[arg(long, value_enum)]
    kind: Kind,

    /// What stands behind fully connected layers
    #[arg(long, value_enum)]
    arch: Architecture,

    /// Sizes of the hidden layers from the example to the code; without a value, none
    #[arg(long, value_name = "N,…", value_delimiter = ',', num_args = 0.., value_parser = at_least::<1>)]
    hidden_sizes: Vec<usize>,

    /// How many numbers a code has
    #[arg(long, value_name = "N", alias = "latent-dim", value_parser = at_least::<1>)]
    code_dim: usize,

    /// Denoising: the share of an example's features that is set to 0
    #[arg(long, value_name = "SHARE", value_parser = proper_share)]
    #[serde(skip_serializing_if = "Option::is_none")]
    corruption: Option<f64>,

    /// Sparse: what the mean of each number of the code is to be
    #[arg(long, value_name = "RHO", value_parser = defaults::between)]
    #[serde(skip_serializing_if = "Option::is_none")]
    sparsity: Option<f64>,

    /// Sparse: how much the distance from that counts
    #[arg(long, value_name = "BETA", value_parser = non_negative)]
    #[serde(skip_serializing_if = "Option::is_none")]
    penalty: Option<f64>,

    /// Examples a step: a number, or `full` for the whole training set
    #[arg(long, value_name = "N|full", alias = "batch_size")]
    batch_size: BatchSize,

    /// Adam's learning rate, which falls to 0 along half a cosine
    #[arg(long, value_name = "RATE", value_parser = learning_rate)]
    lr: f64,
}

impl Settings for Autoencoder {
    const NAME: &'static str = "autoencoder";

    fn defaults(typed: &Typed) -> Self {
        let kind = typed.get("kind").unwrap_or(Kind::Plain);
        let arch = typed.get("arch").unwrap_or(Architecture::Deep);
        let usual = defaults::dataset(typed.preset(), arch);
        let examples = Examples::defaults(typed, usual);
        let (hidden_sizes, code_dim) =
            defaults::sizes(typed.preset(), (kind, arch), &examples.dataset);
        let (epochs, eval_every) =
            defaults::length(typed.preset(), (kind, arch), &examples.dataset);
        Self {
            examples,
            length: Epochs { epochs, eval_every },
            kind,
            arch,
            hidden_sizes,
            code_dim,
            corruption: (kind == Kind::Denoising).then_some(0.3),
            sparsity: (kind == Kind::Sparse).then_some(0.05),
            penalty: (kind == Kind::Sparse).then_some(3e-3),
            batch_size: BatchSize::Of(64),
            lr: defaults::rate(arch),
        }
    }

    fn check(&self) -> Result<()> {
        defaults::check(self)
    }
}

impl Training for Autoencoder {
    type Learner = AutoencoderTraining;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<AutoencoderTraining> {
        let data = load(&self.examples, start)?;
        let sizes = [&[data.features()], &*self.hidden_sizes, &[self.code_dim]].concat();
        memory::refuse_layers(&sizes, data::CHUNK, "--hidden-sizes with --code-dim")?;
        let plan = Plan {
            objective: match self.kind {
                Kind::Plain => Objective::Plain,
                Kind::Convolutional => Objective::Convolutional,
                Kind::Denoising => Objective::Denoising(self.corruption.unwrap_or(0.0)),
                Kind::Sparse => {
                    Objective::Sparse(self.sparsity.unwrap_or(0.5), self.penalty.unwrap_or(0.0))
                }
            },
            architecture: self.arch,
            sizes,
            image: shape(&self.examples.dataset),
            batch_size: self.batch_size.resolve(data.train.len())?,
            lr: self.lr,
        };
        AutoencoderTraining::new(&plan, data, start)
    }

    fn tell(&self, run: &mut Run, learner: &mut AutoencoderTraining) -> Result<()> {
        told::tell(run, learner)
    }

    fn draw(&self, run: &Run, learner: &mut AutoencoderTraining) -> Result<()> {
        figures::draw(self, run, learner)
    }
}

/// Channels, height and width, where the examples are images.
pub(super) fn shape(dataset: &Dataset) -> Option<[usize; 3]> {
    dataset.image().map(|(shape, _)| shape)
}

/// Rows of pixels from 0 to 1, of coordinates, or of features with variance 1.
pub(super) fn load(examples: &Examples, start: &Start) -> Result<Data<2>> {
    match examples.dataset.kind() {
        data::Kind::Images => Ok(examples.images(start)?.flatten()),
        data::Kind::Table => Ok(examples.unscaled(start)?.standardize()),
        data::Kind::Points => examples.unscaled(start),
    }
}
