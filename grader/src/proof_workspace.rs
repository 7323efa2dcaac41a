//! The folder in which hand-outs are compiled and tested: a copy, so that the hand-out itself stays as built.

use std::collections::BTreeMap;
use std::fs::{self, File as Handle};
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::cargo::Cargo;
use crate::console::progress;
use crate::files::{self, File, Tree};
use crate::manifest;
use crate::workspace::Workspace;

/// A workspace under the target folder whose files are exchanged from one proof to the next.
///
/// There is one for all hand-outs, always in the same place: cargo then sees one workspace whose files
/// change, which is the case that its comparison of modification times is right for.
#[derive(Debug)]
pub struct ProofWorkspace {
    folder: PathBuf,
    artifacts: PathBuf,
    build: PathBuf,
    /// Whether the staff's cargo configuration holds in `folder` too.
    inherits_configuration: bool,
    /// Locked as long as this value lives; a second grader waits.
    _lock: Handle,
}

impl ProofWorkspace {
    /// Opens the folder, and waits for another grader that uses it.
    pub fn open(workspace: &Workspace) -> Result<Self> {
        let build = workspace.target_folder()?;
        let home = build.join("handout");
        let folder = home.join("workspace");
        fs::create_dir_all(&folder).map_err(Error::io("create the folder", &folder))?;
        let lock_path = home.join("lock");
        let lock = Handle::create(&lock_path).map_err(Error::io("create", &lock_path))?;
        if lock.try_lock().is_err() {
            progress("waiting for another grader");
            lock.lock().map_err(Error::io("lock", &lock_path))?;
        }
        Ok(Self {
            inherits_configuration: folder.starts_with(workspace.root()),
            artifacts: home.join("artifacts"),
            folder,
            build,
            _lock: lock,
        })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes the folder equal to a tree. Files that are equal already are not touched, so that cargo
    /// compiles only what changed.
    pub fn fill(&self, tree: &Tree) -> Result<Cargo> {
        let mut wanted: BTreeMap<&PathBuf, &File> = tree.iter().collect();
        if self.inherits_configuration {
            // Cargo merges the configurations of all folders above; its lists would hold all twice.
            wanted.retain(|path, _| !path.starts_with(".cargo"));
        }
        for path in files::list_all(&self.folder)? {
            if !wanted.contains_key(&path) {
                let path = self.folder.join(path);
                fs::remove_file(&path).map_err(Error::io("remove", &path))?;
            }
        }
        for (path, file) in wanted {
            let path = self.folder.join(path);
            if !path.is_file() || File::read(&path)? != *file {
                file.write(&path)?;
            }
        }
        let packages: Result<Vec<String>> = tree
            .keys()
            .filter(|path| {
                path.ends_with("Cargo.toml") && path.as_path() != Path::new("Cargo.toml")
            })
            .map(|path| {
                manifest::package_name(self.folder.join(path).parent().unwrap_or(&self.folder))
            })
            .collect();
        Ok(Cargo::new(
            &self.folder,
            &self.build,
            &self.artifacts,
            &packages?,
        ))
    }

    /// The tree's lock file without what its packages do not use.
    pub fn pruned_lock_file(&self, tree: &Tree) -> Result<File> {
        self.fill(tree)?.prune_lock_file()?;
        File::read(&self.folder.join("Cargo.lock"))
    }
}
