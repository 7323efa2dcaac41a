//! The worker: the program that runs bodies on hidden inputs, and gives values back.
//!
//! Its library is the exercise files of one [class](Class) with bodies spliced in, its program the
//! [probes](crate::probes). Cargo builds it once, with the solution ([`Worker::prepare`]): that is the
//! oracle, and cargo's two calls of the compiler are [kept](calls). For a submission the same two calls are
//! made again on other files, in the [sandbox], without cargo ([`build`]).

use std::path::{Path, PathBuf};

use common::error::Result;

use crate::catalogue::Catalogue;
use crate::files;
use crate::items::Class;
use crate::probes::Probe;
use crate::workspace::Workspace;

pub mod ask;
pub mod build;
pub mod calls;
mod diagnostics;
pub mod library;
mod package;

pub use library::{Alternative, Bodies, Library, Role};

/// The worker of one class of exercise files of one assignment, with the solution in it.
#[derive(Debug)]
pub struct Worker {
    /// What its exercise files may use.
    pub class: Class,
    /// The library's name, which is the assignment's.
    pub assignment: String,
    /// The exercise files with what stands in them.
    pub sources: library::Sources,
    /// What it can be asked.
    pub probes: Vec<Probe>,
    /// The program with the solution.
    pub oracle: PathBuf,
    /// The files of the program: the probes, and what calls them.
    pub program: files::Tree,
    /// How the library and the program are compiled.
    pub calls: calls::Calls,
}

impl Worker {
    /// Builds the workers of an assignment with the solution: one for each class that its probes need.
    pub fn prepare(
        workspace: &Workspace,
        catalogue: &Catalogue,
        probes: &[Probe],
    ) -> Result<Vec<Self>> {
        let mut workers = Vec::new();
        for class in [Class::ByHand, Class::Burn] {
            let of_class = |file: &Path| crate::probes::class_of(file, probes, catalogue) == class;
            let own = probes.iter().filter(|probe| of_class(&probe.file));
            let own: Vec<Probe> = own.cloned().collect();
            if !own.is_empty() {
                workers.push(package::prepare(workspace, catalogue, class, own)?);
            }
        }
        Ok(workers)
    }
}
