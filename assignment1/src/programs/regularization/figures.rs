//! The figures of `regularization`, numbered in the order in which they are best read.

use super::Regularization;
use super::cases::{ACTIVATIONS, Case, Topic};
use super::outcomes::{NEGLIGIBLE, sparsity, weights};
use super::workbench::Workbench;
use crate::activations::Activation;
use crate::initialization::Initialization;
use crate::staff::MlpTraining;
use crate::staff::signal::Signal;
use common::by_hand::Tensor;
use common::early_stopping::EarlyStopping;
use common::figures::panels;
use common::plots;
use common::program::prelude::*;

type Cases = Study<Case, EarlyStopping<MlpTraining>>;

/// Draws into the run's folder: of each topic the figure that answers its question, and the others if
/// they are wanted.
pub(super) fn draw(settings: &Regularization, run: &Run, study: &mut Cases) -> Result<()> {
    let workbench = Workbench::new(settings, &run.start)?;
    for topic in &settings.topics {
        let cases = study.cases().iter().filter(|case| case.topic == *topic);
        let cases: Vec<Case> = cases.cloned().collect();
        match topic {
            Topic::Overfitting => overfitting(settings, run, study, &cases)?,
            Topic::Inputs => {
                let title = format!("The scale of the inputs, rate {}", settings.lr);
                run.save_figure("07-inputs", &curves(study, &title, Part::Test, &cases))?;
            }
            Topic::Initialization => initialization(settings, run, study, &cases)?,
            Topic::BatchNorm => {
                let classes = workbench.clean.classes.len();
                run.save_figure("10-rates", &rates(study, &cases, 1.0 / classes as f64))?;
            }
        }
        let is_plane = workbench.clean.features() == 2;
        if *topic == Topic::Overfitting && is_plane && run.wants_all_figures() {
            run.save_figure("06-boundaries", &boundaries(study, &cases, &workbench)?)?;
        }
    }
    Ok(())
}

/// Accuracy over the epochs, a curve for each case.
fn curves(study: &Cases, title: &str, part: Part, cases: &[Case]) -> Figure {
    let named = cases.iter().map(|case| (case, case.label));
    study.plot(title, part, "accuracy", named).figure()
}

/// A case and its numbers, one for each seed, as a row of a figure.
fn row(case: &Case, values: &[f64]) -> (&'static str, Spread) {
    (case.label, Spread::within_extremes(Summary::of(values)))
}

/// What helps against wrong labels: accuracies and weights.
fn overfitting(
    settings: &Regularization,
    run: &Run,
    study: &mut Cases,
    cases: &[Case],
) -> Result<()> {
    let wrong = 100.0 * settings.label_noise;
    let note = format!(
        "{wrong:.0} % of the training labels are wrong; {}",
        study.note()
    );
    let accuracy = |part| {
        let cases = cases.iter();
        let rows = cases.map(|case| row(case, &study.last(case, part, "accuracy")));
        rows.collect::<Vec<_>>()
    };
    let plot = Plot::new("What helps against wrong labels")
        .note(note)
        .y("accuracy");
    let plot = plot.dots("training labels", accuracy(Part::Train));
    let plot = plot.dots("test, right labels", accuracy(Part::Test));
    run.save_figure("01-overfitting", &plot.figure())?;
    if !run.wants_all_figures() {
        return Ok(());
    }
    for (name, part, title) in [
        (
            "02-overfitting-test",
            Part::Test,
            "Accuracy on the test set, all labels right",
        ),
        (
            "03-overfitting-training",
            Part::Train,
            "Accuracy on the training set, as labelled",
        ),
    ] {
        run.save_figure(name, &curves(study, title, part, cases))?;
    }
    let title = format!("Weights after training, seed {}", run.start.base.seed);
    let mut plot = Plot::new(title).x("weight").log_y();
    for case in &cases[..3] {
        let learner = study.learners_of(case).next().expect("has a seed");
        plot = plot.histogram(case.label, weights(learner)?);
    }
    run.save_figure("04-weights", &plot.figure())?;
    let (note, mut shares) = (study.note(), Vec::new());
    for case in cases {
        let of_seeds = study
            .learners_of(case)
            .map(sparsity)
            .collect::<Result<Vec<_>>>()?;
        shares.push((case.label, Spread::within_extremes(Summary::of(&of_seeds))));
    }
    let plot = Plot::new("Sparsity")
        .note(note)
        .bars("weights of all layers", shares);
    let plot = plot.y(format!("share of weights below {NEGLIGIBLE}"));
    run.save_figure("05-sparsity", &plot.figure())
}

