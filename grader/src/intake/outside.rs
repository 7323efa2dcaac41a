//! What a student changed in an exercise's file outside of the bodies.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::basket::shown;
use super::scan::{Kind, Lines, Token};

/// An item of a file: a function, an import, a type, an attribute of the file.
#[derive(Debug)]
struct Item {
    /// What it is and what it is called: `fn forward`, behind the implementation that it stands in.
    key: String,
    /// The same, for a reader.
    name: String,
    /// Its tokens but for documentation and the bodies of exercises.
    text: String,
    line: usize,
    /// The exercise that it is.
    id: Option<String>,
}

/// A file as it is compared: text, tokens and the bodies of its exercises.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The exercises in it, and where their bodies stand.
    pub bodies: &'a [(String, Range<usize>)],
}

/// What is in a student's file and not in ours, with its line.
pub fn differences(student: Source<'_>, ours: Source<'_>) -> Vec<(usize, String)> {
    let (student, ours) = (items(student), items(ours));
    let texts: BTreeSet<(&str, &str)> = ours.iter().map(|it| (&*it.key, &*it.text)).collect();
    let keys: BTreeSet<&str> = ours.iter().map(|item| &*item.key).collect();
    let exercises = ours
        .iter()
        .filter_map(|it| Some((it.id.as_deref()?, &*it.text)));
    let exercises: BTreeMap<&str, &str> = exercises.collect();
    let different = student.iter().filter_map(|item| {
        let name = &item.name;
        let words = match item.id.as_deref() {
            Some(id) => match exercises.get(id) {
                Some(text) if *text != item.text => format!(
                    "the signature or an attribute of `{id}` differs from the hand-out's: the body is graded \
                     under the hand-out's, and must fit it"
                ),
                _ => return None,
            },
            None if texts.contains(&(&*item.key, &*item.text)) => return None,
            None if keys.contains(&*item.key) => {
                format!("{name} differs from the hand-out's, which is the one that is used: only bodies of exercises are graded")
            }
            None => format!(
                "{name} stands outside of the exercises' bodies and is not taken: what a body needs stands inside of it"
            ),
        };
        Some((item.line, words))
    });
    different.collect()
}

fn items(source: Source<'_>) -> Vec<Item> {
    let mut reader = Reader {
        source,
        lines: Lines::of(source.text),
        items: Vec::new(),
    };
    reader.read(0..source.tokens.len(), "");
    reader.items
}

struct Reader<'a> {
    source: Source<'a>,
    lines: Lines,
    items: Vec<Item>,
}

