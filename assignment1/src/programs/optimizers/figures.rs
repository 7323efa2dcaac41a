//! The figures of `optimizers`, numbered in the order in which they are best read.

use super::contestants::{Case, Contestant, SCHEDULED};
use crate::staff::MlpTraining;
use crate::staff::names::ScheduleName;
use crate::surfaces::{CONDITION, Surface};
use common::figures;
use common::program::prelude::*;

/// Draws into the run's folder.
pub(super) fn draw(
    run: &Run,
    study: &Study<Case, MlpTraining>,
    contestants: &[Contestant],
    lr: f64,
) -> Result<()> {
    for (surface, name) in [(0, "1-bowl"), (1, "2-rosenbrock")] {
        run.save_figure(name, &ways(contestants, surface))?;
    }
    let (rules, schedules): (Vec<_>, Vec<_>) = study
        .named()
        .partition(|(case, _)| matches!(case, Case::Rule(_)));
    let curves = |title: &str, part, metric, cases: &[(&'_ Case, &'_ str)]| {
        study.plot(title, part, metric, cases.to_vec())
    };
    // A logarithmic axis shows the first epochs, in which the rules differ most.
    let loss = curves("Update rules: training loss", Part::Train, "loss", &rules);
    run.save_figure("3-network-loss", &loss.log_x().log_y().figure())?;
    run.save_figure("6-range-tests", &range_tests(contestants))?;
    if !run.wants_all_figures() {
        return Ok(());
    }
    for (surface, name) in [(0, "1-bowl-distance"), (1, "2-rosenbrock-distance")] {
        run.save_figure(name, &distances(contestants, surface))?;
    }
    let accuracy = curves(
        "Update rules: test accuracy",
        Part::Test,
        "accuracy",
        &rules,
    );
    run.save_figure("4-network-accuracy", &accuracy.log_x().figure())?;
    if let Some(contestant) = contestants.first() {
        run.save_figure("5-range-test", &range_test(contestant))?;
    }
    run.save_figure("7-schedules", &rates(lr, run.start.length.epochs))?;
    let note = format!("{SCHEDULED} with rate {lr}: {}", study.note());
    let loss = curves("Schedules: training loss", Part::Train, "loss", &schedules);
    run.save_figure("8-schedules-loss", &loss.note(&note).log_y().figure())?;
    let accuracy = curves(
        "Schedules: test accuracy",
        Part::Test,
        "accuracy",
        &schedules,
    );
    run.save_figure("9-schedules-accuracy", &accuracy.note(&note).figure())
}

fn title(surface: Surface) -> String {
    match surface {
        Surface::Bowl => format!("A bowl {CONDITION} times as steep along y"),
        Surface::Rosenbrock => "Rosenbrock's valley".into(),
    }
}

/// The ways of all update rules over a surface.
fn ways(contestants: &[Contestant], place: usize) -> Figure {
    let surface = [Surface::Bowl, Surface::Rosenbrock][place];
    let (x, y) = match surface {
        Surface::Bowl => ((-4.4, 2.0), (-1.6, 1.6)),
        Surface::Rosenbrock => ((-1.7, 1.7), (-0.6, 2.0)),
    };
    let plane = figures::Surface::of(x, y, |x, y| surface.value([x, y]));
    let plot = Plot::new(title(surface)).x("x").y("y").contours(&plane);
    let plot = plot.target(surface.minimum().into());
    let plot = plot.each(contestants, |plot, contestant| {
        let points = contestant.paths[place].1.iter().map(|&[x, y]| (x, y));
        plot.path(contestant.rule.to_string(), points)
    });
    plot.figure()
}

/// Every distance below this is drawn as this: an update rule has long arrived there, and nearer there
/// is only rounding to see.
const NEAREST: f64 = 1e-4;

/// The distance to the minimum over the steps, both logarithmic.
fn distances(contestants: &[Contestant], place: usize) -> Figure {
    let surface = [Surface::Bowl, Surface::Rosenbrock][place];
    let [x, y] = surface.minimum();
    let label = format!("distance to the minimum, at least {NEAREST:e}");
    let plot = Plot::new(title(surface)).x("step").y(label).log_x().log_y();
    // A logarithmic axis has room for a hundred steps in each factor of ten.
    let rank = |step: usize| (100.0 * (step as f64).log10()).floor();
    let plot = plot.each(contestants, |plot, contestant| {
        let steps = contestant.paths[place].1.iter().enumerate().skip(1);
        let steps = steps.filter(|(step, _)| rank(*step) < rank(step + 1));
        let distance = |point: &[f64; 2]| (point[0] - x).hypot(point[1] - y).max(NEAREST);
        let points = steps.map(|(step, point)| (step as f64, distance(point)));
        plot.line(contestant.rule.to_string(), points)
    });
    plot.figure()
}

fn of_rates(title: impl Into<String>) -> Plot {
    let plot = Plot::new(title).x("learning rate of the step");
    plot.y("training loss, smoothed").log_x()
}

/// The range test of one update rule, with what it suggests.
fn range_test(contestant: &Contestant) -> Figure {
    let plot = of_rates(format!("Learning-rate range test of {}", contestant.rule));
    let plot = plot.line(contestant.rule.to_string(), contestant.range.clone());
    let plot = plot.each(contestant.suggested_rate, |plot, rate| {
        plot.mark(format!("a first choice: {rate:.2}"), rate)
            .mark(format!("lowest loss: {:.2}", 10.0 * rate), 10.0 * rate)
    });
    plot.figure()
}

/// The range tests of all update rules.
fn range_tests(contestants: &[Contestant]) -> Figure {
    let plot = of_rates("Range tests, with the rates to try first");
    let plot = plot.each(contestants, |plot, it| {
        let rate = it.suggested_rate.map(|rate| format!(": {rate:.2}"));
        let name = format!("{}{}", it.rule, rate.unwrap_or_default());
        plot.line(name, it.range.clone())
    });
    plot.figure()
}

/// The rates of the schedules over a training.
fn rates(base_rate: f64, epochs: usize) -> Figure {
    // As many as the figure has room for, whatever the training has.
    const STEPS: usize = 1000;
    let epoch = |step: usize| (step * epochs) as f64 / STEPS as f64;
    let plot = Plot::new("Schedules").x("epoch").y("learning rate");
    let plot = plot.each(ScheduleName::value_variants(), |plot, name| {
        let rate = name.schedule(base_rate, STEPS);
        plot.line(
            name.to_string(),
            (0..STEPS).map(|step| (epoch(step), rate(step))),
        )
    });
    plot.figure()
}
