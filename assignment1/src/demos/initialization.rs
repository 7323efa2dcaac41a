//! How weights begin: what reaches the layers of a deep network, forward and backward.

mod beginnings;
mod trouble;

use crate::activations::Activation;
use crate::staff::Recipe;
use crate::staff::names::ActivationName;
use beginnings::{Beginning, BeginningState, INITIALIZATIONS};
use common::data::Dataset;
use common::demo::{Curve, Demo, Frame, Knob, Preset, Words};
use common::{error::Result, examples::Examples, figures::Plot, learner::Start};
use serde::Deserialize;

/// The same network from several first weights.
pub struct Beginnings(Vec<Beginning>);

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    depth: usize,
    width: usize,
    activation: ActivationName,
    batch_norm: bool,
    lr: f64,
}

impl Demo for Beginnings {
    type Settings = Settings;
    type State = Vec<BeginningState>;

    const NAME: &'static str = "initialization";
    const WORDS: Words = Words {
        title: "First weights and normalisation",
        week: 5,
        minutes: 5,
        step: "one update of each network from the same batch",
        steps: 200,
        question: "Twelve layers of ReLU: which first weights let signal and gradient through?",
        script: [
            "Ask, show step 0: unit normal grows by 4 a layer, Xavier shrinks by √2, He keeps its size.",
            "Play 300 steps: He is at a loss of 0.28, Xavier at 1.5, zeros at chance: read why below.",
            "Compare with 'Batch normalisation': every layer is scaled anew, and all but zeros learn.",
        ],
        presets: &[
            Preset {
                name: "Batch normalisation",
                settings: "batch-norm=true&b.batch-norm=false",
                why: "With it even unit normal learns: a loss of 1.5 after 300 steps instead of none.",
            },
            Preset {
                name: "Ten times the rate",
                settings: "lr=1&b.batch-norm=true",
                why: "At rate 1 He is lost at step 6; with batch normalisation it learns, to 0.50 after 300 steps.",
            },
            Preset {
                name: "tanh and ReLU",
                settings: "activation=tanh",
                why: "tanh cannot explode: unit normal saturates, and Xavier keeps the signal alive.",
            },
            Preset {
                name: "The slope of the sigmoid",
                settings: "activation=sigmoid&b.activation=tanh",
                why: "Its slope is at most 1/4: layer 1 gets 1e-7 of the gradient, and nobody learns in 300 steps.",
            },
            Preset {
                name: "Thirty layers",
                settings: "depth=30",
                why: "A factor of √2 a layer is 30,000 after thirty: Xavier vanishes, He learns.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[Curve {
        title: "Loss of the batch, at most 100",
        numbers: &[
            "zeros",
            "small normal",
            "unit normal",
            "LeCun",
            "Xavier",
            "He",
        ],
        log: true,
    }];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::count("depth", "Hidden layers", 12, 2..=30),
            Knob::count("width", "Units in each", 32, 2..=64),
            Knob::choice("activation", "Activation", ActivationName::Relu),
            Knob::switch("batch-norm", "Batch normalisation", false),
            Knob::number("lr", "Learning rate", 0.05, 1e-4..=10.0)
                .log()
                .live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let data = Examples::generated(Dataset::Digits, 1000, 0.1).load(start)?;
        let activation = Activation::from(settings.activation);
        let mut recipe = Recipe::mlp(vec![settings.width; settings.depth], activation);
        recipe.batch_norm = settings.batch_norm;
        let networks = INITIALIZATIONS.into_iter();
        let networks = networks.map(|it| Beginning::new(it, &recipe, (data.clone(), 32), start));
        let mut demo = Self(networks.collect());
        demo.turn(settings)?;
        Ok(demo)
    }

    fn step(&mut self) -> Result<()> {
        self.0.iter_mut().try_for_each(Beginning::step)
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Ok(self.0.iter().map(|it| (it.name, it.loss())).collect())
    }

    fn frame(&mut self) -> Result<Frame> {
        let mut frame = Frame::new();
        let plot = |title, label| Plot::new(title).x("hidden layer").y(label).log_y();
        let mut forward = plot("Forward: the signal", "size of the outputs");
        let mut backward = plot("Backward: the gradient", "size of ∂L/∂output");
        for network in &mut self.0 {
            let inside = network.inside();
            let layers = |sizes: Vec<f64>| (1..).map(f64::from).zip(sizes);
            backward = backward.line(network.name, layers(inside.backward.clone()));
            if let Some((cause, words)) = network.trouble(&inside) {
                frame = frame.remark(cause, words);
            }
            forward = forward.line(network.name, layers(inside.signal.activations));
        }
        Ok(frame.panel(forward).panel(backward))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        let networks = self.0.iter_mut();
        networks.for_each(|it| it.set_learning_rate(settings.lr));
        Ok(())
    }

    fn save(&mut self) -> Result<Self::State> {
        self.0.iter_mut().map(Beginning::save).collect()
    }

    fn load(&mut self, state: &Self::State) -> Result<()> {
        let mut networks = self.0.iter_mut().zip(state);
        networks.try_for_each(|(network, state)| network.load(state))
    }
}
