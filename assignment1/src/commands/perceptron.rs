//! `perceptron`: trains a perceptron written by hand, and counts its updates beside Novikoff's bound.

use super::evaluate;
use super::examples::{ExamplesArgs, ExamplesConfig};
use crate::novikoff::Margin;
use crate::perceptron_learner::{PerceptronTraining, Rule};
use common::config::{BatchSize, Config, Preset, ProgramArgs, SharedArgs, SharedConfig};
use common::data::Dataset;
use common::device::DeviceName;
use common::error::{Error, Result};
use common::figures::{Curve, Figure, Scale, curves_scaled};
use common::fit::fit;
use common::plots;
use common::run::Run;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Flags of `perceptron`, as typed.
#[derive(Debug, Clone, Serialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct PerceptronArgs {
    #[command(flatten)]
    #[serde(flatten)]
    shared: SharedArgs,

    /// How the weights change
    #[arg(long, value_enum)]
    rule: Option<Rule>,

    #[command(flatten)]
    #[serde(flatten)]
    examples: ExamplesArgs,
}

impl ProgramArgs for PerceptronArgs {
    type Config = PerceptronConfig;
    const TASK: &'static str = "perceptron";
    const RESULTS: &'static str = crate::RESULTS;

    fn shared(&self) -> &SharedArgs {
        &self.shared
    }
}

/// Settings of `perceptron`, as meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PerceptronConfig {
    /// What every program has; a batch is the whole training set.
    #[serde(flatten)]
    pub shared: SharedConfig,
    /// How the weights change.
    pub rule: Rule,
    /// Generated data: how many, how noisy.
    #[serde(flatten)]
    pub examples: ExamplesConfig,
}

impl Config for PerceptronConfig {
    fn default_dataset() -> Dataset {
        Dataset::Gaussians
    }

    fn defaults(dataset: &Dataset, preset: Preset) -> Self {
        Self {
            shared: SharedConfig {
                preset,
                device: DeviceName::CPU,
                seed: 42,
                dataset: dataset.clone(),
                data_dir: None,
                epochs: if preset == Preset::Quick { 5 } else { 100 },
                batch_size: BatchSize::Full,
                lr: 0.01,
                eval_every: 1,
            },
            rule: Rule::Batch,
            examples: if dataset.is_gaussian() {
                // The sheet's 100 points of each class, with nothing beside the clouds' own variance.
                ExamplesConfig {
                    examples: 200,
                    noise: 0.0,
                }
            } else {
                ExamplesConfig::defaults(dataset)
            },
        }
    }

    fn shared(&self) -> &SharedConfig {
        &self.shared
    }

    fn check(&self) -> Result<()> {
        self.shared.check()?;
        if self.shared.batch_size != BatchSize::Full {
            return Err(Error::Usage(format!(
                "--batch-size {}: the course's rule looks at the whole training set, and --rule \
                 rosenblatt at one example after the other.\n\
                 Leave the flag out. `mlp` trains in batches of any size.",
                self.shared.batch_size
            )));
        }
        self.examples.check()
    }
}

/// Trains, counts, draws.
///
/// # Errors
/// As documented for every program: bad settings, bad data, interruption, full disk.
pub fn run(args: &PerceptronArgs) -> Result<()> {
    let (mut run, config) = Run::open(args)?;
    let learner = learner(&config, &run)?;
    let learner = fit(&mut run, learner)?;
    let margin = learner.margin();
    run.note(&in_words(config.rule, learner.updates(), &margin))?;
    run.find("updates", total(learner.updates()) as f64);
    if let Some(bound) = margin.bound() {
        run.find("novikoff_bound", bound);
    }
    if run.wants_figures() {
        for metric in ["accuracy", "loss"] {
            run.save_figure(metric, &plots::history(run.folder(), metric)?)?;
        }
        run.save_figure("updates", &updates(learner.updates(), margin.bound()))?;
        if learner.data().features() == 2 {
            let figure = plots::boundary(learner.data(), |points| learner.logits(points));
            run.save_figure("decision-boundary", &figure)?;
        }
    }
    run.finish()
}

/// The metrics of a run's last checkpoint.
///
/// # Errors
/// [`Error::Usage`] if there is no such run or it has no checkpoint.
pub(super) fn evaluate(folder: &Path) -> Result<evaluate::Metrics> {
    let (run, config, checkpoint) = Run::reopen::<PerceptronArgs>(folder)?;
    evaluate::metrics(learner(&config, &run)?, &checkpoint)
}

fn learner(config: &PerceptronConfig, run: &Run) -> Result<PerceptronTraining> {
    let data = config
        .examples
        .load(&config.shared, run.streams, &run.device)?;
    PerceptronTraining::new(data, config.rule, config.shared.lr, run.streams)
}

/// The number of updates in all.
fn total(updates: &[usize]) -> usize {
    updates.last().copied().unwrap_or_default()
}

/// What the training did and what the theorem says of it.
fn in_words(rule: Rule, updates: &[usize], margin: &Margin) -> String {
    let count = total(updates);
    let last = updates.iter().position(|so_far| *so_far == count);
    let last = last.unwrap_or_default();
    let what = match rule {
        Rule::Batch => "updates of the weights",
        Rule::Rosenblatt => "mistakes, which are the updates of the weights",
    };
    let theorem = match margin.bound() {
        Some(bound) => format!(
            "Novikoff's bound on them is (R/γ)² = {bound:.1}: R = {:.3} is the length of the longest \
             (x, 1),\nγ = {:.3} the margin of a separating line, at least {:.1} % of the widest.",
            margin.radius,
            margin.found,
            // Rounded down, to stay true.
            (1000.0 * margin.found / margin.at_most).floor() / 10.0
        ),
        None => format!(
            "Novikoff's theorem has no bound for them: it needs a line that separates the training \
             examples,\nand none has a margin above {:.1e}.",
            margin.at_most
        ),
    };
    format!("{what}: {count}, the last in epoch {last}.\n{theorem}")
}

/// The updates after each epoch, under the bound if there is one.
fn updates(updates: &[usize], bound: Option<f64>) -> Figure {
    let points = updates.iter().enumerate();
    let mut curves = vec![Curve {
        name: "updates".into(),
        points: points
            .map(|(epoch, &count)| (epoch as f64, count as f64))
            .collect(),
    }];
    if let Some(bound) = bound {
        let last = (updates.len() - 1) as f64;
        curves.push(Curve {
            name: "Novikoff's bound".into(),
            points: vec![(0.0, bound), (last, bound)],
        });
    }
    // The bound can be far above: a linear axis would press the updates to the floor.
    let far = bound.is_some_and(|bound| bound > 20.0 * total(updates) as f64);
    let scale = if far { Scale::Log } else { Scale::Linear };
    curves_scaled(
        "Updates of the weights",
        "epoch",
        "updates so far",
        &curves,
        Scale::Linear,
        scale,
    )
}
