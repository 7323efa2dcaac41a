//! `watch`: the next exercise, checked again each time that a file is saved.
//!
//! Commands are lines on the standard input, so that it works in every terminal and without one.

use std::io::BufRead;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use notify::{RecursiveMode, Watcher};

use crate::book::{Exercise, digest};
use crate::commands::{check, hint, list};
use crate::console::{print, progress};
use crate::error::{Error, Result};
use crate::handout::{Handout, body};
use crate::state::Standing;

/// An editor writes a file in several steps: when nothing has happened for so long, it is done.
const QUIET: Duration = Duration::from_millis(100);

const KEYS: &str = "n next · h hint · l list · q quit (then Enter)";

/// What happens.
enum Event {
    Line(String),
    Changed,
    End,
}

/// Watches until `q` or the end of the input.
pub fn run(handout: &mut Handout) -> Result<()> {
    let (sender, events) = mpsc::channel();
    let lines = sender.clone();
    thread::spawn(move || {
        for line in std::io::stdin()
            .lock()
            .lines()
            .map_while(std::result::Result::ok)
        {
            if lines.send(Event::Line(line)).is_err() {
                return;
            }
        }
        let _ = lines.send(Event::End);
    });
    let folder = handout.root.join(&handout.book.assignment).join("src");
    let fault = |error: notify::Error| {
        Error::Failed(format!(
            "{} cannot be watched: {error}\n`cargo workbook check` checks once.",
            folder.display()
        ))
    };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Whoever only reads a file changes nothing.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = sender.send(Event::Changed);
        }
    })
    .map_err(fault)?;
    watcher
        .watch(&folder, RecursiveMode::Recursive)
        .map_err(fault)?;

    let mut seen = files(handout);
    let mut current = show_next(handout, None)?;
    while let Ok(event) = events.recv() {
        let line = match event {
            Event::End => break,
            Event::Line(line) => line,
            Event::Changed => {
                let line = settle(&events);
                let now = files(handout);
                if now != seen {
                    seen = now;
                    current = saved(handout, current)?;
                }
                match line {
                    Some(Event::Line(line)) => line,
                    Some(Event::End) => break,
                    _ => continue,
                }
            }
        };
        let after = current.as_ref().map(|exercise| exercise.id.clone());
        match line.trim() {
            "q" | "quit" => break,
            "n" | "next" => current = show_next(handout, after.as_deref())?,
            "l" | "list" => print(&list::text(handout)),
            "h" | "hint" => match after {
                Some(id) => print(&hint::text(handout, &id, false)?),
                None => print("there is nothing left to do"),
            },
            "" => {}
            _ => print(KEYS),
        }
    }
    Ok(())
}

/// Waits until the files are quiet; gives back what came in between that is no change of a file.
fn settle(events: &Receiver<Event>) -> Option<Event> {
    loop {
        match events.recv_timeout(QUIET) {
            Ok(Event::Changed) => {}
            Ok(other) => return Some(other),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// What tells whether a file with exercises has another text.
fn files(handout: &Handout) -> Vec<String> {
    let files = handout.book.files.iter();
    let read = |path: &Path| std::fs::read(path).unwrap_or_default();
    files
        .map(|file| digest(&read(&handout.root.join(&file.path))))
        .collect()
}

/// Goes to the next exercise that does not pass, and checks it.
fn show_next(handout: &mut Handout, after: Option<&str>) -> Result<Option<Exercise>> {
    let sources = handout.sources();
    let Some(exercise) = handout.next(&sources, after).cloned() else {
        print(&format!("every exercise passes its public tests\n{KEYS}"));
        return Ok(None);
    };
    look_at(handout, &exercise)?;
    Ok(Some(exercise))
}

/// Checks the exercise in hand after a file was saved, or the next one where none is left.
fn saved(handout: &mut Handout, current: Option<Exercise>) -> Result<Option<Exercise>> {
    let Some(exercise) = current else {
        return show_next(handout, None);
    };
    look_at(handout, &exercise)?;
    Ok(Some(exercise))
}

/// Checks one exercise and says how to go on.
fn look_at(handout: &mut Handout, exercise: &Exercise) -> Result<()> {
    let sources = handout.sources();
    let (id, place) = (&exercise.id, handout.place(exercise, &sources));
    print(&format!("── {id} · {place}"));
    if let Some(Err(fault)) = sources.get(&exercise.file) {
        print(fault);
    } else if body(exercise, &sources).is_some()
        && let Err(error) = check::try_out(handout, std::slice::from_ref(exercise), &sources)
    {
        // What cannot be checked now may be mended with the next save.
        progress(&format!("error: {error}"));
    }
    let words = match handout.standing(exercise, &sources) {
        Standing::Passes => format!("{id} passes: n goes on to the next one"),
        Standing::NotWritten => format!("write {id} in {place}; it is checked when you save"),
        _ => format!("mend {id} in {place}; it is checked when you save"),
    };
    print(&format!("{words}\n{KEYS}"));
    Ok(())
}
