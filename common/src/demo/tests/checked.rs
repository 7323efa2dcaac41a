//! The check of all demos finds what is wrong with one.

use super::*;
use crate::demo::{Curve, check};
use std::sync::atomic::{AtomicUsize, Ordering};

type Base = Counter<true>;

/// A counter with a flaw of this number.
pub struct Flawed<const FLAW: u8> {
    counter: Base,
    looked: usize,
    stepped: usize,
}

static CALLS: AtomicUsize = AtomicUsize::new(0);

impl<const FLAW: u8> Demo for Flawed<FLAW> {
    type Settings = Settings;
    type State = Base;

    const NAME: &'static str = "flawed";
    const TOUCH: &'static str = Base::TOUCH;
    const WORDS: Words = Base::WORDS;

    fn knobs() -> Vec<Knob> {
        Base::knobs()
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let mut counter: Base = Demo::new(settings, start)?;
        if FLAW == 10 {
            counter.total = CALLS.fetch_add(1, Ordering::Relaxed) as f64;
        }
        Ok(Self {
            counter,
            looked: 0,
            stepped: 0,
        })
    }

    fn step(&mut self) -> Result<()> {
        // Of no state.
        self.stepped += 1;
        self.counter.total += if FLAW == 9 { self.stepped as f64 } else { 0.0 };
        // Not from the streams.
        let calls = CALLS.fetch_add(1, Ordering::Relaxed);
        self.counter.total += if FLAW == 1 { calls as f64 } else { 0.0 };
        // Looking has changed it.
        self.counter.total += self.looked as f64;
        Demo::step(&mut self.counter)
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let mut numbers = Demo::numbers(&mut self.counter)?;
        match (FLAW, self.counter.steps) {
            (2, 7) => drop(numbers.pop()),
            (3, 7) => numbers[0].1 = f64::NAN,
            _ => {}
        }
        Ok(numbers)
    }

    fn frame(&mut self) -> Result<Frame> {
        self.looked += usize::from(FLAW == 4);
        Demo::frame(&mut self.counter)
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        // Some way into the first step already.
        if FLAW == 5 && settings.rate != self.counter.settings.rate {
            self.counter.total += 1.0;
        }
        // A knob that is turned in vain.
        if FLAW == 6 {
            return Ok(());
        }
        Demo::turn(&mut self.counter, settings)
    }

    fn touch(&mut self, touch: Touch) -> Result<()> {
        let calls = CALLS.fetch_add(1, Ordering::Relaxed);
        self.counter.total += if FLAW == 8 { calls as f64 } else { 0.0 };
        Demo::touch(&mut self.counter, touch)
    }

    fn save(&mut self) -> Result<Base> {
        Demo::save(&mut self.counter)
    }

    fn load(&mut self, state: &Base) -> Result<()> {
        let total = self.counter.total;
        Demo::load(&mut self.counter, state)?;
        if FLAW == 7 {
            self.counter.total = total;
        }
        Ok(())
    }
}

/// What the check says of a demo.
fn told(entry: Entry) -> String {
    check(Box::leak(Box::new(entry))).map_or_else(|error| error.to_string(), |()| "nothing".into())
}

#[test]
fn a_flaw_in_what_a_demo_does_is_found() {
    assert_eq!(told(Entry::of::<Flawed<0>>()), "nothing");
    let flaws = [
        (Entry::of::<Flawed<1>>(), "and on again it is not the same"),
        (Entry::of::<Flawed<2>>(), "its numbers are first"),
        (Entry::of::<Flawed<3>>(), "at step 7 'total' is NaN"),
        (Entry::of::<Flawed<4>>(), "it is not the same"),
        (
            Entry::of::<Flawed<5>>(),
            "rate turned to 0 before the first step",
        ),
        (
            Entry::of::<Flawed<6>>(),
            "rate turned to 0 before the first step",
        ),
        (
            Entry::of::<Flawed<7>>(),
            "after going back and on again it is not",
        ),
        (
            Entry::of::<Flawed<8>>(),
            "after going back and on again it is not",
        ),
        (
            Entry::of::<Flawed<9>>(),
            "after going back and on again it is not",
        ),
        (Entry::of::<Flawed<10>>(), "played again it is not the same"),
    ];
    for (number, (entry, expected)) in flaws.into_iter().enumerate() {
        let said = told(entry);
        assert!(said.starts_with("demo 'flawed': "), "{said}");
        assert!(said.contains(expected), "flaw {}: {said}", number + 1);
    }
}

/// The counter with other knobs.
fn with_knobs(knobs: fn() -> Vec<Knob>) -> Entry {
    let entry = Entry::of::<Base>();
    Entry { knobs, ..entry }
}

#[test]
fn a_flaw_in_words_and_knobs_is_found() {
    const KNOB: fn(Knob) -> Vec<Knob> = |knob| Base::knobs().into_iter().chain([knob]).collect();
    const NONE: &[Curve] = &[Curve {
        title: "Loss",
        numbers: &["total", "loss"],
        log: false,
    }];
    let base = || Entry::of::<Base>();
    let preset = |settings| {
        let name = "Noise";
        let presets = Box::leak(Box::new([Preset {
            name,
            settings,
            why: "Why.",
        }]));
        let words = Words {
            presets,
            ..Base::WORDS
        };
        Entry { words, ..base() }
    };
    let title = Words {
        title: " ",
        ..Base::WORDS
    };
    let flaws = [
        (
            Entry {
                name: "Counter",
                ..base()
            },
            "its name is not kebab-case",
        ),
        (
            Entry {
                words: title,
                ..base()
            },
            "words are missing",
        ),
        (
            Entry {
                curves: NONE,
                ..base()
            },
            "a curve of 'loss', and no such number",
        ),
        (
            preset("rate=11"),
            "the preset 'Noise': rate 11: a number from 0 to 10",
        ),
        (
            preset("speed=1"),
            "the preset 'Noise': there is no knob 'speed'",
        ),
        (preset("end=13"), "the preset 'Noise': 13 is no good end"),
        (
            with_knobs(|| KNOB(Knob::switch("steps", "Steps", true))),
            "'steps' has a name that",
        ),
        (
            with_knobs(|| KNOB(Knob::switch("noisy", "Noise", true))),
            "two of its knobs",
        ),
        (
            with_knobs(|| KNOB(Knob::switch("loud", "Loud", true))),
            "no field 'loud'",
        ),
        (
            with_knobs(|| KNOB(Knob::count("loud", "Loud", 9, 1..=5))),
            "from 1 to 5",
        ),
        (
            with_knobs(|| KNOB(Knob::number("loud", "Loud", 0.5, 0.0..=1.0).log())),
            "empty range",
        ),
        (
            with_knobs(|| Base::knobs().split_off(1)),
            "knobs and settings differ",
        ),
    ];
    for (entry, expected) in flaws {
        let said = told(entry);
        assert!(said.contains(expected), "{expected}: {said}");
    }
}
