//! The figures of `optimizers`, numbered in the order in which they are best read.

use super::contestants::{Case, Contestant, SCHEDULED, SURFACES};
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
    let is_rule = |(case, _): &(&Case, &str)| matches!(case, Case::Rule(_));
    let (rules, schedules): (Vec<_>, Vec<_>) = study.named().partition(is_rule);
    let curves =
        |title, (part, metric), cases: &Vec<_>| study.plot(title, part, metric, cases.clone());
    let (loss, accuracy) = ((Part::Train, "loss"), (Part::Test, "accuracy"));
    let rules_loss = curves("Update rules: training loss", loss, &rules);
    // A logarithmic axis shows the first epochs, in which the rules differ most.
    run.save_plots([
        ("1-bowl", ways(contestants, 0)),
        ("2-rosenbrock", ways(contestants, 1)),
        ("3-network-loss", rules_loss.log_x().log_y()),
        ("6-range-tests", range_tests(contestants)),
    ])?;
    if !run.wants_all_figures() {
        return Ok(());
    }
    let rules_accuracy = curves("Update rules: test accuracy", accuracy, &rules);
    let note = format!("{SCHEDULED} with rate {lr}: {}", study.note());
    let schedules_loss = curves("Schedules: training loss", loss, &schedules);
    let schedules_accuracy = curves("Schedules: test accuracy", accuracy, &schedules);
    run.save_plots([
        ("1-bowl-distance", distances(contestants, 0)),
        ("2-rosenbrock-distance", distances(contestants, 1)),
        ("4-network-accuracy", rules_accuracy.log_x()),
        ("5-range-test", range_test(&contestants[0])),
        ("7-schedules", rates(lr, run.start.length.in_steps(1).0)),
        ("8-schedules-loss", schedules_loss.note(&note).log_y()),
        ("9-schedules-accuracy", schedules_accuracy.note(&note)),
    ])
}

fn title(surface: Surface) -> String {
    match surface {
        Surface::Bowl => format!("A bowl {CONDITION} times as steep along y"),
        Surface::Rosenbrock => "Rosenbrock's valley".into(),
        Surface::Saddle => "A saddle".into(),
    }
}

/// The ways of all update rules over a surface.
fn ways(contestants: &[Contestant], place: usize) -> Plot {
    let (surface, _) = SURFACES[place];
    let [x, y] = surface.area();
    let plane = figures::Surface::of(x, y, |x, y| surface.value([x, y]));
    let plot = Plot::new(title(surface)).x("x").y("y").contours(&plane);
    let plot = plot.target(surface.minimum().into());
    plot.each(contestants, |plot, contestant| {
        let points = contestant.paths[place].iter().map(|&[x, y]| (x, y));
        plot.path(contestant.rule.to_string(), points)
    })
}

/// Every distance below this is drawn as this: an update rule has long arrived there, and nearer there
/// is only rounding to see.
const NEAREST: f64 = 1e-4;

/// The distance to the minimum over the steps, both logarithmic.
fn distances(contestants: &[Contestant], place: usize) -> Plot {
    let (surface, _) = SURFACES[place];
    let label = format!("distance to the minimum, at least {NEAREST:e}");
    let plot = Plot::new(title(surface)).x("step").y(label).log_x().log_y();
    // A logarithmic axis has room for a hundred steps in each factor of ten.
    let rank = |step: usize| (100.0 * (step as f64).log10()).floor();
    plot.each(contestants, |plot, contestant| {
        let steps = contestant.paths[place].iter().enumerate().skip(1);
        let steps = steps.filter(|(step, _)| rank(*step) < rank(step + 1));
        let distance = |point: &[f64; 2]| surface.distance(*point).max(NEAREST);
        let points = steps.map(|(step, point)| (step as f64, distance(point)));
        plot.line(contestant.rule.to_string(), points)
    })
}

fn of_rates(title: &str) -> Plot {
    let plot = Plot::new(title).x("learning rate of the step");
    plot.y("training loss, smoothed").log_x()
}

/// The range test of one update rule, with what it suggests.
fn range_test(contestant: &Contestant) -> Plot {
    let name = contestant.rule.to_string();
    let plot = of_rates(&format!("Learning-rate range test of {name}"));
    let plot = plot.line(name, contestant.range.clone());
    plot.each(contestant.suggested_rate, |plot, rate| {
        plot.mark(format!("a first choice: {rate:.2}"), rate)
            .mark(format!("lowest loss: {:.2}", 10.0 * rate), 10.0 * rate)
    })
}

/// The range tests of all update rules.
fn range_tests(contestants: &[Contestant]) -> Plot {
    let plot = of_rates("Range tests, with the rates to try first");
    plot.each(contestants, |plot, it| {
        let rate = it.suggested_rate.map(|rate| format!(": {rate:.2}"));
        let name = format!("{}{}", it.rule, rate.unwrap_or_default());
        plot.line(name, it.range.clone())
    })
}

/// The rates of the schedules over a training.
fn rates(base_rate: f64, epochs: usize) -> Plot {
    // As many as the figure has room for, whatever the training has.
    const STEPS: usize = 1000;
    let epoch = |step: usize| (step * epochs) as f64 / STEPS as f64;
    let plot = Plot::new("Schedules").x("epoch").y("learning rate");
    plot.each(ScheduleName::value_variants(), |plot, name| {
        let rate = name.schedule(base_rate, STEPS);
        let points = (0..STEPS).map(|step| (epoch(step), rate(step)));
        plot.line(name.to_string(), points)
    })
}
