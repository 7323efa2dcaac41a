//! The run folder on disk: making it, finding it again, its settings and its checkpoints.

use super::Name;
use crate::checksum::sha256;
use crate::error::{Error, Result};
use crate::files;
use crate::kill_points;
use crate::learner::Snapshot;
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Version of the layout of `run.toml` and its neighbours. The first one had the settings under
/// another name and did not say which assignment it was; an unknown one is refused.
const SCHEMA: i64 = 2;

/// Where the runs of a program are.
pub(super) fn runs_of(name: Name, out_dir: &Path) -> PathBuf {
    out_dir.join(name.assignment).join(name.program)
}

/// Makes the folder of a new run among `runs`, with what was meant and what was typed.
pub(super) fn make(runs: &Path, name: Name, seed: u64, settings: &toml::Table) -> Result<PathBuf> {
    let number = 1 + numbered(runs).map(|(number, _)| number).max().unwrap_or(0);
    let folder = make_empty(runs, seed)?;
    let mut table = toml::Table::new();
    table.insert("schema".into(), SCHEMA.into());
    table.insert("assignment".into(), name.assignment.into());
    table.insert("program".into(), name.program.into());
    table.insert("number".into(), number.into());
    table.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    table.insert("files".into(), checksums(settings)?.into());
    table.insert("settings".into(), settings.clone().into());
    let words = std::env::args_os().skip(1);
    let words: Vec<String> = words.map(|word| quoted(&word)).collect();
    let command = format!("cargo run -p {} -- {}", name.assignment, words.join(" "));
    files::write_atomic(&folder.join("command.txt"), command.as_bytes())?;
    files::write_atomic(&folder.join("run.toml"), table.to_string().as_bytes())?;
    Ok(folder)
}

/// The tables in files that settings name, each with its checksum.
fn checksums(settings: &toml::Table) -> Result<toml::Table> {
    let texts = settings.values().filter_map(toml::Value::as_str);
    let tables = texts.filter(|text| is_table(Path::new(text)));
    let of_file = |text: &str| {
        let bytes = files::read(Path::new(text))?;
        Ok((text.to_owned(), sha256(&bytes).into()))
    };
    tables.map(of_file).collect()
}

/// Whether it is a table in a file, and there.
fn is_table(path: &Path) -> bool {
    let extension = path.extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) && path.is_file()
}

/// Refuses to go on with other data than a run began with. A file that is gone is the loader's to name.
fn refuse_changed(folder: &Path, files: &toml::Table) -> Result<()> {
    for (path, checksum) in files {
        let path = Path::new(path);
        if is_table(path) && checksum.as_str() != Some(&sha256(&files::read(path)?)) {
            return Err(Error::Data(format!(
                "{} has changed since the run in {} began, whose results are of the file as it was. Put \
                 that one back, or start a new run.",
                path.display(),
                folder.display()
            )));
        }
    }
    Ok(())
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

/// The unfinished run that `--resume` means: this one, or the newest.
pub(crate) fn to_resume(name: Name, wanted: Option<&Path>, out_dir: &Path) -> Result<PathBuf> {
    let folder = match wanted {
        Some(folder) => folder.to_path_buf(),
        None => newest_unfinished(&runs_of(name, out_dir))?,
    };
    read_table(&folder)?;
    let result = folder.join("result.json");
    match result.exists() {
        false => Ok(folder),
        true => Err(Error::Usage(format!(
            "the run {} is finished: there is nothing to resume. Its result is in {}.",
            folder.display(),
            result.display()
        ))),
    }
}

/// The run folders of a program, each with its number: runs count from 1, in the order in which they began.
/// Clocks and time zones change, and runs of an earlier version have no number: these come first, by name.
fn numbered(runs: &Path) -> impl Iterator<Item = (i64, PathBuf)> {
    let entries = fs::read_dir(runs).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let text = fs::read_to_string(entry.path().join("run.toml")).ok()?;
        let table = text.parse::<toml::Table>().ok();
        let number = table.and_then(|table| table.get("number")?.as_integer());
        Some((number.unwrap_or(0), entry.path()))
    })
}

/// The newest finished run of a program.
pub(crate) fn newest_finished(name: Name, out_dir: &Path) -> Result<PathBuf> {
    let runs = runs_of(name, out_dir);
    let Name {
        assignment,
        program,
    } = name;
    newest(&runs, true).ok_or_else(|| {
        Error::Usage(format!(
            "there is no finished run of `{program}` in {}. Make one first:\n  cargo run -p {assignment} -- {program}",
            runs.display()
        ))
    })
}

