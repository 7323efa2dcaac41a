//! `regularization`: what helps a network to generalise, and what helps a deep one to learn at all.

mod cases;
mod config;
mod figures;
mod results;
mod workbench;

pub use cases::Topic;
pub use config::RegularizationConfig;

use super::evaluate;
use super::examples::ExamplesArgs;
use crate::learner::ByHand;
use cases::{Case, cases};
use common::config::{ProgramArgs, SharedArgs};
use common::early_stopping::EarlyStopping;
use common::error::Result;
use common::fit::fit;
use common::run::Run;
use common::study::{Study, Training};
use serde::Serialize;
use std::path::Path;
use workbench::Workbench;

/// Flags of `regularization`, as typed.
#[derive(Debug, Clone, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct RegularizationArgs {
    #[command(flatten)]
    #[serde(flatten)]
    shared: SharedArgs,

    /// What to compare
    #[arg(long, value_enum, value_name = "TOPIC,…", value_delimiter = ',')]
    topics: Option<Vec<Topic>>,

    /// Trainings of each case, with the seeds --seed, --seed + 1, …
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    seeds: Option<usize>,

    /// Examples to learn from, or all if there are fewer; a tenth of them is held out
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    training_examples: Option<usize>,

    /// Overfitting: the share of training labels that are wrong
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    label_noise: Option<f64>,

    /// Overfitting: sizes of the hidden layers
    #[arg(long, value_name = "N,N,…", value_delimiter = ',')]
    hidden_sizes: Option<Vec<usize>>,

    /// Overfitting: strength of the L2 penalty
    #[arg(long, value_name = "LAMBDA", allow_negative_numbers = true)]
    l2: Option<f64>,

    /// Overfitting: strength of the L1 penalty
    #[arg(long, value_name = "LAMBDA", allow_negative_numbers = true)]
    l1: Option<f64>,

    /// Overfitting: share of hidden units that dropout leaves out
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    dropout: Option<f64>,

    /// Overfitting: epochs without a lower validation loss after which to stop early
    #[arg(long, value_name = "EPOCHS", allow_negative_numbers = true)]
    patience: Option<usize>,

    #[command(flatten)]
    #[serde(flatten)]
    examples: ExamplesArgs,
}

impl ProgramArgs for RegularizationArgs {
    type Config = RegularizationConfig;
    const TASK: &'static str = "regularization";
    const RESULTS: &'static str = crate::RESULTS;

    fn shared(&self) -> &SharedArgs {
        &self.shared
    }
}

/// Trains every case under every seed, measures, draws.
///
/// # Errors
/// As documented for every program: bad settings, bad data, interruption, full disk.
pub fn run(args: &RegularizationArgs) -> Result<()> {
    let (mut run, config) = Run::open(args)?;
    let cases = cases(&config);
    let study = study(&config, &cases, &run)?;
    let mut study = fit(&mut run, study)?;
    run.save_file("trainings.csv", &study.history().to_csv()?)?;
    let outcomes = results::of(&cases, &mut study)?;
    results::tell(&mut run, &cases, &outcomes);
    if run.wants_figures() {
        figures::draw(&run, &config, &cases, &outcomes, &mut study)?;
    }
    run.finish()
}

/// The metrics of a run's last checkpoint.
///
/// # Errors
/// [`Error::Usage`] if there is no such run or it has no checkpoint.
pub(super) fn evaluate(folder: &Path) -> Result<evaluate::Metrics> {
    let (run, config, checkpoint) = Run::reopen::<RegularizationArgs>(folder)?;
    evaluate::metrics(study(&config, &cases(&config), &run)?, &checkpoint)
}

/// What is trained.
type Learner = EarlyStopping<ByHand>;

fn study(config: &RegularizationConfig, cases: &[Case], run: &Run) -> Result<Study<Learner>> {
    let mut trainings = Vec::new();
    for seed in (run.shared.seed..).take(config.seeds) {
        let workbench = Workbench::new(config, run, seed)?;
        for case in cases {
            let learner = workbench.learner(case);
            trainings.push(Training::new(&case.name, seed, learner));
        }
    }
    Ok(Study::new(trainings, &run.device))
}
