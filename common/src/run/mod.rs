//! One run of a program: its settings, its folder, its listeners, its end.
//!
//! ```text
//! runs/mlp/20261123-081530-42/
//!   run.toml  command.txt            what was meant, what was typed
//!   metrics.csv  times.csv  events.jsonl
//!   checkpoints/<step>/  checkpoints/last   the learner's state; `last` names the newest
//!   figures/  report.html  result.json      written at the end
//! ```

mod clock;
mod end;
mod folder;

pub use folder::task_of;

use crate::config::{self, Config, ProgramArgs, SharedArgs, SharedConfig};
use crate::error::{Error, Result};
use crate::events::{self, Event, Files, Sink};
use crate::learner::{Learner, Part, Snapshot};
use crate::metrics::Metrics;
use crate::results::{self, Expected};
use crate::signals::Signals;
use crate::table::Table;
use burn::tensor::Device;
use by_hand::Streams;
use clock::Clock;
use std::path::{Path, PathBuf};

/// One run of a training program.
pub struct Run {
    /// The settings that every program has.
    pub shared: SharedConfig,
    /// Where to compute, without autodiff.
    pub device: Device,
    /// The root of all random numbers.
    pub streams: Streams,
    task: String,
    settings: toml::Table,
    /// What is documented of these settings, by metric.
    expected: Vec<(String, Expected)>,
    output: SharedArgs,
    /// Decided when the training begins, or by `--resume`.
    folder: Option<PathBuf>,
    resumed: bool,
    sinks: Vec<Box<dyn Sink>>,
    signals: Signals,
    clock: Clock,
    latest: Vec<(Part, Metrics)>,
    findings: Vec<(String, f64)>,
    table: Option<Table>,
}

impl Run {
    /// Settles a run's settings and device; nothing is written yet.
    ///
    /// With `--resume` the settings are those of the resumed run.
    ///
    /// # Errors
    /// [`Error::Usage`] for settings that cannot be used, that contradict a resumed run, or that
    /// name a run that is not there.
    pub fn open<A: ProgramArgs>(args: &A) -> Result<(Self, A::Config)> {
        let shared = args.shared();
        let (config, folder) = match &shared.resume {
            None => (config::resolve(args)?, None),
            Some(wanted) => {
                let folder = match wanted {
                    Some(folder) => folder.clone(),
                    None => folder::newest_unfinished(&folder::runs_of(A::TASK, shared))?,
                };
                let settings = folder::read_settings(A::TASK, &folder)?;
                folder::refuse_finished(&folder)?;
                config::refuse_contradictions(&config::typed(args)?, &settings)?;
                let config = folder::parse_settings::<A::Config>(settings, &folder)?;
                (config, Some(folder))
            }
        };
        let mut run = Self::new(A::TASK, &config, shared, folder)?;
        run.expected = results::expected::<A>(&run.settings)?;
        Ok((run, config))
    }

    /// Opens a run only to look at it: its settings, its device and its last checkpoint.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such run, or it has no checkpoint yet.
    pub fn reopen<A: ProgramArgs>(folder: &Path) -> Result<(Self, A::Config, Snapshot)> {
        let settings = folder::read_settings(A::TASK, folder)?;
        let config = folder::parse_settings::<A::Config>(settings, folder)?;
        let mut run = Self::new(A::TASK, &config, &SharedArgs::default(), None)?;
        run.folder = Some(folder.to_path_buf());
        let checkpoint = folder::last_checkpoint(folder)?.ok_or_else(|| {
            Error::Usage(format!(
                "the run {} has no checkpoint yet. Go on with it first:\n  {}",
                folder.display(),
                run.resume_command()
            ))
        })?;
        Ok((run, config, Snapshot::read(&checkpoint)?))
    }

    fn new<C: Config>(
        task: &str,
        config: &C,
        output: &SharedArgs,
        folder: Option<PathBuf>,
    ) -> Result<Self> {
        config.check()?;
        let shared = config.shared().clone();
        Ok(Self {
            device: shared.device.open()?,
            streams: Streams::new(shared.seed),
            shared,
            task: task.into(),
            settings: config::to_table(config)?,
            expected: Vec::new(),
            output: output.clone(),
            resumed: folder.is_some(),
            folder,
            sinks: Vec::new(),
            signals: Signals::default(),
            clock: Clock::at(0, 0, 0.0),
            latest: Vec::new(),
            findings: Vec::new(),
            table: None,
        })
    }

    /// The run's folder.
    ///
    /// # Panics
    /// Before the training has begun.
    pub fn folder(&self) -> &Path {
        self.folder.as_deref().expect("the run has begun")
    }

    /// Adds a number to the result that is no metric of the last evaluation: how many epochs
    /// something took, say.
    pub fn find(&mut self, name: impl Into<String>, value: f64) {
        self.findings.push((name.into(), value));
    }

    /// Sets the table that the user is shown at the end in place of a list of all metrics.
    pub fn show(&mut self, table: Table) {
        self.table = Some(table);
    }

    /// Adds a listener; the files of the run folder and the terminal are there already.
    pub fn listen(&mut self, sink: Box<dyn Sink>) {
        self.sinks.push(sink);
    }

    /// Makes the run folder, or takes up the one that is resumed; returns the checkpoint to go on
    /// from, if there is one.
    pub(crate) fn begin(&mut self, last_step: usize) -> Result<Option<PathBuf>> {
        self.signals = Signals::listen()?;
        let checkpoint = if self.resumed {
            folder::last_checkpoint(self.folder())?
        } else {
            let runs = folder::runs_of(&self.task, &self.output);
            let made = folder::make(&runs, &self.task, self.shared.seed, &self.settings)?;
            self.folder = Some(made);
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

    pub(crate) fn save<L: Learner>(&mut self, learner: &L) -> Result<()> {
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