fn newest_unfinished(runs: &Path) -> Result<PathBuf> {
    newest(runs, false).ok_or_else(|| {
        Error::Usage(format!(
            "there is no unfinished run in {}. Start one without --resume.",
            runs.display()
        ))
    })
}

/// The newest of the runs that are finished, or of those that are not.
fn newest(runs: &Path, finished: bool) -> Option<PathBuf> {
    let wanted = |path: &Path| path.join("result.json").exists() == finished;
    let newest = numbered(runs).filter(|(_, path)| wanted(path)).max();
    newest.map(|(_, path)| path)
}

/// What a `run.toml` says.
pub(crate) struct Stored {
    /// The version of its layout.
    pub(crate) schema: i64,
    /// Under the flags of the program of then.
    pub(crate) settings: toml::Table,
}

/// The name of the program that made the run in `folder`.
///
/// # Errors
/// [`Error::Usage`] if there is no run, [`Error::Data`] if its `run.toml` is damaged.
pub fn program_of(folder: &Path) -> Result<String> {
    let (_, table) = read_table(folder)?;
    let names = ["program", "task"].map(|key| table.get(key));
    let name = names.into_iter().flatten().next();
    name.and_then(toml::Value::as_str)
        .map(Into::into)
        .ok_or_else(|| damaged(folder, "it does not name its program"))
}

/// The settings in the folder of a run of this program.
pub(crate) fn read_settings(name: Name, folder: &Path) -> Result<Stored> {
    let of = program_of(folder)?;
    let (schema, mut table) = read_table(folder)?;
    let assignment = table.get("assignment").and_then(toml::Value::as_str);
    let elsewhere = assignment.filter(|assignment| *assignment != name.assignment);
    if of != name.program || elsewhere.is_some() {
        return Err(Error::Usage(format!(
            "{} is a run of `{}`, not of `{}`.",
            folder.display(),
            elsewhere.map_or(of.clone(), |elsewhere| format!("{elsewhere} {of}")),
            name.program
        )));
    }
    let settings = settings_in(folder, (schema, &mut table))?;
    Ok(Stored { schema, settings })
}

/// The settings of a `run.toml`, whose data are as they were.
fn settings_in(folder: &Path, (schema, table): (i64, &mut toml::Table)) -> Result<toml::Table> {
    if let Some(toml::Value::Table(files)) = table.get("files") {
        refuse_changed(folder, files)?;
    }
    let key = if schema == 1 { "config" } else { "settings" };
    match table.remove(key) {
        Some(toml::Value::Table(settings)) => Ok(settings),
        _ => Err(damaged(folder, "it has no settings")),
    }
}

/// Of the run in a folder: its assignment, where that is said, its program and its settings.
pub(super) fn read_any(folder: &Path) -> Result<(Option<String>, String, toml::Table)> {
    let program = program_of(folder)?;
    let (schema, mut table) = read_table(folder)?;
    let assignment = table.get("assignment").and_then(toml::Value::as_str);
    let assignment = assignment.map(Into::into);
    Ok((
        assignment,
        program,
        settings_in(folder, (schema, &mut table))?,
    ))
}

/// The `run.toml` of a folder, and the version of its layout.
fn read_table(folder: &Path) -> Result<(i64, toml::Table)> {
    let path = folder.join("run.toml");
    if !path.exists() {
        return Err(Error::Usage(format!(
            "there is no run in {}: it has no run.toml. Runs are in runs/<assignment>/<program>.",
            folder.display()
        )));
    }
    let text = String::from_utf8_lossy(&files::read(&path)?).into_owned();
    let table: toml::Table = text
        .parse()
        .map_err(|error| damaged(folder, &format!("{error}")))?;
    match table.get("schema").and_then(toml::Value::as_integer) {
        Some(schema @ 1..=SCHEMA) => Ok((schema, table)),
        Some(later) => Err(damaged(
            folder,
            &format!(
                "this run was written by a later version (layout {later}, known up to {SCHEMA}): \
                 use the program that wrote it, or start a new run without --resume"
            ),
        )),
        None => Err(damaged(
            folder,
            "it does not say how it is laid out (`schema`)",
        )),
    }
}

