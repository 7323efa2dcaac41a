//! What a lecturer turns: knobs, and what they are set to.

use crate::error::{Error, Result};
use clap::ValueEnum;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::fmt;
use std::ops::RangeInclusive;

/// Something to turn. All of its values pass through [`Values::set`], wherever they come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Knob {
    /// What it is called in links, on the command line and in the settings.
    pub name: &'static str,
    /// What stands beside it.
    pub label: &'static str,
    /// What it can be set to.
    pub dial: Dial,
    /// What it is set to at first.
    pub default: Value,
    /// Whether a turn acts on the state as it is; else the demo begins anew.
    pub live: bool,
}

/// What a knob can be set to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dial {
    /// A number from the lowest to the highest.
    Number {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
        /// Whether equal ratios are equal distances.
        log: bool,
    },
    /// A whole number from the lowest to the highest.
    Count {
        /// The lowest.
        low: u64,
        /// The highest.
        high: u64,
    },
    /// One of some names.
    Choice(Vec<String>),
    /// On or off.
    Switch,
}

impl Knob {
    fn new(name: &'static str, label: &'static str, dial: Dial, default: Value) -> Self {
        Self {
            name,
            label,
            dial,
            default,
            live: false,
        }
    }

    /// A number in a range.
    pub fn number(
        name: &'static str,
        label: &'static str,
        default: f64,
        range: RangeInclusive<f64>,
    ) -> Self {
        let (low, high, log) = (*range.start(), *range.end(), false);
        Self::new(name, label, Dial::Number { low, high, log }, default.into())
    }

    /// A whole number in a range.
    pub fn count(
        name: &'static str,
        label: &'static str,
        default: u64,
        range: RangeInclusive<u64>,
    ) -> Self {
        let (low, high) = (*range.start(), *range.end());
        Self::new(name, label, Dial::Count { low, high }, default.into())
    }

    /// One of the variants of an enum, by the names that the command line has for them.
    pub fn choice<E: ValueEnum>(name: &'static str, label: &'static str, default: E) -> Self {
        let named = |variant: &E| Some(variant.to_possible_value()?.get_name().to_owned());
        let names: Vec<String> = E::value_variants().iter().filter_map(named).collect();
        let default = named(&default).unwrap_or_default();
        Self::new(name, label, Dial::Choice(names), default.into())
    }

    /// One of some names, at first the first.
    pub fn among(name: &'static str, label: &'static str, names: &[&'static str]) -> Self {
        let default = names.first().copied().unwrap_or_default();
        let names = names.iter().map(ToString::to_string);
        Self::new(name, label, Dial::Choice(names.collect()), default.into())
    }

    /// On or off.
    pub fn switch(name: &'static str, label: &'static str, default: bool) -> Self {
        Self::new(name, label, Dial::Switch, default.into())
    }

    /// The same knob with a logarithmic scale, if it is a number's.
    pub fn log(mut self) -> Self {
        if let Dial::Number { log, .. } = &mut self.dial {
            *log = true;
        }
        self
    }

    /// The same knob, a turn of which acts on the state as it is.
    pub fn live(mut self) -> Self {
        self.live = true;
        self
    }

    /// What a text sets it to.
    ///
    /// # Errors
    /// [`Error::Usage`] with what it can be set to.
    pub fn parse(&self, text: &str) -> Result<Value> {
        let text = text.trim();
        let value = match &self.dial {
            Dial::Number { low, high, .. } => {
                let number: Option<f64> = text.parse().ok();
                let number = number.filter(|it| (*low..=*high).contains(it));
                number.map(Value::from)
            }
            Dial::Count { low, high } => {
                let number: Option<u64> = text.parse().ok();
                let number = number.filter(|it| (*low..=*high).contains(it));
                number.map(Value::from)
            }
            Dial::Choice(names) => {
                let name = names.iter().find(|name| *name == text);
                name.map(|name| name.as_str().into())
            }
            Dial::Switch => text.parse::<bool>().ok().map(Value::from),
        };
        let wrong = || Error::Usage(format!("{} {}: {}", self.name, brief(text), self.dial));
        value.ok_or_else(wrong)
    }
}

/// What it can be set to, in words: `a number from 0 to 1`.
impl fmt::Display for Dial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { low, high, .. } => write!(f, "a number from {low} to {high}"),
            Self::Count { low, high } => write!(f, "a whole number from {low} to {high}"),
            Self::Choice(names) => write!(f, "one of {}", names.join(", ")),
            Self::Switch => write!(f, "true or false"),
        }
    }
}

/// What the knobs of a demo are set to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Values(Map<String, Value>);

impl Values {
    /// What they are set to at first.
    pub fn defaults(knobs: &[Knob]) -> Self {
        let values = knobs.iter().map(|it| (it.name.into(), it.default.clone()));
        Self(values.collect())
    }

    /// Sets one of them by the text of a link, a command line or a page. Returns the knob.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such knob, or it cannot be set to that.
    pub fn set<'a>(&mut self, knobs: &'a [Knob], (name, text): (&str, &str)) -> Result<&'a Knob> {
        let Some(knob) = knobs.iter().find(|knob| knob.name == name) else {
            let names: Vec<&str> = knobs.iter().map(|knob| knob.name).collect();
            let name = brief(name);
            // Swapped letters are one slip; of a short name little may be wrong.
            let slips = |it: &&&str| strsim::osa_distance(it, &name);
            let longer = |it: &str| it.chars().count().max(name.chars().count());
            let near = names.iter().min_by_key(slips);
            let near = near.filter(|it| 3 * slips(it) <= longer(it));
            let hint = near.map_or(String::new(), |it| format!(" Did you mean '{it}'?"));
            let names = names.join(", ");
            return Err(Error::Usage(format!(
                "there is no knob '{name}'.{hint} There are: {names}"
            )));
        };
        self.0.insert(name.into(), knob.parse(text)?);
        Ok(knob)
    }

    /// What one of them is set to, as a link has it.
    pub fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.clone(),
            // People write 100, not 100.0.
            Some(value) => match value.as_f64() {
                Some(number)
                    if value.is_f64()
                        && (number == 0.0 || (1e-4..1e16).contains(&number.abs())) =>
                {
                    number.to_string()
                }
                _ => value.to_string(),
            },
            None => String::new(),
        }
    }

    /// The same without one of them.
    pub(super) fn without(&self, name: &str) -> Self {
        let mut others = self.clone();
        others.0.remove(name);
        others
    }

    /// The settings that they are.
    ///
    /// # Errors
    /// [`Error::Failed`] if the settings have a field without a knob, or one of another type.
    pub fn read<S: DeserializeOwned>(&self) -> Result<S> {
        let read = serde_json::from_value(Value::Object(self.0.clone()));
        read.map_err(|error| Error::Failed(format!("knobs and settings differ: {error}")))
    }
}

/// What was typed, as far as it helps to see it.
pub(super) fn brief(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into(),
    }
}
