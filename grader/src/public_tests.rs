//! Finds the public tests: the `#[test]` functions in an assignment's `tests` folder.

use std::path::{Path, PathBuf};

use common::error::{Error, Result};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::exercises::at;
use crate::workspace::read;

/// One test function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicTest {
    /// The test executable: `linear` for `tests/linear.rs`.
    pub target: String,
    /// The name that the executable prints, with its modules.
    pub name: String,
}

impl PublicTest {
    /// The function's own name.
    pub fn function(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or(&self.name)
    }

    /// The command that runs this test alone.
    pub fn command(&self, assignment: &str) -> String {
        let Self { target, name } = self;
        format!("cargo test -p {assignment} --test {target} -- --exact {name}")
    }
}

/// The tests of an assignment, sorted; `folder` is the assignment's.
pub fn find(folder: &Path) -> Result<Vec<PublicTest>> {
    let mut found = Vec::new();
    for (target, file) in targets(&folder.join("tests"))? {
        let tokens: TokenStream =
            read(&file)?
                .parse()
                .map_err(|error: proc_macro2::LexError| {
                    Error::Failed(at(&file, error.span().start().line, &error.to_string()))
                })?;
        let mut names = Vec::new();
        collect(tokens, "", &mut names);
        found.extend(names.into_iter().map(|name| PublicTest {
            target: target.clone(),
            name,
        }));
    }
    found.sort();
    Ok(found)
}

/// Cargo's own rule for test executables: `tests/NAME.rs` and `tests/NAME/main.rs`.
fn targets(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut targets = Vec::new();
    if !folder.is_dir() {
        return Ok(targets);
    }
    for entry in folder
        .read_dir()
        .map_err(Error::io("read the folder", folder))?
    {
        let path = entry.map_err(Error::io("read the folder", folder))?.path();
        let main = path.join("main.rs");
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.extension().is_some_and(|extension| extension == "rs") {
            targets.push((name, path));
        } else if main.is_file() {
            targets.push((name, main));
        }
    }
    Ok(targets)
}

/// Walks over tokens and not over syntax, because property tests stand inside a macro.
fn collect(tokens: TokenStream, module: &str, names: &mut Vec<String>) {
    let mut tagged = false;
    let mut previous = String::new();
    let mut inner = None;
    for token in tokens {
        match token {
            TokenTree::Group(group)
                if previous == "#" && group.delimiter() == Delimiter::Bracket =>
            {
                tagged |= group.stream().to_string() == "test";
                previous.clear();
            }
            TokenTree::Group(group) => {
                let module = inner.take().unwrap_or_else(|| module.to_owned());
                collect(group.stream(), &module, names);
                previous.clear();
            }
            TokenTree::Ident(word) => {
                if previous == "fn" && std::mem::take(&mut tagged) {
                    names.push(format!("{module}{word}"));
                } else if previous == "mod" {
                    inner = Some(format!("{module}{word}::"));
                }
                previous = word.to_string();
            }
            TokenTree::Punct(mark) => {
                if mark.as_char() == ';' {
                    inner = None;
                }
                previous = mark.to_string();
            }
            TokenTree::Literal(_) => previous.clear(),
        }
    }
}
