//! One run of a program: its settings, its folder, its listeners, its end.
//!
//! ```text
//! runs/mlp/20261123-081530-42/
//!   run.toml  command.txt            what was meant, what was typed
//!   metrics.csv  times.csv  events.jsonl
//!   checkpoints/<step>/  checkpoints/last   the learner's state; `last` names the newest
//!   figures/  report.html  result.json      written at the end
//! ```

use crate::config::{self, Config, Progress, SharedArgs, SharedConfig};
use crate::device;
use crate::error::{Error, Result};
use crate::events::{Bar, Event, Files, Plain, Sink};
use crate::figures::Figure;
use crate::files;
use crate::learner::{Learner, Part, Snapshot};
use crate::metrics::Metrics;
use crate::report;
use crate::signals::Signals;
use burn::tensor::Device;
use by_hand::Streams;
use serde::Serialize;
use serde_json::json;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Version of the layout of `run.toml` and its neighbours; an unknown one is refused.
const SCHEMA: i64 = 1;

/// What the documentation promises of a result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expected {
    /// The metric, as in `result.json`: `test_accuracy`.
    pub metric: &'static str,
    /// Its mean over the seeds.
    pub mean: f64,
    /// Its standard deviation over the seeds.
    pub standard_deviation: f64,
    /// How many seeds.
    pub seeds: usize,
}

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
    output: SharedArgs,
    /// Decided when the training begins, or by `--resume`.
    folder: Option<PathBuf>,
    resumed: bool,
    sinks: Vec<Box<dyn Sink>>,
    signals: Signals,
    clock: Clock,
    latest: Vec<(Part, Metrics)>,
}

/// Seconds and steps, so that rates and remaining times can be told.
struct Clock {
    start: Instant,
    /// Seconds that earlier processes of a resumed run spent.
    before: f64,
    first_step: usize,
    step: usize,
    last_step: usize,
    estimated: bool,
    told: Instant,
    saved: Instant,
}

impl Clock {
    fn at(step: usize, last_step: usize, before: f64) -> Self {
        let now = Instant::now();
        Self {
            start: now,
            before,
            first_step: step,
            step,
            last_step,
            estimated: false,
            told: now,
            saved: now,
        }
    }

    fn seconds(&self) -> f64 {
        self.before + self.start.elapsed().as_secs_f64()
    }

    fn steps_per_second(&self) -> f64 {
        (self.step - self.first_step) as f64 / self.start.elapsed().as_secs_f64()
    }
}

impl Run {
    /// Settles a run's settings and device; nothing is written yet.
    ///
    /// `args` are the program's flags, serialisable as a table of those that were typed; with
    /// `--resume` the settings are those of the resumed run.
    ///
    /// # Errors
    /// [`Error::Usage`] for settings that cannot be used, that contradict a resumed run, or that
    /// name a run that is not there.
    pub fn open<C: Config>(
        task: &str,
        args: &impl Serialize,
        shared: &SharedArgs,
    ) -> Result<(Self, C)> {
        let typed = config::typed(args)?;
        let Some(wanted) = &shared.resume else {
            let config = config::resolve::<C>(&typed, shared)?;
            return Ok((Self::new(task, &config, shared, None)?, config));
        };
        let folder = match wanted {
            Some(folder) => folder.clone(),
            None => newest_unfinished(&runs_of(task, shared))?,
        };
        let settings = read_settings(task, &folder)?;
        if folder.join("result.json").exists() {
            return Err(Error::Usage(format!(
                "the run {} is finished: there is nothing to resume. \
                 Its result is in {}.",
                folder.display(),
                folder.join("result.json").display()
            )));
        }
        config::refuse_contradictions(&typed, &settings)?;
        let config: C = parse_settings(settings, &folder)?;
        Ok((Self::new(task, &config, shared, Some(folder))?, config))
    }

