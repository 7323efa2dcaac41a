//! Which files a folder is made of, and a tree of files in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::error::{Error, Result};

/// What files hold, by their path relative to the tree's root; the order makes two builds equal.
///
/// Whether a file can be run is not kept: cargo starts everything that students run.
pub type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// Folders that git, cargo and the programs of the course write.
const WRITTEN: [&str; 4] = [".git", "target", "target-gpu", "runs"];

/// Writes a tree into a folder. Files that are equal already are not touched: cargo goes by the times at
/// which they were changed.
pub fn write(tree: &Tree, folder: &Path) -> Result<()> {
    for (path, bytes) in tree {
        let path = folder.join(path);
        if std::fs::read(&path).ok().as_ref() != Some(bytes) {
            common::files::create_folder(path.parent().unwrap_or(folder))?;
            std::fs::write(&path, bytes).map_err(Error::io("write", &path))?;
        }
    }
    Ok(())
}

/// The files of a folder, relative to it and sorted: those that git tracks or does not ignore, or where git
/// knows nothing of the folder, [all](list_all).
pub fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    list_by_git(folder).map_or_else(|| list_all(folder), Ok)
}

/// Every file under a folder, relative to it and sorted, but what git, cargo and the programs of the course
/// write.
pub fn list_all(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        let folder = folder.join(&inside);
        let failed = || Error::io("read the folder", &folder);
        for entry in folder.read_dir().map_err(failed())? {
            let entry = entry.map_err(failed())?;
            let path = inside.join(entry.file_name());
            if !entry.file_type().map_err(failed())?.is_dir() {
                files.push(path);
            } else if !WRITTEN.iter().any(|name| entry.file_name() == *name) {
                open.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// `None` without git, outside of a repository, and in a folder that the repository ignores.
fn list_by_git(folder: &Path) -> Option<Vec<PathBuf>> {
    let words = "ls-files -z --cached --others --exclude-standard".split(' ');
    let output = Command::new("git").args(words).current_dir(folder).output();
    let output = output.ok().filter(|output| output.status.success())?;
    let names = String::from_utf8(output.stdout).ok()?;
    // Git also lists what was deleted but not yet committed.
    let files = names.split('\0').map(PathBuf::from);
    let mut files: Vec<PathBuf> = files.filter(|file| folder.join(file).is_file()).collect();
    files.sort();
    files.dedup();
    let knows = files.contains(&PathBuf::from("Cargo.toml"));
    knows.then_some(files)
}
