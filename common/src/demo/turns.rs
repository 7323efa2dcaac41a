//! What is done to a demo on the way: knobs that are turned, panels that are clicked.

use super::{Knob, Touch, Values};
use crate::error::{Error, Result};
use serde::Serialize;
use std::fmt;

/// Turns that a scene has at most; beyond it no link can hold them.
pub const MOST_TURNS: usize = 500;

/// One of two settings that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The first, and only one where nothing is compared.
    A,
    /// The second.
    B,
}

/// What was done at which step.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// The step.
    pub step: usize,
    /// What.
    pub act: Act,
}

/// What can be done on the way.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// A live knob was set to this text.
    Knob(String, String),
    /// A panel was clicked.
    Touch(Touch),
}

impl Act {
    /// Reads a knob's name and what it is set to, or `touch` and three numbers.
    ///
    /// # Errors
    /// [`Error::Usage`] with what can be done.
    pub(super) fn read(knobs: &[Knob], (name, text): (&str, &str)) -> Result<Self> {
        if name == "touch" {
            let touch = Touch::read(text).map(Self::Touch);
            let wrong = || Error::Usage("say a touch as touch=0,0.5,0.25: panel, x, y".into());
            return touch.ok_or_else(wrong);
        }
        let mut values = Values::defaults(knobs);
        let knob = values.set(knobs, (name, text))?;
        match knob.live {
            true => Ok(Self::Knob(name.into(), values.text(name))),
            false => Err(Error::Usage(format!(
                "the knob '{name}' begins anew and cannot be turned on the way"
            ))),
        }
    }

    pub(super) fn is_touch(&self) -> bool {
        matches!(self, Self::Touch(_))
    }

    fn is_same_knob(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Knob(one, _), Self::Knob(another, _)) if one == another)
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Knob(name, text) => write!(f, "{name}={text}"),
            Self::Touch(Touch { panel, x, y }) => write!(f, "touch={panel},{x},{y}"),
        }
    }
}

impl Turn {
    /// Whether the other stands in the place of this one: of a knob at a step the last turn counts.
    pub(super) fn is_replaced_by(&self, other: &Self) -> bool {
        self.step == other.step && self.act.is_same_knob(&other.act)
    }
}

impl Touch {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let panel = parts.next()?.parse().ok()?;
        let mut number = || parts.next()?.parse().ok().filter(|it: &f64| it.is_finite());
        let (x, y) = (number()?, number()?);
        parts.next().is_none().then_some(Self { panel, x, y })
    }
}
