//! Puts the hand-out together and writes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::catalogue::{Catalogue, find_exercises};
use crate::exercises::{self, Exercise};
use crate::files::{self, Tree};
use crate::source::refuse;
use crate::splice::{self, Bodies};
use crate::workspace::{Workspace, library};
use crate::{book, labs, manifest, probes, students_page};

/// The files of the workspace's root that students get, beside the licences.
const ROOT_FILES: [&str; 5] = [
    ".cargo/config.toml",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
];

/// The assignment's own page for students, which becomes the hand-out's `README.md`; [`students_page`]
/// adds what is asked.
pub(crate) const STUDENTS_PAGE: &str = "HANDOUT.md";

/// What is made for a hand-out, so that the staff's file of this name is another one.
const MADE: [&str; 4] = [
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    workbook::book::NAME,
];

/// The students' tree: the packages that the assignment needs, its exercises emptied, the labs with its
/// demonstrations.
pub fn assemble(workspace: &Workspace, catalogue: &Catalogue) -> Result<Tree> {
    let assignment = &catalogue.assignment;
    let packages = workspace.handed_out(assignment)?;
    refuse_exercises_elsewhere(&workspace.root, assignment, &packages)?;

    let with_workbook = workspace.workbook().is_some();
    let mut tree = take(workspace, catalogue)?;
    let page_path = Path::new(assignment).join(STUDENTS_PAGE);
    edit(&mut tree, &page_path, |page| {
        students_page::write_into(page, catalogue, with_workbook)
            .map_err(|fault| Error::Failed(format!("{}: {fault}", page_path.display())))
    })?;
    if let Some(page) = tree.remove(&page_path) {
        tree.insert("README.md".into(), page);
    }
    let restrict = |text: &str| manifest::restrict(text, &packages);
    edit(&mut tree, Path::new("Cargo.toml"), restrict)?;
    for path in sources(&tree, assignment) {
        edit(&mut tree, &path, |text| {
            Ok(splice::stub(text, &exercises_in(text, &path)?))
        })?;
    }
    edit(&mut tree, &library(assignment), splice::allow_unused)?;
    labs::refuse_others(&tree, assignment)?;
    if with_workbook {
        let hidden = probes::counts(&workspace.root, catalogue)?;
        let text = book::text(&tree, catalogue, &hidden)?;
        tree.insert(workbook::book::NAME.into(), text.into_bytes());
    }
    Ok(tree)
}

/// The staff's files that students get, as they stand, but for the labs, which know one assignment alone.
fn take(workspace: &Workspace, catalogue: &Catalogue) -> Result<Tree> {
    let packages = workspace.handed_out(&catalogue.assignment)?;
    let mut tree = Tree::new();
    for path in files::list(&workspace.root)? {
        let in_root = path.components().count() == 1;
        let handed_out = (in_root && path.to_string_lossy().starts_with("LICENSE"))
            || ROOT_FILES.iter().any(|file| path == Path::new(file))
            || path.starts_with("datasets")
            || packages.iter().any(|package| path.starts_with(package));
        // They try the workbook itself, and would be built by each `cargo test`.
        let of_workbook = path.starts_with(Path::new("workbook").join("tests"));
        let stays_here = of_workbook || labs::stays_here(&path) || path == catalogue.items.file;
        if handed_out && !stays_here {
            let bytes = common::files::read(&workspace.root.join(&path))?;
            let bytes = labs::restrict(&path, bytes, &catalogue.assignment)?;
            tree.insert(path, bytes);
        }
    }
    Ok(tree)
}

/// The exercises of a file in a tree.
fn exercises_in(text: &str, path: &Path) -> Result<Vec<Exercise>> {
    let mut problems = Vec::new();
    let found = exercises::find(text, path, &mut problems);
    refuse(&problems, "the exercises are at fault").map(|()| found)
}

/// A hand-out with these bodies in its exercises. It must hold the same exercises.
pub fn with_bodies(catalogue: &Catalogue, tree: &Tree, bodies: &Bodies) -> Result<Tree> {
    let mut solved = tree.clone();
    let mut found = BTreeSet::new();
    for path in sources(tree, &catalogue.assignment) {
        edit(&mut solved, &path, |text| {
            let exercises = exercises_in(text, &path)?;
            found.extend(exercises.iter().map(|exercise| exercise.id.clone()));
            Ok(splice::put_back(text, &exercises, bodies))
        })?;
    }
    let wanted: BTreeSet<String> = bodies.keys().cloned().collect();
    let different: Vec<_> = wanted.symmetric_difference(&found).cloned().collect();
    match different.is_empty() {
        true => Ok(solved),
        false => Err(Error::Failed(format!(
            "the hand-out and the solution do not hold the same exercises; only one of them has: {}.\n\
             Build the hand-out again.",
            different.join(", ")
        ))),
    }
}

