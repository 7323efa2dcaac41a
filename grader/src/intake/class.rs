//! Which file of a folder is whose.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use common::error::{Error, Result};

use super::columns::DateTime;
use super::roster::Roster;
use super::words::shown;
use crate::model::{Finding, Headline};

/// What one student handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// The number in the roster.
    pub student: String,
    /// The file or folder that counts: of several the one with the latest time.
    pub path: PathBuf,
    /// When it was changed last; a folder's time is that of its list of files. `None` where the system keeps none.
    pub at: Option<DateTime>,
    /// The student's other files, the latest first.
    pub earlier: Vec<PathBuf>,
}

/// A folder with the files of a class.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClassFolder {
    /// Who handed in, in the roster's order.
    pub handed_in: Vec<HandedIn>,
    /// The numbers of those who did not.
    pub missing: Vec<String>,
    /// Files that are nobody's, and why.
    pub unmatched: Vec<Finding>,
}

/// Finds the files of an assignment in a folder: `12110001_assignment1.zip` or a folder of that name, whatever
/// follows the assignment's name (`_v2`, ` (1)`), in capital letters or not.
///
/// # Errors
///
/// Where the folder cannot be read.
pub fn class(folder: &Path, assignment: &str, roster: &Roster) -> Result<ClassFolder> {
    let mut found: BTreeMap<String, Vec<(Option<DateTime>, PathBuf)>> = BTreeMap::new();
    let mut class = ClassFolder::default();
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::io("read the folder", folder))? {
        entries.push(entry.map_err(Error::io("read the folder", folder))?.path());
    }
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with('.') || name == "__MACOSX" {
            continue;
        }
        match owner(&path, &name, (assignment, roster)) {
            Ok((student, at)) => found.entry(student).or_default().push((at, path)),
            Err(words) => class.unmatched.push(Finding {
                file: shown(&name),
                line: None,
                words,
            }),
        }
    }
    for student in &roster.students {
        let Some(mut files) = found.remove(&student.id) else {
            class.missing.push(student.id.clone());
            continue;
        };
        // Of two with one time the longer name counts: `_v2` and ` (1)` are added later.
        files.sort_by_key(|(at, path)| (*at, path.as_os_str().len(), path.clone()));
        if let Some((at, path)) = files.pop() {
            class.handed_in.push(HandedIn {
                student: student.id.clone(),
                path,
                at,
                earlier: files.into_iter().rev().map(|(_, path)| path).collect(),
            });
        }
    }
    Ok(class)
}

/// Whose file it is, and its time; or why it is nobody's.
fn owner(
    path: &Path,
    name: &str,
    of: (&str, &Roster),
) -> Result<(String, Option<DateTime>), String> {
    let (assignment, roster) = of;
    let example = || format!("name it as `12110001_{assignment}.zip`");
    let failed = |error: std::io::Error| format!("it cannot be read: {error}");
    let metadata = fs::symlink_metadata(path).map_err(failed)?;
    let lower = name.to_lowercase();
    let stem = match lower.strip_suffix(".zip") {
        _ if metadata.is_symlink() => {
            return Err("a link is not followed: put the file itself here".into());
        }
        Some(stem) if metadata.is_file() => stem,
        _ if metadata.is_dir() => lower.as_str(),
        _ => {
            return Err(format!(
                "it is neither a zip archive nor a folder: {}",
                example()
            ));
        }
    };
    let fitting = roster.students.iter().filter_map(|student| {
        let rest = stem.strip_prefix(&student.id.to_lowercase())?;
        Some((student, rest.strip_prefix(['_', '-', ' '])?))
    });
    let Some((student, rest)) = fitting.max_by_key(|(student, _)| student.id.len()) else {
        return Err(format!(
            "its name begins with no number of the roster: {}",
            example()
        ));
    };
    let rest = rest.strip_prefix(&assignment.to_lowercase());
    if rest.is_none_or(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return Err(format!(
            "its name is not that of a file of {assignment}: {}",
            example()
        ));
    }
    let at = metadata.modified().ok().map(DateTime::from);
    Ok((student.id.clone(), at))
}

impl HandedIn {
    /// By how much a submission is late.
    pub fn late(&self, due: Option<DateTime>) -> Option<TimeDelta> {
        let late = self.at? - due?;
        (late > TimeDelta::zero()).then_some(late)
    }

    /// What a reader must know of it: that it came late, that there are others.
    pub fn headlines(&self, due: Option<DateTime>) -> Vec<Headline> {
        let mut headlines = Vec::new();
        let name = |path: &Path| shown(&path.file_name().unwrap_or_default().to_string_lossy());
        if let (Some(late), Some(at)) = (self.late(due), self.at) {
            let (days, hours) = (late.num_days(), late.num_hours() % 24);
            let minutes = late.num_minutes() % 60;
            let words = format!(
                "handed in late, by {days} d {hours} h {minutes} min, at {}: that is the file's time, and copying may change it",
                at.format("%Y-%m-%d %H:%M")
            );
            headlines.push(Headline {
                attention: true,
                words,
            });
        }
        if !self.earlier.is_empty() {
            let others: Vec<String> = self.earlier.iter().map(|path| name(path)).collect();
            let words = format!(
                "{} files of this student: the latest, {}, is graded, and not {}",
                self.earlier.len() + 1,
                name(&self.path),
                others.join(", ")
            );
            headlines.push(Headline {
                attention: true,
                words,
            });
        }
        headlines
    }
}
