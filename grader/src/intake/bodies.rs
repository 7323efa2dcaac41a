//! The bodies of tagged functions in one file of a student.

use std::ops::Range;
use std::path::Path;

use proc_macro2::{Delimiter, TokenTree};

use super::limits;
use super::lines::Lines;
use super::measure::{Fault, check};
use super::scan::{self, Kind, Token};
use crate::exercises;

/// A tagged function in a student's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The exercise's name.
    pub id: String,
    /// Where the body stands, in bytes, with both braces.
    pub body: Range<usize>,
    /// Where the opening brace stands.
    pub line: usize,
    /// Why the body cannot be taken, where it cannot.
    pub fault: Option<String>,
}

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Bodies {
    /// Tagged functions in the order of the file.
    pub found: Vec<Found>,
    /// Where the file stops being Rust, if it does.
    pub broken: Option<Fault>,
    /// Whether all brackets of the file close.
    pub is_balanced: bool,
}

/// Looks for tagged functions in a text, which begins without a byte order mark.
///
/// The parser finds them where it understands the file; whatever it does not find is looked for among the
/// tokens. Runs on a [deep stack](super::deep): the parser calls itself once for each `!` of `!!!!x`.
pub fn find(text: &str, tokens: &[Token]) -> Bodies {
    let lines = Lines::of(text);
    let mut bodies = Bodies::default();
    match check(text, limits::TOKENS) {
        Err(fault) => bodies.broken = Some(fault),
        Ok(_) => {
            bodies.is_balanced = true;
            let exercises = exercises::find(text, Path::new(""), &mut Vec::new());
            if exercises.is_empty()
                && let Err(error) = syn::parse_file(text)
            {
                bodies.broken = Some((Some(error.span().start().line), error.to_string()));
            }
            let found = exercises.into_iter().map(|exercise| Found {
                line: lines.at(exercise.body.start),
                id: exercise.id,
                body: exercise.body,
                fault: None,
            });
            bodies.found.extend(found);
        }
    }
    for other in among(text, tokens, &lines) {
        let is_known = |own: &Found| own.body.start == other.body.start || own.id == other.id;
        if !bodies.found.iter().any(is_known) {
            bodies.found.push(other);
        }
    }
    for found in &mut bodies.found {
        if found.fault.is_none() {
            found.fault = fault(&text[found.body.clone()], found.line);
        }
    }
    bodies.found.sort_by_key(|found| found.body.start);
    bodies
}

/// Tagged functions, looked for without understanding what stands between them.
fn among(text: &str, tokens: &[Token], lines: &Lines) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(token) = tokens.get(next) {
        next += 1;
        let Some(id) = tag(text, token) else { continue };
        let Some(open) = opening(text, &tokens[next..]) else {
            continue;
        };
        let start = next + open;
        let (end, closed) = closing(text, &tokens[start..]);
        next = start + end;
        let body = tokens[start].range.start..tokens[next - 1].range.end;
        found.push(Found {
            line: lines.at(body.start),
            fault: (!closed).then(|| "the body's braces do not close: one `}` is missing".into()),
            id,
            body,
        });
    }
    found
}

/// The exercise that a line of documentation names.
fn tag(text: &str, token: &Token) -> Option<String> {
    let line = text[token.range.clone()].strip_prefix("///")?;
    let (id, _) = line
        .trim_start()
        .strip_prefix("**Exercise ")?
        .split_once("**")?;
    (token.kind == Kind::Doc && exercises::is_id(id)).then(|| id.to_owned())
}

/// The place of the brace that opens the body of the function that follows a tag.
fn opening(text: &str, tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_function = false;
    for (place, token) in tokens.iter().enumerate() {
        match (token.kind, &text[token.range.clone()]) {
            (Kind::Open, "{") if depth == 0 => return is_function.then_some(place),
            (Kind::Open, _) => depth += 1,
            (Kind::Close, _) => depth = depth.checked_sub(1)?,
            (Kind::Mark, ";") if depth == 0 => return None,
            (Kind::Word, "fn") if depth == 0 => is_function = true,
            (Kind::Doc, _) if tag(text, token).is_some() => return None,
            _ => {}
        }
    }
    None
}

/// How many tokens a body has, and whether it closes: the next tag belongs to another function.
fn closing(text: &str, tokens: &[Token]) -> (usize, bool) {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate() {
        match (token.kind, &text[token.range.clone()]) {
            (Kind::Open, "{") => depth += 1,
            (Kind::Close, "}") => {
                depth -= 1;
                if depth == 0 {
                    return (place + 1, true);
                }
            }
            (Kind::Doc, _) if tag(text, token).is_some() => return (place, false),
            _ => {}
        }
    }
    (tokens.len(), false)
}

/// Why a body that begins in this line would not stay inside of its braces, or is beyond all measure.
fn fault(body: &str, line: usize) -> Option<String> {
    let stream = match check(body, limits::BODY_TOKENS) {
        Ok(stream) => stream,
        Err((None, words)) => return Some(words),
        Err((Some(below), words)) => return Some(format!("{words} (line {})", line + below - 1)),
    };
    let mut trees = stream.into_iter();
    let is_block = match (trees.next(), trees.next()) {
        (Some(TokenTree::Group(group)), None) => {
            group.delimiter() == Delimiter::Brace
                && group.span_open().byte_range().start == 0
                && group.span_close().byte_range().end == body.len()
        }
        _ => false,
    };
    // The two ways to tell tokens apart must agree, or one of them is mistaken.
    let tokens = scan::tokens(body);
    let agree = !tokens.is_empty() && closing(body, &tokens) == (tokens.len(), true);
    (!is_block || !agree).then(|| "the body is not one pair of braces".into())
}
