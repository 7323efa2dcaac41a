//! What every document says of a result in the same way: points, states in words, what staff must look at.

use super::clean::one_line;
use super::text::points;
use crate::grading::{Graded, GradedItem, State};

/// The points of an item, between 0 and what it is worth, to two decimals; `None` where a person has to say.
pub fn earned(item: &GradedItem) -> Option<f64> {
    let points = item.points.filter(|points| points.is_finite())?;
    Some((points.clamp(0.0, item.max.into()) * 100.0).round() / 100.0)
}

/// The points so far.
pub fn total(graded: &Graded) -> f64 {
    sum(graded, |_| true)
}

/// The points of one part so far.
pub fn of_part(graded: &Graded, part: &str) -> f64 {
    sum(graded, |item| item.part == part)
}

fn sum(graded: &Graded, of: impl Fn(&GradedItem) -> bool) -> f64 {
    let items = graded.items.iter().filter(|item| of(item));
    // The sum of no numbers is -0.
    items.filter_map(earned).sum::<f64>() + 0.0
}

/// What the items are worth whose points a person has yet to say.
pub fn open(graded: &Graded) -> u32 {
    let items = graded.items.iter();
    let open = items.filter(|item| earned(item).is_none());
    open.map(|item| item.max).sum()
}

/// The parts in their order, each with what it is worth.
pub fn parts(graded: &Graded) -> Vec<(&str, u32)> {
    let mut parts: Vec<(&str, u32)> = Vec::new();
    for item in &graded.items {
        match parts.iter_mut().find(|(part, _)| *part == item.part) {
            Some((_, max)) => *max += item.max,
            None => parts.push((&item.part, item.max)),
        }
    }
    parts
}

/// `1.5 of 3`, `open of 3`.
pub fn of_max(item: &GradedItem) -> String {
    match (earned(item), item.max) {
        (_, 0) => "-".into(),
        (Some(earned), max) => format!("{} of {max}", points(earned)),
        (None, max) => format!("open of {max}"),
    }
}

/// How many hidden checks ran and how many of them were right, where that is known.
pub fn checks(item: &GradedItem) -> Option<(usize, usize)> {
    let reason = item.reason.as_ref()?;
    Some(reason.right_of).filter(|(_, of)| *of > 0)
}

/// What became of the whole: `graded`, `open`, `internal-error` or `not-handed-in`.
pub fn state(graded: &Graded) -> &'static str {
    let has = |state: State| graded.items.iter().any(|item| item.state == state);
    match graded.submission.is_empty() {
        true => "not-handed-in",
        false if has(State::InternalError) => "internal-error",
        false if graded.items.iter().any(|item| earned(item).is_none()) => "open",
        false => "graded",
    }
}

/// What staff must look at before marks are published, a sentence each.
pub fn attention(graded: &Graded) -> Vec<String> {
    let headlines = graded.headlines.iter().filter(|line| line.attention);
    let mut found: Vec<String> = headlines.map(|line| one_line(&line.words)).collect();
    for item in graded.items.iter().chain(&graded.practice) {
        let reason = item.reason.as_ref().map(|reason| one_line(&reason.words));
        let reason = reason.filter(|words| !words.is_empty());
        if matches!(
            item.state,
            State::InternalError | State::Blocked | State::Policy
        ) {
            let reason = reason.map(|words| format!(": {words}")).unwrap_or_default();
            found.push(format!("{} {}{reason}", item.id, item.state.name()));
        }
        // Points that are no number, or outside of what the item is worth.
        if let Some(given) = item.points
            && earned(item).is_none_or(|earned| (given - earned).abs() >= 0.005)
        {
            found.push(format!("{} has {given} of {} points", item.id, item.max));
        }
    }
    found
}

/// A state as students read it.
pub fn words(state: State) -> &'static str {
    match state {
        State::Pass => "right",
        State::Partial => "partly right",
        State::Fail => "wrong",
        State::Error => "stopped with an error",
        State::NotWritten => "not written",
        State::Timeout => "too slow",
        State::OutOfMemory => "too much memory",
        State::Blocked => "stopped: not allowed",
        State::Policy => "uses what it may not",
        State::NotBuilt => "does not compile",
        State::Skipped => "waits for another exercise",
        State::InternalError => "not graded yet: our fault",
        State::Open => "marked by hand, not yet",
        State::Marked => "marked by hand",
    }
}

/// The class of a state's colour; documents always write its words beside it.
pub fn colour(state: State) -> &'static str {
    match state {
        State::Pass | State::Marked => "good",
        State::Partial => "part",
        State::Skipped | State::InternalError | State::Open => "wait",
        _ => "bad",
    }
}
