//! The listener that writes the files of the run folder, and what it cuts on resuming.

use super::{Event, Sink};
use crate::error::{Error, Result};
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

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
    /// Opens the files of `folder` for a training from the start: no line stays, not even that of
    /// step 0.
    pub(crate) fn anew(folder: &Path) -> Result<Self> {
        for name in ["metrics.csv", "times.csv"] {
            let _ = std::fs::remove_file(folder.join(name));
        }
        Self::open(folder, 0)
    }
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
    use crate::learner::Part;
    use crate::metrics::Metrics;

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
