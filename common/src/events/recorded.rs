//! The tables of a run folder as a checkpoint knows them, and the way back to them.
//!
//! A checkpoint keeps a copy of `metrics.csv` and `times.csv`. A resumed run goes on from that copy: what an
//! interrupted process wrote after it is cut, and a table that somebody has changed is left alone.

use crate::error::{Error, Result};
use crate::files;
use crate::learner::Snapshot;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The tables, each with the column in which the step stands.
const TABLES: [(&str, usize); 2] = [("metrics.csv", 1), ("times.csv", 0)];

/// Adds copies of a run folder's tables to a checkpoint.
///
/// # Errors
/// [`Error::Io`] with the path.
pub(crate) fn record(folder: &Path, snapshot: Snapshot) -> Result<Snapshot> {
    let mut snapshot = snapshot;
    for (name, _) in TABLES {
        let path = folder.join(name);
        if path.exists() {
            snapshot = snapshot.with(name, files::read(&path)?);
        }
    }
    Ok(snapshot)
}

/// Makes the tables what they were at a checkpoint; `place` is its folder. A table that is gone comes back.
///
/// # Errors
/// [`Error::Data`] before anything is changed, if a table does not begin as it did then; [`Error::Io`] with
/// the path.
pub(super) fn go_back(folder: &Path, (snapshot, place): (&Snapshot, &Path)) -> Result<()> {
    let mut changed = Vec::new();
    for (name, column) in TABLES {
        let path = folder.join(name);
        let now = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            now => now.map_err(Error::io("read", &path))?,
        };
        let then = match snapshot.block(name) {
            Ok(copy) if now.is_empty() || continues(&now, copy) => copy.to_vec(),
            Ok(_) => {
                return Err(Error::Data(format!(
                    "{} was changed after the checkpoint; nothing was cut.\n\
                     To go on with the table of the checkpoint, keep yours under another name and put \
                     {} in its place.",
                    path.display(),
                    place.join(name).display()
                )));
            }
            // A checkpoint of an earlier version has no copy.
            Err(_) => cut(&now, column, snapshot.steps()?).map_err(|line| {
                Error::Data(format!(
                    "{}, line {line}: this is no line of a run, so nothing was cut. Put the table back as it \
                     was, or start a new run without --resume.",
                    path.display()
                ))
            })?,
        };
        if then != now {
            changed.push((path, then));
        }
    }
    let mut changed = changed.into_iter();
    changed.try_for_each(|(path, then)| files::write_atomic(&path, &then))
}

/// Whether a table has gone on from a copy: the same lines, then others. A later column has widened them;
/// an editor may have taken the last line's end.
fn continues(now: &[u8], copy: &[u8]) -> bool {
    let Some((now, copy)) = std::str::from_utf8(now)
        .ok()
        .zip(std::str::from_utf8(copy).ok())
    else {
        return false;
    };
    let mut lines = now.lines();
    copy.lines().enumerate().all(|(number, line)| {
        let rest = lines.next().and_then(|now| now.strip_prefix(line));
        rest.is_some_and(|rest| match number {
            0 => rest.is_empty() || rest.starts_with(','),
            _ => rest.bytes().all(|byte| byte == b','),
        })
    })
}

/// The header and the lines whose step, in this column, is at most `step`; a half-written line at the end
/// is dropped. The error is the number of a line that is none of a run's.
fn cut(now: &[u8], column: usize, step: usize) -> Result<Vec<u8>, usize> {
    let text = std::str::from_utf8(now).map_err(|_| 1_usize)?;
    let mut kept = String::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let of = line
            .trim_end()
            .split(',')
            .nth(column)
            .map(str::parse::<usize>);
        match of {
            _ if number == 0 => kept += line,
            Some(Ok(of)) if of <= step => {
                kept += line.trim_end();
                kept += "\n";
            }
            Some(Ok(_)) => {}
            _ if !line.ends_with('\n') => {}
            _ => return Err(number + 1),
        }
    }
    Ok(kept.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &str = "epoch,step,split,loss\n1,10,train,0.5\n";

    /// What becomes of a table, or the error and the table after it.
    fn back(now: Option<&str>, snapshot: &Snapshot) -> Result<String, (String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("metrics.csv");
        if let Some(now) = now {
            fs::write(&path, now).unwrap();
        }
        let result = go_back(folder.path(), (snapshot, Path::new("checkpoints/10")));
        let after = fs::read_to_string(&path).unwrap();
        match result {
            Ok(()) => Ok(after),
            Err(error) => Err((error.to_string(), after)),
        }
    }

    #[test]
    fn what_came_after_the_checkpoint_is_cut_and_what_is_gone_comes_back() {
        let snapshot = Snapshot::at(10).with("metrics.csv", KNOWN.into());
        let wider = "epoch,step,split,loss,accuracy\n1,10,train,0.5,\n2,20,train,0.4,0.9\n";
        for now in [
            Some(KNOWN),
            Some(KNOWN.trim_end()),
            Some(&format!("{KNOWN}2,20,train,0.4\n3,30,tra")),
            Some(wider),
            Some(""),
            None,
        ] {
            assert_eq!(back(now, &snapshot).unwrap(), KNOWN, "{now:?}");
        }
    }

    #[test]
    fn a_table_that_somebody_changed_is_left_alone() {
        let snapshot = Snapshot::at(10).with("metrics.csv", KNOWN.into());
        for now in [
            KNOWN.replace(',', ";"),
            KNOWN.replace("0.5", "0.55"),
            "epoch,step,split\n1,10,train\n".into(),
            "epoch,step,split,loss\n".into(),
        ] {
            let (error, after) = back(Some(&now), &snapshot).unwrap_err();
            assert_eq!(after, now);
            assert!(
                error.contains("checkpoints/10/metrics.csv in its place"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_checkpoint_of_an_earlier_version_cuts_by_the_step() {
        let snapshot = Snapshot::at(10);
        let later = format!("{KNOWN}2,20,train,0.4\n3,30,tra");
        assert_eq!(back(Some(&later), &snapshot).unwrap(), KNOWN);
        assert_eq!(back(Some(KNOWN.trim_end()), &snapshot).unwrap(), KNOWN);
        let semicolons = KNOWN.replace(',', ";");
        let (error, after) = back(Some(&semicolons), &snapshot).unwrap_err();
        assert!(after == semicolons && error.contains("line 2"), "{error}");
    }
}
