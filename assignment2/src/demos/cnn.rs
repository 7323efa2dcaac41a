//! A small convolutional network that learns digits, and what it makes of one that is drawn.

mod exam;
mod network;
mod paper;
mod seen;
mod words;

use crate::lenet::LeNet;
use crate::staff::drawing::Pen;
use burn::module::Module;
use common::data::Dataset;
use common::demo::{Curve, Demo, Frame, Knob, Touch, Words};
use common::learner::{Learner, Snapshot, Start};
use common::{error::Result, examples::Examples, schedule::Turned};
use exam::Exam;
use network::{Training, training};
use paper::Paper;
use seen::Seen;
use serde::Deserialize;
use words::WORDS;

/// The network, and the drawing that it looks at.
pub struct Drawn {
    learner: Training,
    exam: Exam,
    paper: Paper,
    rate: Turned,
    pen: Pen,
    square: usize,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    example: usize,
    pen: String,
    square: usize,
    filters: usize,
    batch: usize,
    lr: f64,
}

impl Demo for Drawn {
    type Settings = Settings;
    type State = (Snapshot, Paper);

    const NAME: &'static str = "cnn";
    const TOUCH: &'static str = "draws a line from the last click, a second one there lifts the pen; into the bars clears the drawing";
    const WORDS: Words = WORDS;
    const CURVES: &'static [Curve] = &[
        Curve::linear(
            "Right answers, and how sure of the drawing",
            &["test_accuracy", "probability"],
        ),
        Curve::log("Loss on the test digits", &["test_loss"]),
    ];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::count("example", "Begin with test digit (0: none)", 1, 0..=100).live(),
            Knob::among("pen", "A click draws a", &["line", "dot"]).live(),
            Knob::count("square", "Side of the square that hides", 7, 1..=15).live(),
            Knob::count("filters", "First-layer filters", 8, 1..=32),
            Knob::count("batch", "Digits a step", 32, 1..=128),
            Knob::number("lr", "Learning rate", 2e-3, 1e-5..=1.0)
                .log()
                .live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let data = Examples::generated(Dataset::Mnist, 1000, 0.1).images(start)?;
        let (exam, rate) = (Exam::new(data.test.clone()), Turned::new(settings.lr));
        let sizes = (settings.filters, settings.batch);
        let mut demo = Self {
            learner: training(sizes, data, rate.schedule(), start),
            exam,
            paper: Paper::default(),
            rate,
            pen: Pen::Stroke,
            square: settings.square,
        };
        demo.turn(settings)?;
        Ok(demo)
    }

    fn step(&mut self) -> Result<()> {
        self.learner.step().map(|_| ())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let network = self.network();
        let [accuracy, loss] = self.exam.numbers(&network);
        let (answer, probability) = Seen::by(&network, &self.paper.drawing).answer();
        Ok(vec![
            ("test_accuracy", accuracy),
            ("probability", probability),
            ("answer", answer as f64),
            ("test_loss", loss),
        ])
    }

    fn frame(&mut self) -> Result<Frame> {
        let (network, Paper { drawing, truth, .. }) = (self.network(), &self.paper);
        let unused = self.exam.unused(&network);
        Ok(Seen::by(&network, drawing).frame(self.square, *truth, unused))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.rate.set(settings.lr);
        self.square = settings.square;
        self.pen = match settings.pen.as_str() {
            "dot" => Pen::Dot,
            _ => Pen::Stroke,
        };
        self.paper.turn(&self.exam, settings.example);
        Ok(())
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        self.paper.touch(touch, self.pen);
        Ok(())
    }

    fn save(&mut self) -> Result<Self::State> {
        Ok((self.learner.snapshot()?, self.paper.clone()))
    }

    fn load(&mut self, (snapshot, paper): &Self::State) -> Result<()> {
        self.paper = paper.clone();
        self.learner.restore(snapshot)
    }
}

impl Drawn {
    fn network(&self) -> LeNet {
        self.learner.model().valid()
    }
}
