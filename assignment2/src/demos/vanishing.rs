//! What of the gradient reaches the first layer of a deep network, and what norms and skips do about it.

mod shown;
mod words;

use crate::depth::Deep;
use crate::staff::deep::{Activation, Design, FirstWeights};
use crate::staff::inside::Inside;
use common::data::{Batch, Dataset, Shuffled};
use common::demo::{Curve, Demo, Frame, Knob, Words};
use common::learner::{Learner, Part, Snapshot, Start};
use common::{error::Result, examples::Examples, schedule::Turned, supervised::Supervised};
use serde::Deserialize;

/// A deep network that learns digits, and a batch that is followed through it.
pub struct Vanishing {
    design: Design,
    learner: Supervised<Deep, Shuffled<2>>,
    followed: Batch<2>,
    /// What the batch met before the first step.
    first: Inside,
    lr: Turned,
}

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    depth: usize,
    activation: Activation,
    norm: bool,
    skip: bool,
    first_weights: FirstWeights,
    lr: f64,
}

/// Units of a hidden layer.
const WIDTH: usize = 64;
/// Examples of a step, and of the batch that is followed.
const BATCH: usize = 64;

impl Demo for Vanishing {
    type Settings = Settings;
    type State = Snapshot;

    const NAME: &'static str = "vanishing";
    const WORDS: Words = words::WORDS;
    const CURVES: &'static [Curve] = &[
        Curve::log("Length of the gradient", &["first_layer", "last_layer"]),
        Curve::linear("Loss of the followed batch", &["loss"]),
        Curve::linear("Test accuracy", &["test_accuracy"]),
    ];

    fn knobs() -> Vec<Knob> {
        let auto = FirstWeights::Auto;
        vec![
            Knob::count("depth", "Hidden layers", 20, 2..=50),
            Knob::choice("activation", "Activation", Activation::Sigmoid),
            Knob::switch("norm", "Batch normalisation", false),
            Knob::switch("skip", "Skips", false),
            Knob::choice("first-weights", "First weights", auto),
            Knob::number("lr", "Learning rate", 0.02, 1e-4..=10.0)
                .log()
                .live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let data = Examples::generated(Dataset::Digits, 1000, 0.1).load(start)?;
        let design = Design {
            depth: settings.depth,
            width: WIDTH,
            activation: settings.activation,
            norm: settings.norm,
            skip: settings.skip,
            first_weights: settings.first_weights,
        };
        let mut chosen = start
            .streams
            .stream("followed")
            .permutation(data.train.len());
        chosen.truncate(BATCH);
        let followed = data.train.gather(&chosen);
        let lr = Turned::new(settings.lr);
        let learner = design.training((data, BATCH), lr.schedule(), start);
        Ok(Self {
            first: Inside::of(learner.model(), design.activation, followed.clone()),
            design,
            learner,
            followed,
            lr,
        })
    }

    fn step(&mut self) -> Result<()> {
        self.learner.step().map(|_| ())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let (inside, last) = (self.inside(), self.design.depth - 1);
        let test = self.learner.evaluate(Part::Test)?;
        Ok(vec![
            ("first_layer", inside.gradients[0]),
            ("last_layer", inside.gradients[last]),
            ("loss", inside.loss),
            ("test_accuracy", test.get("accuracy").unwrap_or(f64::NAN)),
        ])
    }

    fn frame(&mut self) -> Result<Frame> {
        Ok(shown::frame(&self.design, &self.first, &self.inside()))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.lr.set(settings.lr);
        Ok(())
    }

    fn save(&mut self) -> Result<Snapshot> {
        self.learner.snapshot()
    }

    fn load(&mut self, state: &Snapshot) -> Result<()> {
        self.learner.restore(state)
    }
}

impl Vanishing {
    fn inside(&self) -> Inside {
        let network = self.learner.model();
        Inside::of(network, self.design.activation, self.followed.clone())
    }
}