/// What each case makes of the plane, with the first seed.
fn boundaries(study: &mut Cases, cases: &[Case], workbench: &Workbench) -> Result<Figure> {
    let map = |case: &Case| {
        let learner = study.learners_of(case).next().expect("has a seed");
        let data = workbench.data(case);
        learner.with_best(|learner| {
            let logits = |points| learner.logits(points);
            Ok(plots::boundary_between(
                case.label,
                ["x", "y"],
                &data,
                logits,
            ))
        })
    };
    let maps = cases.iter().map(map).collect::<Result<Vec<_>>>()?;
    Ok(panels("Decision boundaries among wrong labels", 2, &maps))
}

/// First weights of deep networks: what becomes of the training, and what reaches the layers.
fn initialization(
    settings: &Regularization,
    run: &Run,
    study: &Cases,
    cases: &[Case],
) -> Result<()> {
    for ((activation, name), number) in ACTIVATIONS.into_iter().zip(["08", "09"]) {
        let of_name = name.to_lowercase();
        let cases = cases
            .iter()
            .filter(|case| case.recipe.activation == activation);
        let cases: Vec<Case> = cases.cloned().collect();
        if activation == Activation::Relu || run.wants_all_figures() {
            let depth = cases[0].recipe.hidden_sizes.len();
            let title = format!("First weights of {depth} hidden layers of {name}");
            let figure = curves(study, &title, Part::Test, &cases);
            run.save_figure(&format!("{number}-training-{of_name}"), &figure)?;
        }
        if run.wants_all_figures() {
            let figure = signals(settings, run, name, &cases)?;
            run.save_figure(&format!("{number}-signal-{of_name}"), &figure)?;
        }
    }
    Ok(())
}

/// Sizes of activations and gradients before the first step. Of zeros all of them are 0, for which
/// a logarithmic axis has no place.
fn signals(
    settings: &Regularization,
    run: &Run,
    activation: &str,
    cases: &[Case],
) -> Result<Figure> {
    let cases = cases
        .iter()
        .filter(|case| case.recipe.initialization != Initialization::Zeros);
    let mut signals: Vec<(&Case, Vec<Signal>)> = cases.map(|case| (case, Vec::new())).collect();
    let first = run.start.base.seed;
    for seed in (first..).take(settings.seeds) {
        let Workbench { clean, start, .. } = Workbench::new(settings, &run.start.under(seed))?;
        let examples = clean.train.whole();
        let one_hot = Tensor::<2>::eye(clean.classes.len(), &start.device);
        let targets = one_hot.select(0, examples.labels);
        for (case, of_seeds) in &mut signals {
            let (inputs, targets) = (examples.inputs.clone(), targets.clone());
            of_seeds.push(Signal::of(&case.recipe, inputs, targets, start.streams));
        }
    }
    let note = format!("mean ± standard deviation of {} seeds", settings.seeds);
    let figure = |title: &str, label: &str, sizes: fn(&Signal) -> &[f64]| {
        let plot = Plot::new(title).note(&note).x("layer").y(label).log_y();
        let plot = signals.iter().fold(plot, |plot, (case, of_seeds)| {
            let layers = sizes(&of_seeds[0]).len();
            let points = (0..layers).map(|layer| {
                let of_layer: Vec<f64> = of_seeds.iter().map(|it| sizes(it)[layer]).collect();
                let spread = Spread::within_extremes(Summary::of(&of_layer));
                (layer as f64 + 1.0, spread)
            });
            plot.spread(case.label, points)
        });
        plot.figure()
    };
    let forward = figure("Forward", "size of the outputs", |signal| {
        &signal.activations
    });
    let backward = figure("Backward", "size of ∂L/∂W", |signal| &signal.gradients);
    let title = format!("{activation} before the first step: root mean squares");
    Ok(panels(&title, 2, &[forward, backward]))
}

/// The accuracy of each learning rate, with batch normalisation and without.
fn rates(study: &Cases, cases: &[Case], guess: f64) -> Figure {
    let note = format!(
        "a training that diverges counts as guessing; {}",
        study.note()
    );
    let plot = Plot::new("Batch normalisation allows larger steps")
        .note(note)
        .log_x();
    let plot = plot.x("learning rate").y("test accuracy");
    let plot = ["without", "with"].into_iter().fold(plot, |plot, label| {
        let cases = cases.iter().filter(|case| case.label == label);
        let points = cases.map(|case| {
            let tests = study.last(case, Part::Test, "accuracy").into_iter();
            let tests = tests.map(|test| if test.is_finite() { test } else { guess });
            let summary = Summary::of(&tests.collect::<Vec<_>>());
            (case.rate, Spread::within_extremes(summary))
        });
        plot.spread(format!("{label} batch norm"), points)
    });
    plot.figure()
}
