//! What a source file declares and names, read from its tokens: inside of macros there is no syntax tree.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};
use proc_macro2::TokenTree::{self, Group, Ident, Punct};
use proc_macro2::{Delimiter, LexError, TokenStream};

use crate::source::{self, at};

/// What a file declares and names, in the order in which it stands there.
#[derive(Debug, Default)]
pub struct Outline {
    /// Functions with `#[test]`, with their modules in the file: `inner::adds`.
    pub tests: Vec<String>,
    /// The first line of tests.
    pub test_line: Option<usize>,
    /// Modules with files of their own, code of tests left out.
    pub modules: Vec<String>,
    /// Imports, and paths of more than one word, code of tests left out.
    pub paths: Vec<Named>,
    /// What keeps names from whoever reads the paths, with its line, code of tests left out: `include!`
    /// brings the text of another file, `macro_rules!` puts names together, `extern crate` gives a crate
    /// another name, and `cfg`, `cfg_attr` and `cfg_select!` leave code out. And what reaches out of the
    /// program: macros that read while the compiler runs, assembly, `unsafe`, `extern`, `#[path]`.
    pub veils: Vec<(usize, &'static str)>,
}

/// A path.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its words: `crate`, `linear`, `Linear`.
    pub path: Vec<String>,
    /// The line, counted from 1.
    pub line: usize,
    /// What an import calls it; `*` stands for everything in it.
    pub import: Option<String>,
    /// The modules of the same file that it stands in, the outermost first.
    pub inside: Vec<String>,
}

/// The macros among the [veils](Outline::veils).
pub const VEILS: [&str; 11] = [
    "include",
    "macro_rules",
    "cfg_select",
    "include_str",
    "include_bytes",
    "env",
    "option_env",
    "concat_idents",
    "asm",
    "global_asm",
    "naked_asm",
];

/// The words of a module's path behind `crate`.
pub type Module = Vec<String>;

/// The files of a crate with this root file, by their modules. Modules whose files stand elsewhere
/// (`#[path]`) are left out.
pub fn of_crate(root: &Path) -> Result<BTreeMap<Module, (PathBuf, Outline)>> {
    let mut found = BTreeMap::new();
    let folder = root.parent().unwrap_or(root);
    let mut open = vec![(Module::new(), root.to_path_buf(), folder.to_path_buf())];
    while let Some((module, file, folder)) = open.pop() {
        let outline = read(&source::read(&file)?, &file).map_err(Error::Failed)?;
        for name in &outline.modules {
            let folder = folder.join(name);
            let mut files = [folder.with_extension("rs"), folder.join("mod.rs")].into_iter();
            if let Some(file) = files.find(|file| file.is_file()) {
                let inner = [module.as_slice(), std::slice::from_ref(name)].concat();
                open.push((inner, file, folder));
            }
        }
        found.insert(module, (file, outline));
    }
    Ok(found)
}

/// Reads a source file; `file` is what the message says.
pub fn read(source: &str, file: &Path) -> Result<Outline, String> {
    let lost = |error: LexError| at(file, error.span().start().line, &error.to_string());
    let tokens: TokenStream = source.parse().map_err(lost)?;
    let mut outline = Outline::default();
    outline.scan(tokens, &[], false);
    Ok(outline)
}

