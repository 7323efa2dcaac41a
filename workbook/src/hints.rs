//! Hints in levels: what the exercise says and where its equation stands, what its tests say, what to
//! read next. None of them is the solution.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::book::{Exercise, File};
use crate::handout::Handout;
use crate::source::{self, Body};
use crate::trial;

/// How many functions may lead from a test to its hint.
const LONGEST_WAY: usize = 3;

/// The hints of an exercise, the first one first.
pub fn of(handout: &Handout, exercise: &Exercise) -> Vec<String> {
    let Some(file) = handout.book.file(&exercise.file) else {
        return Vec::new();
    };
    let original = source::read(&file.text);
    let bodies = original.map(|source| source.bodies).unwrap_or_default();
    let body = bodies.iter().find(|body| body.id == exercise.id);
    let mut hints: Vec<String> = body.map(|body| asked(body, file)).into_iter().collect();
    hints.extend(of_tests(handout, exercise));
    let next = file.text.lines().find_map(|line| {
        let text = line.strip_prefix("//! ")?;
        text.starts_with("Read next").then_some(text)
    });
    let mut last: Vec<String> = next.map(str::to_owned).into_iter().collect();
    let page = Path::new("common").join("by_hand").join("OPERATIONS.md");
    if handout.root.join(&page).is_file() {
        let page = page.display();
        last.push(format!(
            "{page} shows every tensor operation with its result."
        ));
    }
    last.push(format!(
        "The equations, the symbols and their shapes stand at the top of {}.",
        file.path
    ));
    hints.push(last.join("\n"));
    hints
}

/// The exercise's own sentence, and the equations that it names.
fn asked(body: &Body, file: &File) -> String {
    let mut text = format!("{}:{}: {}", file.path, body.line, body.sentence);
    let numbers = equations(&body.sentence);
    for (index, line) in file.text.lines().enumerate() {
        let Some(line) = line.strip_prefix("//! ") else {
            continue;
        };
        let number = line
            .trim_end()
            .strip_suffix(')')
            .and_then(|line| line.rsplit_once('('));
        let number = number.and_then(|(_, number)| number.parse().ok());
        if number.is_some_and(|number: u32| numbers.contains(&number)) {
            let at = index + 1;
            text.push_str(&format!("\n    {}:{at}: {}", file.path, line.trim()));
        }
    }
    text
}

/// The numbers in `equations (1), (3) and (5) to (7)`.
fn equations(sentence: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::new();
    let mut to = false;
    for (place, piece) in sentence.split('(').enumerate() {
        let (inside, behind) = piece.split_once(')').unwrap_or(("", piece));
        if let (true, Ok(number)) = (place > 0, inside.parse()) {
            let start = numbers
                .last()
                .filter(|_| to)
                .map_or(number, |last| last + 1);
            numbers.extend(start..=number);
        }
        to = behind.trim() == "to";
    }
    numbers
}

/// What the exercise's tests say where they fail.
fn of_tests(handout: &Handout, exercise: &Exercise) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for file in files(&handout.root.join(&handout.book.assignment).join("tests")) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let mut parts = Parts::default();
        parts.take(text.parse().unwrap_or_default());
        let tests = parts.tests.iter().filter(|name| {
            let owner = trial::exercise_of(name, &handout.book.exercises);
            owner.is_some_and(|owner| owner.id == exercise.id)
        });
        for name in tests {
            for said in parts.said(name, LONGEST_WAY) {
                let hint = format!("{}: {said}", name.replace('_', " "));
                if !found
                    .iter()
                    .any(|other| other.ends_with(&format!(": {said}")))
                {
                    found.push(hint);
                }
            }
        }
    }
    found
}

/// The Rust files under a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension() == Some("rs".as_ref()) => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

/// The functions and constants of a file of tests.
#[derive(Default)]
struct Parts {
    /// The tests, in the order in which they stand there.
    tests: Vec<String>,
    /// What stands in functions and constants, by name.
    inside: BTreeMap<String, TokenStream>,
}

impl Parts {
    fn take(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut test = false;
        for (place, token) in tokens.iter().enumerate() {
            let behind = &tokens[place + 1..];
            match (token, token.to_string().as_str(), behind.first()) {
                (TokenTree::Group(group), "[test]", _) => {
                    test = group.delimiter() == Delimiter::Bracket
                }
                (TokenTree::Ident(_), word @ ("fn" | "const"), Some(TokenTree::Ident(name))) => {
                    let ends = |token: &&TokenTree| match word {
                        "fn" => {
                            matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
                        }
                        _ => token.to_string() == ";",
                    };
                    let length = behind.iter().position(|token| ends(&token));
                    let until = length.map_or(behind.len(), |length| length + 1);
                    let own = behind[1..until].iter().cloned().collect();
                    self.inside.insert(name.to_string(), own);
                    if word == "fn" && std::mem::take(&mut test) {
                        self.tests.push(name.to_string());
                    }
                }
                // A module, or a macro with tests in it.
                (TokenTree::Group(group), _, _) => self.take(group.stream()),
                _ => {}
            }
        }
    }

    /// The sentences in a function or a constant, and in those of the same file that it names.
    fn said(&self, name: &str, steps: usize) -> Vec<String> {
        let inside = self.inside.get(name).cloned().unwrap_or_default();
        let mut found = Vec::new();
        self.collect(inside, steps, &mut found);
        found
    }

    fn collect(&self, tokens: TokenStream, steps: usize, found: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.collect(group.stream(), steps, found),
                TokenTree::Literal(literal) => {
                    let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                    let text = text.map(|text| text.value()).unwrap_or_default();
                    // Names and formats say nothing by themselves.
                    if text.split_whitespace().count() > 2 && !text.contains('{') {
                        found.push(text);
                    }
                }
                TokenTree::Ident(word) if steps > 0 && !self.tests.contains(&word.to_string()) => {
                    found.extend(self.said(&word.to_string(), steps - 1));
                }
                _ => {}
            }
        }
    }
}