/// Where a hand-out with the solution put back is anything but the staff's own files.
///
/// The page for students, the workbook's table, the restricted manifest and the lock file are made and have no counterpart; the
/// library's root file has one attribute more. All other bytes are equal, and no file that is handed out
/// is missing: what the staff's tests say of the staff's files, they say of these.
pub fn differences(staff: &Workspace, catalogue: &Catalogue, solved: &Tree) -> Result<Vec<String>> {
    let assignment = &catalogue.assignment;
    let mut staff = take(staff, catalogue)?;
    edit(&mut staff, &library(assignment), splice::allow_unused)?;
    staff.remove(&Path::new(assignment).join(STUDENTS_PAGE));
    let mut paths: BTreeSet<&PathBuf> = staff.keys().chain(solved.keys()).collect();
    paths.retain(|path| !MADE.iter().any(|made| *path == Path::new(made)));
    let differences = paths.into_iter().filter_map(|path| {
        let fault = match (staff.get(path), solved.get(path)) {
            (Some(staff), Some(own)) if staff == own => return None,
            (Some(_), Some(_)) => "differs from the staff's outside of exercises",
            (Some(_), None) => "is missing",
            (None, _) => "is no file of the staff's",
        };
        let path = path.display();
        Some(format!("{path} {fault}: build the hand-out again"))
    });
    Ok(differences.collect())
}

/// The name of the one assignment in an existing hand-out.
pub fn assignment_in(folder: &Path) -> Result<String> {
    let fault = Error::Usage(format!(
        "{} is not a hand-out: it must hold a Cargo.toml and one folder assignment1, assignment2, ...",
        folder.display()
    ));
    if !folder.join("Cargo.toml").is_file() {
        return Err(fault);
    }
    let workspace = Workspace::find(folder)?;
    let mut names = workspace.assignments().map(|package| package.name.clone());
    names.next().filter(|_| names.next().is_none()).ok_or(fault)
}

/// Reads an existing hand-out.
pub fn load(folder: &Path) -> Result<Tree> {
    let files = files::list(folder)?.into_iter();
    let read = |path: PathBuf| Ok((path.clone(), common::files::read(&folder.join(path))?));
    files.map(read).collect()
}

/// Refuses a place that holds something already.
pub fn check_destination(folder: &Path) -> Result<()> {
    let taken = match folder.read_dir() {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    };
    match taken {
        true => Err(Error::Usage(format!(
            "{} is not empty: name a folder that does not exist yet with --out, or remove this one.",
            folder.display()
        ))),
        false => Ok(()),
    }
}

/// Writes the tree beside its place and moves it there when it is complete.
pub fn write(tree: &Tree, folder: &Path) -> Result<()> {
    check_destination(folder)?;
    let folder = std::path::absolute(folder).map_err(Error::io("find", folder))?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let partial = folder.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    let moved = files::write(tree, &partial).and_then(|()| {
        // It is empty, if it is there; not every system renames onto an existing folder.
        let _ = fs::remove_dir(&folder);
        fs::rename(&partial, &folder).map_err(Error::io("create", &folder))
    });
    if moved.is_err() {
        // Best effort: the error that is reported is the first one.
        let _ = fs::remove_dir_all(&partial);
    }
    moved
}

/// An exercise in `common` would be handed out with its solution.
fn refuse_exercises_elsewhere(root: &Path, assignment: &str, packages: &[String]) -> Result<()> {
    let mut problems = Vec::new();
    for package in packages.iter().filter(|package| *package != assignment) {
        let found = find_exercises(root, package, &mut problems)?;
        problems.extend(found.iter().map(|exercise| {
            exercise.at(&format!(
                "outside of {assignment}/src it would be handed out with its solution: move it there"
            ))
        }));
    }
    refuse(&problems, "this must not be handed out")
}

/// An assignment's own source files in a tree.
fn sources(tree: &Tree, assignment: &str) -> Vec<PathBuf> {
    let folder = Path::new(assignment).join("src");
    let own = tree.keys().filter(|path| path.starts_with(&folder));
    own.filter(|path| path.extension() == Some("rs".as_ref()))
        .cloned()
        .collect()
}

/// Changes the text of one file in a tree.
pub fn edit(
    tree: &mut Tree,
    path: &Path,
    change: impl FnOnce(&str) -> Result<String>,
) -> Result<()> {
    let fault = |fault: &str| Error::Failed(format!("{} {fault}.", path.display()));
    let file = tree.get_mut(path);
    let file = file.ok_or_else(|| fault("is missing, or git ignores it"))?;
    let text = std::str::from_utf8(file).map_err(|_| fault("is not UTF-8 text"))?;
    *file = change(text)?.into_bytes();
    Ok(())
}
