//! The end of a run: interrupted, diverged, or finished with figures, `result.json` and a summary.

use super::Run;
use crate::device;
use crate::error::{Error, Result};
use crate::figures::Figure;
use crate::files;
use crate::report;
use crate::results::plus_minus;
use serde_json::{Map, Value, json};
use std::fs;

impl Run {
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

    pub(super) fn resume_command(&self) -> String {
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

    /// Writes a file of the program's own into the run's folder.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn save_file(&self, name: &str, bytes: &[u8]) -> Result<()> {
        files::write_atomic(&self.folder().join(name), bytes)
    }

    /// Writes the result and the report, and tells the user what was expected and where they are.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn finish(self) -> Result<()> {
        let mut metrics = Map::new();
        for (part, of_part) in &self.latest {
            metrics.extend(of_part.to_json(&format!("{part}_")));
        }
        let findings = self.findings.iter();
        metrics.extend(findings.map(|(name, value)| (name.clone(), Value::from(*value))));
        let result = self.result(&metrics);
        if self.wants_figures() {
            report::write(self.folder(), &self.settings, &result, self.table.as_ref())?;
        }
        // Last of all: a run with a result is finished.
        let text = format!("{result}\n");
        files::write_atomic(&self.folder().join("result.json"), text.as_bytes())?;
        self.print(&metrics, &result);
        Ok(())
    }

    fn result(&self, metrics: &Map<String, Value>) -> Value {
        let expected = self.expected.iter();
        let expected: Map<String, Value> = expected
            .map(|(metric, expected)| (metric.clone(), json!(expected)))
            .collect();
        json!({
            "task": self.task,
            "device": self.shared.device,
            "seed": self.shared.seed,
            "preset": self.shared.preset,
            "metrics": metrics,
            "expected": expected,
            "seconds": self.clock.seconds(),
            "steps_per_second": self.clock.steps_per_second(),
            "peak_memory_bytes": peak_memory_bytes(),
            "run_dir": self.folder(),
        })
    }

    #[allow(clippy::print_stdout, clippy::print_stderr, reason = "the result")]
    fn print(&self, metrics: &Map<String, Value>, result: &Value) {
        eprintln!();
        if let Some(table) = &self.table {
            eprintln!("{table}\n");
        }
        // A table takes the place of the list, but not of the numbers that are expected.
        let told = |name: &&String| {
            let is_expected = self.expected.iter().any(|(metric, _)| metric == *name);
            self.table.is_none() || is_expected
        };
        let longest = metrics.keys().filter(told).map(String::len).max();
        let width = longest.unwrap_or(0).max(14) + 2;
        for (name, value) in metrics.iter().filter(|(name, _)| told(name)) {
            let expected = self.expected.iter().find(|(metric, _)| metric == name);
            let expected = expected.map(|(_, expected)| {
                let text = plus_minus(expected.mean, expected.standard_deviation);
                format!("   expected {text} ({} seeds)", expected.seeds)
            });
            let value = value.as_f64().unwrap_or(f64::NAN);
            eprintln!("{name:<width$}{value:>8.4}{}", expected.unwrap_or_default());
        }
        let folder = self.folder().display();
        eprintln!("{:<width$}{:>8.1} s", "time", self.clock.seconds());
        if self.wants_figures() {
            eprintln!("{:<width$}{folder}/report.html", "report");
            eprintln!("{:<width$}{folder}/figures", "figures");
        } else {
            eprintln!("{:<width$}{folder}", "run folder");
        }
        if self.output.json {
            println!("{result}");
        }
    }
}

/// The most memory that this process has held, where the system tells (Linux).
fn peak_memory_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
