//! Puts the hand-out together and writes it.

use std::fs;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::catalogue::{Catalogue, find_exercises};
use crate::files::{self, File, Tree};
use crate::workspace::{Workspace, assignment_number};
use crate::{exercises, manifest, splice, students_page};

/// The files of the workspace's root that students get, beside the licences.
const ROOT_FILES: [&str; 8] = [
    ".cargo/config.toml",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "clippy.toml",
    "rust-toolchain.toml",
    "rustfmt.toml",
];

/// The assignment's own page for students, which becomes the hand-out's `README.md`; [`students_page`]
/// adds what is asked.
const STUDENTS_PAGE: &str = "HANDOUT.md";

/// The students' tree: the packages that the assignment needs, its exercises emptied.
pub fn assemble(workspace: &Workspace, catalogue: &Catalogue) -> Result<Tree> {
    let root = workspace.root();
    let assignment = &catalogue.assignment;
    let packages = manifest::packages(root, assignment)?;
    refuse_exercises_elsewhere(root, assignment, &packages)?;

    let mut tree = Tree::new();
    for path in files::list(root)?
        .into_iter()
        .filter(|path| is_handed_out(path, &packages) && *path != catalogue.items.file)
    {
        tree.insert(path.clone(), File::read(&root.join(path))?);
    }
    let page_path = Path::new(assignment).join(STUDENTS_PAGE);
    edit(&mut tree, &page_path, |page| {
        students_page::write_into(&page, catalogue)
            .map_err(|fault| Error::Failed(format!("{}: {fault}", page_path.display())))
    })?;
    if let Some(page) = tree.remove(&page_path) {
        tree.insert("README.md".into(), page);
    }
    edit(&mut tree, Path::new("Cargo.toml"), |text| {
        manifest::restrict(&text, &packages)
    })?;
    for path in sources(&tree, assignment) {
        edit(&mut tree, &path, |text| {
            let exercises = exercises::find(&text, &path)
                .map_err(|problems| Error::Failed(problems.join("\n")))?;
            Ok(splice::stub(&text, &exercises))
        })?;
    }
    let library = Path::new(assignment).join("src/lib.rs");
    edit(&mut tree, &library, |text| {
        splice::allow_unused(&text)
            .map_err(|error| Error::Failed(format!("{}: {error}", library.display())))
    })?;
    Ok(tree)
}

/// The students' tree with a lock file of its own, built twice and compared.
pub fn build(
    workspace: &Workspace,
    catalogue: &Catalogue,
    prune: impl FnOnce(&Tree) -> Result<File>,
) -> Result<Tree> {
    let mut tree = assemble(workspace, catalogue)?;
    if tree != assemble(workspace, catalogue)? {
        return Err(Error::Failed(
            "two builds differ: did a file change meanwhile? Build again.".into(),
        ));
    }
    let lock_file = prune(&tree)?;
    tree.insert("Cargo.lock".into(), lock_file);
    Ok(tree)
}

/// The name of the one assignment in an existing hand-out.
pub fn assignment_in(folder: &Path) -> Result<String> {
    let manifest = folder.join("Cargo.toml");
    let names = match manifest.is_file() {
        true => Workspace::find(folder)?.assignments()?,
        false => Vec::new(),
    };
    match names.as_slice() {
        [name] => Ok(name.clone()),
        _ => Err(Error::Usage(format!(
            "{} is not a hand-out: it must hold a Cargo.toml and one folder assignment1, assignment2, ...",
            folder.display()
        ))),
    }
}

/// Reads an existing hand-out.
pub fn load(folder: &Path) -> Result<Tree> {
    let files = files::list(folder)?.into_iter();
    files
        .map(|path| Ok((path.clone(), File::read(&folder.join(path))?)))
        .collect()
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
    let written = tree
        .iter()
        .try_for_each(|(path, file)| file.write(&partial.join(path)));
    let moved = written.and_then(|()| {
        if folder.exists() {
            // Empty, as checked; not every system renames onto an existing folder.
            fs::remove_dir(&folder).map_err(Error::io("replace", &folder))?;
        }
        fs::rename(&partial, &folder).map_err(Error::io("create", &folder))
    });
    if moved.is_err() {
        // Best effort: the error that is reported is the first one.
        let _ = fs::remove_dir_all(&partial);
    }
    moved
}

fn is_handed_out(path: &Path, packages: &[String]) -> bool {
    let at_root = path.parent() == Some(Path::new(""));
    let licence = at_root && path.to_string_lossy().starts_with("LICENSE");
    licence
        || ROOT_FILES.iter().any(|file| path == Path::new(file))
        || path.starts_with("datasets")
        || packages.iter().any(|package| path.starts_with(package))
}

/// An exercise in `common` would be handed out with its solution.
fn refuse_exercises_elsewhere(root: &Path, assignment: &str, packages: &[String]) -> Result<()> {
    for package in packages
        .iter()
        .filter(|package| assignment_number(package).is_none())
    {
        let (exercises, problems) = find_exercises(root, package)?;
        if !problems.is_empty() {
            return Err(Error::Failed(problems.join("\n")));
        }
        if let Some(exercise) = exercises.first() {
            return Err(Error::Failed(format!(
                "{}:{}: {} is outside of {assignment}/src and would be handed out with its solution: move it there.",
                exercise.file.display(),
                exercise.line,
                exercise.id
            )));
        }
    }
    Ok(())
}

/// An assignment's own source files in a tree.
pub fn sources(tree: &Tree, assignment: &str) -> Vec<PathBuf> {
    let folder = Path::new(assignment).join("src");
    let is_source = |path: &&PathBuf| {
        path.starts_with(&folder) && path.extension().is_some_and(|extension| extension == "rs")
    };
    tree.keys().filter(is_source).cloned().collect()
}

/// Changes the text of one file in a tree.
pub fn edit(
    tree: &mut Tree,
    path: &Path,
    change: impl FnOnce(String) -> Result<String>,
) -> Result<()> {
    let Some(file) = tree.get_mut(path) else {
        return Err(Error::Failed(format!(
            "{} is missing, or git ignores it.",
            path.display()
        )));
    };
    let text = String::from_utf8(std::mem::take(&mut file.bytes))
        .map_err(|_| Error::Failed(format!("{} is not UTF-8 text.", path.display())))?;
    file.bytes = change(text)?.into_bytes();
    Ok(())
}
