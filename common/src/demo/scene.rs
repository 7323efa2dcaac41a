//! The whole state of a show, and how it is read from names and values.

use super::knobs::brief;
use super::turns::{Act, MOST_TURNS, Side, Turn};
use super::{Entry, Knob, Values};
use crate::error::{Error, Result};

/// Everything that a show follows from: demo, knobs, seed, what was turned when, and the step.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// The demo.
    pub entry: &'static Entry,
    /// The seed of both sides.
    pub seed: u64,
    /// How many steps to go.
    pub step: usize,
    /// The knobs of side A at the beginning.
    pub a: Values,
    /// Those of side B, if two settings are compared.
    pub b: Option<Values>,
    /// What was turned on the way, in the order of the steps. A touch is of both sides and stands under A.
    pub turns: Vec<(Side, Turn)>,
}

/// The furthest step that can be asked for: ten hours of a small network.
pub const FURTHEST_STEP: usize = 100_000_000;

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Scene {
    /// A demo at its beginning.
    pub fn new(entry: &'static Entry) -> Self {
        let a = Values::defaults(&(entry.knobs)());
        let (seed, step, b, turns) = (42, 0, None, Vec::new());
        Self {
            entry,
            seed,
            step,
            a,
            b,
            turns,
        }
    }

    /// Reads names and values in their order: `seed=7`, `step=120`, a knob of side A as `lr=0.1`, of
    /// side B as `b.lr=0.1` (`b.=` alone compares equal settings), and `turn=120:lr=0.1`,
    /// `turn=120:b.lr=0.1`, `turn=120:touch=0,0.5,0.25`. What cannot be is left out; the scene that
    /// remains is returned with what was wrong.
    pub fn read<'a>(
        entry: &'static Entry,
        words: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Self, Vec<Error>) {
        let (mut scene, knobs, mut wrong) = (Self::new(entry), (entry.knobs)(), Vec::new());
        // Side B differs from what side A is in the end.
        let mut of_b = None::<Vec<(&str, &str)>>;
        for (name, text) in words {
            let read = match (name, name.strip_prefix("b.")) {
                ("seed", _) => number(name, text, i64::MAX as u64).map(|it| scene.seed = it),
                ("step", _) => step(text).map(|it| scene.step = it),
                ("turn", _) => scene.read_turn(&knobs, text),
                (_, Some(name)) => {
                    let of_b = of_b.get_or_insert_default();
                    of_b.extend((!name.is_empty()).then_some((name, text)));
                    Ok(())
                }
                _ => scene.a.set(&knobs, (name, text)).map(|_| ()),
            };
            wrong.extend(read.err());
        }
        if let Some(words) = of_b {
            let mut values = scene.a.clone();
            let asked = words.len();
            let set = words.into_iter();
            let left_out: Vec<_> = set
                .filter_map(|word| values.set(&knobs, word).err())
                .collect();
            // Where nothing that B was to differ in is left, nothing is compared.
            let is_compared = asked == 0 || left_out.len() < asked;
            wrong.extend(left_out);
            scene.b = is_compared.then_some(values);
        }
        if scene.b.is_none() && scene.turns.iter().any(|(side, _)| *side == Side::B) {
            scene.turns.retain(|(side, _)| *side == Side::A);
            let words = "nothing is compared: there is no side B to turn on the way";
            wrong.push(Error::Usage(words.into()));
        }
        scene.turns.sort_by_key(|(_, turn)| turn.step);
        (scene, wrong)
    }

    fn read_turn(&mut self, knobs: &[Knob], text: &str) -> Result<()> {
        let form = "say it as 120:lr=0.1 or 120:touch=0,0.5,0.25";
        let wrong = || Error::Usage(format!("turn {}: {form}", brief(text)));
        let (at, act) = text.split_once(':').ok_or_else(wrong)?;
        let (name, value) = act.split_once('=').ok_or_else(wrong)?;
        let (side, name) = match name.strip_prefix("b.") {
            // Both sides are clicked at once.
            Some("touch") => return Err(wrong()),
            Some(name) => (Side::B, name),
            None => (Side::A, name),
        };
        let (step, act) = (step(at)?, Act::read(knobs, (name, value))?);
        self.note(side, Turn { step, act })
    }

    /// Notes down what is done. Of one knob at one step the last turn counts.
    ///
    /// # Errors
    /// [`Error::Usage`] if there are too many turns.
    pub(super) fn note(&mut self, side: Side, turn: Turn) -> Result<()> {
        let replaced = |(of, known): &(Side, Turn)| *of == side && known.is_replaced_by(&turn);
        self.turns.retain(|known| !replaced(known));
        if self.turns.len() >= MOST_TURNS {
            return Err(Error::Usage(format!(
                "{MOST_TURNS} turns are as many as a link can hold: reset to go on turning"
            )));
        }
        self.turns.push((side, turn));
        Ok(())
    }

    /// Makes a side begin with what its knobs were turned to before the first step, which is the same.
    pub(super) fn settle(&mut self, side: Side) {
        let at_first = self.turns.iter().filter(|(_, turn)| turn.step == 0);
        if at_first.clone().any(|(_, turn)| turn.act.is_touch()) {
            return;
        }
        let knobs = (self.entry.knobs)();
        let values = match side {
            Side::A => Some(&mut self.a),
            Side::B => self.b.as_mut(),
        };
        let Some(values) = values else { return };
        self.turns.retain(|(of, turn)| match &turn.act {
            Act::Knob(name, text) if *of == side && turn.step == 0 => {
                values.set(&knobs, (name, text)).is_err()
            }
            _ => true,
        });
    }
}

fn number(name: &str, text: &str, most: u64) -> Result<u64> {
    let number = text.trim().parse().ok().filter(|number| *number <= most);
    let wrong = || format!("{name} {}: a whole number from 0 to {most}", brief(text));
    number.ok_or_else(|| Error::Usage(wrong()))
}

fn step(text: &str) -> Result<usize> {
    number("step", text, FURTHEST_STEP as u64).map(|step| step as usize)
}
