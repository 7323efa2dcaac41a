//! Lays out a new topic, compiling: method, program, tests, typical mistakes, and the lines by which the
//! rest of the assignment knows them.

use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::files::{self, Tree};
use crate::source::read;
use crate::workspace::{Workspace, assignment_number};

const METHOD: &str = include_str!("new_topic/method.txt");
const PROGRAM: &str = include_str!("new_topic/program.txt");
const TESTS: &str = include_str!("new_topic/tests.txt");
const BUGS: &str = include_str!("new_topic/bugs.txt");
const ROW: &str = include_str!("new_topic/results.txt");

/// The files of a topic.
const FILES: [(&str, &str); 4] = [
    ("ASSIGNMENT/src/TOPIC.rs", METHOD),
    ("ASSIGNMENT/src/programs/TOPIC.rs", PROGRAM),
    ("ASSIGNMENT/tests/exercises/TOPIC.rs", TESTS),
    ("grader/bugs/ASSIGNMENT/TOPIC.rs", BUGS),
];

/// The lines by which they are known, each among those that begin in the same way.
const LINES: [(&str, &str, &str); 5] = [
    ("ASSIGNMENT/src/lib.rs", "pub mod ", "pub mod TOPIC;"),
    (PROGRAMS, "pub mod ", "pub mod TOPIC;"),
    (PROGRAMS, "Entry::", "Entry::program::<TOPIC::TYPE>(),"),
    ("ASSIGNMENT/tests/exercises/main.rs", "mod ", "mod TOPIC;"),
    ("ASSIGNMENT/results.toml", "", ROW),
];
const PROGRAMS: &str = "ASSIGNMENT/src/programs/mod.rs";

/// Lays a topic out; returns the files that were written, relative to the root. Where one of them is there
/// already, nothing is written.
pub fn lay_out(workspace: &Workspace, assignment: &str, topic: &str) -> Result<Vec<PathBuf>> {
    workspace.assignment(assignment)?;
    let lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    // A keyword is no identifier either.
    if !topic.chars().all(lower) || syn::parse_str::<syn::Ident>(topic).is_err() {
        return Err(Error::Usage(format!(
            "'{topic}' cannot be a module's name: write lower case, digits and underscores, such as batch_norm."
        )));
    }
    let number = assignment_number(assignment).unwrap_or_default();
    let words: Vec<String> = topic.split('_').map(capital).collect();
    let fill = |text: &str| {
        text.replace("ASSIGNMENT", assignment)
            .replace("NUMBER", &number.to_string())
            .replace("TITLE", &capital(&topic.replace('_', " ")))
            .replace("TOPIC", topic)
            .replace("TYPE", &words.concat())
            .replace("COMMAND", &topic.replace('_', "-"))
    };
    let mut tree = Tree::new();
    for (path, text) in FILES {
        let path = PathBuf::from(fill(path));
        if workspace.root.join(&path).exists() {
            return Err(taken(&path));
        }
        tree.insert(path, fill(text).into());
    }
    for (path, beginning, line) in LINES {
        let (path, line) = (PathBuf::from(fill(path)), fill(line));
        let text = match tree.get(&path) {
            Some(changed) => String::from_utf8_lossy(changed).into_owned(),
            None => read(&workspace.root.join(&path))?,
        };
        let text = insert(&text, beginning, &line, &path)?;
        tree.insert(path, text.into());
    }
    files::write(&tree, &workspace.root)?;
    Ok(tree.into_keys().collect())
}

fn taken(path: &Path) -> Error {
    let path = path.display();
    Error::Usage(format!(
        "{path} has this topic already: choose another name."
    ))
}

/// Puts a line among those with this beginning, with their indentation.
fn insert(text: &str, beginning: &str, line: &str, path: &Path) -> Result<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.iter().any(|own| own.trim() == line) {
        return Err(taken(path));
    }
    let mut own = lines.iter();
    let last = own.rposition(|own| own.trim_start().starts_with(beginning));
    let last = last.ok_or_else(|| {
        let path = path.display();
        Error::Failed(format!(
            "{path}: there is no line `{beginning}...` to put `{line}` behind."
        ))
    })?;
    let indent = lines[last].len() - lines[last].trim_start().len();
    let line = format!("{}{}", &lines[last][..indent], line.trim_end());
    // Modules are sorted, as rustfmt has them; rows have the order of the course.
    let sorted = beginning.ends_with("mod ");
    let behind = |own: &&str| sorted && own.starts_with(beginning) && **own > *line;
    lines.insert(lines.iter().position(behind).unwrap_or(last + 1), &line);
    Ok(lines.join("\n") + "\n")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
