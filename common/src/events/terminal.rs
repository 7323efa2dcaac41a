//! Listeners that show progress on standard error: a bar, or plain lines.

use super::{Event, Sink};
use crate::console;
use crate::error::Result;
use crate::learner::Split;
use crate::metrics::{Metrics, shown};
use crate::settings::{Length, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// The listener that shows progress in the way asked for, if any does.
pub(crate) fn terminal(progress: Progress, length: Length) -> Option<Box<dyn Sink>> {
    match progress {
        Progress::Bar => Some(Box::new(Bar::default())),
        Progress::Auto if has_bar() => Some(Box::new(Bar::default())),
        Progress::Auto | Progress::Plain => Some(Box::new(Plain::of(length))),
        Progress::None => None,
    }
}

/// Whether standard error is a terminal that can go back in a line, as a bar must.
fn has_bar() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    std::io::stderr().is_terminal() && !is_dumb
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
                self.bar.set_message(values(metrics).join("  "));
            }
            Event::Note(text) => self.bar.println(text),
            Event::Saved { .. } => {}
            Event::Finished => self.bar.finish(),
        }
        Ok(())
    }
}

/// One full line an evaluation on standard error, at most one a second.
pub struct Plain {
    /// Where only steps count, an epoch is no more than a hundred of them.
    tells_epochs: bool,
    last: Option<Instant>,
    waiting: Option<String>,
}

impl Plain {
    /// For a training of this length.
    pub fn of(length: Length) -> Self {
        Self {
            tells_epochs: matches!(length, Length::Epochs(_)),
            last: None,
            waiting: None,
        }
    }
}

impl Sink for Plain {
    fn event(&mut self, event: &Event) -> Result<()> {
        match event {
            Event::Evaluated {
                epoch,
                step,
                seconds,
                metrics,
            } => {
                let epoch = self.tells_epochs.then_some(*epoch);
                let text = line(epoch, *step, *seconds, metrics);
                let is_due = |last: Instant| last.elapsed() >= Duration::from_secs(1);
                if self.last.is_none_or(is_due) {
                    console::tell(&text);
                    self.last = Some(Instant::now());
                    self.waiting = None;
                } else {
                    self.waiting = Some(text);
                }
            }
            Event::Note(text) => console::tell(text),
            Event::Finished => {
                if let Some(text) = self.waiting.take() {
                    console::tell(text);
                }
            }
            Event::Started { .. } | Event::Progress { .. } | Event::Saved { .. } => {}
        }
        Ok(())
    }
}

fn line(epoch: Option<usize>, step: usize, seconds: f64, metrics: &[(Split, Metrics)]) -> String {
    let mut columns: Vec<String> = epoch
        .iter()
        .map(|epoch| format!("epoch {epoch:>5}"))
        .collect();
    columns.push(format!("step {step:>7}"));
    columns.extend(values(metrics));
    columns.push(format!("{seconds:.1} s"));
    columns.join("  ")
}

/// What one line has room for.
const MOST: usize = 10;

/// Each metric of each part with its value: `test accuracy 0.9750`. A study has too many for a line.
fn values(metrics: &[(Split, Metrics)]) -> Vec<String> {
    let count: usize = metrics.iter().map(|(_, of)| of.iter().count()).sum();
    if count > MOST {
        return vec![format!("{count} values in metrics.csv")];
    }
    let mut values = Vec::new();
    for (part, metrics) in metrics {
        for (name, value) in metrics.iter() {
            values.push(format!("{part} {name} {}", shown(value)));
        }
    }
    values
}
