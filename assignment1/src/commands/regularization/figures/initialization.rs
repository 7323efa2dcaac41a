//! First weights of deep networks: what reaches their layers, and what becomes of the training.

use super::{Drawing, within_extremes};
use crate::commands::regularization::cases::{ACTIVATIONS, Case, Topic};
use crate::commands::regularization::workbench::Workbench;
use crate::initialization::Initialization;
use crate::signal::Signal;
use common::by_hand::Tensor;
use common::error::Result;
use common::figures::{Figure, Scale, Spread, SpreadCurve, curves_with_spread, panels};
use common::learner::Part;
use common::statistics::Summary;

impl Drawing<'_> {
    pub(super) fn initialization(&self) -> Result<()> {
        let results = self.of(Topic::Initialization);
        for ((activation, name), number) in ACTIVATIONS.into_iter().zip(["08", "09"]) {
            let cases = results.iter().map(|(case, _)| *case);
            let cases: Vec<&Case> = cases
                .filter(|case| case.recipe.activation == activation)
                .collect();
            let file = format!("{number}-signal-{}", name.to_lowercase());
            self.run.save_figure(&file, &self.signals(name, &cases)?)?;
            let depth = cases[0].recipe.hidden_sizes.len();
            let title = format!("First weights of {depth} hidden layers of {name}");
            let file = format!("{number}-training-{}", name.to_lowercase());
            let figure = self.curves(&title, Part::Test, &cases);
            self.run.save_figure(&file, &figure)?;
        }
        Ok(())
    }

    /// Sizes of activations and gradients before the first step. Of zeros all of them are 0, for which
    /// a logarithmic axis has no place.
    fn signals(&self, activation: &str, cases: &[&Case]) -> Result<Figure> {
        let mut signals: Vec<(&Case, Vec<Signal>)> = cases
            .iter()
            .filter(|case| case.recipe.initialization != Initialization::Zeros)
            .map(|case| (*case, Vec::new()))
            .collect();
        for seed in (self.run.shared.seed..).take(self.config.seeds) {
            let workbench = Workbench::new(self.config, self.run, seed)?;
            let examples = workbench.clean.train.whole();
            let one_hot = Tensor::<2>::eye(workbench.clean.classes.len(), workbench.device);
            let targets = one_hot.select(0, examples.labels);
            for (case, of_seeds) in &mut signals {
                of_seeds.push(Signal::of(
                    &case.recipe,
                    examples.inputs.clone(),
                    targets.clone(),
                    workbench.streams,
                    workbench.device,
                ));
            }
        }
        let figure = |title: &str, label: &str, sizes: fn(&Signal) -> &[f64]| {
            let curve = |(case, of_seeds): &(&Case, Vec<Signal>)| SpreadCurve {
                name: case.label.clone(),
                points: over_layers(of_seeds.iter().map(sizes).collect()),
                missing: Vec::new(),
            };
            let curves: Vec<SpreadCurve> = signals.iter().map(curve).collect();
            let (note, x, y) = (&self.seeds, Scale::Linear, Scale::Log);
            curves_with_spread(title, note, "layer", label, &curves, x, y)
        };
        let forward = figure("Forward", "size of the outputs", |signal| {
            &signal.activations
        });
        let backward = figure("Backward", "size of ∂L/∂W", |signal| &signal.gradients);
        let title = format!("{activation} before the first step: root mean squares");
        Ok(panels(&title, 2, &[forward, backward]))
    }
}

/// From the sizes in each layer, seed by seed, to the spread in each layer, counted from 1.
fn over_layers(of_seeds: Vec<&[f64]>) -> Vec<(f64, Spread)> {
    let layers = of_seeds.first().map_or(0, |sizes| sizes.len());
    (0..layers)
        .map(|layer| {
            let sizes: Vec<f64> = of_seeds.iter().map(|sizes| sizes[layer]).collect();
            (layer as f64 + 1.0, within_extremes(Summary::of(&sizes)))
        })
        .collect()
}
