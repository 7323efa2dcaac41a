//! The table of an assignment: every program in one line, read by whoever deals with all of them.

use super::{Program, Start, Training, carry_out, evaluate, train};
use crate::demo;
use crate::error::Result;
use crate::learner::Learner;
use crate::metrics::Metrics;
use crate::results::{Measurements, Results, deciding};
use crate::run::Name;
use crate::settings::{self, Line, Settings};
use burn::tensor::Device;
use clap::{ArgMatches, Command};
use std::path::Path;

/// An assignment: what its binary can do.
#[derive(Debug)]
pub struct Assignment {
    /// Its package, its binary, and the folder of its runs.
    pub name: &'static str,
    /// What it is about, in one line.
    pub about: &'static str,
    /// Command lines to begin with, without the binary's name.
    pub examples: &'static [&'static str],
    /// `results.toml` and `results.measured.toml`: what its programs are expected to reach.
    pub results: [&'static str; 2],
    /// Its programs, in the order of the course.
    pub programs: &'static [Entry],
    /// Its demonstrations, in the order of the course.
    pub demos: &'static [demo::Entry],
}

impl Assignment {
    /// What is documented of its programs.
    ///
    /// # Errors
    /// [`Error::Data`](crate::error::Error::Data) if a built-in text cannot be read.
    pub fn results(&self) -> Result<Results> {
        let [rows, measured] = self.results;
        Results::parse(rows, &Measurements::parse(measured)?)
    }

    /// Whose runs those of a program are.
    pub(super) fn name_of<S: Settings>(&self) -> Name {
        Name {
            assignment: self.name,
            program: S::NAME,
        }
    }

    /// The program of this name.
    pub fn program(&self, name: &str) -> Option<&'static Entry> {
        self.programs.iter().find(|program| program.name == name)
    }
}

/// The steps of a training, for whoever drives it: what it starts from, and itself.
pub type Started = (Start, Box<dyn Learner>);

/// One program in the table of its assignment.
#[derive(Debug)]
pub struct Entry {
    /// Its subcommand.
    pub name: &'static str,
    /// Its flags and its help.
    pub command: fn() -> Command,
    /// Carries out the words of a command line.
    pub run: fn(&Assignment, &ArgMatches) -> Result<()>,
    /// The settings of a command in one line, as far as they decide its result.
    pub settings: fn(&str) -> Result<toml::Table>,
    /// What only a program that trains can do.
    pub training: Option<TrainingEntry>,
    /// Command lines of the same binary that have to be carried out before it: whoever runs every program of
    /// a table, as its tests do, begins with these.
    pub first: &'static [&'static str],
}

/// What a program that trains can do beside running.
#[derive(Debug)]
pub struct TrainingEntry {
    /// The metrics of the last checkpoint of a run.
    pub evaluate: fn(Name, &Path) -> Result<Metrics>,
    /// The training of a command in one line, from its start.
    pub learner: fn(&str, &Device) -> Result<Started>,
}

impl Entry {
    /// A program that trains.
    pub const fn training<T: Training>() -> Self {
        Self {
            name: T::NAME,
            command: settings::command::<T>,
            run: train::<T>,
            settings: settings_of::<T>,
            training: Some(TrainingEntry {
                evaluate: evaluate::<T>,
                learner: learner_of::<T>,
            }),
            first: &[],
        }
    }

    /// A program that does not.
    pub const fn program<P: Program>() -> Self {
        Self {
            name: P::NAME,
            command: settings::command::<P>,
            run: carry_out::<P>,
            settings: settings_of::<P>,
            training: None,
            first: &[],
        }
    }

    /// The same program, which looks at runs: those of these command lines.
    pub const fn after(mut self, first: &'static [&'static str]) -> Self {
        self.first = first;
        self
    }
}

fn settings_of<S: Settings>(command: &str) -> Result<toml::Table> {
    Ok(deciding(
        Line::<S>::parse(command.split_whitespace())?.table()?,
    ))
}

fn learner_of<T: Training>(command: &str, device: &Device) -> Result<Started> {
    let Line { base, settings, .. } = Line::<T>::parse(command.split_whitespace())?;
    let start = Start::on(device, &base, settings.length());
    let learner = settings.learner(&start)?;
    Ok((start, Box::new(learner)))
}
