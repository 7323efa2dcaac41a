//! The decision boundary of a network written by hand, while it learns.

use crate::activations::Activation;
use crate::staff::names::{ActivationName, OptimizerName};
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::Optimizer;
use common::data::Dataset;
use common::demo::{Curve, Demo, Frame, Knob, Preset, Words};
use common::error::Result;
use common::examples::Examples;
use common::learner::{Learner, Part, Snapshot, Start};
use common::plots;
use serde::Deserialize;

/// A network and the plane that it divides.
pub struct Boundary {
    learner: MlpTraining,
}

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    data: Dataset,
    noise: f64,
    depth: usize,
    width: usize,
    activation: ActivationName,
    optimizer: OptimizerName,
    lr: f64,
    batch: usize,
}

impl Demo for Boundary {
    type Settings = Settings;
    type State = Snapshot;

    const NAME: &'static str = "boundary";
    const WORDS: Words = Words {
        title: "The decision boundary of a network",
        week: 3,
        minutes: 5,
        step: "one update from one batch",
        steps: 600,
        question: "With no hidden layer, which of these data sets can it learn?",
        script: [
            "Ask, set 'Hidden layers' to 0 and play: moons stay at a straight line, whatever the learning rate.",
            "Compare with 2 'Hidden layers' on the same seed: the boundary bends where the errors are.",
            "Turn the 'Learning rate' up while it plays until the loss jumps; step back to see the jump.",
        ],
        presets: &[
            Preset {
                name: "A line is not enough",
                settings: "depth=0&b.depth=2",
                why: "The same points and steps: without a hidden layer the boundary stays a line.",
            },
            Preset {
                name: "Spirals need room",
                settings: "data=spirals&width=4&b.width=16&optimizer=adam&lr=0.02",
                why: "Four units a layer cut the arms off, sixteen follow them.",
            },
            Preset {
                name: "Too fast",
                settings: "lr=30&b.lr=0.3",
                why: "A hundred times the rate, and the loss jumps instead of falling.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[
        Curve {
            title: "Loss",
            numbers: &["train_loss", "test_loss"],
            log: true,
        },
        Curve {
            title: "Accuracy",
            numbers: &["train_accuracy", "test_accuracy"],
            log: false,
        },
    ];

    fn knobs() -> Vec<Knob> {
        let sets = ["moons", "circles", "xor", "spirals", "rings", "gaussians"];
        vec![
            Knob::among("data", "Data", &sets),
            Knob::number("noise", "Noise", 0.1, 0.0..=0.5),
            Knob::count("depth", "Hidden layers", 2, 0..=6),
            Knob::count("width", "Units in each", 8, 1..=32),
            Knob::choice("activation", "Activation", ActivationName::Relu),
            Knob::choice("optimizer", "Optimiser", OptimizerName::Sgd),
            Knob::number("lr", "Learning rate", 0.3, 1e-4..=100.0)
                .log()
                .live(),
            Knob::count("batch", "Examples a step", 32, 1..=400),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let data = Examples::generated(settings.data, 500, settings.noise).load(start)?;
        let hidden = vec![settings.width; settings.depth];
        let recipe = Recipe::mlp(hidden, Activation::from(settings.activation));
        let optimizer = Optimizer::boxed(settings.optimizer.rule(), settings.lr);
        let learner = recipe.training(optimizer, (data, settings.batch), start);
        Ok(Self { learner })
    }

    fn step(&mut self) -> Result<()> {
        self.learner.step().map(|_| ())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let [train, test] = [Part::Train, Part::Test].map(|part| self.learner.evaluate(part));
        let (train, test) = (train?, test?);
        let get = |metrics: &common::metrics::Metrics, name| metrics.get(name).unwrap_or(f64::NAN);
        Ok(vec![
            ("train_loss", get(&train, "loss")),
            ("test_loss", get(&test, "loss")),
            ("train_accuracy", get(&train, "accuracy")),
            ("test_accuracy", get(&test, "accuracy")),
        ])
    }

    fn frame(&mut self) -> Result<Frame> {
        let data = self.learner.data().clone();
        let title = "What the network says everywhere";
        let plot = plots::boundary_plot(title, ["x", "y"], &data, |it| self.learner.logits(it));
        Ok(Frame::new().panel(plot))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.learner.set_learning_rate(settings.lr);
        Ok(())
    }

    fn save(&mut self) -> Result<Snapshot> {
        self.learner.snapshot()
    }

    fn load(&mut self, state: &Snapshot) -> Result<()> {
        self.learner.restore(state)
    }
}
