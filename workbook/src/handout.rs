//! The hand-out that the workbook runs in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::book::{self, Book, Exercise};
use crate::error::{Error, Result};
use crate::source::{self, Body, Source};
use crate::state::{Standing, State};

/// The folder, what was handed out in it, and what is remembered.
#[derive(Debug)]
pub struct Handout {
    /// The root folder, absolute.
    pub root: PathBuf,
    /// What is asked.
    pub book: Book,
    /// What is remembered.
    pub state: State,
}

/// The files with exercises as they are now, by path; or what is wrong with one, with its place.
pub type Sources = BTreeMap<String, Result<Source, String>>;

impl Handout {
    /// Opens the hand-out that a folder lies in.
    pub fn open(start: &Path) -> Result<Self> {
        let start = std::path::absolute(start).map_err(Error::io("find", start))?;
        let mut folders = start.ancestors();
        let root = folders.find(|folder| folder.join(book::NAME).is_file());
        let root = root.ok_or_else(|| {
            Error::Usage(format!(
                "{} lies in no hand-out: go to the folder that you unpacked, in which README.md and {} lie.",
                start.display(),
                book::NAME
            ))
        })?;
        Ok(Self {
            root: root.to_path_buf(),
            book: Book::read(root)?,
            state: State::read(root),
        })
    }

    /// Reads all files with exercises.
    pub fn sources(&self) -> Sources {
        let files = self.book.files.iter();
        files
            .map(|file| (file.path.clone(), self.source(&file.path)))
            .collect()
    }

    fn source(&self, file: &str) -> Result<Source, String> {
        let read = fs::read_to_string(self.root.join(file));
        let text = read.map_err(|error| {
            format!("{file}: {error}: take the file from the hand-out again, or say `cargo workbook reset --file`")
        })?;
        source::read(&text)
            .map_err(|fault| format!("{file}:{}: this is no Rust: {}", fault.line, fault.message))
    }

    /// The exercises whose identifier contains this. An error says which ones are alike.
    pub fn matching(&self, part: &str) -> Result<Vec<&Exercise>> {
        let exercises = self.book.exercises.iter();
        let exact = exercises.clone().filter(|exercise| exercise.id == part);
        let exact: Vec<_> = exact.collect();
        let found = match exact.is_empty() {
            true => exercises.filter(|it| it.id.contains(part)).collect(),
            false => exact,
        };
        match found.is_empty() {
            true => Err(self.unknown(part)),
            false => Ok(found),
        }
    }

    /// The one exercise whose identifier contains this.
    pub fn one(&self, part: &str) -> Result<&Exercise> {
        match *self.matching(part)? {
            [exercise] => Ok(exercise),
            ref several => {
                let ids: Vec<&str> = several.iter().map(|it| it.id.as_str()).collect();
                let ids = ids.join(", ");
                Err(Error::Usage(format!(
                    "'{part}' is part of several exercises, name one of them: {ids}."
                )))
            }
        }
    }

    fn unknown(&self, part: &str) -> Error {
        let likeness = |id: &str| {
            let (_, short) = id.split_once('.').unwrap_or(("", id));
            strsim::jaro_winkler(id, part).max(strsim::jaro_winkler(short, part))
        };
        let ids = self.book.exercises.iter().map(|exercise| &exercise.id);
        let alike = ids.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        let alike = alike.filter(|id| likeness(id) > 0.7);
        let alike = alike.map_or(String::new(), |id| format!(" Did you mean {id}?"));
        Error::Usage(format!(
            "no exercise of {} is called '{part}'.{alike}\n`cargo workbook list` lists them.",
            self.book.assignment
        ))
    }

    /// How far an exercise is.
    pub fn standing(&self, exercise: &Exercise, sources: &Sources) -> Standing {
        let body = body(exercise, sources);
        body.map_or(Standing::Missing, |body| self.state.standing(body))
    }

    /// The next exercise to write or to mend: the first that does not pass, behind `after` if that is given
    /// and from the beginning again behind the last one.
    pub fn next(&self, sources: &Sources, after: Option<&str>) -> Option<&Exercise> {
        let exercises = &self.book.exercises;
        let at = exercises
            .iter()
            .position(|it| Some(it.id.as_str()) == after);
        let (before, behind) = exercises.split_at(at.map_or(0, |at| at + 1));
        let mut open = behind.iter().chain(before);
        open.find(|exercise| self.standing(exercise, sources) != Standing::Passes)
    }

    /// `assignment1/src/linear.rs:52`.
    pub fn place(&self, exercise: &Exercise, sources: &Sources) -> String {
        let file = &exercise.file;
        body(exercise, sources).map_or(file.clone(), |body| format!("{file}:{}", body.line))
    }
}

/// An exercise's body as it is now.
pub fn body<'a>(exercise: &Exercise, sources: &'a Sources) -> Option<&'a Body> {
    let source = sources.get(&exercise.file)?.as_ref().ok()?;
    source.bodies.iter().find(|body| body.id == exercise.id)
}
