//! The figures of `vanishing`.

use super::Vanishing;
use super::case::Case;
use super::first::{First, last};
use super::watched::{GRADIENTS, Watched};
use crate::staff::deep::Activation;
use crate::staff::inside::Inside;
use common::figures::{Heat, panels};
use common::program::prelude::*;
use common::statistics::of_seeds;

type Cases = Study<Case, Watched>;

pub(super) fn draw(settings: &Vanishing, run: &Run, study: &mut Cases) -> Result<()> {
    let first = First::of(settings, &run.start)?;
    let depth = settings.depths[settings.depths.len() - 1];
    let of_layers = |title: &str, inside: &mut dyn FnMut(&Case) -> Vec<Inside>| {
        let figure = side_by_side(settings, |activation, plot| {
            let plot = plot.x("hidden layer").y("‖∂L/∂h‖").log_y();
            plot.each(deepest(settings, activation), |plot, case| {
                plot.spread(case.remedy.name(), layers(&inside(&case)))
            })
        });
        panels(title, 3, &figure)
    };
    let start =
        format!("What of the gradient reaches each of {depth} layers before the first step");
    let figure = of_layers(&start, &mut |case| first.of_case(case).to_vec());
    run.save_figure("01-start", &figure)?;
    let epochs = settings.length.epochs;
    let end = format!("The same {depth} layers after {epochs} epochs");
    let figure = of_layers(&end, &mut |case| last(study, case));
    run.save_figure("02-end", &figure)?;
    run.save_figure("03-ratios", &ratios(settings, &first))?;
    let classes = settings.examples.load(&run.start)?.classes.len();
    let reached = accuracies(settings, study, 1.0 / classes as f64);
    let title = "What is reached, against the depth; a training that diverges counts as guessing";
    run.save_figure("04-accuracy", &panels(title, 3, &reached))?;
    if run.wants_all_figures() {
        let [first, last] = GRADIENTS;
        for (name, metric) in [
            ("05-first-layer", first),
            ("06-last-layer", last),
            ("07-loss", "loss"),
        ] {
            let title = format!("{depth} layers, during the training");
            let figure = during(settings, study, metric);
            run.save_figure(name, &panels(&title, 3, &figure))?;
        }
    }
    Ok(())
}

/// The deepest networks of an activation.
fn deepest(settings: &Vanishing, activation: Activation) -> impl Iterator<Item = Case> {
    let of_it = Case::all(settings).filter(move |case| case.activation == activation);
    of_it.filter(|case| Some(&case.depth) == settings.depths.last())
}

/// A plot for each activation.
fn side_by_side(
    settings: &Vanishing,
    mut add: impl FnMut(Activation, Plot) -> Plot,
) -> Vec<Figure> {
    let note = of_seeds("mean, lowest and highest", settings.seeds);
    let plot = |it: &Activation| add(*it, Plot::new(it.name()).note(&*note)).figure();
    settings.activations.iter().map(plot).collect()
}

/// The mean, from the lowest to the highest.
fn extremes(summary: Summary) -> Spread {
    Spread {
        mean: summary.mean,
        low: summary.min,
        high: summary.max,
    }
}

/// The gradient's length at each layer over the seeds. Lengths differ by powers of ten, and so do seeds:
/// the mean is that of the logarithms.
fn layers(of_seeds: &[Inside]) -> Vec<(f64, Spread)> {
    let count = of_seeds.first().map_or(0, |it| it.gradients.len());
    let layer = |layer: usize| {
        let logs = of_seeds.iter().map(|it| it.gradients[layer].ln());
        let logs = Summary::of(&logs.collect::<Vec<_>>());
        let spread = Spread {
            mean: logs.mean.exp(),
            low: logs.min.exp(),
            high: logs.max.exp(),
        };
        (layer as f64 + 1.0, spread)
    };
    (0..count).map(layer).collect()
}

/// How much of the gradient vanishes, by kind and depth.
fn ratios(settings: &Vanishing, first: &First) -> Figure {
    let depths = settings.depths.iter().map(usize::to_string);
    let heat = Heat::new(
        "log10 of what the first layer gets of the last layer's gradient",
        depths,
    )
    .note("before the first step; -3: a thousandth arrives")
    .x("hidden layers");
    let cases: Vec<Case> = Case::all(settings).collect();
    let kinds = cases.chunks(settings.depths.len());
    let heat = kinds.fold(heat, |heat, of_kind| {
        let row = of_kind
            .iter()
            .map(|case| Summary::of(&first.log_ratios(case)).mean);
        heat.row(of_kind[0].kind(), row)
    });
    heat.figure()
}

/// Test accuracy against the depth.
fn accuracies(settings: &Vanishing, study: &Cases, guess: f64) -> Vec<Figure> {
    side_by_side(settings, |activation, plot| {
        let plot = plot.x("hidden layers").y("test accuracy").log_x();
        plot.each(&settings.remedies, |plot, remedy| {
            let cases = settings.depths.iter().map(|depth| Case {
                activation,
                remedy: *remedy,
                depth: *depth,
            });
            let points = cases.map(|case| {
                let tests = study.last(&case, Part::Test, "accuracy").into_iter();
                let tests = tests.map(|test| if test.is_finite() { test } else { guess });
                (
                    case.depth as f64,
                    extremes(Summary::of(&tests.collect::<Vec<_>>())),
                )
            });
            plot.spread(remedy.name(), points)
        })
    })
}

/// A metric of the training part over the epochs, of the deepest networks.
fn during(settings: &Vanishing, study: &Cases, metric: &str) -> Vec<Figure> {
    side_by_side(settings, |activation, plot| {
        let plot = plot.x("epoch").y(metric.replace('_', " ")).log_y();
        plot.each(deepest(settings, activation), |plot, case| {
            let points = study.curve(&case, Part::Train, metric).into_iter();
            let points = points.map(|point| (point.round as f64, extremes(point.summary)));
            plot.spread(case.remedy.name(), points)
        })
    })
}
