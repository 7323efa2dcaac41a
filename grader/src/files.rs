//! Which files a folder is made of, and a tree of files in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::error::{Error, Result};

/// Files by their path relative to the tree's root; the order makes two builds equal.
pub type Tree = BTreeMap<PathBuf, File>;

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether it can be run.
    pub executable: bool,
}

impl File {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(Error::io("read", path))?;
        let metadata = path.metadata().map_err(Error::io("read", path))?;
        Ok(Self {
            bytes,
            executable: is_executable(&metadata),
        })
    }

    /// Writes the file and the folders above it.
    pub fn write(&self, path: &Path) -> Result<()> {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(Error::io("create the folder", parent))?;
        }
        std::fs::write(path, &self.bytes).map_err(Error::io("write", path))?;
        match self.executable {
            true => make_executable(path).map_err(Error::io("write", path)),
            false => Ok(()),
        }
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self {
            bytes: text.into_bytes(),
            executable: false,
        }
    }
}

/// The files of a folder, relative to it and sorted: those that git tracks or does not ignore.
/// Where git knows nothing of the folder, all but what cargo and the programs of the course write.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    if let Some(files) = list_by_git(folder) {
        return Ok(files);
    }
    let mut files = Vec::new();
    walk(folder, Path::new(""), &mut files)?;
    files.retain(|file| !is_written_by_programs(file));
    files.sort();
    Ok(files)
}

/// Every file under a folder, relative to it and sorted.
pub fn list_all(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    walk(folder, Path::new(""), &mut files)?;
    files.sort();
    Ok(files)
}

/// `None` without git, outside of a repository, and in a folder that the repository ignores.
fn list_by_git(folder: &Path) -> Option<Vec<PathBuf>> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .current_dir(folder)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let names = String::from_utf8(output.stdout).ok()?;
    let mut files: Vec<PathBuf> = names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .collect();
    // Git also lists what was deleted but not yet committed.
    files.retain(|file| folder.join(file).is_file());
    files.sort();
    files.dedup();
    files
        .iter()
        .any(|file| file == Path::new("Cargo.toml"))
        .then_some(files)
}

fn walk(root: &Path, inside: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let folder = root.join(inside);
    for entry in folder
        .read_dir()
        .map_err(Error::io("read the folder", &folder))?
    {
        let entry = entry.map_err(Error::io("read the folder", &folder))?;
        let path = inside.join(entry.file_name());
        let kind = entry
            .file_type()
            .map_err(Error::io("read", root.join(&path)))?;
        if !kind.is_dir() {
            files.push(path);
        } else if entry.file_name() != ".git" && entry.file_name() != "target" {
            walk(root, &path, files)?;
        }
    }
    Ok(())
}

fn is_written_by_programs(file: &Path) -> bool {
    let first = file.iter().next().unwrap_or_default().to_string_lossy();
    file.iter().count() > 1 && (first == "runs" || first.starts_with("target"))
}

#[cfg(unix)]
fn is_executable(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o100 != 0
}

#[cfg(unix)]
fn make_executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn is_executable(_: &std::fs::Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