    /// Opens a run only to look at it: its settings, its device and its last checkpoint.
    ///
    /// # Errors
    /// [`Error::Usage`] if there is no such run, or it has no checkpoint yet.
    pub fn reopen<C: Config>(task: &str, folder: &Path) -> Result<(Self, C, Snapshot)> {
        let config: C = parse_settings(read_settings(task, folder)?, folder)?;
        let mut run = Self::new(task, &config, &SharedArgs::default(), None)?;
        run.folder = Some(folder.to_path_buf());
        let checkpoint = run.last_checkpoint()?.ok_or_else(|| {
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
        let settings = toml::Table::try_from(config)
            .map_err(|error| Error::Failed(format!("the settings cannot be written: {error}")))?;
        Ok(Self {
            device: shared.device.open()?,
            streams: Streams::new(shared.seed),
            shared,
            task: task.into(),
            settings,
            output: output.clone(),
            resumed: folder.is_some(),
            folder,
            sinks: Vec::new(),
            signals: Signals::default(),
            clock: Clock::at(0, 0, 0.0),
            latest: Vec::new(),
        })
    }

    /// The run's folder.
    ///
    /// # Panics
    /// Before the training has begun.
    pub fn folder(&self) -> &Path {
        self.folder.as_deref().expect("the run has begun")
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
            self.last_checkpoint()?
        } else {
            self.folder = Some(self.make_folder()?);
            None
        };
        let step = match &checkpoint {
            Some(folder) => Snapshot::read(folder)?.steps()?,
            None => 0,
        };
        // Without a checkpoint the run starts anew, and not even the line of step 0 stays.
        let files = match checkpoint {
            Some(_) => Files::open(self.folder(), step)?,
            None => {
                for name in ["metrics.csv", "times.csv"] {
                    let _ = fs::remove_file(self.folder().join(name));
                }
                Files::open(self.folder(), 0)?
            }
        };
        self.sinks.insert(0, Box::new(files));
        match self.output.progress {
            Progress::Bar => self.listen(Box::new(Bar::default())),
            Progress::Auto if std::io::stderr().is_terminal() => {
                self.listen(Box::new(Bar::default()));
            }
            Progress::Auto | Progress::Plain => self.listen(Box::new(Plain::default())),
            Progress::None => {}
        }
        let before = last_seconds(&self.folder().join("times.csv"));
        self.clock = Clock::at(step, last_step, before);
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

    fn make_folder(&self) -> Result<PathBuf> {
        let runs = runs_of(&self.task, &self.output);
        files::create_folder(&runs)?;
        let time = chrono::Local::now().format("%Y%m%d-%H%M%S");
        let name = format!("{time}-{}", self.shared.seed);
        let folder = (1..)
            .map(|number| match number {
                1 => runs.join(&name),
                _ => runs.join(format!("{name}-{number}")),
            })
            // Creating it is the test whether the name is free: two programs may start at once.
            .find_map(|folder| match fs::create_dir(&folder) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => None,
                made => Some(
                    made.map(|()| folder.clone())
                        .map_err(Error::io("create the folder", &folder)),
                ),
            })
            .expect("some number is free")?;
        let mut table = toml::Table::new();
        table.insert("schema".into(), SCHEMA.into());
        table.insert("task".into(), self.task.clone().into());
        table.insert("version".into(), env!("CARGO_PKG_VERSION").into());
        table.insert("config".into(), self.settings.clone().into());
        let command: Vec<String> = std::env::args().collect();
        files::write_atomic(&folder.join("command.txt"), command.join(" ").as_bytes())?;
        files::write_atomic(&folder.join("run.toml"), table.to_string().as_bytes())?;
        Ok(folder)
    }

    fn last_checkpoint(&self) -> Result<Option<PathBuf>> {
        let checkpoints = self.folder().join("checkpoints");
        let last = checkpoints.join("last");
        if !last.exists() {
            return Ok(None);
        }
        let name = String::from_utf8_lossy(&files::read(&last)?)
            .trim()
            .to_string();
        Ok(Some(checkpoints.join(name)))
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
        self.clock.step = step;
        if self.clock.told.elapsed() < Duration::from_millis(50) {
            return Ok(());
        }
        self.clock.told = Instant::now();
        if !self.clock.estimated && self.clock.start.elapsed() > Duration::from_millis(500) {
            self.clock.estimated = true;
            let left = (self.clock.last_step - step) as f64 / self.clock.steps_per_second();
            if left > 60.0 {
                self.note(&format!("this run will take about {}", duration(left)))?;
            }
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
        self.sinks
            .iter_mut()
            .try_for_each(|sink| sink.event(&event))?;
        self.latest = metrics;
        Ok(())
    }

    pub(crate) fn checkpoint_is_due(&self) -> bool {
        self.clock.saved.elapsed().as_secs_f64() >= self.output.checkpoint_seconds
    }

    pub(crate) fn save<L: Learner>(&mut self, learner: &L) -> Result<()> {
        let step = learner.steps();
        let checkpoints = self.folder().join("checkpoints");
        let (partial, folder) = (
            checkpoints.join(format!("{step}.tmp")),
            checkpoints.join(step.to_string()),
        );
        learner.save(&partial)?;
        let _ = fs::remove_dir_all(&folder);
        fs::rename(&partial, &folder).map_err(Error::io("write", &folder))?;
        let previous = self.last_checkpoint()?;
        files::write_atomic(&checkpoints.join("last"), step.to_string().as_bytes())?;
        // Only after `last` names the new one may the old one go.
        if let Some(previous) = previous.filter(|previous| *previous != folder) {
            let _ = fs::remove_dir_all(previous);
        }
        self.clock.saved = Instant::now();
        self.event(&Event::Saved { step })
    }

    pub(crate) fn stop_requested(&self) -> Option<u8> {
        self.signals.received()
    }

    pub(crate) fn interrupted(&self, signal: u8, step: usize) -> Error {
        Error::Interrupted {
            signal,
            step,
            resume: self.resume_command(),
        }
    }

    pub(crate) fn advice_on_divergence(&self) -> String {
        format!(
            "Try a smaller learning rate (--lr {}), or check that the features are scaled.\n\
             The run is kept in {}.",
            self.shared.lr / 10.0,
            self.folder().display()
        )
    }

    fn resume_command(&self) -> String {
        format!(
            "cargo run -p {} -- {} --resume {}",
            device::program(),
            self.task,
            self.folder().display()
        )
    }

    /// Whether figures are wanted.
    pub fn wants_figures(&self) -> bool {
        !self.output.no_figures
    }

    /// Writes a figure into the run's folder.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn save_figure(&self, name: &str, figure: &Figure) -> Result<()> {
        figure.save(&self.folder().join("figures"), name).map(drop)
    }

    /// Writes the result and the report, and tells the user where they are.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    #[allow(clippy::print_stdout, clippy::print_stderr, reason = "the result")]
    pub fn finish(self, expected: Option<&Expected>) -> Result<()> {
        let mut metrics = serde_json::Map::new();
        for (part, of_part) in &self.latest {
            metrics.extend(of_part.to_json(&format!("{part}_")));
        }
        let mut expectation = serde_json::Map::new();
        if let Some(expected) = expected {
            expectation.insert(expected.metric.into(), json!(expected));
        }
        let result = json!({
            "task": self.task,
            "device": self.shared.device,
            "seed": self.shared.seed,
            "preset": self.shared.preset,
            "metrics": metrics,
            "expected": expectation,
            "seconds": self.clock.seconds(),
            "steps_per_second": self.clock.steps_per_second(),
            "peak_memory_bytes": peak_memory_bytes(),
            "run_dir": self.folder(),
        });
        if self.wants_figures() {
            report::write(self.folder(), &self.settings, &result)?;
        }
        // Last of all: a run with a result is finished.
        let text = format!("{result}\n");
        files::write_atomic(&self.folder().join("result.json"), text.as_bytes())?;

        eprintln!();
        for (name, value) in &metrics {
            let expected = expected.filter(|expected| expected.metric == name);
            let expected = expected.map(|e| {
                let (mean, deviation) = (e.mean, e.standard_deviation);
                format!("   expected {mean:.3} ± {deviation:.3} ({} seeds)", e.seeds)
            });
            let value = value.as_f64().unwrap_or(f64::NAN);
            eprintln!("{name:<16}{value:>8.4}{}", expected.unwrap_or_default());
        }
        let folder = self.folder().display();
        eprintln!("{:<16}{:>8.1} s", "time", self.clock.seconds());
        if self.wants_figures() {
            eprintln!("report          {folder}/report.html");
            eprintln!("figures         {folder}/figures");
        } else {
            eprintln!("run folder      {folder}");
        }
        if self.output.json {
            println!("{result}");
        }
        Ok(())
    }
}

fn runs_of(task: &str, output: &SharedArgs) -> PathBuf {
    let runs = output.out_dir.clone().unwrap_or_else(|| "runs".into());
    runs.join(task)
}

fn newest_unfinished(runs: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(runs).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.join("run.toml").exists() && !path.join("result.json").exists())
        .max()
        .ok_or_else(|| {
            Error::Usage(format!(
                "there is no unfinished run in {}. Start one without --resume.",
                runs.display()
            ))
        })
}

