//! Finds the public tests: the `#[test]` functions in an assignment's `tests` folder.

use std::path::Path;

use common::error::{Error, Result};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::source::at;
use crate::workspace::{Package, read};

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

/// The tests of a package, sorted: those of its `tests` folder that a plain `cargo test` runs.
///
/// # Errors
/// If a file cannot be read, with its place.
pub fn find(package: &Package) -> Result<Vec<PublicTest>> {
    let mut found = Vec::new();
    for target in package.targets("test") {
        let mut names = Vec::new();
        let folder = target.source.parent().unwrap_or(Path::new(""));
        collect_file(&target.source, folder, "", &mut names)?;
        found.extend(names.into_iter().map(|name| PublicTest {
            target: target.name.clone(),
            name,
        }));
    }
    found.sort();
    Ok(found)
}

/// The tests in a file, and in the files in `folder` that are its modules. `module` is what their names
/// begin with: `linear::` for `tests/exercises/linear.rs`.
fn collect_file(file: &Path, folder: &Path, module: &str, names: &mut Vec<String>) -> Result<()> {
    let tokens: TokenStream = read(file)?
        .parse()
        .map_err(|error: proc_macro2::LexError| {
            Error::Failed(at(file, error.span().start().line, &error.to_string()))
        })?;
    let mut modules = Vec::new();
    collect(tokens, module, names, &mut modules);
    for name in modules {
        let folder = folder.join(&name);
        let files = [folder.with_extension("rs"), folder.join("mod.rs")];
        if let Some(file) = files.iter().find(|file| file.is_file()) {
            collect_file(file, &folder, &format!("{module}{name}::"), names)?;
        }
    }
    Ok(())
}

/// Walks over tokens and not over syntax, because property tests stand inside a macro.
fn collect(tokens: TokenStream, module: &str, names: &mut Vec<String>, files: &mut Vec<String>) {
    let mut tagged = false;
    let mut previous = String::new();
    let mut inner = None;
    for token in tokens {
        match &token {
            TokenTree::Group(group)
                if previous == "#" && group.delimiter() == Delimiter::Bracket =>
            {
                tagged |= group.stream().to_string() == "test";
            }
            TokenTree::Group(group) => {
                let inner = inner.take().map(|name| format!("{module}{name}::"));
                collect(
                    group.stream(),
                    inner.as_deref().unwrap_or(module),
                    names,
                    files,
                );
            }
            TokenTree::Ident(word) if previous == "fn" && std::mem::take(&mut tagged) => {
                names.push(format!("{module}{word}"));
            }
            TokenTree::Ident(word) if previous == "mod" => inner = Some(word.to_string()),
            // A module without a body here has a file.
            TokenTree::Punct(mark) if mark.as_char() == ';' => files.extend(inner.take()),
            _ => {}
        }
        previous = match token {
            TokenTree::Ident(_) | TokenTree::Punct(_) => token.to_string(),
            _ => String::new(),
        };
    }
}
