//! What goes wrong in a demonstration, in words: an error, a panic, an exercise that is not written.

use common::error::{EXIT_FAILED, Error, Result};
use serde::Serialize;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Once;
use workbook::{book, source};

/// What went wrong, as the page is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trouble {
    /// What kind it is of.
    pub kind: Kind,
    /// What happened, and what to do.
    pub words: String,
    /// The exercise that is not written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exercise: Option<String>,
    /// File and line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Kinds of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An exercise is still to be written.
    Unwritten,
    /// The demonstration failed.
    Failed,
    /// What was asked for cannot be done.
    Usage,
}

/// Why a call into a demonstration has no result.
#[derive(Debug)]
pub enum Caught {
    /// It said so; it can be called again.
    Error(Error),
    /// It panicked; its state is not to be looked at again.
    Panic(Trouble),
}

thread_local! {
    /// Whether this thread is inside of [`caught`].
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    /// File and line of the last panic in it.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Calls into a demonstration. A panic prints nothing and ends nothing.
pub fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T, Caught> {
    watch_panics();
    let outer = WATCHED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    WATCHED.set(outer);
    match result {
        Ok(result) => result.map_err(Caught::Error),
        Err(payload) => Err(Caught::Panic(told(&*payload, PLACE.take()))),
    }
}

/// Notes where a thread panics that is inside of [`caught`]; all others panic as they did before.
fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| match WATCHED.get() {
            true => {
                let place = info.location();
                let place = place.map(|it| format!("{}:{}", it.file(), it.line()));
                PLACE.set(place);
            }
            false => usual(info),
        }));
    });
}

fn told(payload: &(dyn Any + Send), place: Option<String>) -> Trouble {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    let text = text.unwrap_or("it gave no reason");
    let Some(id) = text.strip_prefix("not yet implemented: ") else {
        let at = place
            .as_ref()
            .map_or(String::new(), |it| format!(" at {it}"));
        return Trouble {
            kind: Kind::Failed,
            words: format!("the demonstration failed{at}: {text}"),
            exercise: None,
            place,
        };
    };
    let sentence = place.as_ref().and_then(|place| sentence(id, place));
    let sentence = sentence.map_or(".".into(), |it| format!(": {it}"));
    let write = place
        .as_ref()
        .map_or(String::new(), |it| format!("\n  Write it: {it}"));
    let here = std::env::current_dir().unwrap_or_default();
    let check = check(id, place.as_deref(), &here);
    Trouble {
        kind: Kind::Unwritten,
        words: format!("exercise {id} is not written yet{sentence}{write}\n  Check it: {check}"),
        exercise: Some(id.into()),
        place,
    }
}

/// What the exercise's tag says, from the source file, if that is on this machine.
fn sentence(id: &str, place: &str) -> Option<String> {
    let (file, _) = place.rsplit_once(':')?;
    // The compiler named it from the workspace's root.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = package.and_then(|package| Some(package.parent()?.to_path_buf()));
    let here = std::env::current_dir().ok();
    let mut paths = root.into_iter().chain(here).map(|folder| folder.join(file));
    let text = paths.find_map(|path| std::fs::read_to_string(path).ok())?;
    let bodies = source::read(&text).ok()?.bodies;
    let body = bodies.into_iter().find(|body| body.id == id)?;
    Some(body.sentence).filter(|sentence| !sentence.is_empty())
}

/// The command that checks an exercise in a folder.
fn check(id: &str, place: Option<&str>, here: &Path) -> String {
    let mut folders = here.ancestors();
    if folders.any(|folder| folder.join(book::NAME).is_file()) {
        return format!("cargo workbook check {id}");
    }
    // `assignment1/src/linear.rs` is of the package `assignment1`.
    let package = place.and_then(|place| place.split(['/', '\\']).next());
    let package = package.map_or(String::new(), |package| format!(" -p {package}"));
    format!("cargo test{package} {}", book::test_prefix(id))
}

impl Trouble {
    /// Something that cannot be done.
    pub fn usage(words: impl Into<String>) -> Self {
        Error::Usage(words.into()).into()
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        let kind = match error {
            Error::Usage(_) => Kind::Usage,
            _ => Kind::Failed,
        };
        Self {
            kind,
            words: error.to_string(),
            exercise: None,
            place: None,
        }
    }
}

impl From<Caught> for Trouble {
    fn from(caught: Caught) -> Self {
        match caught {
            Caught::Error(error) => error.into(),
            Caught::Panic(trouble) => trouble,
        }
    }
}

impl Caught {
    /// What a shell is told, and the exit code that it sees.
    pub fn told(self) -> (String, u8) {
        match self {
            Self::Error(error) => (format!("error: {error}"), error.exit_code()),
            Self::Panic(trouble) => (trouble.words, EXIT_FAILED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_written_is_told_to_a_shell() {
        let caught = caught::<()>(|| todo!("a1.linear.forward"));
        let (words, code) = caught.unwrap_err().told();
        assert_eq!(code, 1);
        assert!(
            words.starts_with("exercise a1.linear.forward is not written yet."),
            "{words}"
        );
        assert!(words.contains("Write it: labs/src/trouble.rs:"), "{words}");
    }

    #[test]
    fn a_hand_out_checks_with_its_workbook() {
        let place = Some("lesson/src/linear.rs:43");
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("lesson");
        std::fs::create_dir(&inside).unwrap();
        let command = || check("a1.linear.forward", place, &inside);
        assert_eq!(command(), "cargo test -p lesson linear_forward");
        std::fs::write(folder.path().join(book::NAME), "").unwrap();
        assert_eq!(command(), "cargo workbook check a1.linear.forward");
    }
}
