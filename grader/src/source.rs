//! What is read of a source file's syntax, and what is said of it.

use std::ops::Range;
use std::path::Path;

use common::error::{Error, Result};
use syn::spanned::Spanned;
use syn::{Expr, Lit, Meta};

use crate::files;

/// Reads a text file.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Error::io("read", path))
}

/// A message with the place that it speaks of.
pub fn at(file: &Path, line: usize, message: &str) -> String {
    format!("{}:{line}: {message}", file.display())
}

/// Parses a source file; `file` is what the message says of a problem.
pub fn parse(source: &str, file: &Path, problems: &mut Vec<String>) -> Option<syn::File> {
    let parsed = syn::parse_file(source);
    let problem = |error: syn::Error| at(file, error.span().start().line, &error.to_string());
    parsed.map_err(|error| problems.push(problem(error))).ok()
}

/// Refuses what has problems; the error is all of them, behind a verdict.
pub fn refuse(problems: &[String], verdict: &str) -> Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    let problems = problems.join("\n- ");
    Err(Error::Failed(format!("{verdict}:\n- {problems}")))
}

/// What `find` takes out of the Rust files of a folder and the folders in it, relative to `root`, in the
/// order of files and lines; beside it, it says what is wrong there.
pub fn find_all<T>(
    root: &Path,
    folder: &Path,
    problems: &mut Vec<String>,
    find: impl Fn(&str, &Path, &mut Vec<String>) -> Vec<T>,
) -> Result<Vec<T>> {
    let mut found = Vec::new();
    let mut files = files::list(root)?;
    files.retain(|file| file.starts_with(folder) && file.extension() == Some("rs".as_ref()));
    for file in files {
        found.extend(find(&read(&root.join(&file))?, &file, problems));
    }
    Ok(found)
}

/// The documentation among attributes: numbers of lines and what they say.
pub(crate) fn documentation(attributes: &[syn::Attribute]) -> Vec<(usize, String)> {
    let lines = attributes.iter().filter_map(|attribute| {
        if let Meta::NameValue(written) = &attribute.meta
            && written.path.is_ident("doc")
            && let Expr::Lit(literal) = &written.value
            && let Lit::Str(text) = &literal.lit
        {
            return Some((attribute.span().start().line, text.value()));
        }
        None
    });
    lines.collect()
}

/// A function's body as it stands in its source, with both braces, and where that is, in bytes.
pub(crate) fn body(block: &syn::Block, source: &str) -> Result<(Range<usize>, String), String> {
    let range = block.brace_token.span.join().byte_range();
    match source.get(range.clone()) {
        Some(text) if text.starts_with('{') && text.ends_with('}') => Ok((range, text.to_owned())),
        _ => Err("remove the file's byte order mark or `#!` line".into()),
    }
}
