//! What must hold for the words, knobs and presets of a demo.

use super::{look, must};
use crate::demo::{Dial, Entry, Scene, Show, Values};
use crate::error::{Error, Result};
use crate::learner::Start;

/// Names that a link or the command line of the labs has taken: no knob can have them.
pub const TAKEN: [&str; 15] = [
    "seed", "step", "steps", "turn", "touch", "b", "headless", "csv", "png", "port", "bind",
    "open", "device", "help", "version",
];

fn is_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(plain)
}

pub(super) fn words(entry: &Entry) -> Result<()> {
    let words = &entry.words;
    must(is_name(entry.name), || "its name is not kebab-case".into())?;
    must((1..=16).contains(&words.week), || "no such week".into())?;
    must((1..=15).contains(&words.minutes), || {
        "longer than 15 minutes, or no time at all".into()
    })?;
    let texts = [words.title, words.step, words.question];
    let mut texts = texts.iter().chain(&words.script);
    must(!texts.any(|text| text.trim().is_empty()), || {
        "words are missing".into()
    })?;
    let names: Vec<&str> = words.presets.iter().map(|preset| preset.name).collect();
    all_differ("preset", &names)
}

pub(super) fn all_differ(what: &str, names: &[&str]) -> Result<()> {
    let twice = (1..names.len()).find(|number| names[..*number].contains(&names[*number]));
    must(twice.is_none(), || {
        format!("two of its {what}s have one name: {names:?}")
    })
}

pub(super) fn knobs(entry: &Entry, start: &Start) -> Result<()> {
    let knobs = (entry.knobs)();
    let names: Vec<&str> = knobs.iter().map(|knob| knob.name).collect();
    all_differ("knob", &names)?;
    let defaults = Values::defaults(&knobs);
    for knob in &knobs {
        let name = knob.name;
        must(is_name(name) && !TAKEN.contains(&name), || {
            format!("the knob '{name}' has a name that it cannot have")
        })?;
        let in_order = match &knob.dial {
            Dial::Number { low, high, log } => low < high && (!log || *low > 0.0),
            Dial::Count { low, high } => low < high,
            Dial::Choice(names) => names.len() > 1,
            Dial::Switch => true,
        };
        must(in_order, || format!("the knob '{name}' has an empty range"))?;
        let read = knob.parse(&defaults.text(name))?;
        must(read == knob.default, || {
            format!("the knob '{name}' is not at its default")
        })?;
        // Settings that can be read without it have no field of this name.
        let without = (entry.new)(&defaults.without(name), start);
        must(without.is_err(), || {
            format!("the settings have no field '{name}', or one that may be missing")
        })?;
    }
    Ok(())
}

pub(super) fn presets(entry: &'static Entry, start: &Start) -> Result<()> {
    for preset in entry.words.presets {
        let (scene, wrong) = Scene::preset(entry, preset);
        let told = |error: &Error| format!("the preset '{}': {error}", preset.name);
        if let Some(error) = wrong.first() {
            return Err(Error::Failed(told(error)));
        }
        let play = || Show::new(scene, start).and_then(|mut show| look(&mut show, 2));
        play().map_err(|error| Error::Failed(told(&error)))?;
        must(!preset.why.trim().is_empty(), || {
            format!("the preset '{}' does not say why", preset.name)
        })?;
    }
    Ok(())
}
