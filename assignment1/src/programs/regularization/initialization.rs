//! First weights in deep networks: what becomes of the training, and what reaches the layers.

use super::Regularization;
use super::case::{Case, Cases, Topic, Workbench};
use super::outcomes::{bounded, curves};
use crate::activations::Activation;
use crate::initialization::Initialization;
use crate::staff::signal::Signal;
use common::by_hand::Tensor;
use common::figures::panels;
use common::program::prelude::*;
use common::statistics::of_seeds;

/// Hidden layers: so many that a factor of √2 a layer, which is between Xavier and He, decides.
const SIZES: [usize; 16] = [64; 16];

/// The activations whose first weights are compared.
const ACTIVATIONS: [(Activation, &str, &str); 2] = [
    (Activation::Tanh, "tanh", "08"),
    (Activation::Relu, "ReLU", "09"),
];

const INITIALIZATIONS: [(Initialization, &str); 5] = [
    (Initialization::Zeros, "zeros"),
    (Initialization::SmallNormal, "small normal"),
    (Initialization::UnitNormal, "unit normal"),
    (Initialization::Xavier, "Xavier"),
    (Initialization::He, "He"),
];

pub(super) fn cases(settings: &Regularization) -> Vec<Case> {
    let of = |(activation, function, _)| {
        INITIALIZATIONS.map(|(initialization, label)| {
            let names = (format!("{function} {label}"), label);
            let mut case = Case::plain(Topic::Initialization, names, &SIZES, settings.lr);
            (case.recipe.activation, case.recipe.initialization) = (activation, initialization);
            case
        })
    };
    ACTIVATIONS.into_iter().flat_map(of).collect()
}

pub(super) fn draw(settings: &Regularization, run: &Run, study: &mut Cases) -> Result<()> {
    for (activation, name, number) in ACTIVATIONS {
        let of_name = name.to_lowercase();
        let mut cases = Topic::Initialization.of(study);
        cases.retain(|case| case.recipe.activation == activation);
        if activation == Activation::Relu || run.wants_all_figures() {
            let title = format!("First weights of {} hidden layers of {name}", SIZES.len());
            let plot = curves(study, &title, Part::Test, &cases);
            run.save_plots([(format!("{number}-training-{of_name}"), plot)])?;
        }
        if run.wants_all_figures() {
            let title = format!("{name} before the first step: root mean squares");
            let panels = panels(&title, 2, &signals(settings, &run.start, &cases)?);
            run.save_figure(&format!("{number}-signal-{of_name}"), &panels)?;
        }
    }
    Ok(())
}

/// Sizes of activations and gradients before the first step. Of zeros all of them are 0, for which
/// a logarithmic axis has no place.
fn signals(settings: &Regularization, start: &Start, cases: &[Case]) -> Result<[Figure; 2]> {
    let cases = cases.iter();
    let cases = cases.filter(|case| case.recipe.initialization != Initialization::Zeros);
    let mut signals: Vec<(&Case, Vec<Signal>)> = cases.map(|case| (case, Vec::new())).collect();
    for seed in (start.base.seed..).take(settings.seeds) {
        let Workbench { clean, start, .. } = Workbench::new(settings, &start.under(seed))?;
        let examples = clean.train.whole();
        let one_hot = Tensor::<2>::eye(clean.classes.len(), &start.device);
        let targets = one_hot.select(0, examples.labels);
        for (case, of_seeds) in &mut signals {
            let (inputs, targets) = (examples.inputs.clone(), targets.clone());
            of_seeds.push(Signal::of(&case.recipe, inputs, targets, start.streams));
        }
    }
    let figure = |title, label, sizes: fn(&Signal) -> &[f64]| {
        let note = of_seeds("mean ± standard deviation", settings.seeds);
        let plot = Plot::new(title).note(note).x("layer").y(label).log_y();
        let plot = plot.each(&signals, |plot, (case, of_seeds)| {
            let points = (0..sizes(&of_seeds[0]).len()).map(|layer| {
                let of_layer = of_seeds.iter().map(|signal| sizes(signal)[layer]);
                (layer as f64 + 1.0, bounded(&of_layer.collect::<Vec<_>>()))
            });
            plot.spread(case.label, points)
        });
        plot.figure()
    };
    Ok([
        figure("Forward", "size of the outputs", |it| &it.activations),
        figure("Backward", "size of ∂L/∂W", |it| &it.gradients),
    ])
}