impl<'a> Reader<'a> {
    fn word(&self, place: usize) -> &'a str {
        let tokens = self.source.tokens;
        let range = tokens.get(place).map_or(0..0, |token| token.range.clone());
        &self.source.text[range]
    }

    fn kind(&self, place: usize) -> Option<Kind> {
        self.source.tokens.get(place).map(|token| token.kind)
    }

    /// Reads the items among some tokens, which stand inside of what `inside` names: an implementation or a
    /// module of the file's own. Two levels are told apart, as in every file of an exercise.
    fn read(&mut self, tokens: Range<usize>, inside: &str) {
        let mut start = tokens.start;
        while start < tokens.end {
            if self.kind(start) == Some(Kind::Doc) {
                start += 1;
                continue;
            }
            let is_inner = (self.word(start), self.word(start + 1)) == ("#", "!");
            let head = if is_inner {
                start
            } else {
                self.head(start..tokens.end)
            };
            let end = match is_inner {
                true => self.skip(start + 2).min(tokens.end),
                false => self.end(head..tokens.end),
            };
            let open = (head..end).find(|place| self.word(*place) == "{");
            match (self.word(head), open) {
                ("impl" | "mod" | "trait", Some(open)) if inside.is_empty() => {
                    let header = self.text(start..open);
                    self.add(head, (header.clone(), "", header.clone()), start..open);
                    self.read(open + 1..end - 1, &header);
                }
                _ => {
                    let text = self.text(start..end);
                    let key = self.key(head..end, &text);
                    self.add(head, (key, inside, text), start..end);
                }
            }
            start = end.max(start + 1);
        }
    }

    fn add(&mut self, head: usize, of: (String, &str, String), place: Range<usize>) {
        let (key, inside, text) = of;
        let tokens = self.source.tokens;
        let from = tokens[head].range.start;
        let to = tokens[place.end - 1].range.end;
        let mut bodies = self.source.bodies.iter();
        let own = bodies.find(|(_, body)| from <= body.start && body.end <= to);
        self.items.push(Item {
            name: format!("`{}`", shown(&key)),
            key: format!("{inside} {key}"),
            line: self.lines.at(from),
            id: own.map(|(id, _)| id.clone()),
            text,
        });
    }

    /// The first word of an item behind its attributes, its visibility and its qualifiers.
    fn head(&self, tokens: Range<usize>) -> usize {
        let mut place = tokens.start;
        while place < tokens.end {
            let next = self.word(place + 1);
            place = match (self.word(place), self.kind(place)) {
                (_, Some(Kind::Doc)) => place + 1,
                ("#", _) if next == "[" => self.skip(place + 1),
                ("pub", _) if next == "(" => self.skip(place + 1),
                ("pub" | "unsafe" | "async" | "default", _) => place + 1,
                ("const", _) if matches!(next, "fn" | "unsafe" | "async" | "extern") => place + 1,
                ("extern", _) if self.word(place + 2) == "fn" => place + 2,
                _ => return place,
            };
        }
        tokens.start
    }

    /// The place behind the bracket that opens here closes.
    fn skip(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for place in open..self.source.tokens.len() {
            match self.kind(place) {
                Some(Kind::Open) => depth += 1,
                Some(Kind::Close) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return place + 1;
            }
        }
        self.source.tokens.len()
    }

    /// The place behind an item: behind its braces, or behind a semicolon.
    fn end(&self, tokens: Range<usize>) -> usize {
        let by_semicolon = matches!(self.word(tokens.start), "use" | "const" | "static" | "type");
        let mut depth = 0_usize;
        for place in tokens.clone() {
            match (self.kind(place), self.word(place)) {
                (Some(Kind::Open), _) => depth += 1,
                (Some(Kind::Close), word) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 && word == "}" && !by_semicolon {
                        return place + 1;
                    }
                }
                (_, ";") if depth == 0 => return place + 1,
                _ => {}
            }
        }
        tokens.end
    }

    /// What an item is and what it is called.
    fn key(&self, tokens: Range<usize>, text: &str) -> String {
        let (kind, name) = (self.word(tokens.start), self.word(tokens.start + 1));
        match (kind, name) {
            ("use", _) | ("#", "!") => text.to_owned(),
            ("macro_rules", "!") => format!("macro_rules! {}", self.word(tokens.start + 2)),
            (_, "!") => format!("{kind}!"),
            _ => format!("{kind} {name}"),
        }
    }

    /// Tokens as one text, but for documentation, bodies of exercises and the comma that rustfmt puts behind
    /// the last of several lines.
    fn text(&self, tokens: Range<usize>) -> String {
        let mut text = String::new();
        let mut before: Option<&Token> = None;
        for token in &self.source.tokens[tokens] {
            let mut bodies = self.source.bodies.iter();
            let is_inside = bodies.any(|(_, body)| body.contains(&token.range.start));
            if token.kind == Kind::Doc || is_inside {
                continue;
            }
            if token.kind == Kind::Close && text.ends_with(',') {
                text.pop();
            }
            // `a b` and `ab` differ; `a::b` stays as it is written.
            let is_word = |token: &Token| matches!(token.kind, Kind::Word | Kind::Literal);
            if before.is_some_and(is_word) && is_word(token) {
                text.push(' ');
            }
            text.push_str(&self.source.text[token.range.clone()]);
            before = Some(token);
        }
        text
    }
}
