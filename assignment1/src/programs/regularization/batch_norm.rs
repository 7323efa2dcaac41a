//! Which learning rates a network can take with batch normalisation and without.

use super::Regularization;
use super::case::{Case, Cases, Topic};
use super::outcomes::bounded;
use common::program::prelude::*;

/// Hidden layers of the networks whose learning rates are compared.
const SIZES: [usize; 6] = [64; 6];

pub(super) fn cases(_: &Regularization) -> Vec<Case> {
    let both = |rate: f64| {
        let case = |name, label| Case::plain(Topic::BatchNorm, (name, label), &SIZES, rate);
        let with = case(format!("rate {rate}, batch norm"), "with");
        [
            case(format!("rate {rate}"), "without"),
            with.with_batch_norm(),
        ]
    };
    let rates = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0];
    rates.into_iter().flat_map(both).collect()
}

pub(super) fn draw(settings: &Regularization, run: &Run, study: &mut Cases) -> Result<()> {
    let guess = 1.0 / settings.examples.load(&run.start)?.classes.len() as f64;
    let note = "a training that diverges counts as guessing";
    let plot = Plot::new("Batch normalisation allows larger steps").log_x();
    let plot = plot.note(format!("{note}; {}", study.note()));
    let plot = plot.x("learning rate").y("test accuracy");
    let cases = Topic::BatchNorm.of(study);
    let plot = plot.each(["without", "with"], |plot, label| {
        let cases = cases.iter().filter(|case| case.label == label);
        let points = cases.map(|case| {
            let tests = study.last(case, Part::Test, "accuracy").into_iter();
            let tests = tests.map(|test| if test.is_finite() { test } else { guess });
            (case.rate, bounded(&tests.collect::<Vec<_>>()))
        });
        plot.spread(format!("{label} batch norm"), points)
    });
    run.save_plots([("10-rates", plot)])
}
