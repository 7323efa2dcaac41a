//! What the students' workbook is told of an assignment: `workbook.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::error::{Error, Result};
use workbook::book::{self, Book, Exercise, File};

use crate::by_hand::allowed::{READY_MADE, crates};
use crate::catalogue::{Catalogue, Entry};
use crate::files::Tree;
use crate::items::{Class, Item, Part, Task};
use crate::workspace::library;

/// The text of `workbook.toml` for a hand-out whose exercises are empty already; `hidden` says how many
/// checks with hidden inputs there are of each exercise.
pub fn text(
    tree: &Tree,
    catalogue: &Catalogue,
    hidden: &BTreeMap<String, usize>,
) -> Result<String> {
    let items = catalogue.items.all();
    let code = items.filter_map(|item| catalogue.entry(&item.id));
    let files: BTreeSet<&Path> = catalogue
        .entries
        .iter()
        .map(|entry| entry.exercise.file.as_path())
        .collect();
    let book = Book {
        assignment: catalogue.assignment.clone(),
        others: others(tree, catalogue, &files),
        parts: catalogue
            .items
            .parts
            .iter()
            .map(|it| part(it, catalogue))
            .collect(),
        exercises: code
            .chain(catalogue.practice())
            .map(|entry| exercise(entry, hidden))
            .collect(),
        files: files
            .into_iter()
            .map(|path| file(path, tree, catalogue))
            .collect::<Result<_>>()?,
    };
    book.write()
        .map_err(|error| Error::Failed(error.to_string()))
}

fn exercise(Entry { exercise, tests }: &Entry, hidden: &BTreeMap<String, usize>) -> Exercise {
    let targets: BTreeSet<&String> = tests.iter().map(|test| &test.target).collect();
    Exercise {
        id: exercise.id.clone(),
        points: exercise.points,
        file: slashes(&exercise.file),
        targets: targets.into_iter().cloned().collect(),
        hidden: hidden.get(&exercise.id).copied().unwrap_or_default(),
    }
}

fn part(part: &Part, catalogue: &Catalogue) -> book::Part {
    let item = |item: &Item| book::Item {
        id: item.id.clone(),
        kind: item.task.kind().into(),
        points: item.points,
        task: task(item, catalogue),
    };
    book::Part {
        name: part.name.clone(),
        title: part.title.clone(),
        items: part.items.iter().map(item).collect(),
    }
}

/// What is to be done, in a line. Model answers are not in it.
fn task(item: &Item, catalogue: &Catalogue) -> String {
    let start = format!("cargo run -p {} --", catalogue.assignment);
    match &item.task {
        Task::Code => String::new(),
        Task::Result(runs) => {
            let runs = runs.iter();
            let runs = runs.map(|it| format!("{start} {}: {} {}", it.command, it.metric, it.bound));
            runs.collect::<Vec<_>>().join("; ")
        }
        Task::Figure { command, figure } => format!("{start} {command}: figure {figure}"),
        Task::Question { .. } => "answer in words, see README.md".into(),
    }
}

fn file(path: &Path, tree: &Tree, catalogue: &Catalogue) -> Result<File> {
    let class = catalogue.items.class_of(path).unwrap_or(Class::ByHand);
    // A file by hand names others by hand; one of Burn's class names all.
    let own = catalogue.items.classes.iter();
    let own = own.filter(|line| class == Class::Burn || line.class == Class::ByHand);
    let module = |name: &str| {
        Path::new(name)
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
    };
    let ready_made = match class {
        Class::ByHand => Vec::new(),
        Class::Burn => READY_MADE.map(String::from).to_vec(),
    };
    let text = tree.get(path).map(|bytes| String::from_utf8(bytes.clone()));
    let text = text.and_then(std::result::Result::ok);
    let text = text.ok_or_else(|| {
        Error::Failed(format!("{} is missing, or git ignores it.", path.display()))
    })?;
    let crates = crates(class).iter().map(|(name, modules)| {
        let modules = modules.iter().map(|module| (*module).to_owned());
        ((*name).to_owned(), modules.collect())
    });
    Ok(File {
        path: slashes(path),
        crates: crates.collect(),
        own: own.filter_map(|line| module(&line.name)).collect(),
        ready_made,
        text,
    })
}

/// What is handed out beside the files with exercises, and graded as it was.
fn others(tree: &Tree, catalogue: &Catalogue, files: &BTreeSet<&Path>) -> BTreeMap<String, String> {
    let assignment = &catalogue.assignment;
    let own = |path: &Path| {
        let code = path.starts_with(assignment) || path.starts_with("common");
        !files.contains(path) && (code || path == Path::new("Cargo.toml"))
    };
    let others = tree.iter().filter(|(path, _)| own(path));
    let library = library(assignment);
    let others = others.map(|(path, bytes)| {
        // Its first lines are there to be deleted.
        let digest = match *path == library {
            true => String::new(),
            false => book::digest(bytes),
        };
        (slashes(path), digest)
    });
    others.collect()
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
