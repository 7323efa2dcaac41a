//! What is said of an item that is not a pass, in pieces that each document lays out in its own way.

use super::clean::{clean, one_line};
use super::score::{checks, of_max, words};
use super::tensor;
use super::text::without_paths;
use crate::grading::{Case, GradedItem, State};

/// How many lines of a compiler's or a panic's words are shown.
const SAID: usize = 20;

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Staff,
    /// Sees no path of the machine and nothing that the grader says of itself.
    Student,
}

/// A piece of an explanation. Its text is clean of control characters, not escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A sentence or a few.
    Words(&'static str, String),
    /// Lines that stay as they are, below a heading.
    Lines(String, String),
    /// A command to type.
    Command(&'static str, String),
}

/// Whether there is more to say of an item than its state.
pub fn is_explained(item: &GradedItem) -> bool {
    match item.state {
        State::Pass => !item.carried.is_empty(),
        State::Open => false,
        State::Marked => item.reason.is_some(),
        _ => true,
    }
}

/// `a1.linear.backward (part II): 1.5 of 3 points, partly right`.
pub fn heading(item: &GradedItem) -> String {
    match (item.part.is_empty(), words(item.state)) {
        (true, words) => format!("{} (practice): {words}", item.id),
        (false, words) => {
            let (id, part, points) = (&item.id, &item.part, of_max(item));
            format!("{id} (part {part}): {points} points, {words}")
        }
    }
}

/// What was asked, what came, what is right, and what helps.
pub fn pieces(item: &GradedItem, reader: Reader) -> Vec<Piece> {
    let shown = |text: &str| match reader {
        Reader::Staff => text.to_owned(),
        Reader::Student => without_paths(text),
    };
    let mut pieces = Vec::new();
    let mut say = |label, text: String| {
        if !text.is_empty() {
            pieces.push(Piece::Words(label, text));
        }
    };
    say("asked", one_line(&item.asked));
    if item.state == State::InternalError && reader == Reader::Student {
        let words =
            "The grader failed here, not you. It costs no points, and the staff look at it.";
        say("why", words.into());
        return pieces;
    }
    let reason = item.reason.clone().unwrap_or_default();
    let label = if item.state == State::Marked {
        "comment"
    } else {
        "why"
    };
    say(label, shown(&one_line(&reason.words)));
    if let Some(place) = &reason.place {
        let file = one_line(&place.file.to_string_lossy());
        say("where", shown(&format!("{file}:{}", place.line)));
    }
    if let Some((right, of)) = checks(item).filter(|_| item.state != State::Skipped) {
        say("hidden checks", format!("{right} of {of} right"));
    }
    if !item.carried.is_empty() {
        let (carried, it) = (item.carried.join(", "), "mistakes there are counted once");
        say(
            "carried",
            format!("earned with the solution of {carried} in place of your own: {it}"),
        );
    }
    // What is right with the solution's help, and what waits for another exercise, has no case of its own.
    if !matches!(item.state, State::Pass | State::Skipped) {
        pieces.extend(reason.case.iter().flat_map(case));
    }
    let said = shown(&clean(&reason.said, SAID));
    if !said.is_empty() {
        let who = if item.state == State::NotBuilt {
            "the compiler said"
        } else {
            "it said"
        };
        pieces.push(Piece::Lines(who.into(), said));
    }
    if !reason.hint.is_empty() {
        pieces.push(Piece::Words("hint", one_line(&reason.hint)));
    }
    let is_code = matches!(&*item.kind, "code" | "practice") && item.state != State::Pass;
    if is_code && reader == Reader::Student {
        let command = format!("cargo workbook check {}", item.id);
        pieces.push(Piece::Command("try its public tests", command));
    }
    pieces
}

/// The smallest case that is not right.
fn case(case: &Case) -> Vec<Piece> {
    let first = case.first.as_deref();
    let mut pieces = vec![Piece::Words(
        "smallest wrong case",
        format!("number {} of {}", case.number, one_line(&case.probe)),
    )];
    let mut show = |what: &str, tensor: &_, marked| {
        let heading = format!("{what} {}", tensor::heading(tensor));
        pieces.push(Piece::Lines(heading, tensor::rows(tensor, marked)));
    };
    for drawn in &case.asked {
        show("given", drawn, None);
    }
    // An index into one shape says nothing of another.
    let same_shape = case.got.as_ref().zip(case.expected.as_ref());
    let same_shape = same_shape.is_none_or(|(got, expected)| got.shape == expected.shape);
    let marked = first.filter(|_| same_shape);
    if let Some(got) = &case.got {
        show("yours:", got, marked);
    }
    if let Some(expected) = &case.expected {
        show("right:", expected, marked);
    }
    if let (Some(got), Some(expected)) = (&case.got, &case.expected) {
        let words = match marked {
            _ if !same_shape => format!("the shape is {:?}, not {:?}", expected.shape, got.shape),
            Some(index) => {
                let at = |tensor| tensor::element(tensor, index).map(tensor::number);
                match (at(got), at(expected)) {
                    (Some(got), Some(right)) => {
                        format!("at {index:?}: {right} is right, {got} is yours")
                    }
                    _ => format!("at {index:?}"),
                }
            }
            None => return pieces,
        };
        pieces.push(Piece::Words("first difference", words));
    }
    pieces
}
