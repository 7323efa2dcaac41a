//! The folder in which hand-outs are compiled and tested: a copy, so that the hand-out itself stays as built.

use std::fs::{self, File};
use std::path::PathBuf;

use common::error::{Error, Result};

use crate::cargo::Cargo;
use crate::console::progress;
use crate::files::{self, Tree};
use crate::workspace::Workspace;

/// A workspace under the target folder whose files are exchanged from one proof to the next.
///
/// There is one for all hand-outs, always in the same place: cargo then sees one workspace whose files
/// change, which is the case that its comparison of modification times is right for.
#[derive(Debug)]
pub struct ProofWorkspace<'a> {
    /// The staff's workspace.
    pub staff: &'a Workspace,
    /// The folder.
    pub folder: PathBuf,
    /// Locked as long as this value lives; a second grader waits.
    _lock: File,
}

impl<'a> ProofWorkspace<'a> {
    /// Opens the folder, and waits for another grader that uses it.
    pub fn open(staff: &'a Workspace) -> Result<Self> {
        let home = staff.target.join("handout");
        let folder = home.join("workspace");
        common::files::create_folder(&folder)?;
        let lock_path = home.join("lock");
        let lock = File::create(&lock_path).map_err(Error::io("create", &lock_path))?;
        if lock.try_lock().is_err() {
            progress("waiting for another grader");
            lock.lock().map_err(Error::io("lock", &lock_path))?;
        }
        Ok(Self {
            staff,
            folder,
            _lock: lock,
        })
    }

    /// Makes the folder equal to a tree. Files that are equal already are not touched, so that cargo
    /// compiles only what changed.
    pub fn fill(&self, tree: &Tree) -> Result<Cargo> {
        let mut wanted = tree.clone();
        if self.folder.starts_with(&self.staff.root) {
            // Cargo merges the configurations of all folders above; its lists would hold all twice.
            wanted.retain(|path, _| !path.starts_with(".cargo"));
        }
        for path in files::list_all(&self.folder)? {
            if !wanted.contains_key(&path) {
                let path = self.folder.join(path);
                fs::remove_file(&path).map_err(Error::io("remove", &path))?;
            }
        }
        files::write(&wanted, &self.folder)?;
        let packages = self.staff.packages.iter();
        let packages = packages.filter(|package| {
            let folder = PathBuf::from(self.staff.place(package));
            tree.contains_key(&folder.join("Cargo.toml"))
        });
        Ok(Cargo {
            packages: packages.map(|package| package.name.clone()).collect(),
            folder: self.folder.clone(),
            build: self.staff.build.clone(),
            artifacts: self.folder.with_file_name("artifacts"),
        })
    }

    /// Gives a tree a lock file of its own: the staff's without what its packages do not use.
    pub fn prune_lock_file(&self, tree: &mut Tree) -> Result<()> {
        self.fill(tree)?.prune_lock_file()?;
        let lock_file = common::files::read(&self.folder.join("Cargo.lock"))?;
        tree.insert("Cargo.lock".into(), lock_file);
        Ok(())
    }
}