fn read_settings(task: &str, folder: &Path) -> Result<toml::Table> {
    let path = folder.join("run.toml");
    if !path.exists() {
        return Err(Error::Usage(format!(
            "there is no run in {}: it has no run.toml. `ls runs/{task}` shows the runs.",
            folder.display()
        )));
    }
    let text = String::from_utf8_lossy(&files::read(&path)?).into_owned();
    let damaged = |what: &str| Error::Data(format!("{}: {what}", path.display()));
    let table: toml::Table = text.parse().map_err(|e| damaged(&format!("{e}")))?;
    if table.get("schema").and_then(toml::Value::as_integer) != Some(SCHEMA) {
        return Err(damaged("this run was written by another version"));
    }
    let of = table.get("task").and_then(toml::Value::as_str);
    if of != Some(task) {
        return Err(Error::Usage(format!(
            "{} is a run of `{}`, not of `{task}`.",
            folder.display(),
            of.unwrap_or("?")
        )));
    }
    match table.get("config") {
        Some(toml::Value::Table(config)) => Ok(config.clone()),
        _ => Err(damaged("it has no settings")),
    }
}

fn parse_settings<C: Config>(settings: toml::Table, folder: &Path) -> Result<C> {
    settings.try_into().map_err(|error: toml::de::Error| {
        let path = folder.join("run.toml");
        Error::Data(format!("{}: {}", path.display(), error.message()))
    })
}

fn last_seconds(times: &Path) -> f64 {
    let text = fs::read_to_string(times).unwrap_or_default();
    let last = text.lines().last().and_then(|line| line.split(',').nth(1));
    last.and_then(|seconds| seconds.parse().ok()).unwrap_or(0.0)
}

fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 100.0 => format!("{s:.0} seconds"),
        s if s < 5400.0 => format!("{:.0} minutes", s / 60.0),
        s => format!("{:.1} hours", s / 3600.0),
    }
}

/// The most memory that this process has held, where the system tells (Linux).
fn peak_memory_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
