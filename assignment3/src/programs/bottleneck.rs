//! `bottleneck`: what is lost with each length of the code, by linear and deep autoencoders and by PCA.

mod figures;

use super::autoencoder::{load, shape};
use crate::staff::AutoencoderTraining;
use crate::staff::autoencoding::{Architecture, Objective, Plan};
use common::data;
use common::memory;
use common::program::prelude::*;

/// Compare what autoencoders and PCA lose with codes of different lengths
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Bottleneck {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// How many numbers a code has, ascending
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', value_parser = at_least::<1>)]
    code_dims: Vec<usize>,

    /// Sizes of the hidden layers of the deep one, from the example to the code
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = at_least::<1>)]
    hidden_sizes: Vec<usize>,

    /// Examples a step: a number, or `full` for the whole training set
    #[arg(long, value_name = "N|full", alias = "batch_size")]
    batch_size: BatchSize,

    /// Adam's learning rate of the deep one, which falls to 0 along half a cosine; the linear one has ten times as much
    #[arg(long, value_name = "RATE", value_parser = learning_rate)]
    lr: f64,

    /// Trainings of each, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    seeds: usize,
}

/// What is compared with PCA.
const COMPARED: [(Architecture, &str); 2] = [
    (Architecture::Linear, "linear"),
    (Architecture::Deep, "deep"),
];

impl Settings for Bottleneck {
    const NAME: &'static str = "bottleneck";

    fn defaults(typed: &Typed) -> Self {
        let (code_dims, epochs, seeds): (&[usize], _, _) = match typed.preset() {
            Preset::Quick => (&[1, 4], 2, 2),
            Preset::Course => (&[1, 2, 5, 10, 20], 200, 3),
            Preset::Paper => (&[1, 2, 5, 10, 20, 30, 40], 300, 10),
        };
        Self {
            examples: Examples::defaults(typed, Dataset::Digits),
            length: Epochs {
                epochs,
                eval_every: epochs.div_ceil(10),
            },
            code_dims: code_dims.to_vec(),
            hidden_sizes: vec![64, 32],
            batch_size: BatchSize::Of(64),
            lr: 1e-3,
            seeds,
        }
    }

    fn check(&self) -> Result<()> {
        if self.code_dims.is_sorted_by(|a, b| a < b) {
            return Ok(());
        }
        let words = "--code-dims: name them from short to long, each once.";
        Err(Error::Usage(words.into()))
    }
}

impl Training for Bottleneck {
    type Learner = Study<(Architecture, usize), AutoencoderTraining>;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Self::Learner> {
        Study::new(start, self.seeds, |start| {
            let data = load(&self.examples, start)?;
            let batch_size = self.batch_size.resolve(data.train.len())?;
            let longest = self.code_dims.last().copied().unwrap_or(1);
            let sizes = [&[data.features()], &*self.hidden_sizes, &[longest]].concat();
            memory::refuse_layers(&sizes, data::CHUNK, "--hidden-sizes with --code-dims")?;
            let mut trials = Vec::new();
            for (architecture, name) in COMPARED {
                let (hidden, lr): (&[usize], _) = match architecture {
                    Architecture::Linear => (&[], 10.0 * self.lr),
                    _ => (&self.hidden_sizes, self.lr),
                };
                for &code in &self.code_dims {
                    let plan = Plan {
                        objective: Objective::Plain,
                        architecture,
                        sizes: [&[data.features()], hidden, &[code]].concat(),
                        image: shape(&self.examples.dataset),
                        batch_size,
                        lr,
                    };
                    // The rate falls over all epochs of this training.
                    let start = Start {
                        length: self.length.into(),
                        ..start.clone()
                    };
                    let learner = AutoencoderTraining::new(&plan, data.clone(), &start)?;
                    trials.push(Trial::new(
                        (architecture, code),
                        format!("{name} {code}"),
                        learner,
                    ));
                }
            }
            Ok(trials)
        })
    }

    fn tell(&self, run: &mut Run, study: &mut Self::Learner) -> Result<()> {
        figures::tell(self, run, study)
    }

    fn draw(&self, run: &Run, study: &mut Self::Learner) -> Result<()> {
        figures::draw(self, run, study)
    }
}
