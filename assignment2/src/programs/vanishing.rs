//! `vanishing`: what of the gradient reaches the first layer of networks of every depth, and what they learn.

mod case;
mod figures;
mod first;
mod outcomes;
mod watched;

use crate::staff::deep::{Activation, Design, FirstWeights};
use case::{Case, Remedy};
use common::program::prelude::*;
use common::schedule;
use watched::Watched;

/// Compare depths, activations, batch normalisation and skips: the gradient layer by layer, and the training
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Vanishing {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// Hidden layers to compare, ascending, from 2 to 200
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', value_parser = at_least::<2>)]
    depths: Vec<usize>,

    /// Functions of the layers to compare
    #[arg(long, value_enum, value_name = "NAME,…", value_delimiter = ',')]
    activations: Vec<Activation>,

    /// What to do about it, to compare
    #[arg(long, value_enum, value_name = "NAME,…", value_delimiter = ',')]
    remedies: Vec<Remedy>,

    /// How the weights begin
    #[arg(long, value_enum)]
    first_weights: FirstWeights,

    /// Units of each hidden layer
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    width: usize,

    /// Examples a step: a number, or `full` for the whole training set
    #[arg(long, value_name = "N|full")]
    batch_size: BatchSize,

    /// Learning rate of gradient descent
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// Trainings of each case, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    seeds: usize,
}

/// The deepest network: a figure has no place for more layers.
const DEEPEST: usize = 200;

impl Settings for Vanishing {
    const NAME: &'static str = "vanishing";
    const ALIASES: Aliases = super::EPOCHS;

    fn defaults(typed: &Typed) -> Self {
        let examples = Examples::defaults(typed, Dataset::Digits);
        // The more units in a layer, the nearer to theory, and the longer it takes.
        let (depths, width, epochs, seeds): (&[usize], _, _, _) = match typed.preset() {
            Preset::Quick => (&[2, 6], 16, 1, 2),
            Preset::Course => (&[2, 5, 10, 20, 50], 32, 8, 3),
            Preset::Paper => (&[2, 3, 5, 10, 20, 30, 50], 64, 40, 5),
        };
        let eval_every = usize::div_ceil(epochs, 4);
        Self {
            examples,
            length: Epochs { epochs, eval_every },
            depths: depths.to_vec(),
            activations: Activation::value_variants().to_vec(),
            remedies: Remedy::value_variants().to_vec(),
            first_weights: FirstWeights::Auto,
            width,
            batch_size: BatchSize::Of(64),
            lr: 0.02,
            seeds,
        }
    }

    fn check(&self) -> Result<()> {
        if !self.depths.is_sorted_by(|a, b| a < b) {
            let words = "--depths: name them from small to large.";
            return Err(Error::Usage(words.into()));
        }
        if let Some(depth) = self.depths.iter().find(|depth| **depth > DEEPEST) {
            return Err(Error::Usage(format!(
                "--depths {depth} is deeper than a figure can show: at most {DEEPEST}. The gradient has \
                 vanished or exploded long before that."
            )));
        }
        refuse_doubles("activations", &self.activations)?;
        refuse_doubles("remedies", &self.remedies)
    }
}

impl Vanishing {
    /// The network of a case.
    fn design(&self, case: Case) -> Design {
        Design {
            depth: case.depth,
            width: self.width,
            activation: case.activation,
            norm: case.remedy.has_norm(),
            skip: case.remedy.has_skip(),
            first_weights: self.first_weights,
        }
    }
}

impl Training for Vanishing {
    type Learner = Study<Case, Watched>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        Study::new(start, self.seeds, |start| {
            let data = self.examples.load(start)?;
            let batch_size = self.batch_size.resolve(data.train.len())?;
            let trial = |case: Case| {
                let design = self.design(case);
                design.refuse_too_large(&format!("--width {}", self.width))?;
                let rate = schedule::constant(self.lr);
                let training = design.training((data.clone(), batch_size), rate, start);
                let watched = Watched::new((training, case.activation), &data, start);
                Ok(Trial::new(case, case.name(), watched))
            };
            Case::all(self).map(trial).collect()
        })
    }

    fn tell(&self, run: &mut Run, study: &mut Self::Learner) -> Result<()> {
        outcomes::tell(self, run, study)
    }

    fn draw(&self, run: &Run, study: &mut Self::Learner) -> Result<()> {
        figures::draw(self, run, study)
    }
}
