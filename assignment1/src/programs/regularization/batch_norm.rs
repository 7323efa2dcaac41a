//! Which learning rates a network can take with batch normalisation and without.

use super::Regularization;
use super::case::{Case, Cases};
use super::topic::Topic;
use common::program::prelude::*;

/// Hidden layers of the networks whose learning rates are compared.
const SIZES: [usize; 6] = [64; 6];

pub(super) fn cases() -> Vec<Case> {
    let both = |rate: f64| {
        let case = |label, name| Case {
            name,
            ..Case::plain(Topic::BatchNorm, label, &SIZES, rate)
        };
        let with = case("with", format!("rate {rate}, batch norm"));
        [
            case("without", format!("rate {rate}")),
            with.with_batch_norm(),
        ]
    };
    let rates = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0];
    rates.into_iter().flat_map(both).collect()
}

pub(super) fn draw(settings: &Regularization, run: &Run, study: &Cases) -> Result<()> {
    let guess = 1.0 / settings.examples.load(&run.start)?.classes.len() as f64;
    let note = format!(
        "a training that diverges counts as guessing; {}",
        study.note()
    );
    let plot = Plot::new("Batch normalisation allows larger steps")
        .note(note)
        .log_x();
    let plot = plot.x("learning rate").y("test accuracy");
    let plot = plot.each(["without", "with"], |plot, label| {
        let is_here = |case: &&Case| case.topic == Topic::BatchNorm && case.label == label;
        let points = study.cases().iter().filter(is_here).map(|case| {
            let tests = study.last(case, Part::Test, "accuracy").into_iter();
            let tests = tests.map(|test| if test.is_finite() { test } else { guess });
            let summary = Summary::of(&tests.collect::<Vec<_>>());
            (case.rate, Spread::within_extremes(summary))
        });
        plot.spread(format!("{label} batch norm"), points)
    });
    run.save_figure("10-rates", &plot.figure())
}
