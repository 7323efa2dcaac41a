//! One run of a program: its settings, its folder, its listeners, its end.
//!
//! ```text
//! runs/assignment1/mlp/20261123-081530-42/
//!   run.toml  command.txt            what was meant, what was typed
//!   metrics.csv  times.csv  events.jsonl
//!   checkpoints/<step>/  checkpoints/last   the learner's state; `last` names the newest
//!   checkpoints/best/                weights of the lowest loss on the validation part, if there is one
//!   samples/<step>/                  pictures and texts that the learner shows
//!   figures/  report.html  result.json      written at the end
//! ```

mod clock;
mod end;
pub(crate) mod folder;
mod recorded;

pub use folder::program_of;
pub use recorded::Recorded;

use crate::console;
use crate::error::{Error, Result};
use crate::events::{self, Event, Files, Sink};
use crate::files;
use crate::learner::{Exhibit, Learner, Part, Shown, Snapshot, Split, Start};
use crate::means::Means;
use crate::metrics::{Measured, Metrics};
use crate::report::Told;
use crate::results::Expected;
use crate::settings::{self, Output, Progress, Words};
use crate::signals::Signals;
use crate::table::Table;
use clock::Clock;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

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
    /// Held as long as this process trains.
    lock: Option<File>,
    sinks: Vec<Box<dyn Sink>>,
    signals: Signals,
    clock: Clock,
    latest: Vec<(Part, Metrics)>,
    /// The lowest loss on the validation part so far.
    lowest: Option<f64>,
    records: Metrics,
    told: Told,
    /// When the user was last told what a program without steps is at.
    busy_since: Instant,
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
            lock: None,
            sinks: Vec::new(),
            signals: Signals::default(),
            clock: Clock::at(0, 0, 0.0),
            latest: Vec::new(),
            lowest: None,
            records: Metrics::default(),
            told: Told::default(),
            busy_since: Instant::now(),
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

    /// The run's settings.
    pub fn settings(&self) -> Words {
        settings::words(&self.settings)
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

    /// The run that is named, of one of these programs of the same assignment: by its folder, or by its program for the
    /// newest finished one, where this run's folder is made too. `lacks` says what a run of another program has not, as
    /// in "has not learned to write".
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such run, with the command that makes one.
    pub fn named(
        &self,
        run: &str,
        of: &[&'static str],
        lacks: &str,
    ) -> Result<(&'static str, PathBuf)> {
        let known = |name: &str| of.iter().copied().find(|it| *it == name);
        if let Some(program) = known(run) {
            let name = Name {
                program,
                ..self.name
            };
            return Ok((
                program,
                folder::newest_finished(name, &self.output.out_dir)?,
            ));
        }
        let folder = PathBuf::from(run);
        let first = of.first().copied().unwrap_or_default();
        let programs = of.join(" or ");
        if !folder.exists() {
            return Err(Error::Usage(format!(
                "there is no run in {run}. Name the folder of a run of {programs}, or `{first}` for its newest finished one."
            )));
        }
        let program = program_of(&folder)?;
        let refused = || {
            Error::Usage(format!(
                "{run} is a run of `{program}`, which {lacks}. Name a run of {programs}, or make one first:\n  \
                 cargo run -p {} -- {first}",
                self.name.assignment
            ))
        };
        Ok((known(&program).ok_or_else(refused)?, folder))
    }

    /// Whose run this is.
    pub fn name(&self) -> Name {
        self.name
    }

    /// Tells the user what a program without steps is at, once a second at most; nothing where no progress is
    /// wanted.
    pub fn busy(&mut self, with: impl FnOnce() -> String) {
        let is_due = self.busy_since.elapsed() >= Duration::from_secs(1);
        if is_due && self.output.progress != Progress::None {
            console::tell(with());
            self.busy_since = Instant::now();
        }
    }

    /// Adds a table to the report alone, behind its figures, with words on how it is to be read.
    pub fn append(&mut self, heading: &str, table: Table, words: String) {
        self.told.appendix = Some((heading.into(), table, words));
    }

    /// Makes the folder, which is all that a run without steps needs before its work.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn make_folder(&mut self) -> Result<()> {
        let runs = folder::runs_of(self.name, &self.output.out_dir);
        let seed = self.start.base.seed;
        self.folder = Some(folder::make(&runs, self.name, seed, &self.settings)?);
        Ok(())
    }

    /// Makes the run folder, or takes up the one that is resumed; returns the checkpoint to go on
    /// from, if there is one. Nothing is changed in a folder that another process uses, or whose files
    /// are not understood.
    pub(crate) fn begin(&mut self, last_step: usize) -> Result<Option<Snapshot>> {
        self.signals = Signals::listen()?;
        if !self.resumed {
            self.make_folder()?;
        }
        self.lock = Some(folder::lock(self.name, self.folder())?);
        let checkpoint = folder::last_checkpoint(self.folder())?;
        let checkpoint = match checkpoint {
            Some(folder) => Some((Snapshot::read(&folder)?, folder)),
            None => None,
        };
        let (step, files) = match &checkpoint {
            Some((snapshot, place)) => {
                self.lowest = folder::best(self.folder())?.map(|(_, (loss, _))| loss);
                let recorded = (snapshot, place.as_path());
                (snapshot.steps()?, Files::resume(self.folder(), recorded)?)
            }
            None => {
                folder::forget_best(self.folder());
                (0, Files::anew(self.folder())?)
            }
        };
        self.sinks.insert(0, Box::new(files));
        self.sinks
            .extend(events::terminal(self.output.progress, self.start.length));
        self.clock = Clock::at(step, last_step, folder::seconds_so_far(self.folder()));
        if self.resumed {
            let folder = self.folder().display().to_string();
            self.note(&format!("resumed {folder} after step {step}"))?;
        }
        self.event(&Event::Started {
            step,
            steps: last_step,
        })?;
        Ok(checkpoint.map(|(snapshot, _)| snapshot))
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

    /// Tells what was measured after so many epochs and steps, and the means of what the steps reported.
    pub(crate) fn evaluated(
        &mut self,
        (epoch, step): (usize, usize),
        steps: Metrics,
        measured: Vec<(Part, Metrics)>,
    ) -> Result<()> {
        let steps = Some((Split::Steps, steps)).filter(|(_, of)| of.iter().next().is_some());
        let parts = measured.iter().cloned();
        let parts = parts.map(|(part, metrics)| (Split::Part(part), metrics));
        let metrics: Vec<_> = steps.into_iter().chain(parts).collect();
        let event = Event::Evaluated {
            epoch,
            step,
            seconds: self.clock.seconds(),
            metrics: &metrics,
        };
        self.event(&event)?;
        self.latest = measured;
        Ok(())
    }

    /// Files what a learner shows after a step.
    pub(crate) fn exhibit(&self, step: usize, exhibits: Vec<Exhibit>) -> Result<()> {
        let folder = self.folder().join("samples").join(step.to_string());
        for Exhibit { name, shown } in exhibits {
            match shown {
                Shown::Figure(figure) => figure.save(&folder, name).map(drop)?,
                Shown::Text(text) => {
                    files::create_folder(&folder)?;
                    files::write_atomic(&folder.join(format!("{name}.txt")), text.as_bytes())?;
                }
            }
        }
        Ok(())
    }

    /// Takes note of metrics whose lines are in the run's files already.
    pub(crate) fn remember(&mut self, metrics: Vec<(Part, Metrics)>) {
        self.latest = metrics;
    }

    /// Whether it is time for a checkpoint: so many seconds have passed, and saving stays under 2 % of
    /// the time. 0 seconds ask for one at every chance.
    pub(crate) fn checkpoint_is_due(&self) -> bool {
        self.clock.may_save(self.output.checkpoint_seconds)
    }

    pub(crate) fn save<L: Learner>(&mut self, learner: &mut L, means: &Means) -> Result<()> {
        let started = Instant::now();
        let step = learner.steps();
        let snapshot = learner.snapshot()?.with_means(means);
        let snapshot = events::record(self.folder(), snapshot)?;
        folder::save(self.folder(), step, &snapshot)?;
        self.clock.saved(started.elapsed());
        self.event(&Event::Saved { step })
    }

    /// Keeps the learner's weights if none had a lower loss on the validation part; where there is no
    /// such part, nothing.
    pub(crate) fn consider<L: Learner>(
        &mut self,
        learner: &mut L,
        measured: &[(Part, Metrics)],
    ) -> Result<()> {
        let validation = measured.iter().find(|(part, _)| *part == Part::Validation);
        let Some((_, metrics)) = validation else {
            return Ok(());
        };
        let loss = metrics.get("loss").ok_or_else(|| {
            Error::Failed(
                "a validation part chooses by its `loss`, which the learner does not measure"
                    .into(),
            )
        })?;
        if self.lowest.is_none_or(|lowest| loss < lowest) {
            let best = (loss, learner.steps());
            folder::save_best(self.folder(), &learner.weights()?, best)?;
            self.lowest = Some(loss);
        }
        Ok(())
    }

    /// The weights of the lowest loss on the validation part, if there is one; the result says after
    /// which step that was.
    pub(crate) fn best(&mut self) -> Result<Option<Snapshot>> {
        let Some((weights, (_, step))) = folder::best(self.folder())? else {
            return Ok(None);
        };
        self.record("best_step", step as f64);
        Ok(Some(weights))
    }

    pub(crate) fn stop_requested(&self) -> Option<u8> {
        self.signals.received()
    }
}

impl Drop for Run {
    /// A run that a panic ends before it has trained, such as one of an exercise that is not written yet,
    /// leaves nothing behind.
    fn drop(&mut self) {
        let Some(folder) = self.folder.as_ref().filter(|_| !self.resumed) else {
            return;
        };
        let has_trained = matches!(folder::last_checkpoint(folder), Ok(Some(_)));
        if std::thread::panicking() && !has_trained {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
