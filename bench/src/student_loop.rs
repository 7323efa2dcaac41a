//! The loop that students live in: change a line, see what it does.
//!
//! Before every command one line in the body of `Linear::forward` changes, so that the compiler
//! has to generate code, link and run, as after a student's edit. The commands work on the
//! project's own folder, because a copy of it would first have to compile all of Burn.

use crate::cargo::{self, project};
use crate::jobs::Goal;
use crate::samples::{Row, Sample};
use crate::{processes, terminal};
use common::error::{Error, Result};
use common::files;
use common::signals::Signals;
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "assignment1/src/linear.rs";
const FUNCTION: &str = "fn forward(&mut self, input: Tensor<2>) -> Tensor<2> {";

/// No other line of the file has this; the number behind it changes.
const CHANGED_LINE: &str = "let _ = std::hint::black_box";

const COMMANDS: [(&str, &str); 2] = [
    ("student-loop run", "run -p assignment1 -- gradcheck linear"),
    ("student-loop test", "test -p assignment1 linear"),
];

/// Times each command `times` times, each time after another edit.
pub fn run(times: usize, goals: &'static [Goal]) -> Result<Vec<Row>> {
    // From here on Ctrl-C ends the child processes, and this one by way of the error.
    let signals = Signals::listen()?;
    let mut file = EditedFile::open(&project().join(FILE))?;
    edit(&file.original, 0)?;
    let mut samples = COMMANDS.map(|_| Vec::new());

    terminal::progress("student-loop: building without an edit first");
    for (_, words) in COMMANDS {
        timed(words, &signals, 0)?;
    }
    let mut number = 0;
    for time in 1..=times {
        for ((name, words), samples) in COMMANDS.iter().zip(&mut samples) {
            number += 1;
            file.write(edit(&file.original, number)?)?;
            let seconds = timed(words, &signals, number)?;
            terminal::progress(&format!("{name}: {time} of {times}: {seconds:.2} s"));
            samples.push(Sample {
                seconds,
                ..Sample::default()
            });
        }
    }
    file.restore()?;
    let row = |((name, _), samples)| Row {
        name,
        sides: [samples, Vec::new()],
        goals,
    };
    Ok(COMMANDS.into_iter().zip(samples).map(row).collect())
}

/// Runs cargo as a student does; returns its wall seconds.
fn timed(words: &str, signals: &Signals, edits: usize) -> Result<f64> {
    let finished = processes::run(cargo::command().args(words.split(' ')));
    match signals.received() {
        Some(signal) => Err(Error::Interrupted {
            signal,
            step: edits,
            resume: "cargo run -p bench -- student-loop".into(),
        }),
        None => Ok(finished?.seconds),
    }
}

/// The source with another line in the body of `forward`.
fn edit(source: &str, number: usize) -> Result<String> {
    if let Some(line) = source.lines().position(|line| line.contains(CHANGED_LINE)) {
        return Err(Error::Failed(format!(
            "line {} of {FILE} is left over from a measurement that was killed. Delete it.",
            line + 1
        )));
    }
    let Some((before, after)) = source.split_once(FUNCTION) else {
        return Err(Error::Failed(format!(
            "{FILE} has no `{FUNCTION}`, in which this job changes a line. \
             Name the function that it has in {}.",
            file!()
        )));
    };
    Ok(format!(
        "{before}{FUNCTION}\n        {CHANGED_LINE}({number}_usize);{after}"
    ))
}

/// A file that is as it was when this value goes, also after an error.
///
/// What somebody else writes in the meantime is left alone: it is newer than what is kept here.
#[derive(Debug)]
struct EditedFile {
    path: PathBuf,
    original: String,
    /// What the file holds if nobody else wrote to it.
    current: String,
}

impl EditedFile {
    fn open(path: &Path) -> Result<Self> {
        // Writing replaces the file: through a link, it must be the file itself.
        let path = path.canonicalize().map_err(Error::io("read", path))?;
        let original = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
        Ok(Self {
            path,
            current: original.clone(),
            original,
        })
    }

    fn write(&mut self, text: String) -> Result<()> {
        if files::read(&self.path)? != self.current.as_bytes() {
            return Err(Error::Failed(format!(
                "somebody else changed {} during the measurement; it stays as it is now. \
                 Run the job again when nothing writes to it.",
                self.path.display()
            )));
        }
        files::write_atomic(&self.path, text.as_bytes())?;
        self.current = text;
        Ok(())
    }

    /// Gives the file its text back; its time of change is now, so that cargo compiles it anew.
    fn restore(&mut self) -> Result<()> {
        match self.current == self.original {
            true => Ok(()),
            false => self.write(self.original.clone()),
        }
    }
}

impl Drop for EditedFile {
    fn drop(&mut self) {
        // An error is already on its way, or `restore` was called and told.
        let _ = self.restore();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_one_line_in_forward_and_one_that_was_left_is_named() {
        let source = fs::read_to_string(project().join(FILE)).unwrap();
        let edited = edit(&source, 7).unwrap();
        let mut new = edited.lines().filter(|line| !source.contains(line));
        let line = "        let _ = std::hint::black_box(7_usize);";
        assert_eq!((new.next(), new.next()), (Some(line), None));
        assert_eq!(edited.lines().count(), source.lines().count() + 1);
        let error = edit(&edited, 8).unwrap_err().to_string();
        assert!(error.contains("is left over"), "{error}");
        assert!(edit("fn backward() {}", 1).is_err());
    }

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linear.rs");
        fs::write(&path, "fn f() {}\r\n// no newline").unwrap();
        (folder, path)
    }

    #[test]
    fn the_text_comes_back_also_after_a_panic_and_untouched_it_is_not_written() {
        let (_folder, path) = file();
        let modified = || fs::metadata(&path).unwrap().modified().unwrap();
        let before = modified();
        drop(EditedFile::open(&path).unwrap());
        assert_eq!(modified(), before);
        let measured = std::panic::catch_unwind(|| {
            let mut edited = EditedFile::open(&path).unwrap();
            edited.write("one".into()).unwrap();
            edited.write("two".into()).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"two");
            panic!("a measurement failed");
        });
        assert!(measured.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"fn f() {}\r\n// no newline");
    }

    #[test]
    fn what_somebody_else_wrote_stays() {
        let (_folder, path) = file();
        let mut edited = EditedFile::open(&path).unwrap();
        edited.write("one".into()).unwrap();
        fs::write(&path, "an editor saved").unwrap();
        edited.write("two".into()).unwrap_err();
        let error = edited.restore().unwrap_err();
        assert!(error.to_string().contains("linear.rs"), "{error}");
        drop(edited);
        assert_eq!(fs::read(&path).unwrap(), b"an editor saved");
    }
}
