//! One run of a program: its settings, its folder, its listeners, its end.
//!
//! ```text
//! runs/assignment1/mlp/20261123-081530-42/
//!   run.toml  command.txt            what was meant, what was typed
//!   metrics.csv  times.csv  events.jsonl
//!   checkpoints/<step>/  checkpoints/last   the learner's state; `last` names the newest
//!   figures/  report.html  result.json      written at the end
//! ```

mod clock;
mod end;
pub(crate) mod folder;

pub use folder::program_of;

use crate::error::Result;
use crate::events::{self, Event, Files, Sink};
use crate::learner::{Learner, Part, Snapshot, Start};
use crate::metrics::{Measured, Metrics};
use crate::report::Told;
use crate::results::Expected;
use crate::settings::Output;
use crate::signals::Signals;
use crate::table::Table;
use clock::Clock;
use std::path::{Path, PathBuf};

/// Whose run it is.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// The package, which is the binary and the folder of its runs too.
    pub assignment: &'static str,
    /// The subcommand.
    pub program: &'static str,
}

/// One run of a program.
pub struct Run {
    /// What the program starts from.
    pub start: Start,
    name: Name,
    settings: toml::Table,
    /// What is documented of these settings, by metric.
    expected: Vec<(String, Expected)>,
    output: Output,
    /// Decided when the work begins, or by `--resume`.
    folder: Option<PathBuf>,
    resumed: bool,
    sinks: Vec<Box<dyn Sink>>,
    signals: Signals,
    clock: Clock,
    latest: Vec<(Part, Metrics)>,
    records: Metrics,
    told: Told,
}

impl Run {
    /// A run with these settings; nothing is written yet. `folder` is that of a run to go on with.
    pub(crate) fn open(
        name: Name,
        start: Start,
        settings: toml::Table,
        (output, folder): (Output, Option<PathBuf>),
    ) -> Self {
        Self {
            start,
            name,
            settings,
            expected: Vec::new(),
            output,
            resumed: folder.is_some(),
            folder,
            sinks: Vec::new(),
            signals: Signals::default(),
            clock: Clock::at(0, 0, 0.0),
            latest: Vec::new(),
            records: Metrics::default(),
            told: Told::default(),
        }
    }

    /// The same run with what is documented of its settings, by metric.
    pub(crate) fn expecting(mut self, expected: Vec<(String, Expected)>) -> Self {
        self.expected = expected;
        self
    }

    /// The run's folder.
    ///
    /// # Panics
    /// Before the work has begun.
    pub fn folder(&self) -> &Path {
        self.folder.as_deref().expect("the run has begun")
    }

    /// Adds a number to the result that is no metric of the last evaluation: how many epochs
    /// something took, say.
    pub fn record(&mut self, name: impl Into<String>, measured: impl Into<Measured>) {
        self.records.push(name, measured);
    }

    /// Sets the table that the user is shown at the end in place of a list of all metrics.
    pub fn set_table(&mut self, table: Table) {
        self.told.table = Some(table);
    }

    /// Says in words what came out, below the table and in the report.
    pub fn explain(&mut self, words: impl Into<String>) {
        self.told.words = words.into();
    }

    /// Makes the folder, which is all that a run without steps needs before its work.
    ///
    /// # Errors
    /// [`Error::Io`](crate::error::Error::Io) with the path.
    pub fn make_folder(&mut self) -> Result<()> {
        let runs = folder::runs_of(self.name, &self.output.out_dir);
        let seed = self.start.base.seed;
        self.folder = Some(folder::make(&runs, self.name, seed, &self.settings)?);
        Ok(())
    }

    /// Makes the run folder, or takes up the one that is resumed; returns the checkpoint to go on
    /// from, if there is one.
    pub(crate) fn begin(&mut self, last_step: usize) -> Result<Option<PathBuf>> {
        self.signals = Signals::listen()?;
        let checkpoint = if self.resumed {
            folder::last_checkpoint(self.folder())?
        } else {
            self.make_folder()?;
            None
        };
        let (step, files) = match &checkpoint {
            Some(checkpoint) => {
                let step = Snapshot::read(checkpoint)?.steps()?;
                (step, Files::open(self.folder(), step)?)
            }
            None => (0, Files::anew(self.folder())?),
        };
        self.sinks.insert(0, Box::new(files));
        self.sinks.extend(events::terminal(self.output.progress));
        self.clock = Clock::at(step, last_step, folder::seconds_so_far(self.folder()));
        if self.resumed {
            let folder = self.folder().display().to_string();
            self.note(&format!("resumed {folder} after step {step}"))?;
        }
        self.event(&Event::Started {
            step,
            steps: last_step,
        })?;
        Ok(checkpoint)
    }

    /// Tells all listeners.
    ///
    /// # Errors
    /// The first listener's error.
    pub fn event(&mut self, event: &Event) -> Result<()> {
        self.sinks.iter_mut().try_for_each(|sink| sink.event(event))
    }

    /// Tells the user a line.
    ///
    /// # Errors
    /// As [`event`](Self::event).
    pub fn note(&mut self, text: &str) -> Result<()> {
        self.event(&Event::Note(text))
    }

    pub(crate) fn progress(&mut self, step: usize) -> Result<()> {
        if !self.clock.advance(step) {
            return Ok(());
        }
        if let Some(time) = self.clock.estimate() {
            self.note(&format!("this run will take about {time}"))?;
        }
        self.event(&Event::Progress { step })
    }

    pub(crate) fn evaluated(
        &mut self,
        epoch: usize,
        step: usize,
        metrics: Vec<(Part, Metrics)>,
    ) -> Result<()> {
        let event = Event::Evaluated {
            epoch,
            step,
            seconds: self.clock.seconds(),
            metrics: &metrics,
        };
        self.event(&event)?;
        self.latest = metrics;
        Ok(())
    }

    /// Takes note of metrics whose lines are in the run's files already.
    pub(crate) fn remember(&mut self, metrics: Vec<(Part, Metrics)>) {
        self.latest = metrics;
    }

    pub(crate) fn checkpoint_is_due(&self) -> bool {
        self.clock.seconds_since_saved() >= self.output.checkpoint_seconds
    }

    pub(crate) fn save<L: Learner>(&mut self, learner: &mut L) -> Result<()> {
        folder::save(self.folder(), learner)?;
        self.clock.saved();
        self.event(&Event::Saved {
            step: learner.steps(),
        })
    }

    pub(crate) fn stop_requested(&self) -> Option<u8> {
        self.signals.received()
    }
}
