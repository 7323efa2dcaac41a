//! Replaces bodies in source text; every byte outside of them stays.

use std::collections::BTreeMap;
use std::ops::Range;

use common::error::{Error, Result};
use syn::spanned::Spanned;

use crate::exercises::Exercise;

/// Bodies by exercise, each with both braces.
pub type Bodies = BTreeMap<String, String>;

/// What makes the compiler silent about the arguments and imports of an unwritten body.
///
/// It stands in the library's root file because nothing smaller covers all: an import, a private
/// helper function and an argument may each be left over in another place than the body.
const ALLOW_UNUSED: &str = "\
// Unwritten exercises leave imports and arguments unused. Delete these three lines when you have
// written all of them: the compiler then shows what is left over.
#![allow(dead_code, unused_imports, unused_mut, unused_variables)]
";

/// Replaces the body of each exercise that was found in `source` by a `todo!` with its name, laid out as rustfmt does.
pub fn stub(source: &str, exercises: &[Exercise]) -> String {
    let newline = ["\n", "\r\n"][usize::from(source.contains("\r\n"))];
    let edits = exercises.iter().map(|exercise| {
        let indent = indent(source, exercise.line);
        let id = &exercise.id;
        let body = format!("{{{newline}{indent}    todo!(\"{id}\"){newline}{indent}}}");
        (exercise.body.clone(), body)
    });
    replace(source, edits.collect())
}

/// Writes other bodies into the exercises that were found in `source`; one that `bodies` does not name stays as it is.
pub fn put_back(source: &str, exercises: &[Exercise], bodies: &Bodies) -> String {
    let edits = exercises.iter().filter_map(|exercise| {
        let body = bodies.get(&exercise.id)?;
        Some((exercise.body.clone(), body.clone()))
    });
    replace(source, edits.collect())
}

/// Adds the attribute that silences warnings about unwritten bodies to a library's root file, below its
/// own inner attributes and documentation.
pub fn allow_unused(source: &str) -> Result<String> {
    let syntax = syn::parse_file(source);
    let syntax = syntax.map_err(|error| Error::Failed(format!("src/lib.rs: {error}")))?;
    // The parser does not count a byte order mark.
    let start = source.len() - source.trim_start_matches('\u{feff}').len();
    let mut result = source.to_owned();
    match syntax.attrs.last() {
        None => result.insert_str(start, &format!("{ALLOW_UNUSED}\n")),
        Some(last) => {
            let end = start + last.span().byte_range().end;
            match source[end..].find('\n') {
                Some(length) => result.insert_str(end + length + 1, &format!("\n{ALLOW_UNUSED}")),
                None => result.push_str(&format!("\n\n{ALLOW_UNUSED}")),
            }
        }
    }
    Ok(result)
}

/// Puts each text in the place of its range. Ranges do not overlap.
pub fn replace(source: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut result = String::with_capacity(source.len());
    let mut kept = 0;
    for (range, text) in edits {
        result.push_str(&source[kept..range.start]);
        result.push_str(&text);
        kept = range.end;
    }
    result.push_str(&source[kept..]);
    result
}

/// The whole lines from one place to another, with the last one's end.
pub fn line_of(text: &str, start: usize, end: usize) -> Range<usize> {
    let start = text[..start].rfind('\n').map_or(0, |before| before + 1);
    let end = text[end..]
        .find('\n')
        .map_or(text.len(), |rest| end + rest + 1);
    start..end
}

/// The white space that a line, counted from 1, begins with.
fn indent(source: &str, line: usize) -> &str {
    let text = source.lines().nth(line - 1).unwrap_or_default();
    &text[..text.len() - text.trim_start().len()]
}
