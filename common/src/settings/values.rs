//! What may stand behind a flag: parsers whose errors say what would do.

use crate::error::{Error, Result};
use serde::Serialize;
use std::fmt;
use std::ops::{Bound, RangeBounds};
use std::str::FromStr;

fn within(range: impl RangeBounds<f64>, text: &str, advice: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Err(_) => Err(format!("`{text}` is not a number")),
        Ok(value) if value.is_finite() && range.contains(&value) => Ok(value),
        Ok(_) => Err(advice.into()),
    }
}

/// A number above 0.
///
/// # Errors
/// What would do.
pub fn positive(text: &str) -> Result<f64, String> {
    let above_0 = (Bound::Excluded(0.0), Bound::Unbounded);
    within(above_0, text, "it must be a positive number")
}

/// A learning rate: above 0.
///
/// # Errors
/// What would do.
pub fn learning_rate(text: &str) -> Result<f64, String> {
    positive(text).map_err(|why| format!("{why}. A common first choice is 0.01"))
}

/// A number from 0 on: a strength, a standard deviation.
///
/// # Errors
/// What would do.
pub fn non_negative(text: &str) -> Result<f64, String> {
    within(0.0.., text, "it must be 0 or more")
}

/// A part of a whole: from 0 to 1.
///
/// # Errors
/// What would do.
pub fn share(text: &str) -> Result<f64, String> {
    within(0.0..=1.0, text, "it must be a share, from 0 to 1")
}

/// A part that is not the whole, such as a dropout rate: from 0 to below 1.
///
/// # Errors
/// What would do.
pub fn proper_share(text: &str) -> Result<f64, String> {
    within(0.0..1.0, text, "it must be from 0 to below 1")
}

/// A whole number from `LEAST` on.
///
/// # Errors
/// What would do.
pub fn at_least<const LEAST: usize>(text: &str) -> Result<usize, String> {
    match text.parse() {
        // TOML, in which settings are kept, ends where i64 ends.
        Ok(value) if (LEAST..=i64::MAX as usize).contains(&value) => Ok(value),
        _ => Err(format!("it must be a whole number, at least {LEAST}")),
    }
}

/// Examples a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum BatchSize {
    /// The whole training set: gradient descent in the strict sense.
    Full,
    /// This many, at least 1.
    Of(usize),
}

impl BatchSize {
    /// The number of examples a step on a training set of `examples`.
    ///
    /// # Errors
    /// [`Error::Usage`] if the batch is larger than the set.
    pub fn resolve(self, examples: usize) -> Result<usize> {
        match self {
            Self::Full => Ok(examples),
            Self::Of(size) if size <= examples => Ok(size),
            Self::Of(size) => Err(Error::Usage(format!(
                "--batch-size {size} is larger than the training set of {examples} examples. \
                 Use --batch-size full for all of them."
            ))),
        }
    }
}

impl fmt::Display for BatchSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => write!(f, "full"),
            Self::Of(size) => write!(f, "{size}"),
        }
    }
}

impl FromStr for BatchSize {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text.parse() {
            _ if text == "full" => Ok(Self::Full),
            Ok(size) if size > 0 => Ok(Self::Of(size)),
            _ => Err(Error::Usage(format!(
                "a batch is `full` or a number of examples from 1, not `{text}`"
            ))),
        }
    }
}

impl From<BatchSize> for String {
    fn from(size: BatchSize) -> Self {
        size.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batch_sizes_are_full_or_positive_and_fit_the_set() {
        assert_eq!("full".parse::<BatchSize>().unwrap(), BatchSize::Full);
        assert_eq!("32".parse::<BatchSize>().unwrap(), BatchSize::Of(32));
        for wrong in ["0", "-1", "many", "1.5"] {
            assert!(wrong.parse::<BatchSize>().is_err(), "{wrong}");
        }
        assert_eq!(BatchSize::Full.resolve(800).unwrap(), 800);
        assert_eq!(BatchSize::Of(801).resolve(800).unwrap_err().exit_code(), 2);
    }

    #[test]
    fn ranges_end_where_they_say() {
        type Parser = fn(&str) -> Result<f64, String>;
        for (parser, right, wrong) in [
            (positive as Parser, "1e-9", ["0", "-1", "inf"]),
            (non_negative, "0", ["-0.1", "NaN", "inf"]),
            (share, "1", ["1.1", "-0.1", "NaN"]),
            (proper_share, "0.9", ["1", "-0.1", "x"]),
        ] {
            parser(right).unwrap();
            assert!(wrong.iter().all(|wrong| parser(wrong).is_err()));
        }
        assert_eq!(at_least::<20>("20").unwrap(), 20);
        for wrong in ["19", "-3", "many", "9223372036854775808"] {
            assert!(at_least::<20>(wrong).unwrap_err().contains("at least 20"));
        }
    }
}
