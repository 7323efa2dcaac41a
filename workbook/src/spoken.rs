//! What the public tests say, read from their sources: the sentences in them and in what they call.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// How many functions may lead from a test to its hint.
const LONGEST_WAY: usize = 3;

/// What is said where a test goes on, not where it fails.
const PRINTING: [&str; 4] = ["print", "println", "eprint", "eprintln"];

/// Each test under a folder with each sentence that it holds, in the order in which they stand there.
pub fn of_tests(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in files(folder) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let mut parts = Parts::default();
        parts.take(text.parse().unwrap_or_default());
        for test in &parts.tests {
            let said = parts.said(test, LONGEST_WAY).into_iter();
            found.extend(said.map(|said| (test.clone(), said)));
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
                    let Some(length) = length(behind, word) else {
                        continue;
                    };
                    let own = behind[1..length].iter().cloned().collect();
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
        let mut printed = false;
        for token in tokens {
            match token {
                TokenTree::Group(group) if !std::mem::take(&mut printed) => {
                    self.collect(group.stream(), steps, found);
                }
                TokenTree::Literal(literal) => {
                    let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                    let text = text.map(|text| text.value()).unwrap_or_default();
                    let names = text.split('{').skip(1);
                    let names = names.filter_map(|rest| rest.split(['}', ':']).next());
                    // Names and formats say nothing by themselves.
                    match text.contains('{') {
                        true => names.for_each(|name| self.follow(name, steps, found)),
                        false if text.split_whitespace().count() > 2 => found.push(text),
                        false => {}
                    }
                }
                TokenTree::Ident(word) => {
                    let word = word.to_string();
                    printed = PRINTING.contains(&&*word);
                    self.follow(&word, steps, found);
                }
                // What an attribute holds is documentation.
                TokenTree::Punct(mark) if mark.as_char() == '#' => printed = true,
                _ => {}
            }
        }
    }

    /// Goes on in what a name stands for.
    fn follow(&self, name: &str, steps: usize, found: &mut Vec<String>) {
        if steps > 0 && !self.tests.iter().any(|test| test == name) {
            found.extend(self.said(name, steps - 1));
        }
    }
}

/// How many tokens behind the word `fn` or `const` belong to it; none for a constant among the parameters
/// of a type.
fn length(behind: &[TokenTree], word: &str) -> Option<usize> {
    let end = |token: &TokenTree| match (token, word) {
        (TokenTree::Group(group), "fn") => group.delimiter() == Delimiter::Brace,
        (TokenTree::Punct(mark), "const") => matches!(mark.as_char(), ';' | ',' | '>'),
        _ => false,
    };
    let last = behind.iter().position(end)?;
    let parameter = matches!(behind[last].to_string().as_str(), "," | ">");
    (!parameter).then_some(last + 1)
}
