//! What happens in a training, told to whoever wants to know.
//!
//! The loop tells [`Event`]s and knows no listener. A bar, plain lines, the files of the run
//! folder and a lab's page are [`Sink`]s.

use crate::error::{Error, Result};
use crate::learner::Part;
use crate::metrics::Metrics;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event<'a> {
    /// The training starts, or goes on, after `step` of `steps` steps.
    Started {
        /// Steps already done.
        step: usize,
        /// Steps in all.
        steps: usize,
    },
    /// A sign of life, at most some twenty a second.
    Progress {
        /// Steps done.
        step: usize,
    },
    /// The model was measured.
    Evaluated {
        /// Epochs done.
        epoch: usize,
        /// Steps done.
        step: usize,
        /// Seconds since the start of the training, interrupted runs added up.
        seconds: f64,
        /// One set of metrics for each part of the data.
        metrics: &'a [(Part, Metrics)],
    },
    /// A checkpoint was written.
    Saved {
        /// Steps done.
        step: usize,
    },
    /// Something worth a line to the user.
    Note(&'a str),
    /// The training is over.
    Finished,
}

/// A listener.
pub trait Sink {
    /// Takes note of an event.
    ///
    /// # Errors
    /// If a file cannot be written.
    fn event(&mut self, event: &Event) -> Result<()>;
}

fn line(epoch: usize, step: usize, seconds: f64, metrics: &[(Part, Metrics)]) -> String {
    let mut text = format!("epoch {epoch:>5}  step {step:>7}");
    for (part, metrics) in metrics {
        for (name, value) in metrics.iter() {
            text += &format!("  {part} {name} {value:.4}");
        }
    }
    text + &format!("  {seconds:.1} s")
}

/// A progress bar on standard error, with the latest metrics beside it.
pub struct Bar {
    bar: ProgressBar,
}

impl Default for Bar {
    fn default() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = "{bar:30} {pos}/{len} steps  {per_sec}  {eta} left  {msg}";
        bar.set_style(ProgressStyle::with_template(style).expect("a valid template"));
        Self { bar }
    }
}

impl Sink for Bar {
    fn event(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::Started { step, steps } => {
                self.bar.set_length(*steps as u64);
                self.bar.set_position(*step as u64);
                // The estimate of the time left must not count the steps of an earlier process.
                self.bar.reset_eta();
            }
            Event::Progress { step } => self.bar.set_position(*step as u64),
            Event::Evaluated { step, metrics, .. } => {
                self.bar.set_position(*step as u64);
                let text = metrics.iter().flat_map(|(part, metrics)| {
                    metrics
                        .iter()
                        .map(move |(name, value)| format!("{part} {name} {value:.4}"))
                });
                self.bar.set_message(text.collect::<Vec<_>>().join("  "));
            }
            Event::Note(text) => self.bar.println(text),
            Event::Saved { .. } => {}
            Event::Finished => self.bar.finish(),
        }
        Ok(())
    }
}

/// One full line an evaluation on standard error, at most one a second.
#[derive(Default)]
pub struct Plain {
    last: Option<Instant>,
    waiting: Option<String>,
}

#[allow(clippy::print_stderr, reason = "this sink is the printing")]
impl Sink for Plain {
    fn event(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::Evaluated {
                epoch,
                step,
                seconds,
                metrics,
            } => {
                let text = line(*epoch, *step, *seconds, metrics);
                let due = self
                    .last
                    .is_none_or(|last| last.elapsed() >= Duration::from_secs(1));
                if due {
                    eprintln!("{text}");
                    self.last = Some(Instant::now());
                    self.waiting = None;
                } else {
                    self.waiting = Some(text);
                }
            }
            Event::Note(text) => eprintln!("{text}"),
            Event::Finished => {
                if let Some(text) = self.waiting.take() {
                    eprintln!("{text}");
                }
            }
            Event::Started { .. } | Event::Progress { .. } | Event::Saved { .. } => {}
        }
        Ok(())
    }
}

/// The files of a run folder.
///
/// - `metrics.csv`: epoch, step, split and the metrics; no times, so that two equal runs have
///   equal files.
/// - `times.csv`: step and seconds.
/// - `events.jsonl`: everything, one JSON object a line.
pub struct Files {
    metrics: Lines,
    times: Lines,
    events: Lines,
}

