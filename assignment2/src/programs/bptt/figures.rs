//! The figures of `bptt`.

use super::Bptt;
use super::case::Case;
use super::explosion;
use super::sights::{Sights, note, spread};
use super::watched::{RATIO, Sight, Watched};
use crate::staff::recurrent::Cell;
use common::figures::panels;
use common::program::prelude::*;

type Cases = Study<Case, Watched>;

pub(super) fn draw(settings: &Bptt, run: &Run, study: &mut Cases) -> Result<()> {
    let sights = Sights::of(settings, &run.start, study)?;
    let steps = settings.training.steps;
    let titles = [
        "What of the loss reaches each state, before the first step".to_owned(),
        format!("What of the loss reaches each state, after {steps} steps"),
    ];
    for (when, (name, title)) in ["01-start", "02-end"].iter().zip(titles).enumerate() {
        let plots = reached(settings, &|case| &sights.of_case(case)[when]);
        run.save_figure(name, &panels(&title, 2, &plots))?;
    }
    let title = format!(
        "An RNN whose W_h begins {} times as large, with and without clipping",
        settings.large_scale
    );
    run.save_figure(
        "03-explosion",
        &panels(&title, 2, &explosion::plots(settings, study)),
    )?;
    let title = "During the training";
    run.save_figure("04-training", &panels(title, 2, &during(settings, study)))
}

/// All cells beside each other, and each cell beside what is known of it.
fn reached<'a>(settings: &Bptt, of: &dyn Fn(Case) -> &'a Vec<Sight>) -> Vec<Figure> {
    let empty = |title: &str| {
        let plot = Plot::new(title).note(note(settings));
        plot.x("t, digits read").y("length of the gradient").log_y()
    };
    let measured = |seen: &'a Sight| Some(&seen.reach.hidden);
    let all = empty("∂L/∂h of each cell").each(&settings.of.cells, |plot, cell| {
        plot.spread(cell.name(), lengths(of(Case::Cell(*cell)), measured))
    });
    let own = settings.of.cells.iter().map(|cell| {
        let seen = of(Case::Cell(*cell));
        let plot = empty(cell.name()).spread("∂L/∂h", lengths(seen, measured));
        let plot = match cell {
            Cell::Rnn => plot
                .spread(
                    "at most: Π s_max of diag(1 - h²) W_hᵀ",
                    lengths(seen, |it| it.bounds.as_ref().map(|[near, _]| near)),
                )
                .spread(
                    "at most: powers of s_max of W_h",
                    lengths(seen, |it| it.bounds.as_ref().map(|[_, far]| far)),
                ),
            Cell::Lstm => plot
                .spread("∂L/∂c", lengths(seen, |it| it.reach.cell.as_ref()))
                .spread(
                    "of it, kept by the forget gates",
                    lengths(seen, |it| it.reach.kept.as_ref()),
                ),
            Cell::Gru => plot.spread(
                "of it, kept by the update gates",
                lengths(seen, |it| it.reach.kept.as_ref()),
            ),
        };
        plot.figure()
    });
    [all.figure()].into_iter().chain(own).collect()
}

/// Some lengths of each state over the seeds.
fn lengths<'a>(
    seen: &'a [Sight],
    of: impl Fn(&'a Sight) -> Option<&'a Vec<f64>>,
) -> Vec<(f64, Spread)> {
    let seeds: Vec<&Vec<f64>> = seen.iter().filter_map(of).collect();
    let states = seeds.first().map_or(0, |of_states| of_states.len());
    let state = |state: usize| {
        let values: Vec<f64> = seeds.iter().map(|of_states| of_states[state]).collect();
        (state as f64 + 1.0, spread(&values))
    };
    (0..states).map(state).collect()
}

/// What the cells learn, and what becomes of their gradients meanwhile.
fn during(settings: &Bptt, study: &Cases) -> Vec<Figure> {
    let over_steps = |plot: Plot, metric: &str| {
        let note = format!("{}, not beyond lowest and highest", study.note());
        let plot = plot.note(note).x("step");
        let plot = plot.each(&settings.of.cells, |plot, cell| {
            let points = study.curve(&Case::Cell(*cell), Part::Test, metric);
            let points = points.into_iter().map(|point| {
                let spread = Spread::within_extremes(point.summary);
                (point.steps as f64, spread)
            });
            plot.spread(cell.name(), points)
        });
        plot.figure()
    };
    vec![
        over_steps(Plot::new("What is learned").y("test accuracy"), "accuracy"),
        over_steps(
            Plot::new("What the first state gets of the gradient of the last").y("log10"),
            RATIO,
        ),
    ]
}
