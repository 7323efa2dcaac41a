//! Regularisation: a large network, few examples, and wrong labels among them.

mod elastic;
mod shown;
mod stopping;
mod thinned;
mod watch;
mod wrong_labels;

use crate::activations::Activation;
use crate::initialization::Initialization;
use crate::staff::Recipe;
use common::data::Dataset;
use common::demo::{Cause, Curve, Demo, Frame, Knob, Preset, Words};
use common::error::Result;
use common::examples::Examples;
use common::learner::Start;
use serde::Deserialize;
pub use watch::Watched;
use watch::{How, WatchedState};

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    data: Dataset,
    examples: usize,
    wrong: f64,
    width: usize,
    dropout: f64,
    #[serde(flatten)]
    how: How,
}

impl Demo for Watched {
    type Settings = Settings;
    type State = WatchedState;

    const NAME: &'static str = "regularization";
    const WORDS: Words = Words {
        title: "Learning by heart, and what helps against it",
        week: 5,
        minutes: 6,
        step: "one update from all training examples",
        steps: 6000,
        question: "A fifth of the labels is wrong: what will this network do with them?",
        script: [
            "Ask and play 6000 steps: it repeats 26 of 34 wrong labels, and the test accuracy falls to 0.87.",
            "Look where the validation loss was lowest: early stopping would have kept step 258, with 0.99.",
            "Open the preset 'L2': 1 of 34 wrong labels, test accuracy 1.00; set 'L2 strength' to 0 while it plays.",
        ],
        presets: &[
            Preset {
                name: "L2",
                settings: "l2=0&b.l2=0.01",
                why: "All weights stay small, the boundary smooth: 1 wrong label repeated instead of 26.",
            },
            Preset {
                name: "L1",
                settings: "l1=0.002&b.l1=0&b.l2=0.01",
                why: "L1 pulls small weights as hard as large ones: 97 % of them end below 0.001, with L2 68 %.",
            },
            Preset {
                name: "Dropout",
                settings: "dropout=0.5&b.dropout=0",
                why: "The whole network is as good as the average of 20 thinned ones, 0.995; the worst alone has 0.955.",
            },
            Preset {
                name: "More examples",
                settings: "examples=400&b.examples=100",
                why: "Of 17 wrong labels among 100 it repeats 15, of 79 among 400 only 31: the rest outvotes them.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[
        Curve {
            title: "Accuracy",
            numbers: &["train_accuracy", "validation_accuracy", "test_accuracy"],
            log: false,
        },
        Curve {
            title: "Gap, wrong labels repeated, weights below 0.001",
            numbers: &["gap", "wrong_repeated", "sparsity"],
            log: false,
        },
    ];

    fn knobs() -> Vec<Knob> {
        let lr = Knob::number("lr", "Learning rate", 0.2, 1e-3..=1.0);
        vec![
            Knob::among("data", "Data", &["moons", "xor", "rings", "circles"]),
            Knob::count("examples", "Training examples", 200, 20..=400),
            Knob::number("wrong", "Share of wrong labels", 0.2, 0.0..=0.5),
            Knob::count("width", "Units in each of 3 layers", 32, 1..=64),
            lr.log().live(),
            Knob::number("l2", "L2 strength", 0.0, 0.0..=0.1).live(),
            Knob::number("l1", "L1 strength", 0.0, 0.0..=0.02).live(),
            Knob::number("dropout", "Dropout", 0.0, 0.0..=0.9),
            Knob::count("patience", "Patience of early stopping", 400, 1..=5000).live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let clean = Examples::generated(settings.data, 1000, 0.1).load(start)?;
        let (noisy, streams) = (clean.clone(), &start.streams);
        let noisy = noisy.with_label_noise(settings.wrong, streams);
        let noisy = noisy.hold_out(streams);
        let noisy = noisy.with_training_examples(settings.examples, streams);
        let mut recipe = Recipe::mlp([settings.width; 3], Activation::Relu);
        (recipe.initialization, recipe.dropout) = (Initialization::He, settings.dropout);
        Ok(Watched::new(&recipe, (noisy, &clean), settings.how, start))
    }

    fn step(&mut self) -> Result<()> {
        Watched::step(self)
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Watched::numbers(self)
    }

    fn frame(&mut self) -> Result<Frame> {
        let frame = self.plots().into_iter().fold(Frame::new(), Frame::panel);
        let words = self.words()?.into_iter();
        Ok(words.fold(frame, |frame, words| frame.remark(Cause::Note, words)))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.set(settings.how);
        Ok(())
    }

    fn save(&mut self) -> Result<WatchedState> {
        Watched::save(self)
    }

    fn load(&mut self, state: &WatchedState) -> Result<()> {
        Watched::load(self, state)
    }
}