/// The last checkpoint of a run that somebody wants to look at.
pub(crate) fn checkpoint_of(name: Name, folder: &Path) -> Result<PathBuf> {
    last_checkpoint(folder)?.ok_or_else(|| {
        Error::Usage(format!(
            "the run {} has no checkpoint yet. Go on with it first:\n  {}",
            folder.display(),
            resume_command(name, folder)
        ))
    })
}

/// The command that goes on with a run.
pub(super) fn resume_command(name: Name, folder: &Path) -> String {
    resume_words((name.assignment, name.program), folder)
}

/// As [`resume_command`], of the program of any assignment.
pub(super) fn resume_words((assignment, program): (&str, &str), folder: &Path) -> String {
    let folder = quoted(folder.as_os_str());
    format!("cargo run -p {assignment} -- {program} --resume {folder}")
}

/// A word as a shell takes it for one. What is no text stays as it is shown, which no shell takes.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    match shlex::try_quote(&word) {
        Ok(quoted) => quoted.into_owned(),
        Err(_) => word.into_owned(),
    }
}

/// Takes a run folder for this process as long as the file that is returned is open: the system gives it
/// back when the process ends, in whatever way.
pub(super) fn lock(name: Name, folder: &Path) -> Result<File> {
    let path = folder.join("lock");
    let open = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    let mut file = open.map_err(|error| {
        let (shown, copy) = (folder.display(), PathBuf::from("copy"));
        Error::Failed(format!(
            "the run {shown} cannot be written: {error}.\n\
             Copy it to a place that can be, and go on with the copy:\n  {}",
            resume_command(name, &copy)
        ))
    })?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Some systems do not let anybody read a locked file.
            let _ = file.read_to_string(&mut holder);
            let holder = match holder.trim() {
                "" => "another process".to_owned(),
                process => format!("process {process}"),
            };
            return Err(Error::Usage(format!(
                "the run {} is being trained by {holder}. Wait until it ends, or stop it first.",
                folder.display()
            )));
        }
        // A file system without locks.
        Err(TryLockError::Error(_)) => {}
        Ok(()) => {
            let written = file.set_len(0);
            let written = written.and_then(|()| write!(file, "{}", std::process::id()));
            written.map_err(Error::io("write", &path))?;
        }
    }
    Ok(file)
}

fn damaged(folder: &Path, what: &str) -> Error {
    Error::Data(format!("{}: {what}", folder.join("run.toml").display()))
}

/// Writes the checkpoint of a step, which takes the place of the last one.
pub(super) fn save(folder: &Path, step: usize, snapshot: &Snapshot) -> Result<()> {
    let step = step.to_string();
    let checkpoints = folder.join("checkpoints");
    let partial = checkpoints.join(format!("{step}.tmp"));
    let whole = checkpoints.join(&step);
    snapshot.write(&partial)?;
    kill_points::reached("checkpoint");
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

/// The loss of the best weights and their step, as text from which exactly the same numbers come back.
const BEST: &str = "validation_loss.txt";

/// Writes the best weights so far, with their loss and their step; they take the place of those before.
pub(super) fn save_best(
    folder: &Path,
    weights: &Snapshot,
    (loss, step): (f64, usize),
) -> Result<()> {
    let best = folder.join("checkpoints").join("best");
    let partial = best.with_extension("tmp");
    let weights = weights.clone().with(BEST, format!("{loss} {step}").into());
    weights.write(&partial)?;
    let _ = fs::remove_dir_all(&best);
    fs::rename(&partial, &best).map_err(Error::io("write", &best))
}

/// The best weights with their loss and their step, if a validation part has chosen any.
pub(crate) fn best(folder: &Path) -> Result<Option<(Snapshot, (f64, usize))>> {
    let best = folder.join("checkpoints").join("best");
    if !best.is_dir() {
        return Ok(None);
    }
    let weights = Snapshot::read(&best)?;
    let text = String::from_utf8_lossy(weights.block(BEST)?).into_owned();
    let (loss, step) = text.split_once(' ').unwrap_or_default();
    let damaged = || Error::Data(format!("{} is damaged", best.join(BEST).display()));
    let of = loss
        .parse()
        .ok()
        .zip(step.parse().ok())
        .ok_or_else(damaged)?;
    Ok(Some((weights, of)))
}

/// Removes the best weights of a training that begins anew.
pub(super) fn forget_best(folder: &Path) {
    let _ = fs::remove_dir_all(folder.join("checkpoints").join("best"));
}

/// The checkpoint that `last` names, if there is one.
pub(crate) fn last_checkpoint(folder: &Path) -> Result<Option<PathBuf>> {
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
