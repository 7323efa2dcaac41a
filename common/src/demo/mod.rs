//! Lab demonstrations: a topic that is shown live, in a browser or without one.
//!
//! A [`Demo`] is settings that a lecturer turns, a state that goes on in steps, and a [`Frame`] that
//! says what to draw of it, in the vocabulary of the [figures](crate::figures). All else comes for every
//! demo at once: a [`Player`] goes forward, back and to any step, a [`Show`] plays two settings on the
//! same seed in step, a [`Scene`] is the whole state as a link and as a command line. There is no server
//! here and no page: the package `labs` has both.

mod check;
mod drawing;
mod entry;
mod frame;
mod history;
mod kept;
mod knobs;
mod link;
mod player;
mod scene;
mod show;
mod sight;
mod turns;

pub use check::{TAKEN, check};
pub use entry::{Entry, Playable};
pub use frame::{Cause, Frame, Panel, Remark, Touch};
pub use history::History;
pub use knobs::{Dial, Knob, Values};
pub use player::Player;
pub use scene::{FURTHEST_STEP, Scene};
pub use show::{Answer, Show};
pub use sight::{SideSight, Sight};
pub use turns::{Act, MOST_TURNS, Side, Turn};

use crate::error::Result;
use crate::learner::Start;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One demonstration.
///
/// What it draws at random comes from the start's streams, by name and step, so that the same settings,
/// seed and step are the same state, however it was reached.
pub trait Demo: Sized + 'static {
    /// What the knobs are set to: one field for each knob, of its name.
    type Settings: DeserializeOwned;
    /// All that the coming steps depend on: a clone of the demo, or the snapshot of its learner.
    type State: 'static;

    /// What it is called in links and on the command line.
    const NAME: &'static str;
    /// What a lecturer needs to know.
    const WORDS: Words;
    /// The curves that are drawn of its numbers; none for a demo whose panels say it all.
    const CURVES: &'static [Curve] = &[];

    /// What a click into a panel does, as "moves the nearest point there"; empty if it does nothing.
    const TOUCH: &'static str = "";

    /// The knobs, in the order in which they stand.
    fn knobs() -> Vec<Knob>;

    /// The state before the first step.
    ///
    /// # Errors
    /// Settings that do not go together.
    fn new(settings: Self::Settings, start: &Start) -> Result<Self>;

    /// Goes one step on: one example, one update, one row, as [`Words::step`] says.
    ///
    /// # Errors
    /// Those of the work that a step does.
    fn step(&mut self) -> Result<()>;

    /// Whether there is no further step.
    fn is_finished(&self) -> bool {
        false
    }

    /// The state in numbers, under the same names in the same order at every step. It changes nothing
    /// that a later step depends on.
    ///
    /// # Errors
    /// Those of measuring.
    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>>;

    /// The state in pictures and words. It changes nothing that a later step depends on.
    ///
    /// # Errors
    /// Those of measuring.
    fn frame(&mut self) -> Result<Frame>;

    /// Takes over settings of which only [live](Knob::live) knobs have been turned; any other knob
    /// begins anew. With the settings that it has already it changes nothing: after a [load](Self::load)
    /// they are told again. Before the first step it is the same as beginning with these settings.
    ///
    /// # Errors
    /// Settings that do not go together.
    fn turn(&mut self, _settings: Self::Settings) -> Result<()> {
        Ok(())
    }

    /// Answers a click into a panel.
    ///
    /// # Errors
    /// Those of the work that it does.
    fn touch(&mut self, _touch: Touch) -> Result<()> {
        Ok(())
    }

    /// Keeps the state. It changes nothing that a later step depends on.
    ///
    /// # Errors
    /// Where a part of it cannot be kept.
    fn save(&mut self) -> Result<Self::State>;

    /// Goes back to a state that was kept, and goes on from there exactly as the first time; the live
    /// knobs are [told](Self::turn) after it, so that a state need not hold them.
    ///
    /// # Errors
    /// Where a part of it cannot be taken back.
    fn load(&mut self, state: &Self::State) -> Result<()>;
}

/// What a lecturer needs to know of a demo; the page and the notes are made of it.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Words {
    /// What is shown, in a few words.
    pub title: &'static str,
    /// The week of the course.
    pub week: u8,
    /// How long it takes to show, in minutes.
    pub minutes: u8,
    /// What one step is: "one example is shown".
    pub step: &'static str,
    /// After how many steps there is something to see, from the defaults.
    pub steps: usize,
    /// To ask before it plays.
    pub question: &'static str,
    /// What to do and to say, in three lines.
    pub script: [&'static str; 3],
    /// Settings worth showing.
    pub presets: &'static [Preset],
}

/// Settings worth showing, and why.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Preset {
    /// What it is called.
    pub name: &'static str,
    /// What differs from the defaults, as in a link: `lr=10&depth=3&b.lr=0.1`. It may hold turns:
    /// `turn=1000:learns=generator` sets a live knob after step 1000, `turn=0:touch=0,3,3` clicks at
    /// (3, 3) into panel 0 before the first step.
    pub settings: &'static str,
    /// What it shows, in one sentence.
    pub why: &'static str,
}

/// Numbers of a demo that share a chart over the steps.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Curve {
    /// What stands above it.
    pub title: &'static str,
    /// The numbers, by name.
    pub numbers: &'static [&'static str],
    /// Whether its vertical axis is logarithmic.
    pub log: bool,
}

impl Curve {
    /// Numbers on a linear axis.
    pub const fn linear(title: &'static str, numbers: &'static [&'static str]) -> Self {
        let log = false;
        Self {
            title,
            numbers,
            log,
        }
    }

    /// Numbers on a logarithmic axis.
    pub const fn log(title: &'static str, numbers: &'static [&'static str]) -> Self {
        let log = true;
        Self {
            title,
            numbers,
            log,
        }
    }
}

#[cfg(test)]
mod tests;
