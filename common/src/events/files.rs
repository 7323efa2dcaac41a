//! The listener that writes the files of the run folder.

use super::{Event, Sink, recorded};
use crate::error::{Error, Result};
use crate::learner::{Snapshot, Split};
use crate::metrics::Metrics;
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
    /// The names of the metrics, which are columns of `metrics.csv`, in the order of their first
    /// occurrence.
    names: Vec<String>,
    times: Lines,
    events: Lines,
}

impl Files {
    /// Opens the files of `folder` to go on from a checkpoint, whose folder stands beside it: lines of later
    /// steps, which an interrupted process left there, are cut.
    ///
    /// # Errors
    /// [`Error::Data`] before anything is cut, if a table does not begin as it did at the checkpoint;
    /// [`Error::Io`] with the path.
    pub(crate) fn resume(folder: &Path, checkpoint: (&Snapshot, &Path)) -> Result<Self> {
        recorded::go_back(folder, checkpoint)?;
        Self::open(folder)
    }

    fn open(folder: &Path) -> Result<Self> {
        let metrics = folder.join("metrics.csv");
        let times = folder.join("times.csv");
        let header = std::fs::read_to_string(&metrics).unwrap_or_default();
        let header = header.lines().next().unwrap_or_default();
        Ok(Self {
            names: header.split(',').skip(3).map(Into::into).collect(),
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
        Self::open(folder)
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
                self.widen(metrics)?;
                let mut object = json!({"event": "evaluated", "epoch": epoch, "step": step});
                for (part, metrics) in metrics.iter() {
                    // A part without one of the metrics has an empty cell there.
                    let value = |name: &String| metrics.get(name).map(|value| value.to_string());
                    let values = self.names.iter().map(value).map(Option::unwrap_or_default);
                    let values: Vec<String> = values.collect();
                    self.metrics
                        .line(&format!("{epoch},{step},{part},{}", values.join(",")))?;
                    object[part.to_string()] = metrics.to_json().into();
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

impl Files {
    /// Makes a column for every name that has none yet: the file is written anew, once, and earlier
    /// lines have empty cells there.
    fn widen(&mut self, metrics: &[(Split, Metrics)]) -> Result<()> {
        let before = self.names.len();
        for (name, _) in metrics.iter().flat_map(|(_, of_part)| of_part.iter()) {
            if !self.names.iter().any(|known| known == name) {
                self.names.push(name.into());
            }
        }
        if self.names.len() == before {
            return Ok(());
        }
        let path = &self.metrics.path;
        let text = std::fs::read_to_string(path).map_err(Error::io("read", path))?;
        let cells = ",".repeat(self.names.len() - before);
        let mut wide = format!("epoch,step,split,{}\n", self.names.join(","));
        for line in text.lines().skip(1) {
            wide += &format!("{line}{cells}\n");
        }
        crate::files::write_atomic(path, wide.as_bytes())?;
        self.metrics = Lines::append(path.clone())?;
        Ok(())
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
    use crate::learner::Part;

    const TRAIN: Split = Split::Part(Part::Train);
    const TEST: Split = Split::Part(Part::Test);

    fn evaluated(files: &mut Files, metrics: &[(Split, Metrics)]) {
        let event = Event::Evaluated {
            epoch: 1,
            step: 10,
            seconds: 0.5,
            metrics,
        };
        files.event(&event).unwrap();
    }

    #[test]
    fn an_evaluation_becomes_a_line_for_each_part() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Files::open(folder.path()).unwrap();
        let parts = [
            (TRAIN, Metrics::classification(0.5, 0.75)),
            (TEST, Metrics::classification(0.25, 1.0)),
        ];
        evaluated(&mut files, &parts);
        let text = std::fs::read_to_string(folder.path().join("metrics.csv")).unwrap();
        assert_eq!(
            text,
            "epoch,step,split,loss,accuracy\n1,10,train,0.5,0.75\n1,10,test,0.25,1\n"
        );
    }

    #[test]
    fn parts_with_other_metrics_keep_their_columns_also_after_resuming() {
        let folder = tempfile::tempdir().unwrap();
        let of = |name: &str, value| Metrics::from_iter([(name, value)]);
        let mut files = Files::open(folder.path()).unwrap();
        let parts = [(TRAIN, of("loss", 0.5)), (TEST, of("accuracy", 1.0))];
        evaluated(&mut files, &parts);
        let mut files = Files::open(folder.path()).unwrap();
        evaluated(&mut files, &[(TEST, of("accuracy", 0.5))]);
        evaluated(&mut files, &[(TEST, of("perplexity", 3.0))]);
        let text = std::fs::read_to_string(folder.path().join("metrics.csv")).unwrap();
        assert_eq!(
            text,
            "epoch,step,split,loss,accuracy,perplexity\n1,10,train,0.5,,\n1,10,test,,1,\n\
             1,10,test,,0.5,\n1,10,test,,,3\n"
        );
    }
}
