//! What helps against wrong labels: accuracies, weights, decision boundaries.

use super::Regularization;
use super::case::{Case, Cases, Workbench};
use super::outcomes::{NEGLIGIBLE, curves, sparsity, weights};
use super::topic::Topic;
use common::figures::panels;
use common::plots;
use common::program::prelude::*;

pub(super) fn cases(settings: &Regularization) -> Vec<Case> {
    let sizes = &settings.hidden_sizes;
    let plain = |label| Case::plain(Topic::Overfitting, label, sizes, settings.lr);
    let mut cases = [
        "nothing",
        "L2",
        "L1",
        "dropout",
        "early stopping",
        "batch norm",
    ]
    .map(plain);
    cases[1].l2 = settings.l2;
    cases[2].l1 = settings.l1;
    cases[3].recipe.dropout = settings.dropout;
    cases[4].patience = Some(settings.patience);
    cases[5].recipe.batch_norm = true;
    cases.into()
}

fn is_here(case: &Case) -> bool {
    case.topic == Topic::Overfitting
}

/// A case and its numbers, one for each seed, as a row of a figure.
fn row(case: &Case, values: &[f64]) -> (&'static str, Spread) {
    (case.label, Spread::within_extremes(Summary::of(values)))
}

pub(super) fn draw(settings: &Regularization, run: &Run, study: &mut Cases) -> Result<()> {
    let cases: Vec<Case> = study
        .cases()
        .iter()
        .filter(|case| is_here(case))
        .cloned()
        .collect();
    let wrong = 100.0 * settings.label_noise;
    let note = format!(
        "{wrong:.0} % of the training labels are wrong; {}",
        study.note()
    );
    let accuracy = |part| {
        let row = |case| row(case, &study.last(case, part, "accuracy"));
        cases.iter().map(row).collect::<Vec<_>>()
    };
    let plot = Plot::new("What helps against wrong labels")
        .note(note)
        .x("accuracy");
    let plot = plot.dots("training labels", accuracy(Part::Train));
    let plot = plot.dots("test, right labels", accuracy(Part::Test));
    run.save_figure("01-overfitting", &plot.figure())?;
    let workbench = Workbench::new(settings, &run.start)?;
    if workbench.clean.features() == 2 {
        run.save_figure("06-boundaries", &boundaries(study, &cases, &workbench)?)?;
    }
    if !run.wants_all_figures() {
        return Ok(());
    }
    let title = "Accuracy on the test set, all labels right";
    run.save_figure(
        "02-overfitting-test",
        &curves(study, title, Part::Test, is_here),
    )?;
    let title = "Accuracy on the training set, as labelled";
    run.save_figure(
        "03-overfitting-training",
        &curves(study, title, Part::Train, is_here),
    )?;

    let title = format!("Weights after training, seed {}", run.start.base.seed);
    let mut plot = Plot::new(title).x("weight").log_y();
    let (note, mut shares) = (study.note(), Vec::new());
    for (place, case) in cases.iter().enumerate() {
        let learners = study.learners_of(case);
        let of_seeds = learners.map(weights).collect::<Result<Vec<_>>>()?;
        let of_seeds_shares: Vec<f64> = of_seeds.iter().map(|weights| sparsity(weights)).collect();
        shares.push(row(case, &of_seeds_shares));
        // Nothing, L2 and L1.
        if place < 3 {
            plot = plot.histogram(case.label, of_seeds.into_iter().next().unwrap_or_default());
        }
    }
    run.save_figure("04-weights", &plot.figure())?;
    let plot = Plot::new("Sparsity")
        .note(note)
        .bars("weights of all layers", shares);
    let plot = plot.x(format!("share of weights below {NEGLIGIBLE}"));
    run.save_figure("05-sparsity", &plot.figure())
}

/// What each case makes of the plane, with the first seed.
fn boundaries(study: &mut Cases, cases: &[Case], workbench: &Workbench) -> Result<Figure> {
    let map = |case: &Case| {
        let learner = study.learners_of(case).next().expect("has a seed");
        let data = workbench.data(case);
        learner.with_best(|learner| {
            let logits = |points| learner.logits(points);
            let axes = ["x", "y"];
            Ok(plots::boundary_between(case.label, axes, &data, logits))
        })
    };
    let maps = cases.iter().map(map).collect::<Result<Vec<_>>>()?;
    Ok(panels("Decision boundaries among wrong labels", 3, &maps))
}
