//! The end of a run: interrupted, diverged, or finished with figures, `result.json` and a summary.

use super::{Run, folder};
use crate::console;
use crate::error::{Error, Result};
use crate::figures::{Figure, Plot};
use crate::files;
use crate::kill_points;
use crate::metrics::{Measured, Metrics, shown};
use crate::plots;
use crate::report::{self, Told};
use crate::settings::Figures;
use serde_json::{Map, Value, json};
use std::fmt::Display;
use std::fs;

impl Run {
    pub(crate) fn interrupted(&self, signal: u8, step: usize) -> Error {
        Error::Interrupted {
            signal,
            step,
            resume: folder::resume_command(self.name, self.folder()),
        }
    }

    pub(crate) fn advice_on_divergence(&self) -> String {
        let rate = self.settings.get("lr").and_then(toml::Value::as_float);
        let rate = rate.map(|rate| format!(" (--lr {:?})", rate / 10.0));
        format!(
            "Try a smaller learning rate{}, or check that the features are scaled.\n\
             The run is kept in {}.",
            rate.unwrap_or_default(),
            self.folder().display()
        )
    }

    /// Whether figures are wanted.
    pub fn wants_figures(&self) -> bool {
        !self.output.no_figures && self.folder.is_some()
    }

    /// Whether more figures are wanted than the few that a program shows first.
    pub fn wants_all_figures(&self) -> bool {
        self.output.figures == Figures::All
    }

    /// Writes a figure into the run's folder.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn save_figure(&self, name: &str, figure: &Figure) -> Result<()> {
        figure.save(&self.folder().join("figures"), name).map(drop)
    }

    /// Draws plots into the run's folder, each under its name.
    ///
    /// # Errors
    /// As [`save_figure`](Self::save_figure).
    pub fn save_plots<N: AsRef<str>>(
        &self,
        plots: impl IntoIterator<Item = (N, Plot)>,
    ) -> Result<()> {
        let mut plots = plots.into_iter();
        plots.try_for_each(|(name, plot)| self.save_figure(name.as_ref(), &plot.figure()))
    }

    /// Draws every column of `metrics.csv` over the epochs, or over the steps where those are counted.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn draw_history(&self) -> Result<()> {
        let columns = plots::columns(self.folder())?;
        columns.iter().try_for_each(|name| self.draw_metric(name))
    }

    /// Draws one column of `metrics.csv`, a curve for each of its splits.
    ///
    /// # Errors
    /// [`Error::Io`] with the path.
    pub fn draw_metric(&self, name: &str) -> Result<()> {
        let figure = plots::history(self.folder(), name, self.start.length.axis())?;
        self.save_figure(name, &figure)
    }

    /// Adds curves of what the steps report to a plot: for each column of `metrics.csv` its label.
    ///
    /// # Errors
    /// [`Error::Data`] if the file cannot be read.
    pub fn parts(&self, plot: Plot, columns: &[(&str, &str)]) -> Result<Plot> {
        plots::parts(self.folder(), self.start.length.axis(), plot, columns)
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
    pub fn finish(mut self) -> Result<()> {
        let mut metrics = Metrics::default();
        for (part, of_part) in std::mem::take(&mut self.latest) {
            metrics.extend(&format!("{part}_"), of_part);
        }
        metrics.extend("", std::mem::take(&mut self.records));
        let result = self.result(&metrics);
        if let Some(folder) = &self.folder {
            if self.wants_figures() {
                report::write(folder, &self.settings, &result, &self.told)?;
            }
            kill_points::reached("result");
            // Last of all: a run with a result is finished.
            let text = format!("{result}\n");
            files::write_atomic(&folder.join("result.json"), text.as_bytes())?;
            // A finished run is taken up by nobody.
            let _ = fs::remove_file(folder.join("lock"));
        }
        self.print(&metrics, &result)
    }

    fn result(&self, metrics: &Metrics) -> Value {
        let expected = self.expected.iter();
        let expected: Map<String, Value> = expected
            .map(|(metric, expected)| (metric.clone(), json!(expected)))
            .collect();
        let of_seeds = metrics.measured().filter_map(|(name, measured)| {
            let (statistic, values) = match measured {
                Measured::One(_) => return None,
                Measured::Mean(values) => ("mean", values),
                Measured::Median(values) => ("median", values),
            };
            Some((name.to_owned(), json!({ statistic: values })))
        });
        json!({
            "assignment": self.name.assignment,
            "task": self.name.program,
            "device": self.start.base.device,
            "seed": self.start.base.seed,
            "preset": self.start.preset(),
            "metrics": metrics.to_json(),
            "of_seeds": of_seeds.collect::<Map<_, _>>(),
            "expected": expected,
            "seconds": self.clock.seconds(),
            "steps_per_second": self.clock.steps_per_second(),
            "peak_memory_bytes": peak_memory_bytes(),
            "run_dir": self.folder.as_ref().map(|folder| folder.to_string_lossy()),
        })
    }

    /// Shows the table, if there is one.
    pub(crate) fn show_table(&self) {
        if let Some(table) = &self.told.table {
            console::tell(format_args!("\n{table}\n"));
        }
    }

    fn print(&self, metrics: &Metrics, result: &Value) -> Result<()> {
        self.show_table();
        let Told { table, words, .. } = &self.told;
        match (table, words.is_empty()) {
            (_, false) => console::tell(format_args!("{words}\n")),
            (None, true) => console::tell(""),
            (Some(_), true) => {}
        }
        // A table takes the place of the list, but not of the numbers that are expected.
        let expected = |name: &str| self.expected.iter().find(|(metric, _)| metric == name);
        let told = metrics
            .iter()
            .filter(|(name, _)| table.is_none() || expected(name).is_some());
        let told: Vec<(&str, f64)> = told.collect();
        let longest = told.iter().map(|(name, _)| name.len()).max();
        let width = longest.unwrap_or(0).max(14) + 2;
        let row =
            |name: &str, what: &dyn Display| console::tell(format_args!("{name:<width$}{what}"));
        for (name, value) in told {
            let expected = expected(name).map(|(_, expected)| format!("   expected {expected}"));
            let expected = expected.unwrap_or_default();
            row(name, &format_args!("{:>8}{expected}", shown(value)));
        }
        row("time", &format_args!("{:>8.1} s", self.clock.seconds()));
        if let Some(folder) = self.folder.as_ref().map(|folder| folder.display()) {
            if self.wants_figures() {
                row("report", &format_args!("{folder}/report.html"));
                row("figures", &format_args!("{folder}/figures"));
            } else {
                row("run folder", &folder);
            }
        }
        match self.output.json {
            true => console::print(result),
            false => Ok(()),
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
