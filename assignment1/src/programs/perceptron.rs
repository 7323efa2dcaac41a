//! `perceptron`: trains a perceptron written by hand, and counts its updates beside Novikoff's bound.

use crate::novikoff::Margin;
use crate::staff::{PerceptronTraining, Rule};
use common::plots;
use common::program::prelude::*;

/// Train a perceptron: gradient descent on its mistakes, or Rosenblatt's rule
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Perceptron {
    #[command(flatten)]
    #[serde(flatten)]
    examples: Examples,

    #[command(flatten)]
    #[serde(flatten)]
    length: Epochs,

    /// How the weights change
    #[arg(long, value_enum)]
    rule: Rule,

    /// Learning rate
    #[arg(long, value_name = "RATE", alias = "learning_rate", value_parser = learning_rate)]
    lr: f64,
}

impl Settings for Perceptron {
    const NAME: &'static str = "perceptron";
    const ALIASES: Aliases = super::EPOCHS;

    fn defaults(typed: &Typed) -> Self {
        let mut examples = Examples::defaults(typed, Dataset::Gaussians);
        if examples.dataset.is_gaussian() {
            // The sheet's 100 points of each class, with nothing beside the clouds' own variance.
            (examples.examples, examples.noise) = (200, 0.0);
        }
        Self {
            examples,
            length: Epochs {
                epochs: if typed.preset() == Preset::Quick {
                    5
                } else {
                    100
                },
                eval_every: 1,
            },
            rule: Rule::Batch,
            lr: 0.01,
        }
    }
}

impl Training for Perceptron {
    type Learner = PerceptronTraining;

    fn length(&self) -> Length {
        self.length.into()
    }

    fn learner(&self, start: &Start) -> Result<PerceptronTraining> {
        let data = self.examples.load(start)?;
        PerceptronTraining::new(data, self.rule, self.lr, start.streams)
    }

    fn tell(&self, run: &mut Run, learner: &mut PerceptronTraining) -> Result<()> {
        let (updates, margin) = (learner.updates(), learner.examples().margin());
        run.explain(in_words(self.rule, updates, &margin));
        run.record("updates", total(updates) as f64);
        if let Some(bound) = margin.bound() {
            run.record("novikoff_bound", bound);
        }
        Ok(())
    }

    fn draw(&self, run: &Run, learner: &mut PerceptronTraining) -> Result<()> {
        run.draw_history()?;
        let figure = updates(learner.updates(), learner.examples().margin().bound());
        run.save_figure("updates", &figure)?;
        let (examples, perceptron) = (learner.examples(), learner.perceptron());
        if examples.data().features() == 2 {
            let logits = |points| examples.logits(perceptron, points);
            let figure = plots::boundary(examples.data(), logits);
            run.save_figure("decision-boundary", &figure)?;
        }
        Ok(())
    }
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
    let counts = updates.iter().enumerate();
    let counts = counts.map(|(epoch, &count)| (epoch as f64, count as f64));
    let plot = Plot::new("Updates of the weights")
        .x("epoch")
        .y("updates so far")
        .line("updates", counts);
    let Some(bound) = bound else {
        return plot.figure();
    };
    let last = (updates.len() - 1) as f64;
    let plot = plot.line("Novikoff's bound", [(0.0, bound), (last, bound)]);
    // The bound can be far above: a linear axis would press the updates to the floor.
    match bound > 20.0 * total(updates) as f64 {
        true => plot.log_y().figure(),
        false => plot.figure(),
    }
}
