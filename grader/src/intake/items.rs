//! The items of a file, told apart by its tokens.

use std::ops::Range;

use super::lines::Lines;
use super::scan::{Kind, Token};
use super::words::shown;

/// An item of a file: a function, an import, a type, an attribute of the file.
#[derive(Debug)]
pub struct Item {
    /// What it is and what it is called: `fn forward`, behind the implementation that it stands in.
    pub key: String,
    /// The same, for a reader.
    pub name: String,
    /// Its tokens but for documentation and the bodies of exercises.
    pub text: String,
    /// The line of its first word.
    pub line: usize,
    /// The exercise that it is.
    pub id: Option<String>,
}

/// A file as it is compared.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// The exercises in it, and where their bodies stand.
    pub bodies: &'a [(String, Range<usize>)],
}

/// The items of a file, those of an implementation or a module behind its head.
pub fn items(source: Source<'_>) -> Vec<Item> {
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
            let (head, end) = match (self.word(start), self.word(start + 1)) {
                ("#", "!") => (start, self.skip(start + 2).min(tokens.end)),
                _ => {
                    let head = self.head(start..tokens.end);
                    (head, self.end(head..tokens.end))
                }
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