impl Files {
    /// Opens the files of `folder` to go on after `step`: lines of later steps, which an
    /// interrupted process left there, are cut.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn open(folder: &Path, step: usize) -> Result<Self> {
        let metrics = folder.join("metrics.csv");
        let times = folder.join("times.csv");
        cut(&metrics, 1, step)?;
        cut(&times, 0, step)?;
        Ok(Self {
            metrics: Lines::append(metrics)?,
            times: Lines::append(times)?,
            events: Lines::append(folder.join("events.jsonl"))?,
        })
    }
}

/// Keeps the header and the whole lines whose step, in this column, is at most `step`.
fn cut(path: &Path, column: usize, step: usize) -> Result<()> {
    let Ok(text) = std::fs::read_to_string(path) else {
        return Ok(());
    };
    let kept: String = text
        .split_inclusive('\n')
        .enumerate()
        .filter(|(number, line)| {
            let of = line.split(',').nth(column).map(str::parse::<usize>);
            let early = matches!(of, Some(Ok(of)) if of <= step);
            line.ends_with('\n') && (*number == 0 || early)
        })
        .map(|(_, line)| line)
        .collect();
    if kept == text {
        return Ok(());
    }
    crate::files::write_atomic(path, kept.as_bytes())
}

impl Sink for Files {
    fn event(&mut self, event: &Event) -> Result<()> {
        let object = match event {
            Event::Started { step, steps } => {
                json!({"event": "started", "step": step, "steps": steps})
            }
            Event::Progress { .. } => return Ok(()),
            Event::Evaluated {
                epoch,
                step,
                seconds,
                metrics,
            } => {
                let names = metrics.first().into_iter().flat_map(|(_, m)| m.iter());
                let names: Vec<&str> = names.map(|(name, _)| name).collect();
                self.metrics
                    .header(&format!("epoch,step,split,{}", names.join(",")))?;
                let mut object = json!({"event": "evaluated", "epoch": epoch, "step": step});
                for (part, metrics) in metrics.iter() {
                    let values: Vec<String> =
                        metrics.iter().map(|(_, value)| value.to_string()).collect();
                    self.metrics
                        .line(&format!("{epoch},{step},{part},{}", values.join(",")))?;
                    object[part.to_string()] = metrics.to_json("").into();
                }
                self.times.header("step,seconds")?;
                self.times.line(&format!("{step},{seconds:.3}"))?;
                object
            }
            Event::Saved { step } => json!({"event": "saved", "step": step}),
            Event::Note(text) => json!({"event": "note", "text": text}),
            Event::Finished => json!({"event": "finished"}),
        };
        self.events.line(&object.to_string())
    }
}

/// A file that grows by whole lines.
struct Lines {
    path: PathBuf,
    file: File,
    empty: bool,
}

impl Lines {
    fn append(path: PathBuf) -> Result<Self> {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(Error::io("open", &path))?;
        let empty = file.metadata().map_err(Error::io("read", &path))?.len() == 0;
        Ok(Self { path, file, empty })
    }

    fn header(&mut self, text: &str) -> Result<()> {
        if self.empty { self.line(text) } else { Ok(()) }
    }

    fn line(&mut self, text: &str) -> Result<()> {
        self.empty = false;
        // One write a line: a process that is killed leaves whole lines.
        self.file
            .write_all(format!("{text}\n").as_bytes())
            .map_err(Error::io("write", &self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resuming_cuts_later_and_half_written_lines() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("metrics.csv");
        let text = "epoch,step,split,loss\n1,10,train,0.5\n2,20,train,0.4\n3,30,tra";
        std::fs::write(&path, text).unwrap();
        cut(&path, 1, 10).unwrap();
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "epoch,step,split,loss\n1,10,train,0.5\n"
        );
    }

    #[test]
    fn an_evaluation_becomes_a_line_for_each_part() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Files::open(folder.path(), 0).unwrap();
        let metrics = [
            (Part::Train, Metrics::classification(0.5, 0.75)),
            (Part::Test, Metrics::classification(0.25, 1.0)),
        ];
        let event = Event::Evaluated {
            epoch: 1,
            step: 10,
            seconds: 0.5,
            metrics: &metrics,
        };
        files.event(&event).unwrap();
        let text = std::fs::read_to_string(folder.path().join("metrics.csv")).unwrap();
        assert_eq!(
            text,
            "epoch,step,split,loss,accuracy\n1,10,train,0.5,0.75\n1,10,test,0.25,1\n"
        );
    }
}
