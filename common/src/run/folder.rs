//! The run folder on disk: making it, finding it again, its settings and its checkpoints.

use crate::config::{Config, SharedArgs};
use crate::error::{Error, Result};
use crate::files;
use crate::learner::Learner;
use std::fs;
use std::path::{Path, PathBuf};

/// Version of the layout of `run.toml` and its neighbours; an unknown one is refused.
const SCHEMA: i64 = 1;

/// Where the runs of a task are.
pub(super) fn runs_of(task: &str, output: &SharedArgs) -> PathBuf {
    let runs = output.out_dir.clone().unwrap_or_else(|| "runs".into());
    runs.join(task)
}

/// Makes the folder of a new run among `runs`, with what was meant and what was typed.
pub(super) fn make(runs: &Path, task: &str, seed: u64, settings: &toml::Table) -> Result<PathBuf> {
    let folder = make_empty(runs, seed)?;
    let mut table = toml::Table::new();
    table.insert("schema".into(), SCHEMA.into());
    table.insert("task".into(), task.into());
    table.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    table.insert("config".into(), settings.clone().into());
    let command: Vec<String> = std::env::args().collect();
    files::write_atomic(&folder.join("command.txt"), command.join(" ").as_bytes())?;
    files::write_atomic(&folder.join("run.toml"), table.to_string().as_bytes())?;
    Ok(folder)
}

fn make_empty(runs: &Path, seed: u64) -> Result<PathBuf> {
    files::create_folder(runs)?;
    let time = chrono::Local::now().format("%Y%m%d-%H%M%S");
    let name = format!("{time}-{seed}");
    (1..)
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
        .expect("some number is free")
}

/// The newest run among `runs` that has no result.
pub(super) fn newest_unfinished(runs: &Path) -> Result<PathBuf> {
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

/// Refuses a run that has a result.
pub(super) fn refuse_finished(folder: &Path) -> Result<()> {
    let result = folder.join("result.json");
    if result.exists() {
        return Err(Error::Usage(format!(
            "the run {} is finished: there is nothing to resume. \
             Its result is in {}.",
            folder.display(),
            result.display()
        )));
    }
    Ok(())
}

/// The name of the program that made the run in `folder`.
///
/// # Errors
/// [`Error::Usage`] if there is no run, [`Error::Data`] if its `run.toml` is damaged.
pub fn task_of(folder: &Path) -> Result<String> {
    let table = read_table(folder, "runs")?;
    let task = table.get("task").and_then(toml::Value::as_str);
    task.map(Into::into)
        .ok_or_else(|| damaged(folder, "it does not name its program"))
}

/// The settings in the folder of a run of `task`.
pub(super) fn read_settings(task: &str, folder: &Path) -> Result<toml::Table> {
    let table = read_table(folder, &format!("runs/{task}"))?;
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
        _ => Err(damaged(folder, "it has no settings")),
    }
}

/// The `run.toml` of a folder; `runs` is where the user finds others.
fn read_table(folder: &Path, runs: &str) -> Result<toml::Table> {
    let path = folder.join("run.toml");
    if !path.exists() {
        return Err(Error::Usage(format!(
            "there is no run in {}: it has no run.toml. `ls {runs}` shows the runs.",
            folder.display()
        )));
    }
    let text = String::from_utf8_lossy(&files::read(&path)?).into_owned();
    let table: toml::Table = text
        .parse()
        .map_err(|error| damaged(folder, &format!("{error}")))?;
    if table.get("schema").and_then(toml::Value::as_integer) != Some(SCHEMA) {
        return Err(damaged(folder, "this run was written by another version"));
    }
    Ok(table)
}

fn damaged(folder: &Path, what: &str) -> Error {
    Error::Data(format!("{}: {what}", folder.join("run.toml").display()))
}

/// The settings of `folder` as the program's type.
pub(super) fn parse_settings<C: Config>(settings: toml::Table, folder: &Path) -> Result<C> {
    settings.try_into().map_err(|error: toml::de::Error| {
        let path = folder.join("run.toml");
        Error::Data(format!("{}: {}", path.display(), error.message()))
    })
}

/// Writes a checkpoint of `learner`, which takes the place of the last one.
pub(super) fn save<L: Learner>(folder: &Path, learner: &L) -> Result<()> {
    let step = learner.steps().to_string();
    let checkpoints = folder.join("checkpoints");
    let partial = checkpoints.join(format!("{step}.tmp"));
    let whole = checkpoints.join(&step);
    learner.save(&partial)?;
    let _ = fs::remove_dir_all(&whole);
    fs::rename(&partial, &whole).map_err(Error::io("write", &whole))?;
    let previous = last_checkpoint(folder)?;
    files::write_atomic(&checkpoints.join("last"), step.as_bytes())?;
    // Only after `last` names the new one may the old one go.
    if let Some(previous) = previous.filter(|previous| *previous != whole) {
        let _ = fs::remove_dir_all(previous);
    }
    Ok(())
}

/// The checkpoint that `last` names, if there is one.
pub(super) fn last_checkpoint(folder: &Path) -> Result<Option<PathBuf>> {
    let checkpoints = folder.join("checkpoints");
    let last = checkpoints.join("last");
    if !last.exists() {
        return Ok(None);
    }
    let name = String::from_utf8_lossy(&files::read(&last)?)
        .trim()
        .to_string();
    Ok(Some(checkpoints.join(name)))
}

/// Seconds of training that `times.csv` tells of.
pub(super) fn seconds_so_far(folder: &Path) -> f64 {
    let text = fs::read_to_string(folder.join("times.csv")).unwrap_or_default();
    let last = text.lines().last().and_then(|line| line.split(',').nth(1));
    last.and_then(|seconds| seconds.parse().ok()).unwrap_or(0.0)
}
