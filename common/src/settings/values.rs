//! What may stand behind a flag: parsers whose errors say what would do.

use crate::error::{Error, Result};
use clap::ValueEnum;
use serde::Serialize;
use std::cmp::Ordering;
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

/// Any number.
///
/// # Errors
/// What would do.
pub fn finite(text: &str) -> Result<f64, String> {
    within(.., text, "it must be a finite number")
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

/// A seed of random numbers.
///
/// # Errors
/// What would do.
pub fn seed(text: &str) -> Result<u64, String> {
    // TOML, in which settings are kept, ends where i64 ends.
    const MOST: u64 = i64::MAX as u64;
    match text.parse() {
        Ok(seed) if seed <= MOST => Ok(seed),
        _ => Err(format!("it must be a whole number from 0 to {MOST}")),
    }
}

/// A number of examples, of a step say, or all that there are.
///
/// What a program chooses by itself gives way where there are fewer; what was typed is refused.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(into = "String")]
pub enum BatchSize {
    /// The whole training set; of a step, gradient descent in the strict sense.
    Full,
    /// This many, or all if there are fewer.
    Of(usize),
    /// This many, at least 1, and no fewer.
    Exactly(usize),
}

impl BatchSize {
    /// The number of examples out of a training set of `examples`.
    ///
    /// # Errors
    /// [`Error::Usage`] if it was typed and is larger than the set.
    pub fn resolve(self, examples: usize) -> Result<usize> {
        match self {
            Self::Full => Ok(examples),
            Self::Of(size) => Ok(size.min(examples)),
            Self::Exactly(size) if size <= examples => Ok(size),
            Self::Exactly(size) => Err(Error::Usage(format!(
                "the training set has {examples} examples, fewer than the {size} that are asked \
                 for. Type a smaller number, or `full` for all of them."
            ))),
        }
    }

    /// The numbers of several, each once.
    ///
    /// # Errors
    /// As [`resolve`](Self::resolve).
    pub fn resolve_all(sizes: &[Self], examples: usize) -> Result<Vec<usize>> {
        let mut resolved = Vec::new();
        for size in sizes {
            let size = size.resolve(examples)?;
            if !resolved.contains(&size) {
                resolved.push(size);
            }
        }
        Ok(resolved)
    }

    /// As it is read from a file of settings, in which defaults stand too: it gives way.
    pub(super) fn from_file(text: &str) -> Result<Self> {
        Ok(match text.parse()? {
            Self::Exactly(size) => Self::Of(size),
            other => other,
        })
    }

    fn number(self) -> usize {
        match self {
            Self::Full => usize::MAX,
            Self::Of(size) | Self::Exactly(size) => size,
        }
    }
}

impl PartialEq for BatchSize {
    /// Whether both are as many examples, typed or not.
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl PartialOrd for BatchSize {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.number().partial_cmp(&other.number())
    }
}

impl fmt::Display for BatchSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => write!(f, "full"),
            Self::Of(size) | Self::Exactly(size) => write!(f, "{size}"),
        }
    }
}

impl FromStr for BatchSize {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text.parse() {
            _ if text == "full" => Ok(Self::Full),
            Ok(size) if size > 0 => Ok(Self::Exactly(size)),
            _ => Err(Error::Usage(format!(
                "`{text}` is neither `full` nor a number of examples, at least 1"
            ))),
        }
    }
}

impl From<BatchSize> for String {
    fn from(size: BatchSize) -> Self {
        size.to_string()
    }
}

/// Refuses a list that names something twice.
///
/// # Errors
/// [`Error::Usage`] with the flag.
pub fn refuse_doubles<T: ValueEnum + PartialEq>(flag: &str, values: &[T]) -> Result<()> {
    let mut places = values.iter().enumerate();
    let double = places.find(|(place, value)| values[..*place].contains(value));
    match double.and_then(|(_, value)| value.to_possible_value()) {
        None => Ok(()),
        Some(value) => Err(Error::Usage(format!(
            "--{flag}: {} is named twice.",
            value.get_name()
        ))),
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
        let typed: BatchSize = "801".parse().unwrap();
        assert_eq!(typed.resolve(800).unwrap_err().exit_code(), 2);
        assert_eq!(typed.resolve(801).unwrap(), 801);
    }

    #[test]
    fn what_was_not_typed_gives_way_to_few_examples() {
        assert_eq!(BatchSize::Of(64).resolve(32).unwrap(), 32);
        let of_a_file = BatchSize::from_file("64").unwrap();
        assert_eq!(of_a_file.resolve(32).unwrap(), 32);
        assert_eq!(of_a_file, "64".parse().unwrap());
        let sizes = [1, 32, 64, 128].map(BatchSize::Of);
        let sizes = [&sizes[..], &[BatchSize::Full]].concat();
        assert_eq!(BatchSize::resolve_all(&sizes, 32).unwrap(), [1, 32]);
        assert_eq!(
            BatchSize::resolve_all(&sizes, 800).unwrap(),
            [1, 32, 64, 128, 800]
        );
        assert!(sizes.is_sorted_by(|a, b| a < b));
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
        assert_eq!(seed("9223372036854775807").unwrap(), i64::MAX as u64);
        for wrong in ["-1", "1.5", "9223372036854775808", "18446744073709551616"] {
            assert!(seed(wrong).unwrap_err().contains("to 9223372036854775807"));
        }
        for wrong in ["19", "-3", "many", "9223372036854775808"] {
            assert!(at_least::<20>(wrong).unwrap_err().contains("at least 20"));
        }
    }
}
