//! Backpropagation on a network that fits on a page, number by number, and the check that finds a bug.

mod check;
mod graph;
mod network;
mod pass;
mod words;

use crate::staff::names::ActivationName;
use common::demo::{Cause, Demo, Frame, Knob, Preset, Touch, Words};
use common::{error::Result, learner::Start};
use network::{MOST, Network};
use pass::{BUGS, NUMBERS};
use serde::Deserialize;

/// A network, and how many of its numbers are shown.
pub struct Backprop {
    network: Network,
    answer: &'static str,
    step: usize,
    /// The node that was clicked.
    chosen: Option<usize>,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    bug: String,
    examples: usize,
    activation: ActivationName,
}

impl Demo for Backprop {
    type Settings = Settings;
    type State = (usize, Option<usize>);

    const NAME: &'static str = "backprop";
    const TOUCH: &'static str = "at a node shows how its numbers come about";
    const WORDS: Words = Words {
        title: "Backpropagation by hand, checked",
        week: 3,
        minutes: 8,
        step: "the next number, then the check of all gradients, then the answer",
        steps: 24,
        question: "How would you know that a gradient is right? And if it is not, which line is wrong?",
        script: [
            "Step by key and let the class say each number before it appears: 9 forward, 14 back, then the check.",
            "Set 'Planted bug' to a and go to step 24: the 6 gradients of W and b are off, the 6 of V and c are right. Which line?",
            "Click nodes and compute along: the number that does not follow from its line is the bug. Step 25 names it.",
        ],
        presets: &[
            Preset {
                name: "Which line is wrong?",
                settings: "bug=a",
                why: "The gradients of V and c are right and those of W and b are off, so the bug is behind ∂o.",
            },
            Preset {
                name: "The same places, another line",
                settings: "bug=a&b.bug=b",
                why: "Both spoil all 6 gradients of W and b and no other: only the numbers on the way tell them apart.",
            },
            Preset {
                name: "What one example hides",
                settings: "bug=d&b.examples=2",
                why: "With one example all 12 gradients agree, with two each is twice its central difference.",
            },
            Preset {
                name: "Softmax twice",
                settings: "bug=e",
                why: "All 12 are 0.383 of what they should be, 2 p1 p2: training would only seem slow.",
            },
        ],
    };

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::among("bug", "Planted bug", &BUGS.map(|(name, _)| name)),
            Knob::count("examples", "Examples in the batch", 1, 1..=MOST as u64),
            Knob::choice("activation", "Activation", ActivationName::Tanh),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let answer = BUGS.into_iter().find(|(name, _)| *name == settings.bug);
        let parts = (settings.activation.into(), settings.bug);
        Ok(Self {
            network: Network::draw(parts, settings.examples, start),
            answer: answer.map_or("", |(_, answer)| answer),
            step: 0,
            chosen: None,
        })
    }

    fn step(&mut self) -> Result<()> {
        (self.step, self.chosen) = (self.step + 1, None);
        Ok(())
    }

    fn is_finished(&self) -> bool {
        self.step == NUMBERS + 2
    }

    /// Zero where a number is not there yet.
    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let (numbers, _) = self.network.pass(self.step.min(NUMBERS));
        let loss = numbers.get(8).copied().unwrap_or(0.0);
        let check = self.check().unwrap_or_default();
        Ok(vec![
            ("loss", loss),
            ("largest_error", check::worst(&check)),
        ])
    }

    fn frame(&mut self) -> Result<Frame> {
        let (network, step) = (&self.network, self.step.min(NUMBERS));
        let (mut numbers, _) = network.pass(step);
        numbers.truncate(step);
        let frame = Frame::new().panel(graph::graph(network, &numbers));
        let is_whole = self.step > NUMBERS;
        let words = words::words(network, &numbers, self.chosen, is_whole);
        let Some(check) = self.check() else {
            return Ok(frame.panel(words));
        };
        let frame = frame.panel(check::table(&check)).panel(words);
        let frame = frame.remark(Cause::Note, check::verdict(&check));
        let answer = format!("The planted bug: {}.", self.answer);
        Ok(frame.remark_if(self.is_finished(), Cause::Note, answer))
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        self.chosen = (touch.panel == 0).then_some(touch.x as usize);
        Ok(())
    }

    fn save(&mut self) -> Result<Self::State> {
        Ok((self.step, self.chosen))
    }

    fn load(&mut self, state: &Self::State) -> Result<()> {
        (self.step, self.chosen) = *state;
        Ok(())
    }
}

impl Backprop {
    /// Every gradient beside its central difference, once it is time.
    fn check(&self) -> Option<Vec<check::Gradient>> {
        (self.step > NUMBERS).then(|| self.network.check())
    }
}
