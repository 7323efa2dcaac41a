//! A workspace as `cargo metadata` describes it: where it is, its packages and what they are built of.
//!
//! Read with a few lines of serde: the crate for it turns on a feature of `serde_json` (decision 5).

use std::path::{Path, PathBuf};

use common::error::{Error, Result};
use serde::Deserialize;

use crate::cargo;

/// What shows their code live: a package, and its folder.
pub const LABS: &str = "labs";

/// A cargo workspace: the staff's, which holds the solution, or a hand-out.
#[derive(Debug, Clone, Deserialize)]
pub struct Workspace {
    /// Its folder, absolute.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// Where cargo puts finished programs.
    #[serde(rename = "target_directory")]
    pub target: PathBuf,
    /// Where cargo puts what it compiles on the way: the same, unless it is told otherwise.
    #[serde(rename = "build_directory")]
    pub build: PathBuf,
    /// Its packages.
    pub packages: Vec<Package>,
}

/// A package of the workspace.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
    targets: Vec<Target>,
}

/// What a package depends on.
#[derive(Debug, Clone, Deserialize)]
pub struct Dependency {
    name: String,
    #[serde(rename = "req")]
    version: String,
    /// `dev` or `build`, where it is not the package itself that depends on it.
    kind: Option<String>,
    /// The folder of a dependency that does not come from a registry.
    path: Option<PathBuf>,
    uses_default_features: bool,
    features: Vec<String>,
}

impl Dependency {
    /// The line of a manifest that depends on the same package with the same features, under another name.
    pub fn manifest_line(&self, name: &str) -> String {
        let source = match &self.path {
            Some(path) => format!("path = {path:?}"),
            None => format!("version = {:?}", self.version),
        };
        let (package, defaults) = (&self.name, self.uses_default_features);
        let features = &self.features;
        format!(
            "{name} = {{ package = {package:?}, {source}, default-features = {defaults}, features = {features:?} }}"
        )
    }
}

/// A library, a program or a test executable.
#[derive(Debug, Clone, Deserialize)]
pub struct Target {
    /// Its name: `linear` for `tests/linear.rs`.
    pub name: String,
    kind: Vec<String>,
    /// Its root file.
    #[serde(rename = "src_path")]
    pub source: PathBuf,
    #[serde(rename = "required-features", default)]
    required_features: Vec<String>,
}

impl Package {
    fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new(""))
    }

    /// What the package itself depends on under this name.
    pub fn dependency(&self, name: &str) -> Option<&Dependency> {
        let mut dependencies = self.dependencies.iter();
        dependencies.find(|own| own.name == name && own.kind.is_none())
    }

    /// The targets of a kind, `lib`, `bin` or `test`, that need no features: what `cargo test` builds.
    pub fn targets(&self, kind: &str) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(move |target| {
            target.required_features.is_empty() && target.kind.iter().any(|own| own == kind)
        })
    }
}

impl Workspace {
    /// The workspace that a folder lies in. The error has cargo's words.
    pub fn find(start: &Path) -> Result<Self> {
        let start = std::path::absolute(start).map_err(Error::io("find", start))?;
        let mut command = cargo::command(&start);
        command.args(["metadata", "--no-deps", "--offline", "--format-version=1"]);
        let output = command.output().map_err(cargo::missing)?;
        serde_json::from_slice(&output.stdout).map_err(|_| {
            Error::Usage(format!(
                "{} lies in no cargo workspace: run the grader inside the course's repository.\nCargo said:\n{}",
                start.display(),
                String::from_utf8_lossy(&output.stderr).trim_end()
            ))
        })
    }

    /// A package's folder relative to the root, with slashes.
    pub fn place(&self, package: &Package) -> String {
        let folder = package.folder();
        let folder = folder.strip_prefix(&self.root).unwrap_or(folder);
        folder.to_string_lossy().replace('\\', "/")
    }

    /// The assignments: the packages in folders of the root that are called as they are, `assignment1`, ...
    pub fn assignments(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| {
            assignment_number(&package.name).is_some() && self.place(package) == package.name
        })
    }

    /// An assignment by its name. The error says which ones there are.
    pub fn assignment(&self, name: &str) -> Result<&Package> {
        let found = self.assignments().find(|package| package.name == name);
        found.ok_or_else(|| {
            let mut known: Vec<&str> = self.assignments().map(|package| &*package.name).collect();
            if known.is_empty() {
                known.push(
                    "none; an assignment is a package in a folder assignment1, assignment2, ...",
                );
            }
            Error::Usage(format!(
                "there is no assignment '{name}' in {}.\nThose that exist: {}.",
                self.root.display(),
                known.join(", ")
            ))
        })
    }

    /// What students check themselves with, where the workspace has it.
    pub fn workbook(&self) -> Option<&Package> {
        self.of_root("workbook")
    }

    /// What shows their code live, where the workspace has it.
    pub fn labs(&self) -> Option<&Package> {
        self.of_root(LABS)
    }

    /// The package of this name in the folder of this name.
    fn of_root(&self, name: &str) -> Option<&Package> {
        let mut packages = self.packages.iter();
        packages.find(|package| package.name == name && self.place(package) == name)
    }

    /// The folders of the packages that students get, relative to the root: an assignment, the workbook, the
    /// labs and what they depend on by path, directly or not. Anything but packages under `common` is an error;
    /// of the assignments that the labs know, students get theirs.
    pub fn handed_out(&self, assignment: &str) -> Result<Vec<String>> {
        let mut found = vec![self.assignment(assignment)?];
        found.extend(self.workbook());
        found.extend(self.labs());
        let mut next = 0;
        while let Some(package) = found.get(next).copied() {
            next += 1;
            for Dependency { name, path, .. } in &package.dependencies {
                let Some(path) = path else { continue };
                let of_labs = package.name == LABS && is_another(name, assignment);
                if of_labs || found.iter().any(|known| known.folder() == path) {
                    continue;
                }
                let shared = self.packages.iter().find(|other| {
                    other.folder() == path && Path::new(&self.place(other)).starts_with("common")
                });
                found.push(shared.ok_or_else(|| {
                    Error::Failed(format!(
                        "{} depends on {name}, which is not handed out: students get the assignment, the workbook, the labs and common alone. \
                         Remove that dependency.",
                        package.name
                    ))
                })?);
            }
        }
        Ok(found.iter().map(|package| self.place(package)).collect())
    }
}

/// The number in the name of an assignment: 1 for `assignment1`.
pub fn assignment_number(name: &str) -> Option<u32> {
    name.strip_prefix("assignment")?.parse().ok()
}

/// Whether a name is that of an assignment, and not of this one.
pub fn is_another(name: &str, assignment: &str) -> bool {
    name != assignment && assignment_number(name).is_some()
}

/// The root file of an assignment's library.
pub fn library(assignment: &str) -> PathBuf {
    Path::new(assignment).join("src").join("lib.rs")
}
