//! By hand means by hand: exercise files use tensors and elementary operations, and nothing else.
//!
//! Two proofs. The imports of every file that holds an exercise are read: it may name the standard
//! library, other exercise files and `common::by_hand`. And the files are compiled without anything
//! else: against `by_hand` alone and a Burn without automatic differentiation.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use common::error::Result;

use crate::catalogue::find_exercises;
use crate::console::progress;
use crate::files::{self, Tree};
use crate::source::{at, read, refuse};
use crate::workspace::Workspace;
use crate::{cargo, outline};

/// Proves that the exercise files of an assignment are written by hand; returns how many there are.
pub fn prove(workspace: &Workspace, assignment: &str) -> Result<usize> {
    workspace.assignment(assignment)?;
    let mut problems = Vec::new();
    let exercises = find_exercises(&workspace.root, assignment, &mut problems)?;
    let files = exercises.into_iter().map(|exercise| exercise.file);
    let files: BTreeSet<PathBuf> = files.collect();
    let modules: Vec<String> = files.iter().map(|file| module_of(file)).collect();
    for file in &files {
        let text = read(&workspace.root.join(file))?;
        problems.extend(foreign_names(&text, file, &modules));
    }
    let rule = "exercise files may use the standard library, each other and `common::by_hand`";
    refuse(&problems, rule)?;
    progress("compiling the exercise files without automatic differentiation");
    compile(workspace, assignment, &files)?;
    Ok(files.len())
}

fn module_of(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// What a source file names that code written by hand has no use for, with file and line.
fn foreign_names(source: &str, file: &Path, modules: &[String]) -> Vec<String> {
    let paths = match outline::read(source, file) {
        Ok(outline) => outline.paths.into_iter(),
        Err(problem) => return vec![problem],
    };
    let foreign = paths.filter_map(|named| {
        let word = |place: usize| named.path.get(place).map_or("*", String::as_str);
        let (first, second) = (word(0), word(1));
        let by_hand = match first {
            "std" | "core" | "self" => true,
            "common" => second == "by_hand",
            "crate" => named.import.is_none() || modules.iter().any(|module| module == second),
            "burn" => false,
            // In code, a type or a module that an import has brought in.
            _ => named.import.is_none(),
        };
        (!by_hand).then(|| at(file, named.line, &format!("`{first}::{second}`")))
    });
    foreign.collect()
}

/// Checks the files in a package whose only dependency is `by_hand`.
fn compile(workspace: &Workspace, assignment: &str, exercises: &BTreeSet<PathBuf>) -> Result<()> {
    let home = workspace.target.join("by-hand");
    // Inside this package `common` is the package itself, so that `common::by_hand` is all there is
    // under that name.
    let mut library = String::from("extern crate self as common;\npub use ::by_hand;\n");
    for file in exercises {
        let (path, module) = (workspace.root.join(file), module_of(file));
        let _ = writeln!(library, "#[path = {path:?}]\npub mod {module};");
    }
    let by_hand = workspace.root.join("common").join("by_hand");
    let manifest = format!(
        "[package]\nname = \"written_by_hand\"\nedition = \"2024\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n[dependencies]\nby_hand = {{ path = {by_hand:?} }}\n\n[workspace]\n"
    );
    let lock_file = common::files::read(&workspace.root.join("Cargo.lock"))?;
    let package = Tree::from([
        ("Cargo.lock".into(), lock_file),
        ("Cargo.toml".into(), manifest.into()),
        ("lib.rs".into(), library.into()),
    ]);
    files::write(&package, &home.join(assignment))?;
    let mut command = cargo::command(&home.join(assignment));
    command
        .args(["check", "--offline", "--target-dir"])
        .arg(home.join("target"));
    let fault = format!("the exercise files of {assignment} need more than `common::by_hand`");
    cargo::quietly(&mut command, &fault)
}