impl Outline {
    fn scan(&mut self, tokens: TokenStream, inside: &[String], of_tests: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        // What attributes say of the item behind them.
        let (mut is_test, mut hidden) = (false, of_tests);
        // Whether another semicolon can follow: without one, `use use use` would be read to its end each time.
        let mut has_end = true;
        let mut rest = tokens.as_slice();
        while let [token, behind @ ..] = rest {
            rest = behind;
            let next = behind.first();
            let next = next.map(|token| short(token).replace(' ', ""));
            let veil = veil(token, behind).filter(|_| !hidden);
            self.veils
                .extend(veil.map(|veil| (token.span().start().line, veil)));
            match (token, short(token).as_str()) {
                (Punct(_), "#") => {
                    is_test |= next.as_deref() == Some("[test]");
                    if matches!(next.as_deref(), Some("[test]" | "[cfg(test)]")) {
                        self.test_line.get_or_insert(token.span().start().line);
                        hidden = true;
                    }
                }
                (Punct(_), ";") => hidden = of_tests,
                (Group(group), _) => {
                    self.scan(group.stream(), inside, hidden);
                    if group.delimiter() == Delimiter::Brace {
                        hidden = of_tests;
                    }
                }
                (Ident(_), "fn") if std::mem::take(&mut is_test) => {
                    let path = [inside, &[next.unwrap_or_default()]].concat();
                    self.tests.push(path.join("::"));
                }
                (Ident(_), "mod") => match behind {
                    [name, Group(group), behind @ ..] => {
                        let inside = [inside, &[name.to_string()]].concat();
                        self.scan(group.stream(), &inside, hidden);
                        (rest, hidden) = (behind, of_tests);
                    }
                    [name, ..] if !hidden => self.modules.push(name.to_string()),
                    _ => {}
                },
                (Ident(_), "use") => {
                    let is_end = |token: &TokenTree| is_mark(token, ';');
                    let end = behind.iter().position(is_end).filter(|_| has_end);
                    has_end &= end.is_some();
                    let (tree, behind) = behind.split_at(end.unwrap_or(0));
                    if !hidden {
                        self.import(tree, &[], inside);
                    }
                    rest = behind;
                }
                (Ident(word), _) => {
                    let mut path = vec![plain(word)];
                    while let [Punct(a), Punct(b), Ident(word), behind @ ..] = rest
                        && (a.as_char(), b.as_char()) == (':', ':')
                    {
                        path.push(plain(word));
                        rest = behind;
                    }
                    if path.len() > 1 && !hidden {
                        self.add(path, None, (token, inside));
                    }
                }
                _ => {}
            }
        }
    }

    /// Trees of imports between commas: `a::{b, c as d}, e::*`.
    fn import(&mut self, trees: &[TokenTree], before: &[String], inside: &[String]) {
        for tree in trees.split(|token| is_mark(token, ',')) {
            let mut path = before.to_vec();
            let mut name = None;
            for token in tree {
                match token {
                    Group(group) => {
                        let trees: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.import(&trees, &path, inside);
                        path.clear();
                    }
                    Ident(word) if word == "as" => name = Some(String::new()),
                    Ident(word) if name.is_some() => name = Some(plain(word)),
                    // `use linear::{self}` is `use linear`.
                    Ident(word) if word == "self" && !path.is_empty() => {}
                    Ident(word) => path.push(plain(word)),
                    Punct(mark) if mark.as_char() == '*' => name = Some("*".into()),
                    _ => {}
                }
            }
            if let (Some(last), Some(token)) = (path.last().cloned(), tree.last()) {
                self.add(path, name.or(Some(last)), (token, inside));
            }
        }
    }

    fn add(&mut self, path: Vec<String>, import: Option<String>, place: (&TokenTree, &[String])) {
        self.paths.push(Named {
            path,
            line: place.0.span().start().line,
            import,
            inside: place.1.to_vec(),
        });
    }
}

/// A token's text; of a group only that in brackets, such as an attribute's: a group holds all that is in it.
fn short(token: &TokenTree) -> String {
    match token {
        Group(group) if group.delimiter() != Delimiter::Bracket => String::new(),
        token => token.to_string(),
    }
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, Punct(own) if own.as_char() == mark)
}

/// A word without the mark of a raw one: `r#burn` is `burn`.
fn plain(word: &proc_macro2::Ident) -> String {
    let word = word.to_string();
    word.strip_prefix("r#").map(str::to_owned).unwrap_or(word)
}

/// Whether a token begins one of the [veils](Outline::veils), by itself and what stands behind it.
fn veil(token: &TokenTree, behind: &[TokenTree]) -> Option<&'static str> {
    match (token, behind.first()) {
        (Ident(word), Some(Punct(mark))) if mark.as_char() == '!' => {
            VEILS.into_iter().find(|veil| *veil == plain(word))
        }
        (Ident(word), Some(Ident(next))) if word == "extern" && next == "crate" => {
            Some("extern crate")
        }
        (Ident(word), _) if word == "extern" => Some("extern"),
        (Ident(word), _) if word == "unsafe" => Some("unsafe"),
        (Group(group), _) if group.delimiter() == Delimiter::Bracket => {
            let mut words = group.stream().into_iter();
            let (word, list) = match (words.next(), words.next()) {
                (Some(Ident(word)), Some(Punct(mark)))
                    if word == "path" && mark.as_char() == '=' =>
                {
                    return Some("path");
                }
                (Some(Ident(word)), Some(Group(list))) => (word, list),
                _ => return None,
            };
            let of_tests = list.stream().to_string() == "test";
            match plain(&word).as_str() {
                "cfg" if of_tests => None,
                "cfg" => Some("cfg"),
                "cfg_attr" => Some("cfg_attr"),
                _ => None,
            }
        }
        _ => None,
    }
}
