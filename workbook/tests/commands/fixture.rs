//! A small hand-out in a folder with a space and umlauts in its name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use workbook::book::{Book, Exercise, File, Item, Part, digest};

/// The file with exercises.
pub const SUMS: &str = "assignment1/src/sums.rs";

const SUMS_TEXT: &str = include_str!("handout/sums.txt");
const TESTS: &str = include_str!("handout/tests.txt");

const MANIFEST: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"assignment1\"]\n";
const PACKAGE: &str =
    "[package]\nname = \"assignment1\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
const LIBRARY: &str = "#![allow(unused)]\npub mod sums;\n";

/// A right body of `a1.sums.add`.
pub const ADD: &str = "self.x + self.y";
/// A right body of `a1.sums.twice`.
pub const TWICE: &str = "Pair { x, y: x }.add()";

/// The hand-out, removed at the end of the test.
pub struct Handout {
    folder: tempfile::TempDir,
}

impl Handout {
    /// As it is unpacked.
    pub fn new() -> Self {
        let handout = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        handout.write("Cargo.toml", MANIFEST);
        handout.write("assignment1/Cargo.toml", PACKAGE);
        handout.write("assignment1/src/lib.rs", LIBRARY);
        handout.write("assignment1/tests/exercises.rs", TESTS);
        handout.write(SUMS, SUMS_TEXT);
        handout.write("workbook.toml", book().write().expect("a book"));
        handout
    }

    /// Its root folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("Übung für alle")
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root().join(name)).expect(name)
    }

    /// Writes a file in one step: whoever watches sees all of it or nothing.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect(name);
        let partial = self.folder.path().join("partial");
        fs::write(&partial, text).expect(name);
        fs::rename(partial, path).expect(name);
    }

    /// Replaces text that must be there.
    pub fn replace(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{name} has no {old:?}");
        self.write(name, text.replacen(old, new, 1));
    }

    /// Writes the body of an exercise that is still empty.
    pub fn solve(&self, id: &str, body: &str) {
        self.replace(SUMS, &format!("todo!(\"{id}\")"), body);
    }

    /// The workbook with these words, not started yet.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workbook"));
        command
            .args(words)
            .current_dir(self.root())
            .env("CARGO_TARGET_DIR", self.root().join("target"))
            .env_remove("CARGO_BUILD_BUILD_DIR")
            .stdin(Stdio::null());
        command
    }

    /// Runs the workbook.
    pub fn run(&self, words: &[&str]) -> Run {
        Run::from(self.command(words).output().expect("the workbook runs"))
    }
}

fn book() -> Book {
    let exercise = |id: &str, points| Exercise {
        id: id.into(),
        points,
        file: SUMS.into(),
        targets: vec!["exercises".into()],
        hidden: if points.is_some() { 3 } else { 0 },
    };
    let item = |id: &str, kind: &str, points, task: &str| Item {
        id: id.into(),
        kind: kind.into(),
        points,
        task: task.into(),
    };
    Book {
        assignment: "assignment1".into(),
        others: BTreeMap::from([
            ("Cargo.toml".into(), digest(MANIFEST.as_bytes())),
            ("assignment1/Cargo.toml".into(), digest(PACKAGE.as_bytes())),
            ("assignment1/src/lib.rs".into(), String::new()),
            (
                "assignment1/tests/exercises.rs".into(),
                digest(TESTS.as_bytes()),
            ),
        ]),
        parts: vec![Part {
            name: "I".into(),
            title: "sums".into(),
            items: vec![
                item("a1.sums.add", "code", 6, ""),
                item("a1.sums.far", "result", 4, "run it"),
            ],
        }],
        exercises: vec![
            exercise("a1.sums.add", Some(6)),
            exercise("a1.sums.twice", None),
        ],
        files: vec![File {
            path: SUMS.into(),
            crates: BTreeMap::from([("common".into(), vec!["by_hand".into()])]),
            own: vec!["sums".into()],
            ready_made: Vec::new(),
            text: SUMS_TEXT.into(),
        }],
    }
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    code: Option<i32>,
    /// Standard output.
    pub output: String,
    errors: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Run {
    /// Asserts an exit code.
    #[track_caller]
    pub fn ends(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.output, self.errors);
        self
    }

    /// Asserts a text in the output.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.output.contains(text), "no {text:?} in {}", self.output);
        self
    }

    /// Asserts that a text is not in the output.
    #[track_caller]
    pub fn is_silent_of(&self, text: &str) -> &Self {
        assert!(!self.output.contains(text), "{text:?} in {}", self.output);
        self
    }

    /// Asserts a text in the error message.
    #[track_caller]
    pub fn complains(&self, text: &str) -> &Self {
        assert!(self.errors.contains(text), "no {text:?} in {}", self.errors);
        self
    }
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|it| it.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
