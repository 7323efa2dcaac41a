//! What must hold for every demo, for a test over the table of an assignment.

mod words;

pub use words::TAKEN;

use super::{Dial, Entry, Knob, Scene, Show, Side, Touch};
use crate::error::{Error, Result};
use crate::learner::Start;
use crate::settings::{Base, Length};

/// Steps that are played; the way back is shorter.
const STEPS: usize = 20;
const BACK: usize = 7;

/// Plays a demo in every way in which a lecturer can, and says the first thing that is not as it must
/// be:
///
/// - words, knobs and curves: legal names, each knob a field of the settings, defaults and presets within
///   their ranges, curves of numbers that there are;
/// - 20 steps, 7 back and 7 on again lead to the same sight, and two plays to the same CSV, whatever was
///   looked at on the way;
/// - from the defaults every number is finite, and the same numbers are there at every step;
/// - every live knob can be turned to both ends, before the first step too, where that must be the same as
///   beginning with it; every other knob begins anew at up to four of its values. An error in words is
///   an answer, unless it says that knobs and settings differ;
/// - a click anywhere, also outside of every panel, is taken or an error in words;
/// - the figure can be drawn.
///
/// # Errors
/// [`Error::Failed`] that names the demo and what is wrong with it; those of the demo from its defaults
/// and its presets.
pub fn check(entry: &'static Entry) -> Result<()> {
    let failed = |error: Error| Error::Failed(format!("demo '{}': {error}", entry.name));
    let check = || {
        words::words(entry)?;
        let start = Start::new(&Base::default(), Length::NONE)?;
        words::knobs(entry, &start)?;
        words::presets(entry, &start)?;
        plays(entry, &start)?;
        touches(entry, &start)?;
        for knob in (entry.knobs)() {
            match knob.live {
                true => live(entry, &start, &knob)?,
                false => anew(entry, &start, &knob)?,
            }
        }
        Ok(())
    };
    check().map_err(failed)
}

fn must(holds: bool, otherwise: impl FnOnce() -> String) -> Result<()> {
    match holds {
        true => Ok(()),
        false => Err(Error::Failed(otherwise())),
    }
}

/// The sight after some more steps, as JSON.
fn look(show: &mut Show, steps: usize) -> Result<String> {
    for _ in 0..steps {
        show.step()?;
    }
    let json = serde_json::to_string(&show.sight()?);
    json.map_err(|error| Error::Failed(format!("the sight is no JSON: {error}")))
}

fn plays(entry: &'static Entry, start: &Start) -> Result<()> {
    let begin = || {
        let mut scene = Scene::new(entry);
        scene.b = Some(scene.a.clone());
        Show::new(scene, start)
    };
    let mut show = begin()?;
    let names = names(&mut show)?;
    words::all_differ("number", &names)?;
    for name in entry.curves.iter().flat_map(|curve| curve.numbers) {
        must(names.contains(name), || {
            format!("there is a curve of '{name}', and no such number: {names:?}")
        })?;
    }
    for _ in 0..STEPS {
        show.step()?;
        let now = self::names(&mut show)?;
        must(now == names, || {
            format!("its numbers are first {names:?}, then {now:?}")
        })?;
    }
    look(&mut show, 0)?;
    let there = back_and_on(&mut show, BACK)?;
    // Here nothing is looked at on the way.
    let mut again = begin()?;
    again.go_to(STEPS)?;
    same("played again", &show.csv(), &again.csv())?;
    same("played again", &there, &look(&mut again, 0)?)?;
    show.figure()?;
    Ok(())
}

/// Goes back and on again. Returns the sight, which is the same.
fn back_and_on(show: &mut Show, back: usize) -> Result<String> {
    let (there, step) = (or_words(look(show, 0))?, show.steps());
    show.go_to(step.saturating_sub(back))?;
    or_words(look(show, 0))?;
    // Step by step: to go there might take a state that was kept.
    while show.steps() < step && show.step()? {}
    let there = there.unwrap_or_default();
    let again = or_words(look(show, 0))?.unwrap_or_default();
    same("after going back and on again", &there, &again)?;
    Ok(there)
}

