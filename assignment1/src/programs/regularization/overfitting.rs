//! What helps against wrong labels: accuracies, weights, decision boundaries.

use super::Regularization;
use super::case::{Case, Cases, Topic, Workbench};
use super::outcomes::{NEGLIGIBLE, bounded, curves, sparsity, weights};
use common::figures::panels;
use common::plots;
use common::program::prelude::*;

pub(super) fn cases(settings: &Regularization) -> Vec<Case> {
    let plain = |label: &'static str| {
        let sizes = &settings.hidden_sizes;
        Case::plain(
            Topic::Overfitting,
            (label.into(), label),
            sizes,
            settings.lr,
        )
    };
    let [mut l2, mut l1, mut dropout, mut stopped] =
        ["L2", "L1", "dropout", "early stopping"].map(plain);
    l2.l2 = settings.l2;
    l1.l1 = settings.l1;
    dropout.recipe.dropout = settings.dropout;
    stopped.patience = Some(settings.patience);
    let batch_norm = plain("batch norm").with_batch_norm();
    vec![plain("nothing"), l2, l1, dropout, stopped, batch_norm]
}

pub(super) fn draw(settings: &Regularization, run: &Run, study: &mut Cases) -> Result<()> {
    let cases = Topic::Overfitting.of(study);
    let wrong = 100.0 * settings.label_noise;
    let note = format!("{wrong:.0} % of the training labels are wrong");
    let accuracy = |part| {
        let row = |case: &Case| (case.label, bounded(&study.last(case, part, "accuracy")));
        cases.iter().map(row).collect::<Vec<_>>()
    };
    let plot = Plot::new("What helps against wrong labels").x("accuracy");
    let plot = plot.note(format!("{note}; {}", study.note()));
    let plot = plot.dots("training labels", accuracy(Part::Train));
    let plot = plot.dots("test, right labels", accuracy(Part::Test));
    run.save_plots([("01-overfitting", plot)])?;
    let workbench = Workbench::new(settings, &run.start)?;
    if workbench.clean.features() == 2 {
        run.save_figure("06-boundaries", &boundaries(study, &cases, &workbench)?)?;
    }
    if !run.wants_all_figures() {
        return Ok(());
    }
    let curves = |title, part| curves(study, title, part, &cases);
    let test = curves("Accuracy on the test set, all labels right", Part::Test);
    let training = curves("Accuracy on the training set, as labelled", Part::Train);

    let title = format!("Weights after training, seed {}", run.start.base.seed);
    let mut histogram = Plot::new(title).x("weight").log_y();
    let (note, mut shares) = (study.note(), Vec::new());
    for (place, case) in cases.iter().enumerate() {
        let learners = study.learners_of(case);
        let mut of_seeds = learners.map(weights).collect::<Result<Vec<_>>>()?;
        let share: Vec<f64> = of_seeds.iter().map(|weights| sparsity(weights)).collect();
        shares.push((case.label, bounded(&share)));
        // Nothing, L2 and L1.
        if place < 3 {
            histogram = histogram.histogram(case.label, of_seeds.swap_remove(0));
        }
    }
    let sparsity = Plot::new("Sparsity").note(note);
    let sparsity = sparsity.bars("weights of all layers", shares);
    let label = format!("share of weights below {NEGLIGIBLE}");
    run.save_plots([
        ("02-overfitting-test", test),
        ("03-overfitting-training", training),
        ("04-weights", histogram),
        ("05-sparsity", sparsity.x(label)),
    ])
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
