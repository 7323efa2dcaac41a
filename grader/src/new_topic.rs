//! Lays out a new topic, compiling: method, program, tests, typical mistakes, and the lines by which the
//! rest of the assignment knows them. An assignment without a topic gets its table and its page as well.

use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::files::{self, Tree};
use crate::source::read;
use crate::workspace::{Workspace, assignment_number};

mod lines;

const METHOD: &str = include_str!("new_topic/method.txt");
const PROGRAM: &str = include_str!("new_topic/program.txt");
const TESTS: &str = include_str!("new_topic/tests.txt");
const BUGS: &str = include_str!("new_topic/bugs.txt");
const ROW: &str = include_str!("new_topic/results.txt");
const ITEMS: &str = include_str!("new_topic/exercises.txt");
const PAGE: &str = include_str!("new_topic/handout.txt");

/// The files of a topic.
const FILES: [(&str, &str); 4] = [
    ("ASSIGNMENT/src/TOPIC.rs", METHOD),
    ("ASSIGNMENT/src/programs/TOPIC.rs", PROGRAM),
    ("ASSIGNMENT/tests/exercises/TOPIC.rs", TESTS),
    ("grader/bugs/ASSIGNMENT/TOPIC.rs", BUGS),
];

/// The files that an assignment's first topic brings.
const OF_THE_FIRST: [(&str, &str); 2] = [
    ("ASSIGNMENT/exercises.toml", ITEMS),
    ("ASSIGNMENT/HANDOUT.md", PAGE),
];

/// Puts a line into a text; the error says what it did not find.
type Insert = fn(text: &str, line: &str) -> Result<String, String>;

/// The lines by which they are known, and how each comes to its place.
const LINES: [(&str, &str, Insert); 6] = [
    ("ASSIGNMENT/src/lib.rs", "pub mod TOPIC;", lines::module),
    (PROGRAMS, "pub mod TOPIC;", lines::module),
    (PROGRAMS, "Entry::program::<TOPIC::TYPE>(),", lines::entry),
    (
        "ASSIGNMENT/tests/exercises/main.rs",
        "mod TOPIC;",
        lines::module,
    ),
    (
        "ASSIGNMENT/exercises.toml",
        "\"src/TOPIC.rs\" = \"by_hand\"",
        lines::class,
    ),
    ("ASSIGNMENT/results.toml", ROW, lines::last),
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
    let taken = |path: &Path| {
        let path = path.display();
        Error::Usage(format!(
            "{path} has this topic already: choose another name."
        ))
    };
    let mut tree = Tree::new();
    for (path, text) in FILES {
        let path = PathBuf::from(fill(path));
        if workspace.root.join(&path).exists() {
            return Err(taken(&path));
        }
        tree.insert(path, fill(text).into());
    }
    for (path, text) in OF_THE_FIRST {
        let path = PathBuf::from(fill(path));
        if !workspace.root.join(&path).exists() {
            tree.insert(path, fill(text).into());
        }
    }
    for (path, line, insert) in LINES {
        let (path, line) = (PathBuf::from(fill(path)), fill(line));
        let text = match tree.get(&path) {
            Some(changed) => String::from_utf8_lossy(changed).into_owned(),
            None => read(&workspace.root.join(&path))?,
        };
        if text.lines().any(|own| own.trim() == line) {
            return Err(taken(&path));
        }
        let text = insert(&text, &line);
        let text = text.map_err(|fault| Error::Failed(format!("{}: {fault}", path.display())))?;
        tree.insert(path, text.into());
    }
    files::write(&tree, &workspace.root)?;
    Ok(tree.into_keys().collect())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
