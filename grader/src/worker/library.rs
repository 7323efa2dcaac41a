//! The worker's library: exercise files with bodies spliced in, and where each body then stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use common::error::Result;

use crate::by_hand::module_of;
use crate::catalogue::Catalogue;
use crate::exercises::Exercise;
use crate::files::Tree;
use crate::items::Class;
use crate::source;
use crate::splice::replace;

/// Bodies by exercise.
pub type Bodies = BTreeMap<String, String>;

/// What notes which exercises are called, and chooses between a submission and the solution.
const SWITCH: &str = r#"
#[doc(hidden)]
pub mod SWITCH {
    use std::collections::BTreeSet;
    use std::sync::{Mutex, PoisonError};

    static REACHED: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    static CHOSEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

    /// Notes that an exercise is called.
    pub fn note(id: &'static str) {
        REACHED.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    pub fn reached() -> Vec<String> {
        let reached = REACHED.lock().unwrap_or_else(PoisonError::into_inner);
        reached.iter().map(|id| String::from(*id)).collect()
    }

    pub fn choose(ids: Vec<String>) {
        *CHOSEN.lock().unwrap_or_else(PoisonError::into_inner) = ids.into_iter().collect();
    }

    /// Whether the solution stands in for an exercise.
    pub fn stands_in(id: &str) -> bool {
        CHOSEN.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
    }
}
"#;

/// What a library is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role<'a> {
    /// The oracle: the solution, which notes what is called.
    Solution,
    /// A submission, which holds no word of the solution.
    Submission,
    /// A submission in which the solution may stand in for these exercises. The word names the switch;
    /// no body can know it.
    StandIn(&'a BTreeSet<String>, &'a str),
    /// The solution and other bodies of the staff, each chosen by its name.
    Choice(&'a [Alternative]),
}

/// A body that may take the solution's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// What it is chosen by.
    pub name: String,
    /// The exercise.
    pub exercise: String,
    /// With both braces.
    pub body: String,
}

/// The exercise files of one worker.
#[derive(Debug)]
pub struct Sources {
    class: Class,
    files: BTreeMap<PathBuf, (String, Vec<Exercise>)>,
}

/// A library with bodies in it.
#[derive(Debug)]
pub struct Library {
    /// Its files, relative to its folder.
    pub tree: Tree,
    /// The lines of each body, by file as the compiler calls it.
    spans: Vec<Span>,
}

#[derive(Debug)]
struct Span {
    id: String,
    file: PathBuf,
    lines: RangeInclusive<usize>,
}

/// The library's folder inside the worker's.
pub const FOLDER: &str = "library";

/// The name of the switch where nothing is to be hidden.
pub const OPEN_SWITCH: &str = "what_is_called";

impl Sources {
    /// The exercise files that a worker of a class compiles: one with Burn's modules has those by hand too.
    pub fn read(root: &Path, catalogue: &Catalogue, class: Class) -> Result<Self> {
        let mut files: BTreeMap<PathBuf, (String, Vec<Exercise>)> = BTreeMap::new();
        for entry in &catalogue.entries {
            let file = &entry.exercise.file;
            if class == Class::ByHand && catalogue.items.class_of(file) != Some(Class::ByHand) {
                continue;
            }
            if !files.contains_key(file) {
                let text = source::read(&root.join(file))?;
                files.insert(file.clone(), (text, Vec::new()));
            }
            if let Some((_, exercises)) = files.get_mut(file) {
                exercises.push(entry.exercise.clone());
            }
        }
        Ok(Self { class, files })
    }

    /// The exercises that stand in these files.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.files.values().flat_map(|(_, exercises)| exercises)
    }

    /// The library with these bodies. An exercise without one gets a `todo!`, or in the oracle the solution.
    pub fn with(&self, bodies: &Bodies, role: Role<'_>) -> Library {
        let (mut tree, mut spans) = (Tree::new(), Vec::new());
        let switch = match role {
            Role::StandIn(_, word) => word,
            _ => OPEN_SWITCH,
        };
        // No body may take it back: `forbid` is stronger than `allow`.
        let mut root = String::from("#![allow(warnings)]\n#![forbid(unsafe_code)]\n");
        if self.class == Class::ByHand {
            // `common::by_hand` is then all that there is of `common`.
            root += "extern crate self as common;\npub use ::by_hand;\n";
        }
        for (path, (text, exercises)) in &self.files {
            let module = module_of(path);
            let _ = writeln!(root, "pub mod {module};");
            let file = PathBuf::from(module).with_extension("rs");
            let (text, own) = splice(text, exercises, |exercise| {
                body(exercise, bodies.get(&exercise.id), role)
            });
            spans.extend(own.into_iter().map(|(id, lines)| Span {
                id,
                file: Path::new(FOLDER).join(&file),
                lines,
            }));
            tree.insert(file, text.into());
        }
        root += &SWITCH.replace("SWITCH", switch);
        tree.insert("lib.rs".into(), root.into());
        Library { tree, spans }
    }
}

impl Library {
    /// The exercise whose body covers a line of a file, as the compiler calls it, and how many lines below
    /// the body's first it is.
    pub fn body_at(&self, file: &Path, line: usize) -> Option<(&str, usize)> {
        let mut spans = self.spans.iter();
        let span = spans.find(|span| span.file == file && span.lines.contains(&line))?;
        Some((&span.id, line - span.lines.start()))
    }
}

fn body(exercise: &Exercise, written: Option<&String>, role: Role<'_>) -> String {
    let (id, solution) = (&exercise.id, &exercise.text);
    let own = || match written {
        Some(body) => body.clone(),
        None => format!("{{ todo!(\"{id}\") }}"),
    };
    match role {
        Role::Solution => {
            let body = written.unwrap_or(solution);
            format!("{{ crate::{OPEN_SWITCH}::note(\"{id}\"); {}", &body[1..])
        }
        Role::StandIn(ids, switch) if ids.contains(id) => format!(
            "{{ match crate::{switch}::stands_in(\"{id}\") {{ false => {}\ntrue => {solution} }} }}",
            own()
        ),
        Role::Choice(alternatives) => {
            let own = alternatives.iter().filter(|other| other.exercise == *id);
            let arms = own.map(|Alternative { name, body, .. }| {
                format!("_ if crate::{OPEN_SWITCH}::stands_in(\"{name}\") => {body}\n")
            });
            format!(
                "{{ match () {{ {}_ => {solution} }} }}",
                arms.collect::<String>()
            )
        }
        Role::Submission | Role::StandIn(..) => own(),
    }
}

/// Exercises with the lines of their bodies.
type Lines = Vec<(String, RangeInclusive<usize>)>;

/// A file with other bodies, and the lines on which each then stands.
fn splice(
    text: &str,
    exercises: &[Exercise],
    body: impl Fn(&Exercise) -> String,
) -> (String, Lines) {
    let mut ordered: Vec<&Exercise> = exercises.iter().collect();
    ordered.sort_by_key(|exercise| exercise.body.start);
    let (mut edits, mut lines) = (Vec::new(), Lines::new());
    let (mut line, mut counted) = (1, 0);
    for exercise in ordered {
        let body = body(exercise);
        line += text[counted..exercise.body.start].matches('\n').count();
        let last = line + body.matches('\n').count();
        lines.push((exercise.id.clone(), line..=last));
        (line, counted) = (last, exercise.body.end);
        edits.push((exercise.body.clone(), body));
    }
    (replace(text, edits), lines)
}
