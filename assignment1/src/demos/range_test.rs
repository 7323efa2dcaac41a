//! The learning-rate range test, live, and what its rates lead to.

mod shown;
mod trials;

use crate::activations::Activation;
use crate::range_test::{Sweep, growing, suggested_rate};
use crate::staff::names::OptimizerName;
use crate::staff::{MlpTraining, Recipe};
use common::by_hand::Optimizer;
use common::data::Dataset;
use common::demo::{Cause, Demo, Frame, Knob, Preset, Touch, Words};
use common::learner::{Learner, Snapshot, Start};
use common::{error::Result, examples::Examples};
use serde::Deserialize;
use trials::{Trials, TrialsState};

/// A training whose rate grows, and then three from the same weights.
pub struct RangeTest {
    settings: Settings,
    learner: MlpTraining,
    sweep: Sweep,
    trials: Trials,
}

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    data: Dataset,
    depth: usize,
    width: usize,
    optimizer: OptimizerName,
    low: f64,
    high: f64,
    sweep: usize,
}

impl Demo for RangeTest {
    type Settings = Settings;
    type State = (Snapshot, Sweep, TrialsState);

    const NAME: &'static str = "range-test";
    const TOUCH: &'static str = "begins the three trainings around that rate";
    const WORDS: Words = Words {
        title: "The learning-rate range test",
        week: 4,
        minutes: 4,
        step: "one update at the next higher rate; after the test, one update of each training",
        steps: 400,
        question: "Where on this curve is the rate to train with: where the loss is lowest?",
        script: [
            "Ask and play to the end of the test: nothing moves, then the loss falls, is lowest at 3.3, explodes.",
            "Go on: a tenth of that, 0.33, has loss 0.13 after 200 steps; a tenth of this is slow, 3.3 itself is lost.",
            "Click into the test where students would have chosen: three trainings begin around that rate.",
        ],
        presets: &[
            Preset {
                name: "Another rule, another rate",
                settings: "optimizer=adam&b.optimizer=sgd",
                why: "Adam's loss is lowest at 0.24, SGD's at 3.3: a rate found for one rule is none for another.",
            },
            Preset {
                name: "Where it says nothing",
                settings: "data=spirals",
                why: "Within 200 steps no rate lowers the loss by a tenth: then the test suggests nothing.",
            },
        ],
    };

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::among("data", "Data", &["moons", "xor", "rings", "spirals"]),
            Knob::count("depth", "Hidden layers", 2, 0..=6),
            Knob::count("width", "Units in each", 20, 1..=64),
            Knob::choice("optimizer", "Optimiser", OptimizerName::Sgd),
            Knob::number("low", "Lowest rate", 1e-4, 1e-6..=0.1).log(),
            Knob::number("high", "Highest rate", 100.0, 0.2..=1000.0).log(),
            Knob::count("sweep", "Steps of the test", 200, 20..=1000),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let data = Examples::generated(settings.data.clone(), 500, 0.1).load(start)?;
        let recipe = Recipe::mlp(vec![settings.width; settings.depth], Activation::Relu);
        let training = || {
            let optimizer = Optimizer::boxed(settings.optimizer.rule(), settings.low);
            recipe.training(optimizer, (data.clone(), 32), start)
        };
        Ok(Self {
            learner: training(),
            sweep: Sweep::default(),
            trials: Trials::new(training)?,
            settings,
        })
    }

    fn step(&mut self) -> Result<()> {
        if self.trials.rate().is_some() {
            return self.trials.step();
        }
        let rates = self.settings.low..self.settings.high;
        let rate = growing(rates, self.settings.sweep)(self.learner.steps());
        self.learner.set_learning_rate(rate);
        let loss = self.learner.step()?.loss.into_scalar();
        let goes_on = self.sweep.add((rate, loss)) && self.learner.steps() < self.settings.sweep;
        match suggested_rate(&self.sweep.curve) {
            Some(suggested) if !goes_on => self.trials.begin(suggested),
            _ => Ok(()),
        }
    }

    fn is_finished(&self) -> bool {
        self.trials.steps() >= self.settings.sweep
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let [slower, chosen, faster] = self.trials.last();
        let last = self.sweep.curve.last();
        let (rate, loss) = last.copied().unwrap_or((self.settings.low, chosen));
        let of_test = [("rate", rate), ("smoothed_loss", loss)];
        let after = [("slower", slower), ("chosen", chosen), ("faster", faster)];
        Ok(of_test.into_iter().chain(after).collect())
    }

    fn frame(&mut self) -> Result<Frame> {
        let [test, after] = self.trials.plots(&self.sweep);
        let frame = Frame::new().panel(test).panel(after);
        let words = self.trials.words(&self.sweep.curve);
        Ok(frame.remark_if(self.trials.rate().is_some(), Cause::Note, words))
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        match touch.panel == 0 && touch.x > 0.0 {
            true => self.trials.begin(touch.x),
            false => Ok(()),
        }
    }

    fn save(&mut self) -> Result<Self::State> {
        let trials = self.trials.save()?;
        Ok((self.learner.snapshot()?, self.sweep.clone(), trials))
    }

    fn load(&mut self, (snapshot, sweep, trials): &Self::State) -> Result<()> {
        self.sweep = sweep.clone();
        self.learner.restore(snapshot)?;
        self.trials.load(trials)
    }
}
