//! Learning-rate schedules: the rate over the steps, and a network that trains with it.

use crate::activations::Activation;
use crate::sgd::Sgd;
use crate::staff::names::ScheduleName;
use crate::staff::{MlpTraining, Recipe};
use clap::ValueEnum;
use common::by_hand::Optimizer;
use common::data::Dataset;
use common::demo::{Curve, Demo, Frame, Knob, Preset, Words};
use common::error::Result;
use common::examples::Examples;
use common::figures::Plot;
use common::learner::{Learner, Part, Snapshot, Start};
use common::plots;
use common::schedule::Schedule;
use serde::Deserialize;

/// A network, and the rate of its next step.
pub struct Schedules {
    learner: MlpTraining,
    settings: Settings,
}

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    schedule: ScheduleName,
    lr: f64,
    length: usize,
    depth: usize,
    batch: usize,
}

impl Schedules {
    fn rates(&self, name: ScheduleName) -> Schedule {
        name.schedule(self.settings.lr, self.settings.length)
    }
}

impl Demo for Schedules {
    type Settings = Settings;
    type State = Snapshot;

    const NAME: &'static str = "schedules";
    const WORDS: Words = Words {
        title: "Learning-rate schedules",
        week: 4,
        minutes: 5,
        step: "one update from one batch, at the rate of its step",
        steps: 300,
        question: "Two networks take the same batches, one at a constant rate, one at a rate that falls to 0: \
                   which boundary stands still at the end?",
        script: [
            "Compare 'Schedule' constant with cosine: the same rate at first, and the losses fall side by side.",
            "Play to the end: at the constant rate the loss goes on jumping from batch to batch, at the falling one it settles.",
            "Step back to the middle and go on from there: the smaller the rate, the smaller the jumps.",
        ],
        presets: &[
            Preset {
                name: "Constant against cosine",
                settings: "schedule=constant&b.schedule=cosine",
                why: "The noise of small batches keeps a network that takes large steps from settling.",
            },
            Preset {
                name: "Rest at each third",
                settings: "schedule=step&b.schedule=cosine",
                why: "After two thirds a hundredth of the rate is left, and the loss stands still above the other.",
            },
            Preset {
                name: "A gentle start",
                settings: "lr=2&b.schedule=warm-up-cosine",
                why: "Warm-up rises to the rate first; on a network this small the seed decides which of the two ends lower.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[Curve::log("Training loss", &["train_loss"])];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::choice("schedule", "Schedule", ScheduleName::Cosine),
            Knob::number("lr", "Largest rate", 1.0, 1e-3..=10.0).log(),
            Knob::count("length", "Steps in all", 300, 30..=3000),
            Knob::count("depth", "Hidden layers", 2, 1..=8),
            Knob::count("batch", "Examples a step", 8, 1..=400),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let data = Examples::generated(Dataset::Moons, 500, 0.2).load(start)?;
        let recipe = Recipe::mlp(vec![8; settings.depth], Activation::Relu);
        let optimizer = Optimizer::boxed(Box::new(Sgd), settings.lr);
        let learner = recipe.training(optimizer, (data, settings.batch), start);
        let schedule = settings.schedule.schedule(settings.lr, settings.length);
        let learner = learner.with_schedule(schedule);
        Ok(Self { learner, settings })
    }

    fn step(&mut self) -> Result<()> {
        self.learner.step().map(|_| ())
    }

    fn is_finished(&self) -> bool {
        self.learner.steps() >= self.settings.length
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let rate = self.rates(self.settings.schedule)(self.learner.steps());
        let [train, test] = [Part::Train, Part::Test].map(|part| self.learner.evaluate(part));
        let loss = train?.get("loss").unwrap_or(f64::NAN);
        let accuracy = test?.get("accuracy").unwrap_or(f64::NAN);
        let learned = [("train_loss", loss), ("test_accuracy", accuracy)];
        Ok([("rate", rate)].into_iter().chain(learned).collect())
    }

    fn frame(&mut self) -> Result<Frame> {
        let Settings { lr, length, .. } = self.settings;
        let rates = Plot::new("Rates over the training").x("step").y("rate");
        let rates = rates.area((0.0, length as f64), (0.0, 1.05 * lr));
        let rates = rates.each(ScheduleName::value_variants(), |plot, name| {
            let rate = self.rates(*name);
            let points = (0..length).step_by(length.div_ceil(300));
            let points = points.map(|step| (step as f64, rate(step)));
            plot.line(name.to_string(), points)
        });
        let now = format!("now: {}", self.settings.schedule);
        let rates = rates.mark(now, self.learner.steps() as f64);
        let data = self.learner.data().clone();
        let title = "What the network says everywhere";
        let plane = plots::boundary_plot(title, ["x", "y"], &data, |it| self.learner.logits(it));
        Ok(Frame::new().panel(rates).panel(plane))
    }

    fn save(&mut self) -> Result<Snapshot> {
        self.learner.snapshot()
    }

    fn load(&mut self, state: &Snapshot) -> Result<()> {
        self.learner.restore(state)
    }
}