/// The names of the numbers, which are finite.
fn names(show: &mut Show) -> Result<Vec<&'static str>> {
    let sight = show.sight()?;
    let numbers = sight.sides.into_iter().next().map(|side| side.numbers);
    let numbers = numbers.unwrap_or_default();
    for (name, value) in &numbers {
        must(value.is_finite(), || {
            format!("at step {} '{name}' is {value}", sight.step)
        })?;
    }
    Ok(numbers.into_iter().map(|(name, _)| name).collect())
}

fn same(what: &str, one: &str, other: &str) -> Result<()> {
    let pairs = one.bytes().zip(other.bytes());
    let at = pairs.take_while(|(one, other)| one == other).count();
    let near = |text: &str| {
        let bytes = text.bytes().skip(at.saturating_sub(60)).take(120);
        String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).into_owned()
    };
    must(one == other, || {
        format!("{what} it is not the same:\n{}\n{}", near(one), near(other))
    })
}

/// Some values of a knob: both ends, and of names the first four.
fn some(knob: &Knob) -> Vec<String> {
    match &knob.dial {
        Dial::Number { low, high, .. } => vec![low.to_string(), high.to_string()],
        Dial::Count { low, high } => vec![low.to_string(), high.to_string()],
        Dial::Choice(names) => names.iter().take(4).cloned().collect(),
        Dial::Switch => vec!["false".into(), "true".into()],
    }
}

/// An error in words is an answer too, but not that the table itself is wrong.
fn or_words<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Err(error) if error.to_string().contains("knobs and settings differ") => Err(error),
        result => Ok(result.ok()),
    }
}

fn anew(entry: &'static Entry, start: &Start, knob: &Knob) -> Result<()> {
    let mut show = Show::new(Scene::new(entry), start)?;
    for value in some(knob) {
        or_words(show.turn(Side::A, (knob.name, &value)))?;
        or_words(look(&mut show, 2))?;
    }
    Ok(())
}

fn live(entry: &'static Entry, start: &Start, knob: &Knob) -> Result<()> {
    let mut show = Show::new(Scene::new(entry), start)?;
    for value in some(knob) {
        look(&mut show, 2).ok();
        or_words(show.turn(Side::A, (knob.name, &value)))?;
        or_words(look(&mut show, 2))?;
        // Before the first step it is the same as beginning with it.
        let mut turned = Show::new(Scene::new(entry), start)?;
        if or_words(turned.turn(Side::A, (knob.name, &value)))?.is_none() {
            continue;
        }
        let (scene, _) = Scene::read(entry, [(knob.name, value.as_str())]);
        let Some(mut begun) = or_words(Show::new(scene, start))? else {
            continue;
        };
        let what = format!("{} turned to {value} before the first step", knob.name);
        let (turned, begun) = (or_words(look(&mut turned, 3))?, look(&mut begun, 3).ok());
        let (turned, begun) = (turned.unwrap_or_default(), begun.unwrap_or_default());
        same(&what, &turned, &begun)?;
    }
    back_and_on(&mut show, 3).map(|_| ())
}

/// Clicks here and there.
fn touches(entry: &'static Entry, start: &Start) -> Result<()> {
    let mut show = Show::new(Scene::new(entry), start)?;
    let panels = show
        .sight()?
        .sides
        .iter()
        .map(|side| side.frame.panels.len())
        .sum();
    for panel in (0..=panels).chain([usize::MAX]) {
        for (x, y) in [(0.0, 0.0), (0.5, 0.5), (3.0, 1.0), (-1e9, 1e300)] {
            or_words(show.touch(Touch { panel, x, y }))?;
        }
        or_words(look(&mut show, 2))?;
    }
    back_and_on(&mut show, 3).map(|_| ())
}
