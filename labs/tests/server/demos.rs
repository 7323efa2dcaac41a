//! Demonstrations of the tests: one that counts, one that goes wrong as its knobs say, one that waits.

use common::by_hand::Streams;
use common::demo::{Cause, Curve, Demo, Entry, Frame, Knob, Preset, Touch, Words};
use common::error::{Error, Result};
use common::figures::Plot;
use common::learner::Start;
use labs::table::{Row, Table};
use serde::Deserialize;
use std::sync::{Condvar, Mutex};

pub static COUNTING: Entry = Entry::of::<Counting>();
static WRONG: Entry = Entry::of::<Wrong>();
static WAITING: Entry = Entry::of::<Waiting>();

/// All of them.
pub fn table() -> Table {
    let entries = [&COUNTING, &WRONG, &WAITING];
    Table::new(entries.map(|entry| Row {
        assignment: "tests",
        entry,
    }))
}

const WORDS: Words = Words {
    title: "A demonstration of the tests",
    week: 1,
    minutes: 1,
    step: "one number is added",
    steps: 10,
    question: "How much is it?",
    script: ["Ask.", "Play.", "Say."],
    presets: &[Preset {
        name: "By twos",
        settings: "rate=2&b.rate=3",
        why: "Two against three.",
    }],
};

/// Adds a number at every step, and a random one.
#[derive(Clone)]
pub struct Counting {
    rate: f64,
    last: usize,
    steps: usize,
    sum: f64,
    streams: Streams,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CountingSettings {
    rate: f64,
    from: f64,
    last: usize,
}

impl Demo for Counting {
    type Settings = CountingSettings;
    type State = Self;

    const NAME: &'static str = "counting";
    const TOUCH: &'static str = "adds to the sum";
    const WORDS: Words = WORDS;
    const CURVES: &'static [Curve] = &[Curve {
        title: "Sum",
        numbers: &["sum"],
        log: false,
    }];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::number("rate", "Rate", 1.0, -1e9..=1e9).live(),
            Knob::number("from", "From", 0.0, 0.0..=10.0),
            Knob::count("last", "Last step", 1_000_000, 1..=1_000_000),
        ]
    }

    fn new(settings: CountingSettings, start: &Start) -> Result<Self> {
        Ok(Self {
            rate: settings.rate,
            last: settings.last,
            steps: 0,
            sum: settings.from,
            streams: start.streams,
        })
    }

    fn step(&mut self) -> Result<()> {
        let noise = self.streams.at("noise", self.steps as u64).uniform();
        self.steps += 1;
        self.sum += self.rate + 1e-3 * noise;
        Ok(())
    }

    fn is_finished(&self) -> bool {
        self.steps >= self.last
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Ok(vec![("sum", self.sum)])
    }

    fn frame(&mut self) -> Result<Frame> {
        let plot = Plot::new("The sum").line("sum", [(0.0, 0.0), (self.steps as f64, self.sum)]);
        Ok(Frame::new().panel(plot))
    }

    fn turn(&mut self, settings: CountingSettings) -> Result<()> {
        self.rate = settings.rate;
        Ok(())
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        self.sum += touch.y;
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

/// **Exercise t1.sum.add** (1 points): Adds two numbers.
fn add() -> f64 {
    todo!("t1.sum.add")
}

/// Goes wrong at a step.
#[derive(Clone)]
pub struct Wrong {
    settings: WrongSettings,
    steps: usize,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct WrongSettings {
    at: usize,
    how: String,
}

impl Wrong {
    fn go_wrong(&self) -> Result<f64> {
        if self.steps < self.settings.at {
            return Ok(1.0);
        }
        match self.settings.how.as_str() {
            "unwritten" => Ok(add()),
            "panic" => panic!("this one always panics"),
            "nan" => Ok(f64::NAN),
            _ => Err(Error::Failed("this one always fails".into())),
        }
    }
}

impl Demo for Wrong {
    type Settings = WrongSettings;
    type State = Self;

    const NAME: &'static str = "wrong";
    const WORDS: Words = Words {
        presets: &[],
        ..WORDS
    };

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::count("at", "At", 3, 0..=10),
            Knob::among("how", "How", &["unwritten", "panic", "error", "nan"]),
        ]
    }

    fn new(settings: WrongSettings, _: &Start) -> Result<Self> {
        let steps = 0;
        let demo = Self { settings, steps };
        demo.go_wrong()?;
        Ok(demo)
    }

    fn step(&mut self) -> Result<()> {
        self.steps += 1;
        self.go_wrong().map(|_| ())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Ok(vec![("number", self.go_wrong()?)])
    }

    fn frame(&mut self) -> Result<Frame> {
        Ok(Frame::new().remark(Cause::Note, "All is well."))
    }

    fn save(&mut self) -> Result<Self> {
        Ok(self.clone())
    }

    fn load(&mut self, state: &Self) -> Result<()> {
        self.clone_from(state);
        Ok(())
    }
}

/// Waits in each step until the test lets it go on, at the gate that its knob names.
#[derive(Clone)]
pub struct Waiting {
    gate: usize,
}

#[derive(Deserialize)]
pub struct WaitingSettings {
    gate: usize,
}

/// How often a step has come to a gate, and whether it is open.
pub struct Gate {
    state: Mutex<(usize, bool)>,
    changed: Condvar,
}

/// One for each test that needs one.
pub static GATES: [Gate; 3] = [const { Gate::new() }; 3];

impl Gate {
    const fn new() -> Self {
        Self {
            state: Mutex::new((0, false)),
            changed: Condvar::new(),
        }
    }

    fn pass(&self) {
        let mut state = self.state.lock().unwrap();
        state.0 += 1;
        self.changed.notify_all();
        drop(self.changed.wait_while(state, |(_, open)| !*open));
    }

    /// Returns when a step has come to it.
    pub fn until_reached(&self) {
        let state = self.state.lock().unwrap();
        drop(self.changed.wait_while(state, |(reached, _)| *reached == 0));
    }

    /// Lets all steps pass. Returns how many have come.
    pub fn open(&self) -> usize {
        let mut state = self.state.lock().unwrap();
        state.1 = true;
        self.changed.notify_all();
        state.0
    }

    /// How often a step has come to it.
    pub fn reached(&self) -> usize {
        self.state.lock().unwrap().0
    }
}

impl Demo for Waiting {
    type Settings = WaitingSettings;
    type State = ();

    const NAME: &'static str = "waiting";
    const WORDS: Words = Words {
        presets: &[],
        ..WORDS
    };

    fn knobs() -> Vec<Knob> {
        vec![Knob::count("gate", "Gate", 0, 0..=2)]
    }

    fn new(settings: WaitingSettings, _: &Start) -> Result<Self> {
        let gate = settings.gate;
        Ok(Self { gate })
    }

    fn step(&mut self) -> Result<()> {
        GATES[self.gate].pass();
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Ok(vec![("gate", self.gate as f64)])
    }

    fn frame(&mut self) -> Result<Frame> {
        Ok(Frame::new())
    }

    fn save(&mut self) -> Result<()> {
        Ok(())
    }

    fn load(&mut self, _: &()) -> Result<()> {
        Ok(())
    }
}
