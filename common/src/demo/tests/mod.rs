//! The engine, proved on a demo that is small enough to know what it must do.

mod bounded;
mod checked;
mod play;
mod turned;
mod walks;
mod worded;

use super::{Demo, Entry, Frame, Knob, Preset, Scene, Show, Touch, Words};
use crate::error::{Error, Result};
use crate::learner::Start;
use crate::settings::{Base, Length};
use by_hand::Streams;
use serde::Deserialize;
use std::cell::Cell;

/// Adds `rate` and some noise a step. Its state holds the rate, or does not, as that of a learner.
#[derive(Clone)]
pub struct Counter<const HOLDS: bool> {
    settings: Settings,
    streams: Streams,
    end: usize,
    steps: usize,
    total: f64,
}

#[derive(Clone, Deserialize)]
pub struct Settings {
    rate: f64,
    noisy: bool,
    end: usize,
    fails: usize,
    kind: String,
}

thread_local! {
    /// How often numbers were measured.
    pub static MEASURED: Cell<usize> = const { Cell::new(0) };
    /// How often a state was kept.
    pub static SAVED: Cell<usize> = const { Cell::new(0) };
}

/// The rate from which on a turn fails.
pub const REFUSED: f64 = 9.0;
/// The rate from which on the total soon is no number.
pub const TOO_FAST: f64 = 8.0;

impl<const HOLDS: bool> Demo for Counter<HOLDS> {
    type Settings = Settings;
    type State = Self;

    const TOUCH: &'static str = "adds the rate x times";
    const NAME: &'static str = "counter";
    const WORDS: Words = Words {
        title: "A counter",
        week: 1,
        minutes: 1,
        step: "one addition",
        steps: 10,
        question: "How far does it come?",
        script: ["Play.", "Turn.", "Go back."],
        presets: &[Preset {
            name: "Noise",
            settings: "noisy=true&b.noisy=false&seed=7",
            why: "Noise adds up.",
        }],
    };

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::number("rate", "Rate", 1.0, 0.0..=10.0).live(),
            Knob::switch("noisy", "Noise", false).live(),
            Knob::count("end", "Last step", 0, 0..=1_000_000),
            Knob::count("fails", "Step that fails", 0, 0..=1_000_000),
            Knob::among("kind", "Kind", &["plain", "with space", "a=b&c"]),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        if settings.end == 13 {
            return Err(Error::Usage("13 is no good end".into()));
        }
        Ok(Self {
            streams: start.streams,
            end: settings.end,
            settings,
            steps: 0,
            total: 0.0,
        })
    }

    fn step(&mut self) -> Result<()> {
        // What fails leaves half of its work behind.
        self.total += self.settings.rate;
        if self.steps + 1 == self.settings.fails {
            return Err(Error::Failed("this step fails".into()));
        }
        if self.settings.noisy {
            self.total += self.streams.at("noise", self.steps as u64).uniform();
        }
        if self.settings.rate >= TOO_FAST {
            self.total *= 1e100;
        }
        self.steps += 1;
        Ok(())
    }

    fn is_finished(&self) -> bool {
        self.end > 0 && self.steps >= self.end
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        MEASURED.set(MEASURED.get() + 1);
        Ok(vec![
            ("total", self.total),
            ("half", self.total / 2.0),
            ("rate", self.settings.rate),
        ])
    }

    fn frame(&mut self) -> Result<Frame> {
        let kind = &self.settings.kind;
        let text = format!("{kind}: {} of {}, {}", self.steps, self.end, self.total);
        Ok(Frame::new().panel(text))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.settings.rate = settings.rate;
        if settings.rate >= REFUSED {
            return Err(Error::Usage("this rate is refused".into()));
        }
        self.settings.noisy = settings.noisy;
        Ok(())
    }

    /// Adds what depends on the rate, and wakes what has ended for three steps. A negative y is what the
    /// rate must be below.
    fn touch(&mut self, touch: Touch) -> Result<()> {
        self.total += touch.x * self.settings.rate;
        if touch.y < 0.0 && self.settings.rate >= -touch.y {
            return Err(Error::Usage("there is nothing to click".into()));
        }
        self.end += if self.is_finished() { 3 } else { 0 };
        Ok(())
    }

    fn save(&mut self) -> Result<Self> {
        SAVED.set(SAVED.get() + 1);
        Ok(self.clone())
    }

    fn load(&mut self, state: &Self) -> Result<()> {
        let known = self.settings.clone();
        *self = state.clone();
        if !HOLDS {
            self.settings = known;
        }
        Ok(())
    }
}

pub static HOLDING: Entry = Entry::of::<Counter<true>>();
pub static BARE: Entry = Entry::of::<Counter<false>>();

pub fn start() -> Start {
    Start::new(&Base::default(), Length::NONE).unwrap()
}

/// What a link says, played to its step.
pub fn show_of(entry: &'static Entry, link: &str) -> Show {
    let (scene, wrong) = Scene::from_link(entry, link);
    assert!(wrong.is_empty(), "{wrong:?}");
    let step = scene.step;
    let mut show = Show::new(scene, &start()).unwrap();
    show.go_to(step).unwrap();
    show
}

/// A sight as JSON.
pub fn seen(show: &mut Show) -> String {
    serde_json::to_string(&show.sight().unwrap()).unwrap()
}

/// A number of side A, or of side B.
pub fn number(show: &mut Show, side: usize, name: &str) -> f64 {
    let sight = show.sight().unwrap();
    let numbers = &sight.sides[side].numbers;
    numbers.iter().find(|(known, _)| *known == name).unwrap().1
}

pub fn touch(x: f64, y: f64) -> Touch {
    Touch { panel: 0, x, y }
}

#[test]
fn the_counter_passes_the_check_of_all_demos() {
    super::check(&HOLDING).unwrap();
    super::check(&BARE).unwrap();
}
