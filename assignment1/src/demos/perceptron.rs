//! Rosenblatt's rule, one example at a time, and Novikoff's bound on its mistakes.

mod update;

use crate::novikoff::Margin;
use crate::perceptron::Perceptron;
use crate::staff::points::Points;
use common::data::Dataset;
use common::demo::{Cause, Curve, Demo, Frame, Knob, Preset, Touch, Words};
use common::error::Result;
use common::learner::{Batches, Start};
use serde::Deserialize;
use update::Update;

/// A perceptron between two examples.
#[derive(Clone)]
pub struct Rosenblatt {
    learner: Perceptron,
    lr: f64,
    points: Points,
    margin: Margin,
    order: Batches,
    steps: usize,
    mistakes: usize,
    last: Option<Update>,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    data: Dataset,
    noise: f64,
    examples: usize,
    lr: f64,
}

impl Demo for Rosenblatt {
    type Settings = Settings;
    type State = Self;

    const NAME: &'static str = "perceptron";
    const TOUCH: &'static str = "flips the label of the nearest example";
    const WORDS: Words = Words {
        title: "The perceptron, example by example",
        week: 2,
        minutes: 5,
        step: "one example is shown, and a mistake moves the weights",
        steps: 145,
        question: "Will it ever stop making mistakes, and does the learning rate change how many it makes?",
        script: [
            "Step by key: at a mistake the example, times its label, is added to w tip to tail, and the line turns.",
            "Play: 28 mistakes, none after step 145, where Novikoff's bound allows 615. 'Learning rate' 0.01: the same 28.",
            "Click an example to flip its label: no line is left, so there is no bound, and it never settles again.",
        ],
        presets: &[
            Preset {
                name: "A hundredth of the rate",
                settings: "lr=1&b.lr=0.01",
                why: "From w = 0 the rate multiplies every weight and every score alike: the same mistakes at the same steps.",
            },
            Preset {
                name: "One wrong label",
                settings: "turn=0:touch=0,3,3",
                why: "The label of an example near x = 3, y = 3 is flipped: no line is left, no bound, and nothing settles.",
            },
            Preset {
                name: "Clouds that overlap",
                settings: "data=gaussians-close",
                why: "No line separates them, so there is no bound: mistakes go on, and the accuracy never settles.",
            },
        ],
    };
    const CURVES: &'static [Curve] = &[Curve {
        title: "Mistakes so far, and their bound",
        numbers: &["mistakes", "bound"],
        log: true,
    }];

    fn knobs() -> Vec<Knob> {
        let sets = ["gaussians", "gaussians-close", "moons", "xor"];
        vec![
            Knob::among("data", "Data", &sets),
            Knob::number("noise", "Noise", 0.3, 0.0..=1.0),
            Knob::count("examples", "Examples", 40, 10..=200),
            Knob::number("lr", "Learning rate", 1.0, 0.001..=10.0).log(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let points = Points::draw((settings.data, settings.examples), settings.noise, start)?;
        Ok(Self {
            learner: Perceptron::new(2, &start.device),
            lr: settings.lr,
            margin: points.margin(),
            order: Batches::new(points.labels.len(), 1, start.streams),
            points,
            steps: 0,
            mistakes: 0,
            last: None,
        })
    }

    fn step(&mut self) -> Result<()> {
        let at = self.order.indices(self.steps)[0];
        let update = Update::by(&mut self.learner, (&self.points, at), self.lr);
        self.mistakes += usize::from(update.is_mistake());
        (self.steps, self.last) = (self.steps + 1, Some(update));
        Ok(())
    }

    fn is_finished(&self) -> bool {
        self.points.accuracy(&self.learner, self.points.inputs()) == 1.0
    }

    /// A bound of 0 stands for none, and is left out of the curves.
    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let accuracy = self.points.accuracy(&self.learner, self.points.inputs());
        let bound = self.margin.bound().unwrap_or(0.0);
        let names = ["mistakes", "bound", "accuracy"].into_iter();
        Ok(names.zip([self.mistakes as f64, bound, accuracy]).collect())
    }

    fn frame(&mut self) -> Result<Frame> {
        let (points, area) = (&self.points, self.points.square());
        let plot = points.plot(["The examples", "x", "y"], area, (&self.learner, |it| it));
        let frame = Update::frame(self.last.as_ref(), (plot, area), self.lr);
        let settled = format!("Settled: all are right, after {} mistakes.", self.mistakes);
        let frame = frame.remark_if(self.is_finished(), Cause::Note, settled);
        let endless = "No line separates them: there is no bound, and the mistakes never end.";
        Ok(frame.remark_if(self.margin.bound().is_none(), Cause::Note, endless))
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        if touch.panel == 0 {
            let at = self.points.nearest(touch.x, touch.y);
            self.points.labels[at] *= -1.0;
            self.margin = self.points.margin();
        }
        Ok(())
    }

    fn save(&mut self) -> Result<Self> {
        Ok(self.clone())
    }

    fn load(&mut self, state: &Self) -> Result<()> {
        self.clone_from(state);
        Ok(())
    }
}
