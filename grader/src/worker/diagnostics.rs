//! What the compiler says, in the student's lines.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use sandbox::{Ended, How};
use serde::Deserialize;

use super::library::Library;

/// The longest text that is kept of what the compiler says of one body.
const LONGEST: usize = 2000;

/// What the compiler says of one body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// One sentence.
    pub words: String,
    /// The compiler's own words with the lines that it means.
    pub said: String,
    /// How many lines below the body's first the first error is.
    pub below: usize,
}

/// As `rustc --error-format=json` writes it.
#[derive(Deserialize)]
struct Message {
    message: String,
    level: String,
    code: Option<Code>,
    #[serde(default)]
    spans: Vec<Span>,
    #[serde(default)]
    children: Vec<Message>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
    label: Option<String>,
    #[serde(default)]
    text: Vec<Text>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

#[derive(Deserialize)]
struct Text {
    text: String,
    highlight_start: usize,
    highlight_end: usize,
}

fn errors(ended: &Ended) -> Vec<Message> {
    let lines = ended.errors.split(|byte| *byte == b'\n');
    let messages = lines.filter_map(|line| serde_json::from_slice::<Message>(line).ok());
    messages
        .filter(|message| message.level == "error")
        .collect()
}

/// Everything that the compiler says, for the staff.
pub(super) fn all(ended: &Ended) -> String {
    let errors = errors(ended);
    let mut said: String = errors
        .iter()
        .map(|error| format!("{}\n", error.message))
        .collect();
    if errors.is_empty() {
        let _ = write!(
            said,
            "{:?}\n{}",
            ended.how,
            String::from_utf8_lossy(&ended.errors)
        );
    }
    said
}

/// The bodies that the errors stand in, each with what is said of it.
pub(super) fn culprits(ended: &Ended, library: &Library) -> BTreeMap<String, Diagnostic> {
    let mut found: BTreeMap<String, Diagnostic> = BTreeMap::new();
    for error in errors(ended) {
        let Some((id, below)) = place(&error, library) else {
            continue;
        };
        let said = shown(&error);
        match found.get_mut(id) {
            Some(diagnostic) if diagnostic.said.len() + said.len() < LONGEST => {
                diagnostic.said += &said;
            }
            Some(_) => {}
            None => {
                let words = match &error.code {
                    Some(code) => format!("it does not compile: {} ({})", error.message, code.code),
                    None => format!("it does not compile: {}", error.message),
                };
                let diagnostic = Diagnostic { words, said, below };
                found.insert(id.to_owned(), diagnostic);
            }
        }
    }
    found
}

/// What is said of a body that was compiled alone.
pub(super) fn of_one(ended: &Ended, library: &Library, id: &str) -> Diagnostic {
    if let Some(diagnostic) = culprits(ended, library).remove(id) {
        return diagnostic;
    }
    let words = match ended.how {
        How::TimedOut => "the compiler does not come to an end with it",
        How::OutOfMemory => "the compiler runs out of memory with it",
        How::Blocked => "the compiler was stopped, because it did what a submission may not do",
        _ => "the compiler breaks off with it",
    };
    Diagnostic {
        words: words.into(),
        said: String::new(),
        below: 0,
    }
}

/// The body that an error stands in: where it points first, or where a macro that it points into is used.
fn place<'a>(error: &Message, library: &'a Library) -> Option<(&'a str, usize)> {
    let mut spans: Vec<&Span> = error.spans.iter().collect();
    spans.sort_by_key(|span| !span.is_primary);
    spans.into_iter().find_map(|span| {
        let mut outer = Some(span);
        while let Some(span) = outer {
            if let Some(found) = library.body_at(Path::new(&span.file_name), span.line_start) {
                return Some(found);
            }
            outer = span.expansion.as_ref().map(|expansion| &expansion.span);
        }
        None
    })
}

/// An error with the lines that it means, without numbers: the student's lines have others.
fn shown(error: &Message) -> String {
    let mut said = format!("error: {}\n", error.message);
    for span in error.spans.iter().filter(|span| span.is_primary) {
        if let Some(text) = span.text.first() {
            let line = text.text.trim_start();
            let cut = text.text.chars().count() - line.chars().count();
            let start = text.highlight_start.saturating_sub(cut + 1);
            let width = text
                .highlight_end
                .saturating_sub(text.highlight_start)
                .max(1);
            let label = span.label.as_deref().unwrap_or_default();
            let marks = format!("{}{} {label}", " ".repeat(start), "^".repeat(width.min(80)));
            let _ = writeln!(said, "    {}\n    {}", line.trim_end(), marks.trim_end());
        }
    }
    for child in &error.children {
        let _ = writeln!(said, "  {}: {}", child.level, child.message);
    }
    said
}
