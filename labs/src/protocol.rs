//! What page and session say to each other: one JSON object a message.

use crate::trouble::Trouble;
use crate::view::View;
use common::demo::{Curve, Entry, Knob, Side, Words};
use serde::{Deserialize, Serialize};

/// What the page asks for. A field that is not known is refused.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
// Without braces, fields of those that have none would not be refused.
pub enum Command {
    /// Shows a demo; `words` are those of a link.
    Open {
        demo: String,
        #[serde(default)]
        words: Vec<(String, String)>,
    },
    /// Goes on, step by step.
    Play {},
    /// Stops.
    Pause {},
    /// Goes one step on.
    Step {},
    /// Goes one step back.
    Back {},
    /// Goes to a step.
    Seek { step: usize },
    /// How fast it plays; 0 is as fast as it can.
    Speed { steps_per_second: f64 },
    /// Begins anew with the knobs as they are.
    Reset {},
    /// Begins anew with another seed.
    Seed { seed: u64 },
    /// Turns a knob.
    Turn {
        side: SideName,
        knob: String,
        value: String,
    },
    /// Clicks into a panel.
    Touch { panel: usize, x: f64, y: f64 },
    /// Compares with a second side, or no more.
    Compare { on: bool },
    /// Begins anew with settings worth showing.
    Preset { name: String },
    /// Asks for the numbers over the steps.
    Csv {},
    /// The last sight has been drawn: the next may come.
    Seen {},
}

/// One of two settings, as the page names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SideName {
    /// The first.
    A,
    /// The second.
    B,
}

impl From<SideName> for Side {
    fn from(side: SideName) -> Self {
        match side {
            SideName::A => Self::A,
            SideName::B => Self::B,
        }
    }
}

impl Command {
    /// Reads a message.
    ///
    /// # Errors
    /// In words, if it is none.
    pub fn read(text: &str) -> Result<Self, Trouble> {
        serde_json::from_str(text)
            .map_err(|error| Trouble::usage(format!("this message is not known: {error}")))
    }

    /// Whether another one that follows at once makes this one idle, as while a slider is drawn.
    pub fn is_idle_before(&self, next: &Self) -> bool {
        match (self, next) {
            (Self::Seek { .. }, Self::Seek { .. }) => true,
            (
                Self::Turn { side, knob, .. },
                Self::Turn {
                    side: other_side,
                    knob: other_knob,
                    ..
                },
            ) => (side, knob) == (other_side, other_knob),
            _ => false,
        }
    }
}

/// What the page is told.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Message<'a> {
    /// A demo is open.
    Opened {
        /// Its name.
        demo: &'a str,
        /// What a lecturer needs to know.
        words: &'a Words,
        /// Its knobs.
        knobs: Vec<Knob>,
        /// Which numbers share a chart.
        curves: &'a [Curve],
        /// What a click into a panel does; empty if it does nothing.
        touch: &'a str,
        /// What of the link could not be read.
        problems: Vec<String>,
    },
    /// What is to be seen.
    Sight(View<'a>),
    /// The numbers over the steps.
    Csv {
        /// What to call the file.
        name: String,
        /// Its text.
        text: String,
    },
    /// Something went wrong; the session goes on.
    Trouble(&'a Trouble),
}

impl Message<'_> {
    /// A demo is open.
    pub fn opened(entry: &'static Entry, problems: Vec<String>) -> Message<'static> {
        Message::Opened {
            demo: entry.name,
            words: &entry.words,
            knobs: (entry.knobs)(),
            curves: entry.curves,
            touch: entry.touch,
            problems,
        }
    }

    /// As it is sent.
    pub fn text(&self) -> String {
        // All keys are texts and nothing in it fails, so that there is no error.
        serde_json::to_string(self).unwrap_or_default()
    }
}
