//! Which digit a recurrent network remembers, step by step.

mod exam;
mod reading;
mod words;

use crate::palindromes::{Encoding, Palindromes};
use crate::staff::prepared::Prepared;
use crate::staff::recurrent::{Cell, Sizes};
use crate::staff::sequences::{Network, Plan};
use common::demo::{Curve, Demo, Frame, Knob, Touch, Words};
use common::learner::{Learner, Snapshot, Start};
use common::{error::Result, schedule::Turned, supervised::Supervised};
use exam::{Exam, Now};
use serde::Deserialize;

/// A network that learns to complete palindromes, and the one that it reads.
pub struct Remembered {
    learner: Supervised<Network, Palindromes>,
    exam: Exam,
    now: Now,
    lr: Turned,
    clip: Turned,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    length: usize,
    encoding: Encoding,
    hidden: usize,
    batch: usize,
    lr: f64,
    clip: f64,
    palindrome: usize,
}

impl Demo for Remembered {
    type Settings = Settings;
    type State = (Snapshot, Now);

    const NAME: &'static str = "palindromes";
    const TOUCH: &'static str = "changes the digit that is read there";
    const WORDS: Words = words::WORDS;
    const CURVES: &'static [Curve] = &[
        Curve::linear("Right answers", &["test_accuracy", "told", "chance"]),
        Curve::log("Norm of the gradients", &["grad_norm", "clip"]),
        Curve::log("Loss", &["test_loss"]),
    ];

    fn knobs() -> Vec<Knob> {
        let log = |knob: Knob| knob.log().live();
        vec![
            Knob::count("length", "Digits of a palindrome", 5, 3..=20),
            Knob::choice("encoding", "A digit is seen as", Encoding::OneHot),
            Knob::count("hidden", "Numbers in the hidden state", 32, 2..=128),
            Knob::count("batch", "Palindromes a step", 64, 1..=256),
            log(Knob::number("lr", "Learning rate", 1e-3, 1e-5..=1.0)),
            log(Knob::number("clip", "Clip gradients to", 10.0, 1e-3..=1e6)),
            Knob::count("palindrome", "Which palindrome it reads", 0, 0..=99).live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let palindromes = Palindromes {
            input_length: settings.length - 1,
            encoding: settings.encoding,
            batch_size: settings.batch,
            streams: start.streams,
            device: start.device.clone(),
        };
        let [lr, clip] = [settings.lr, settings.clip].map(Turned::new);
        let (exam, bound) = (Exam::new(palindromes.clone()), clip.clone());
        let steps = (lr.schedule(), move || bound.get());
        let sizes = Sizes {
            features: settings.encoding.features(),
            hidden: settings.hidden,
        };
        let plan = Plan::of(Cell::Rnn, sizes);
        Ok(Self {
            learner: Prepared::of(plan).training(palindromes, steps, start),
            now: exam.choose(settings.palindrome),
            exam,
            lr,
            clip,
        })
    }

    fn step(&mut self) -> Result<()> {
        self.now.norm = self.learner.step()?.gradient_norm();
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let (network, clip) = (self.learner.model(), self.clip.get());
        Ok(self.exam.numbers(network, &self.now, clip))
    }

    fn frame(&mut self) -> Result<Frame> {
        let (network, clip) = (self.learner.model(), self.clip.get());
        Ok(self.exam.reading(network, &self.now).frame(clip))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.lr.set(settings.lr);
        self.clip.set(settings.clip);
        self.now.turn(&self.exam, settings.palindrome);
        Ok(())
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        self.now.touch(touch);
        Ok(())
    }

    fn save(&mut self) -> Result<Self::State> {
        Ok((self.learner.snapshot()?, self.now.clone()))
    }

    fn load(&mut self, (snapshot, now): &Self::State) -> Result<()> {
        self.now = now.clone();
        self.learner.restore(snapshot)
    }
}
