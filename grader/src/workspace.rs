//! The staff's workspace: where it is and which assignments it holds.

use std::path::{Path, PathBuf};

use common::error::{Error, Result};

/// The workspace that holds the solution.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Its root folder, absolute.
    root: PathBuf,
}

impl Workspace {
    /// Finds the workspace that `start` lies in: the nearest folder upwards with a workspace manifest.
    pub fn find(start: &Path) -> Result<Self> {
        let start = std::path::absolute(start).map_err(Error::io("find", start))?;
        for folder in start.ancestors() {
            let manifest = folder.join("Cargo.toml");
            if manifest.is_file() && read(&manifest)?.contains("[workspace]") {
                return Ok(Self {
                    root: folder.to_path_buf(),
                });
            }
        }
        Err(Error::Usage(format!(
            "{} lies in no cargo workspace: run the grader inside the course's repository.",
            start.display()
        )))
    }

    /// The root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The names of the assignments, sorted.
    pub fn assignments(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in self
            .root
            .read_dir()
            .map_err(Error::io("read the folder", &self.root))?
        {
            let entry = entry.map_err(Error::io("read the folder", &self.root))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if assignment_number(&name).is_some() && entry.path().join("Cargo.toml").is_file() {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// Refuses the name of an assignment that is not there, and says which ones are.
    pub fn check_assignment(&self, name: &str) -> Result<()> {
        let names = self.assignments()?;
        if names.iter().any(|known| known == name) {
            return Ok(());
        }
        let known = match names.is_empty() {
            true => {
                "none; an assignment is a folder assignment1, assignment2, ... with a Cargo.toml"
                    .into()
            }
            false => names.join(", "),
        };
        Err(Error::Usage(format!(
            "there is no assignment '{name}' in {}.\nThose that exist: {known}.",
            self.root.display()
        )))
    }

    /// Where cargo puts what it builds: `CARGO_TARGET_DIR` if that is set, else `target` in the root.
    pub fn target_folder(&self) -> Result<PathBuf> {
        match std::env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty()) {
            Some(folder) => {
                std::path::absolute(&folder).map_err(Error::io("find", PathBuf::from(&folder)))
            }
            None => Ok(self.root.join("target")),
        }
    }
}

/// The number in the name of an assignment: 1 for `assignment1`.
pub fn assignment_number(name: &str) -> Option<u32> {
    name.strip_prefix("assignment")?.parse().ok()
}

/// Reads a text file.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(Error::io("read", path))
}
