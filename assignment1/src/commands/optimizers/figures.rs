//! The figures of `optimizers`.

use super::contestants::Contestant;
use super::{OptimizersConfig, SCHEDULED};
use crate::commands::names::ScheduleName;
use crate::learner::ByHand;
use crate::surfaces::{CONDITION, Surface};
use common::error::Result;
use common::figures::{
    self, Curve, Figure, Mark, Scale, Spread, SpreadCurve, Trajectory, curves, curves_marked,
    curves_scaled, curves_with_spread, trajectories,
};
use common::learner::Part;
use common::run::Run;
use common::study::Study;

/// Draws them all, numbered in the order in which they are best read.
pub(super) fn draw(
    run: &Run,
    config: &OptimizersConfig,
    study: &Study<ByHand>,
    contestants: &[Contestant],
) -> Result<()> {
    for (name, surface) in [
        ("1-bowl", Surface::Bowl),
        ("2-rosenbrock", Surface::Rosenbrock),
    ] {
        run.save_figure(name, &ways(surface, contestants))?;
        let distances = distances(surface, contestants);
        run.save_figure(&format!("{name}-distance"), &distances)?;
    }
    let rules: Vec<String> = config.optimizers.iter().map(ToString::to_string).collect();
    // A logarithmic axis shows the first epochs, in which the rules differ most.
    let network = Cases {
        study,
        names: &rules,
        note: format!("mean ± standard deviation of {} seeds", config.seeds),
        epochs: Scale::Log,
    };
    let figure = network.figure("Update rules: training loss", Part::Train, "loss");
    run.save_figure("3-network-loss", &figure)?;
    let figure = network.figure("Update rules: test accuracy", Part::Test, "accuracy");
    run.save_figure("4-network-accuracy", &figure)?;
    if let Some(contestant) = contestants.first() {
        run.save_figure("5-range-test", &range_test(contestant))?;
    }
    run.save_figure("6-range-tests", &range_tests(contestants))?;
    let rate = config.shared.lr;
    run.save_figure("7-schedules", &rates(rate, config.shared.epochs))?;
    let schedules = Cases {
        study,
        names: &ScheduleName::ALL.map(|schedule| schedule.to_string()),
        note: format!("{SCHEDULED} with rate {rate}: {}", network.note),
        epochs: Scale::Linear,
    };
    let figure = schedules.figure("Schedules: training loss", Part::Train, "loss");
    run.save_figure("8-schedules-loss", &figure)?;
    let figure = schedules.figure("Schedules: test accuracy", Part::Test, "accuracy");
    run.save_figure("9-schedules-accuracy", &figure)
}

fn title(surface: Surface) -> String {
    match surface {
        Surface::Bowl => format!("A bowl {CONDITION} times as steep along y"),
        Surface::Rosenbrock => "Rosenbrock's valley".into(),
    }
}

/// The ways of all update rules over a surface.
fn ways(surface: Surface, contestants: &[Contestant]) -> Figure {
    let ways: Vec<Trajectory> = contestants
        .iter()
        .map(|contestant| {
            let points = contestant.path(surface).iter();
            Trajectory {
                name: contestant.name.to_string(),
                points: points.map(|point| (point[0], point[1])).collect(),
            }
        })
        .collect();
    let (x, y) = match surface {
        Surface::Bowl => ((-4.4, 2.0), (-1.6, 1.6)),
        Surface::Rosenbrock => ((-1.7, 1.7), (-0.6, 2.0)),
    };
    let plane = figures::Surface::of(x, y, |x, y| surface.value([x, y]));
    let [x, y] = surface.minimum();
    let title = title(surface);
    trajectories(&title, "x", "y", &plane, Scale::Log, &[(x, y)], &ways)
}

/// Every distance below this is drawn as this: an update rule has long arrived there, and nearer there
/// is only rounding to see.
const NEAREST: f64 = 1e-4;

/// The distance to the minimum over the steps, both logarithmic.
fn distances(surface: Surface, contestants: &[Contestant]) -> Figure {
    let [x, y] = surface.minimum();
    let lines: Vec<Curve> = contestants
        .iter()
        .map(|contestant| {
            let points = contestant.path(surface).iter().enumerate().skip(1);
            let points = points.filter(|(step, _)| is_shown(*step));
            let distance = |point: &[f64; 2]| (point[0] - x).hypot(point[1] - y);
            let distance = |point| f64::max(distance(point), NEAREST);
            Curve {
                name: contestant.name.to_string(),
                points: points
                    .map(|(step, point)| (step as f64, distance(point)))
                    .collect(),
            }
        })
        .collect();
    let label = format!("distance to the minimum, at least {NEAREST:e}");
    let title = title(surface);
    curves_scaled(&title, "step", &label, &lines, Scale::Log, Scale::Log)
}

