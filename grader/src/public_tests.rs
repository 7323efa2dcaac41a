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
    let optional = optional_targets(folder)?;
    for source in sources(&folder.join("tests"))? {
        if optional.contains(&source.target) {
            continue;
        }
        let file = &source.file;
        let tokens: TokenStream = read(file)?
            .parse()
            .map_err(|error: proc_macro2::LexError| {
                Error::Failed(at(file, error.span().start().line, &error.to_string()))
            })?;
        let mut names = Vec::new();
        collect(tokens, &source.module, &mut names);
        found.extend(names.into_iter().map(|name| PublicTest {
            target: source.target.clone(),
            name,
        }));
    }
    found.sort();
    Ok(found)
}

/// Test executables that a plain `cargo test` leaves out, because they need features.
fn optional_targets(folder: &Path) -> Result<Vec<String>> {
    let manifest = folder.join("Cargo.toml");
    let table: toml::Table = read(&manifest)?
        .parse()
        .map_err(|error| Error::Failed(format!("{}: {error}", manifest.display())))?;
    let tests = table.get("test").and_then(toml::Value::as_array);
    let names = tests.into_iter().flatten().filter_map(|test| {
        test.get("required-features")?;
        test.get("name")?.as_str().map(String::from)
    });
    Ok(names.collect())
}

/// One file of a test executable.
struct Source {
    target: String,
    /// What its tests' names begin with: `linear::` for `tests/exercises/linear.rs`.
    module: String,
    file: PathBuf,
}

/// Cargo's own rule for test executables, `tests/NAME.rs` and `tests/NAME/main.rs`; the other files
/// beside a `main.rs` are its modules.
fn sources(folder: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for file in files_of(folder)? {
        if is_rust(&file) {
            sources.push(Source {
                target: stem(&file),
                module: String::new(),
                file,
            });
        } else if file.join("main.rs").is_file() {
            for inner in files_of(&file)?.into_iter().filter(|inner| is_rust(inner)) {
                let module = match stem(&inner).as_str() {
                    "main" => String::new(),
                    name => format!("{name}::"),
                };
                sources.push(Source {
                    target: stem(&file),
                    module,
                    file: inner,
                });
            }
        }
    }
    Ok(sources)
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failed = || Error::io("read the folder", folder);
    folder
        .read_dir()
        .map_err(failed())?
        .map(|entry| Ok(entry.map_err(failed())?.path()))
        .collect()
}

fn is_rust(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "rs")
}

fn stem(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
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
