//! Saved runs, for whoever looks at them.

use super::{Start, Training};
use crate::error::Result;
use crate::learner::{Learner, Snapshot};
use crate::metrics::Metrics;
use crate::run::{Name, folder};
use crate::settings::{self, Line, Settings};
use burn::tensor::Device;
use std::path::Path;

/// What every run had in the first form of `run.toml`, whether its program used it or not.
const ONCE_SHARED: [&str; 5] = ["batch-size", "dataset", "epochs", "eval-every", "lr"];

/// The settings in the folder of a run, under the names of today's flags.
pub(super) fn stored<S: Settings>(name: Name, folder: &Path) -> Result<toml::Table> {
    let mut stored = folder::read_settings(name, folder)?;
    if stored.schema == 1 {
        let command = settings::command::<S>();
        let is_flag = |flag: &str| {
            command
                .get_arguments()
                .any(|arg| arg.get_long() == Some(flag))
        };
        let settings = &mut stored.settings;
        settings
            .retain(|flag, _| is_flag(flag) || !ONCE_SHARED.contains(&AsRef::<str>::as_ref(flag)));
    }
    Ok(stored.settings)
}

/// As [`reopen_on`], on the device of the run.
///
/// # Errors
/// Those of [`reopen_on`]; a device that is not there.
pub fn reopen<T: Training>(name: Name, folder: &Path) -> Result<(T, Start, T::Learner)> {
    let line = line_of::<T>(name, folder)?;
    let device = line.base.device.open()?;
    opened(&device, line, (name, folder))
}

/// The settings of a saved run, what it started from, and its learner at the last checkpoint, or with
/// the weights that a validation part has chosen.
///
/// # Errors
/// [`Error::Usage`](crate::error::Error::Usage) if there is no such run, or it has no checkpoint yet.
pub fn reopen_on<T: Training>(
    device: &Device,
    name: Name,
    folder: &Path,
) -> Result<(T, Start, T::Learner)> {
    opened(device, line_of::<T>(name, folder)?, (name, folder))
}

/// The settings of a saved run.
fn line_of<T: Training>(name: Name, folder: &Path) -> Result<Line<T>> {
    let stored = stored::<T>(name, folder)?;
    let no_words = settings::command::<T>().get_matches_from([T::NAME]);
    Line::<T>::resumed(&no_words, &stored, &folder.join("run.toml"))
}

fn opened<T: Training>(
    device: &Device,
    line: Line<T>,
    (name, folder): (Name, &Path),
) -> Result<(T, Start, T::Learner)> {
    let checkpoint = folder::checkpoint_of(name, folder)?;
    let start = Start::on(device, &line.base, line.settings.length());
    let mut learner = line.settings.learner(&start)?;
    learner.restore(&Snapshot::read(&checkpoint)?)?;
    if let Some((weights, _)) = folder::best(folder)? {
        learner.restore_weights(&weights)?;
    }
    Ok((line.settings, start, learner))
}

/// The metrics of a run's last checkpoint, or of its best weights, on every part of the data, as in its `result.json`.
///
/// # Errors
/// Those of [`reopen`] and of measuring.
pub fn evaluate<T: Training>(name: Name, folder: &Path) -> Result<Metrics> {
    let (_, _, mut learner) = reopen::<T>(name, folder)?;
    let mut metrics = Metrics::default();
    for (part, of_part) in learner.measure()? {
        metrics.extend(&format!("{part}_"), of_part);
    }
    Ok(metrics)
}