/// Whether a logarithmic axis has room for this step: a hundred in each factor of ten.
fn is_shown(step: usize) -> bool {
    let place = |step: usize| (100.0 * (step as f64).log10()).floor();
    place(step) < place(step + 1)
}

/// Some cases of the study.
struct Cases<'a> {
    study: &'a Study<ByHand>,
    names: &'a [String],
    note: String,
    /// Scale of the axis of epochs.
    epochs: Scale,
}

impl Cases<'_> {
    /// A metric over the epochs; a loss is drawn on a logarithmic axis.
    fn figure(&self, title: &str, part: Part, metric: &str) -> Figure {
        let curve = |name: &String| SpreadCurve {
            name: name.clone(),
            points: self.points(name, part, metric),
            missing: Vec::new(),
        };
        let curves: Vec<SpreadCurve> = self.names.iter().map(curve).collect();
        let (note, x) = (&self.note, self.epochs);
        let y = match metric {
            "loss" => Scale::Log,
            _ => Scale::Linear,
        };
        curves_with_spread(title, note, "epoch", metric, &curves, x, y)
    }

    fn points(&self, case: &str, part: Part, metric: &str) -> Vec<(f64, Spread)> {
        let curve = self.study.history().curve(case, part, metric);
        // Before the first epoch nothing has been learned, and the axis would have to reach there.
        let trained = curve.into_iter().filter(|point| point.round > 0);
        trained
            .map(|point| {
                let (of, mean) = (point.summary, point.summary.mean);
                let spread = Spread {
                    mean,
                    // No loss is below 0 and no accuracy above 1.
                    low: (mean - of.standard_deviation).max(of.min),
                    high: (mean + of.standard_deviation).min(of.max),
                };
                (point.round as f64, spread)
            })
            .collect()
    }
}

const RATE: &str = "learning rate of the step";
const LOSS: &str = "training loss, smoothed";

/// The range test of one update rule, with what it suggests.
fn range_test(contestant: &Contestant) -> Figure {
    let line = Curve {
        name: contestant.name.to_string(),
        points: contestant.range.clone(),
    };
    let marks: Vec<Mark> = contestant
        .suggested_rate()
        .into_iter()
        .flat_map(|rate| {
            let mark = |name: String, x| Mark { name, x };
            [
                mark(format!("a first choice: {rate:.2}"), rate),
                mark(format!("lowest loss: {:.2}", 10.0 * rate), 10.0 * rate),
            ]
        })
        .collect();
    let title = format!("Learning-rate range test of {}", contestant.name);
    let (x, y) = (Scale::Log, Scale::Linear);
    curves_marked(&title, RATE, LOSS, &[line], &marks, x, y)
}

/// The range tests of all update rules.
fn range_tests(contestants: &[Contestant]) -> Figure {
    let lines: Vec<Curve> = contestants
        .iter()
        .map(|contestant| {
            let rate = contestant.suggested_rate();
            let rate = rate.map_or(String::new(), |rate| format!(": {rate:.2}"));
            Curve {
                name: format!("{}{rate}", contestant.name),
                points: contestant.range.clone(),
            }
        })
        .collect();
    let title = "Range tests, with the rates to try first";
    curves_scaled(title, RATE, LOSS, &lines, Scale::Log, Scale::Linear)
}

/// The rates of the schedules over a training.
fn rates(base_rate: f64, epochs: usize) -> Figure {
    // As many as the figure has room for, whatever the training has.
    const STEPS: usize = 1000;
    let lines = ScheduleName::ALL.map(|name| {
        let schedule = name.schedule(base_rate, STEPS);
        let rate = |step| schedule.as_ref().map_or(base_rate, |rate| rate(step));
        let epoch = |step: usize| (step * epochs) as f64 / STEPS as f64;
        Curve {
            name: name.to_string(),
            points: (0..STEPS).map(|step| (epoch(step), rate(step))).collect(),
        }
    });
    curves("Schedules", "epoch", "learning rate", &lines)
}
