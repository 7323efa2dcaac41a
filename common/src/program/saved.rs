//! A saved run as a command line names it: `evaluate RUN`, `export RUN`.

use super::{Assignment, TrainingEntry};
use crate::error::{Error, Result};
use crate::run::{Name, folder, program_of};
use std::path::PathBuf;

/// Which run of a training is meant.
#[derive(Debug, clap::Args)]
pub(crate) struct SavedRun {
    /// A run's folder, or the name of a program for its newest finished run
    run: PathBuf,

    /// Where run folders are, for the name of a program
    #[arg(long, value_name = "DIR", default_value = "runs")]
    out_dir: PathBuf,
}

/// A run that is there.
pub(crate) struct Found {
    pub(crate) name: Name,
    pub(crate) training: &'static TrainingEntry,
    pub(crate) folder: PathBuf,
}

impl SavedRun {
    /// The run that is meant; `done` is what is done with it, as in "evaluated".
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such run, or its program trains nothing.
    pub(crate) fn find(&self, assignment: &Assignment, done: &str) -> Result<Found> {
        let (folder, shown) = (&self.run, self.run.display());
        let by_name = match folder.join("run.toml").exists() {
            true => None,
            false => folder.to_str().and_then(|name| assignment.program(name)),
        };
        let of = match by_name {
            Some(entry) => entry.name.to_owned(),
            None => program_of(folder)?,
        };
        let trainings = assignment.programs.iter();
        let trainings = trainings.filter_map(|it| Some((it.name, it.training.as_ref()?)));
        let Some((program, training)) = trainings.clone().find(|(name, _)| *name == of) else {
            let names: Vec<&str> = trainings.map(|(name, _)| name).collect();
            let names = names.join(", ");
            return Err(Error::Usage(match by_name {
                Some(_) => format!(
                    "`{of}` trains nothing, so that no run of it can be {done}. Programs that train: {names}."
                ),
                None => format!(
                    "{shown} is a run of `{of}`, which cannot be {done} by {}. Programs that train: {names}.",
                    assignment.name
                ),
            }));
        };
        let name = Name {
            assignment: assignment.name,
            program,
        };
        let folder = match by_name {
            Some(_) => folder::newest_finished(name, &self.out_dir)?,
            None => folder.clone(),
        };
        Ok(Found {
            name,
            training,
            folder,
        })
    }
}
