//! What students get of the labs: the demonstrations of their own assignment, and no word of another.
//!
//! The labs have a feature for each assignment. In a hand-out the others are gone: from the manifest, and from
//! the sources each line below `#[cfg(feature = "assignment2")]`.

use std::collections::BTreeMap;
use std::path::Path;

use common::error::{Error, Result};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::files::Tree;
use crate::source::{self, refuse};
use crate::splice::{line_of, replace};
use crate::workspace::{LABS, is_another};

#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    features: BTreeMap<Spanned<String>, Spanned<Vec<String>>>,
    #[serde(default)]
    dependencies: BTreeMap<Spanned<String>, Spanned<Value>>,
}

/// Whether a file is one of the labs that students do not get: tests, which name the demonstrations of all
/// assignments.
pub fn stays_here(path: &Path) -> bool {
    path.starts_with(Path::new(LABS).join("tests"))
}

/// A file of the labs as the students of an assignment get it; any other file stays as it is.
pub fn restrict(path: &Path, bytes: Vec<u8>, assignment: &str) -> Result<Vec<u8>> {
    if !path.starts_with(LABS) {
        return Ok(bytes);
    }
    // Pictures and what is compressed name nobody.
    let Ok(text) = str::from_utf8(&bytes) else {
        return Ok(bytes);
    };
    let is_manifest = path == Path::new(LABS).join("Cargo.toml");
    let text = match is_manifest {
        true => manifest(text, assignment)?,
        false => source(text, assignment),
    };
    Ok(text.into_bytes())
}

/// The manifest with the feature of one assignment, which is on unless somebody turns it off.
fn manifest(text: &str, assignment: &str) -> Result<String> {
    let read = toml::from_str(text);
    let manifest: Manifest =
        read.map_err(|error| Error::Failed(format!("{LABS}/Cargo.toml: {error}")))?;
    let mut edits = Vec::new();
    for (name, features) in &manifest.features {
        if is_another(name.get_ref(), assignment) {
            edits.push((
                line_of(text, name.span().start, features.span().end),
                String::new(),
            ));
            continue;
        }
        let all = features.get_ref();
        let kept: Vec<_> = all
            .iter()
            .filter(|name| !is_another(name, assignment))
            .collect();
        if kept.len() < all.len() {
            edits.push((features.span(), format!("{kept:?}")));
        }
    }
    for (name, value) in &manifest.dependencies {
        if is_another(name.get_ref(), assignment) {
            edits.push((
                line_of(text, name.span().start, value.span().end),
                String::new(),
            ));
        }
    }
    Ok(without_tests(&replace(text, edits)))
}

/// A manifest without what it says of test executables, which [stay here](stays_here); cargo asks for their
/// files.
fn without_tests(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut is_of_test = false;
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            is_of_test = line.trim() == "[[test]]";
            // The comment above it speaks of it.
            while is_of_test && kept.pop_if(|above| above.starts_with('#')).is_some() {}
        }
        if !is_of_test {
            kept.push(line);
        }
    }
    kept.concat()
}

/// A source without the lines that belong to the features of other assignments.
fn source(text: &str, assignment: &str) -> String {
    let mut lines = text.split_inclusive('\n');
    let mut kept = String::with_capacity(text.len());
    while let Some(line) = lines.next() {
        let feature = line.trim().strip_prefix("#[cfg(feature = \"");
        let feature = feature.and_then(|rest| rest.strip_suffix("\")]"));
        match feature.is_some_and(|name| is_another(name, assignment)) {
            true => drop(lines.next()),
            false => kept.push_str(line),
        }
    }
    kept
}

/// Refuses labs that still name an assignment whose students are others.
pub fn refuse_others(tree: &Tree, assignment: &str) -> Result<()> {
    let mut problems = Vec::new();
    for (path, bytes) in tree.iter().filter(|(path, _)| path.starts_with(LABS)) {
        let text = String::from_utf8_lossy(bytes);
        for (number, line) in text.lines().enumerate() {
            // A comment may take any assignment as its example.
            let code = line.split("//").next().unwrap_or_default();
            let mut words = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            if let Some(other) = words.find(|word| is_another(word, assignment)) {
                problems.push(source::at(
                    path,
                    number + 1,
                    &format!(
                        "names {other}, which is not handed out: let the labs know assignments in one line each, \
                         below `#[cfg(feature = \"{other}\")]`, and keep what names several in {LABS}/tests"
                    ),
                ));
            }
        }
    }
    refuse(&problems, "this must not be handed out")
}

/// The demonstrations in a tree, by what they are called on the command line: each has the name of its file.
pub fn demos(tree: &Tree, assignment: &str) -> Vec<String> {
    let folder = Path::new(assignment).join("src").join("demos");
    let own = tree
        .keys()
        .filter(|path| path.parent() == Some(&folder) && path.extension() == Some("rs".as_ref()));
    let names = own.filter_map(|path| Some(path.file_stem()?.to_string_lossy().replace('_', "-")));
    names.filter(|name| name != "mod").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_keeps_one_feature_and_every_other_byte() {
        let text = "[features]\ndefault = [\"assignment1\", \"assignment2\"]\n# Why.\n\
                    assignment1 = [\"dep:assignment1\"]\nassignment2 = [\"dep:assignment2\"]\n\n\
                    [dependencies]\nassignment1 = { workspace = true, optional = true }\n\
                    assignment2 = { workspace = true, optional = true } # later\ncommon.workspace = true\n";
        let wanted = "[features]\ndefault = [\"assignment2\"]\n# Why.\n\
                      assignment2 = [\"dep:assignment2\"]\n\n\
                      [dependencies]\n\
                      assignment2 = { workspace = true, optional = true } # later\ncommon.workspace = true\n";
        assert_eq!(manifest(text, "assignment2").expect("a manifest"), wanted);
        assert!(manifest("[features", "assignment1").is_err());
    }

    #[test]
    fn the_manifest_does_not_speak_of_tests() {
        let text = "[dev-dependencies]\na = \"1\"\n\n# Needs a browser.\n[[test]]\nname = \"b\"\ntest = false\n\n\
                    [lints]\nworkspace = true\n";
        let wanted = "[dev-dependencies]\na = \"1\"\n\n[lints]\nworkspace = true\n";
        assert_eq!(manifest(text, "assignment1").expect("a manifest"), wanted);
    }

    #[test]
    fn a_source_loses_what_belongs_to_others() {
        let text = "vec![\n    #[cfg(feature = \"assignment1\")]\n    &one,\n    \
                    #[cfg(feature = \"assignment2\")]\n    &two,\n    #[cfg(feature = \"more\")]\n    &more,\n]";
        let wanted = "vec![\n    #[cfg(feature = \"assignment1\")]\n    &one,\n    \
                      #[cfg(feature = \"more\")]\n    &more,\n]";
        assert_eq!(source(text, "assignment1"), wanted);
    }

    #[test]
    fn who_names_another_assignment_is_refused_with_the_line() {
        let tree = |text: &str| Tree::from([("labs/src/a.rs".into(), text.into())]);
        let own = "let assignment1 = assignments; // not assignment2";
        assert!(refuse_others(&tree(own), "assignment1").is_ok());
        let refused = refuse_others(&tree("\nuse assignment2::x;\n"), "assignment1");
        let error = refused.expect_err("it names another").to_string();
        assert!(
            error.contains("labs/src/a.rs:2: names assignment2"),
            "{error}"
        );
        let elsewhere = Tree::from([("docs/a.md".into(), "assignment2".into())]);
        assert!(refuse_others(&elsewhere, "assignment1").is_ok());
    }
}
