//! `regularization`: what helps a network to generalise, and what helps a deep one to learn at all.

mod batch_norm;
mod case;
mod initialization;
mod inputs;
mod outcomes;
mod overfitting;
mod topics;

use case::{Case, Cases, Topic, Workbench};
use common::program::prelude::*;

/// Compare penalties, dropout, early stopping, batch normalisation, first weights, input scales
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Regularization {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// Examples a step: a number, or `full` for the whole training set
    #[arg(long, value_name = "N|full")]
    batch_size: BatchSize,

    /// Learning rate of all topics but `batch-norm`, which compares several
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,

    /// What to compare
    #[arg(long, value_enum, value_name = "TOPIC,…", value_delimiter = ',')]
    topics: Vec<Topic>,

    /// Trainings of each case, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    seeds: usize,

    /// Examples to learn from, or all if there are fewer; a tenth of them is held out
    // A class of one example is never held out.
    #[arg(long, value_name = "N", value_parser = at_least::<20>)]
    training_examples: usize,

    /// Overfitting: the share of training labels that are wrong
    #[arg(long, value_name = "SHARE", value_parser = share)]
    label_noise: f64,

    /// Overfitting: sizes of the hidden layers
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', value_parser = at_least::<1>)]
    hidden_sizes: Vec<usize>,

    /// Overfitting: strength λ of the L2 penalty
    #[arg(long, value_name = "LAMBDA", value_parser = non_negative)]
    l2: f64,

    /// Overfitting: strength λ of the L1 penalty
    #[arg(long, value_name = "LAMBDA", value_parser = non_negative)]
    l1: f64,

    /// Overfitting: share of hidden units that dropout leaves out
    #[arg(long, value_name = "RATE", value_parser = proper_share)]
    dropout: f64,

    /// Overfitting: epochs without a lower validation loss after which to stop early
    #[arg(long, value_name = "EPOCHS", value_parser = at_least::<1>)]
    patience: usize,
}

impl Settings for Regularization {
    const NAME: &'static str = "regularization";
    const ALIASES: Aliases = super::EPOCHS;

    /// `l2`, `l1` and `dropout` are the best of 1, 2, 3 and 5 times the powers of ten, and of the tenths,
    /// on held-out examples of other seeds: `--topics overfitting --seed 100 --seeds 10 --l2 …`.
    fn defaults(typed: &Typed) -> Self {
        let examples = Examples::defaults(typed, Dataset::Digits);
        let is_plane = examples.dataset.is_generated();
        let (few, epochs) = if is_plane { (100, 1500) } else { (500, 60) };
        let (training_examples, epochs, seeds) = match typed.preset() {
            Preset::Quick => (100, 2, 2),
            Preset::Course => (few, epochs, 5),
            Preset::Paper => (few, epochs, 20),
        };
        let eval_every = usize::div_ceil(epochs, 20);
        let images = Self {
            examples,
            length: Epochs { epochs, eval_every },
            batch_size: BatchSize::Of(32),
            lr: 0.05,
            topics: Topic::value_variants().to_vec(),
            seeds,
            training_examples,
            label_noise: 0.3,
            hidden_sizes: vec![256, 256],
            l2: 0.03,
            l1: 0.003,
            dropout: 0.7,
            patience: 10,
        };
        match is_plane {
            false => images,
            true => Self {
                // Two inputs leave little to normalise, and a deep network little to learn.
                topics: vec![Topic::Overfitting],
                label_noise: 0.2,
                hidden_sizes: vec![64; 3],
                lr: 0.1,
                patience: 50,
                l2: 0.01,
                dropout: 0.2,
                ..images
            },
        }
    }

    fn check(&self) -> Result<()> {
        refuse_doubles("topics", &self.topics)
    }
}

impl Training for Regularization {
    type Learner = Cases;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<Cases> {
        let topics = self.topics.iter();
        let cases = topics.flat_map(|topic| topics::parts(*topic).0(self));
        let cases: Vec<Case> = cases.collect();
        Study::new(start, self.seeds, |start| {
            let workbench = Workbench::new(self, start)?;
            cases.iter().map(|case| workbench.trial(case)).collect()
        })
    }

    fn tell(&self, run: &mut Run, study: &mut Cases) -> Result<()> {
        outcomes::tell(run, study)
    }

    fn draw(&self, run: &Run, study: &mut Cases) -> Result<()> {
        let mut topics = self.topics.iter();
        topics.try_for_each(|topic| topics::parts(*topic).1(self, run, study))
    }
}
