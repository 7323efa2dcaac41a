//! A language model that writes while it learns.

mod model;
mod page;
mod shown;
mod words;

use crate::language::{Windows, entropies};
use crate::staff::language_training::LanguageTraining;
use crate::staff::recurrent::Cell;
use burn::module::Module;
use common::demo::{Curve, Demo, Frame, Knob, Words};
use common::learner::{Learner, Snapshot, Start};
use common::{error::Result, schedule::Turned};
use page::Page;
use serde::Deserialize;
use shown::Shown;
use std::f64::consts::LN_2;

/// A model that learns from plays, and what it has written so far.
pub struct Writer {
    learner: LanguageTraining,
    page: Page,
    /// What it is measured on: the beginning of the test part.
    measured: Windows,
    /// Bits of who knows single characters, and which stands behind which.
    entropies: [f64; 2],
    start: Start,
    lr: Turned,
    temperature: f64,
}

/// What its knobs are set to.
#[derive(Deserialize)]
pub struct Settings {
    temperature: f64,
    cell: Cell,
    hidden: usize,
    window: usize,
    lr: f64,
}

impl Demo for Writer {
    type Settings = Settings;
    type State = (Snapshot, Page);

    const NAME: &'static str = "text";
    const WORDS: Words = words::WORDS;
    const CURVES: &'static [Curve] = &[Curve::linear(
        "Bits per character",
        &["test_bits", "single_characters", "behind_another"],
    )];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::number("temperature", "Temperature", 0.7, 0.0..=2.0).live(),
            Knob::choice("cell", "What a layer does in a step", Cell::Lstm),
            Knob::count("hidden", "Numbers in the hidden state", 64, 2..=256),
            Knob::count("window", "Characters of a window", 32, 1..=100),
            Knob::number("lr", "Learning rate", 1e-2, 1e-5..=1.0)
                .log()
                .live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let (cell, lr) = ((settings.cell, settings.hidden), Turned::new(settings.lr));
        let learner = model::training(cell, settings.window, &lr, start)?;
        let corpus = learner.corpus();
        let (measured, entropies) = (model::measured(corpus), entropies(&corpus.train.text));
        let network = learner.network().valid();
        Ok(Self {
            page: Page::new(&network, learner.corpus()),
            learner,
            measured,
            entropies,
            start: start.clone(),
            lr,
            temperature: settings.temperature,
        })
    }

    fn step(&mut self) -> Result<()> {
        let draws = self.start.streams.at("page", self.learner.steps() as u64);
        self.learner.step()?;
        let network = self.learner.network().valid();
        self.page.write(&network, (self.temperature, draws));
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let (now, [single, behind]) = (self.shown(), self.entropies);
        Ok(vec![
            ("test_bits", now.bits),
            ("single_characters", single),
            ("behind_another", behind),
            ("choices", now.choices()),
        ])
    }

    fn frame(&mut self) -> Result<Frame> {
        Ok(self.shown().frame())
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.lr.set(settings.lr);
        self.temperature = settings.temperature;
        Ok(())
    }

    fn save(&mut self) -> Result<Self::State> {
        Ok((self.learner.snapshot()?, self.page.clone()))
    }

    fn load(&mut self, (snapshot, page): &Self::State) -> Result<()> {
        self.page = page.clone();
        self.learner.restore(snapshot)
    }
}

impl Writer {
    fn shown(&self) -> Shown<'_> {
        let (network, windows) = (self.learner.network().valid(), &self.measured);
        let from = (network.start(windows.parallel), &self.start.device);
        let (read, _) = network.read(&windows.window(0), from);
        Shown {
            page: &self.page,
            text: &self.learner.corpus().text,
            temperature: self.temperature,
            bits: read.loss.into_scalar::<f64>() / LN_2,
            entropies: self.entropies,
        }
    }
}
